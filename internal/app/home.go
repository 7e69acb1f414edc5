package app

import (
	"cmp"
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// Home is what concerns a person in the rounds that run: what he owes, what waits for him, what others owe him.
type Home struct {
	Rounds   map[round.ID]HomeRound
	Own      []DossierLine // the five steps of the person as a member, and of the units that he leads
	Tasks    []Task        // what else he can do now, nearest deadline first
	Groups   []HomeGroup   // what he owes and has met, and what those owe for whom he writes; nearest deadline first
	Open     []HomeSheet   // what he still owes, nearest deadline first
	Sheets   []HomeSheet   // one page of it
	Left     int           // how many sheets of it come after the page
	Confirm  []HomeSheet   // filled in by others, waiting for his confirmation
	Returned []HomeSheet   // sent back to him or his side to be bettered
	Writing  []HomeSheet   // still to be written for reviewers whose clerk he is
	About    []HomeSheet   // reviews of him and of the units in which he has a post
	Drawn    []round.Draw  // at random, that concern him; the newest first
	News     []AccountAct  // what others did to his account of late
	Upkeep   *Upkeep       // nil: he does not administer the house
}

// HomeRound is a round that runs.
type HomeRound struct {
	round.Round
	Scheme    *scheme.Scheme
	Deadlines Deadlines
}

// HomeGroup is what one reviewer owes that can be done together, such as the members of one branch.
type HomeGroup struct {
	Round     round.ID
	Owner     org.PersonID
	OwnerName string               // empty when it is the asker himself
	Kinds     []scheme.SubjectKind // those that share a sheet stand together
	Unit      org.UnitID           // of the members; for units and secretaries the seat from which they are reviewed
	UnitName  string
	Deadline  org.Date
	Sheets    int      // how many there are
	Done      int      // that count
	Waiting   int      // that wait for confirmation
	Planned   org.Date // the first day that plans of units have for it; empty: none
	Arranged  int64    // the line of such a plan about all of it, 0: none
}

// Left is how many sheets are still to be done.
func (g HomeGroup) Left() int { return g.Sheets - g.Done }

// HomeSheet is one sheet in a list: the first record on it.
type HomeSheet struct {
	store.DutyRow
	IDs      []review.ID // of all records on it
	Deadline org.Date
	Planned  org.Date // by the plan of a unit; empty: none
}

// homePasses: what there is; what belongs to each; who is named there; who they are.
const homePasses = 4

// homePage is how many sheets a page of what somebody owes shows.
const homePage = 60

// Home is the asker's own page; page counts from 0 and leafs through what he owes. An account that is nobody of the
// roster has nothing on it.
func (a *App) Home(ctx context.Context, who access.Actor, page int) (h Home, err error) {
	if err := check(access.ReadRound, who.Base(), access.NoStage); err != nil {
		return h, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		return tx.Gather(homePasses, func() error {
			h = Home{}
			return a.home(tx, &h, who, page)
		})
	})
	return h, err
}

// home fills the page.
func (a *App) home(tx *store.Tx, h *Home, who access.Actor, page int) (err error) {
	if h.News, err = news(tx, who); err != nil {
		return err
	}

	rounds, err := a.owing(tx, h, who.Person, page)
	if err != nil {
		return err
	}

	if h.Tasks, err = a.tasks(tx, taskAsker{Actor: who, rounds: rounds, by: h.Rounds}); err != nil || who.Person == 0 {
		return err
	}

	if h.Drawn, err = tx.DrawsOf(who.Person); err != nil {
		return err
	}

	if h.Upkeep, err = a.upkeep(tx, who); err != nil {
		return err
	}

	return h.about(tx, rounds, who.Person)
}

// Welcome is where an account begins that is nobody of the roster: an office with its rounds, others with what has to be
// done before there is one.
type Welcome struct {
	Rounds []round.Round // the newest first
	Roster bool          // there are units; so is the next, not said where an office has begun a round
	Upkeep *Upkeep       // nil: he does not administer the house
	News   []AccountAct  // of the account
}

// Welcome is where such an account begins.
func (a *App) Welcome(ctx context.Context, who access.Actor) (v Welcome, err error) {
	if err := check(access.ReadRound, who.Base(), access.NoStage); err != nil {
		return v, err
	}

	if err := check(access.ReadRoster, who.Base(), access.NoStage); err != nil {
		return v, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		if v.Rounds, err = tx.Rounds(); err != nil {
			return err
		}

		begun := func(r round.Round) bool { return r.State != round.Draft }
		if len(who.Offices()) > 0 && slices.ContainsFunc(v.Rounds, begun) {
			return nil // he is led to them
		}

		roots, err := tx.ChildUnits(0)
		if err != nil {
			return err
		}

		v.Roster = len(roots) > 0
		if v.Upkeep, err = a.upkeep(tx, who); err != nil {
			return err
		}

		v.News, err = news(tx, who)
		return err
	})
	return v, err
}

// owing fills what a person and those for whom he writes owe in the rounds that run, and gives these rounds.
func (a *App) owing(tx *store.Tx, h *Home, me org.PersonID, page int) ([]round.ID, error) {
	h.Rounds = map[round.ID]HomeRound{}
	rounds, err := a.running(tx, h)
	if err != nil || me == 0 {
		return rounds, err
	}

	writesFor, err := tx.ReviewersOf(me)
	if err != nil {
		return nil, err
	}

	if err := h.groups(tx, rounds, me, writesFor); err != nil {
		return nil, err
	}

	if err := h.lists(tx, rounds, me, writesFor, page); err != nil {
		return nil, err
	}

	return rounds, h.plan(tx, rounds, me, writesFor)
}

// running gives the rounds that run, the one that ends first before the others.
func (a *App) running(tx *store.Tx, h *Home) ([]round.ID, error) {
	rounds, err := tx.RoundsIn(round.Launched)
	if err != nil {
		return nil, err
	}

	slices.SortStableFunc(rounds, func(x, y round.Round) int { return cmp.Compare(x.To, y.To) })
	var ids []round.ID
	for _, r := range rounds {
		s, err := a.keptScheme(r)
		if err != nil {
			return nil, err
		}

		deadlines, err := deadlinesOf(tx, r, s)
		if err != nil {
			return nil, err
		}

		h.Rounds[r.ID] = HomeRound{r, s, deadlines}
		ids = append(ids, r.ID)
	}

	return ids, nil
}

// Plan is the scheme of the round that ends first; nil where none runs.
func (h Home) Plan() *scheme.Scheme {
	var first HomeRound
	for _, r := range h.Rounds {
		if first.ID == 0 || cmp.Or(cmp.Compare(r.To, first.To), cmp.Compare(r.ID, first.ID)) < 0 {
			first = r
		}
	}

	return first.Scheme
}

// deadline is the day by which the reviews of the kind in a unit are to be given.
func (h Home) deadline(id round.ID, kind scheme.SubjectKind, unit org.UnitID) org.Date {
	return h.Rounds[id].Deadlines.Review(kind, unit)
}

// groups counts what is owed by what can be done together.
func (h *Home) groups(tx *store.Tx, rounds []round.ID, me org.PersonID, writesFor []store.ClerkRow) error {
	names := map[org.PersonID]string{}
	for _, c := range writesFor {
		names[c.Reviewer] = c.ReviewerName
	}

	counts, err := tx.OwedGroups(rounds, owners(me, writesFor))
	if err != nil {
		return err
	}

	type key struct {
		round round.ID
		owner org.PersonID
		kind  scheme.SubjectKind
		unit  org.UnitID
	}

	at := map[key]int{}
	first := map[key]bool{} // whose sheet begins with a record of the kind
	for _, c := range counts {
		first[key{c.Round, c.Owner, c.Kind, c.Unit}] = true
	}

	for _, c := range counts {
		kinds := review.SheetKinds(h.Rounds[c.Round].Scheme, c.Kind)
		k := key{c.Round, c.Owner, kinds[0], c.Unit}
		name := c.UnitName
		if c.Kind == scheme.Unit || c.Kind == scheme.Secretary {
			k.unit, name = c.Seat, c.SeatName
		}

		i, ok := at[k]
		if !ok {
			i = len(h.Groups)
			at[k] = i
			h.Groups = append(h.Groups, HomeGroup{Round: c.Round, Owner: c.Owner, OwnerName: names[c.Owner], Kinds: kinds,
				Unit: k.unit, UnitName: name, Deadline: h.deadline(c.Round, c.Kind, c.Unit)})
		}

		h.Groups[i].Deadline = min(h.Groups[i].Deadline, h.deadline(c.Round, c.Kind, c.Unit))
		if c.Kind == kinds[0] || !first[key{c.Round, c.Owner, kinds[0], c.Unit}] {
			h.Groups[i].add(c)
		}
	}

	slices.SortStableFunc(h.Groups, func(x, y HomeGroup) int {
		return cmp.Or(cmp.Compare(x.Deadline, y.Deadline), cmp.Compare(min(1, y.Left()), min(1, x.Left())))
	})
	return nil
}

// add counts sheets in one state.
func (g *HomeGroup) add(c store.OwedGroup) {
	g.Sheets += c.Count
	switch c.State {
	case review.Confirmed:
		g.Done += c.Count
	case review.Submitted:
		g.Waiting += c.Count
	}
}

// owners are a person and those for whom he writes.
func owners(me org.PersonID, writesFor []store.ClerkRow) []org.PersonID {
	all := []org.PersonID{me}
	for _, c := range writesFor {
		all = append(all, c.Reviewer)
	}
	return all
}

// lists fills the lists of single sheets.
func (h *Home) lists(tx *store.Tx, rounds []round.ID, me org.PersonID, writesFor []store.ClerkRow, number int) error {
	rows, err := tx.Duties(store.DutyFilter{Rounds: rounds, Owners: owners(me, writesFor), States: review.OpenStates()}, 0)
	var mine, confirm, others []store.DutyRow
	for _, d := range rows {
		switch {
		case d.Owner != me && d.State != review.Submitted:
			others = append(others, d)
		case d.Owner == me && d.State != review.Submitted:
			mine = append(mine, d)
		case d.Owner == me:
			confirm = append(confirm, d)
		}
	}

	h.Open, h.Confirm, h.Writing = h.sheets(mine), h.sheets(confirm), h.sheets(others)
	from := number * homePage
	h.Sheets = page(h.Open, from, homePage)
	h.Left = max(len(h.Open)-from-len(h.Sheets), 0)
	for _, s := range h.Writing {
		if s.State == review.Returned && s.Side == review.ReviewerSide {
			h.Returned = append(h.Returned, s)
		}
	}

	return err
}

// about fills what others owe the person. Of a text that is not his side's he learns how far it is, not why it was sent
// back.
func (h *Home) about(tx *store.Tx, rounds []round.ID, me org.PersonID) error {
	rows, err := tx.ReviewsAbout(rounds, me)
	if err != nil {
		return err
	}

	for i := range rows {
		if rows[i].Side == review.ReviewerSide {
			rows[i].ReturnReason = ""
		}
	}

	if h.Own, err = h.own(tx, rows, me); err != nil {
		return err
	}

	h.About = h.onSheets(rows)
	for _, s := range h.About {
		if s.State == review.Returned && s.Side == review.ReviewedSide {
			h.Returned = append(h.Returned, s)
		}
	}

	return nil
}

// sheets is obligations put onto their sheets, nearest deadline first. All of them are read, and a page is cut from the
// sheets: a page of records would tear a sheet apart, and knows no deadlines but its own.
func (h *Home) sheets(rows []store.DutyRow) []HomeSheet {
	out := h.onSheets(rows)
	slices.SortStableFunc(out, func(x, y HomeSheet) int { return cmp.Compare(x.Deadline, y.Deadline) })
	return out
}

func (h *Home) onSheets(rows []store.DutyRow) []HomeSheet {
	var out []HomeSheet
	for _, d := range rows {
		s := h.Rounds[d.Obligation.Round].Scheme
		if last := len(out) - 1; last >= 0 && review.OneSheet(s, out[last].Obligation, d.Obligation) {
			out[last].IDs = append(out[last].IDs, d.ID)
			continue
		}
		out = append(out, HomeSheet{DutyRow: d, IDs: []review.ID{d.ID},
			Deadline: round.Due{Deadline: h.deadline(d.Obligation.Round, d.Subject.Kind, d.Subject.Unit)}.With(d.DrawDue).Day()})
	}

	return out
}
