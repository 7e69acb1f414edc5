package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// ClockLine is a unit or a secretary with the time left until the next review has to be given.
type ClockLine struct {
	store.ClockRow
	round.Clock
}

// ClockView is the rolling half year of a unit's subtree 〔二(一)〕. Of a large one that is not summed up the parts are the units
// directly below, page by page, each with its own lines alone.
type ClockView struct {
	Filter ClockFilter
	Unit   org.Place
	Line   []org.Place // from the root down to the unit
	Months int
	Says   []scheme.Frequency // what the scheme says of how often
	Parts  []ClockPart        // by general branch, in the order of the tree
	Below  int                // how many units there are directly below, where the parts are a page of them; else 0
}

// ClockFilter chooses what is shown.
type ClockFilter struct {
	Unit org.UnitID // 0: the root, or the first unit of one's own
	Sum  bool       // all that lies below is looked at, however much it is
	From int        // of the units directly below, the index of the first
}

// clockWhole is up to how many units a subtree is looked at without being asked to.
const clockWhole = 100

// ClockEach is how many units directly below a large one stand on one page.
const ClockEach = 25

// ClockPart is one general branch, or one unit directly below, with everything under it.
type ClockPart struct {
	Unit  org.Place
	Lines []ClockLine
	Soon  int
	Late  int // over, or never reviewed
}

// Calling are the lines to which somebody has to see now.
func (p ClockPart) Calling() []ClockLine {
	var out []ClockLine
	for _, l := range p.Lines {
		if l.State.Calls() {
			out = append(out, l)
		}
	}

	return out
}

// Clocks is the rolling half year of a unit's subtree on the living roster. What looks at a large subtree is made one at a time
// for an account.
func (a *App) Clocks(ctx context.Context, who access.Actor, f ClockFilter) (v ClockView, err error) {
	many := false
	err = a.read(ctx, func(tx *store.Tx) error {
		if v, err = a.clockView(tx, who, f); err != nil {
			return err
		}

		if many = f.Sum && v.large(); many {
			return nil
		}

		return v.load(a, tx)
	})

	if err != nil || !many {
		return v, err
	}

	return v, a.readWhole(ctx, who, func(tx *store.Tx) error {
		if v, err = a.clockView(tx, who, f); err != nil {
			return err
		}
		return v.load(a, tx)
	})
}

// clockView is the view without its parts, for whoever may read it.
func (a *App) clockView(tx *store.Tx, who access.Actor, f ClockFilter) (v ClockView, err error) {
	v.Filter = f
	if v.Unit, err = clockTop(tx, who, f.Unit); err != nil {
		return v, err
	}

	relations, err := relationsToUnit(tx, who, 0, v.Unit.ID)
	if err != nil {
		return v, err
	}

	if err := check(access.ReadClock, relations, access.NoStage); err != nil {
		return v, err
	}

	if v.Line, err = tx.UnitLine(v.Unit.ID); err != nil {
		return v, err
	}

	s, err := a.standingScheme(tx)
	if err != nil {
		return v, err
	}

	v.Says = s.Frequency
	return v, nil
}

// large reports whether there are too many units below to look at all of them unasked.
func (v *ClockView) large() bool { return v.Unit.Last-v.Unit.Ord >= clockWhole }

// load reads the parts.
func (v *ClockView) load(a *App, tx *store.Tx) error {
	chosen := store.ClockFilter{Tops: []org.Place{v.Unit}}
	if v.large() && !v.Filter.Sum {
		below, err := tx.LivingChildren(v.Unit.ID)
		if err != nil {
			return err
		}

		v.Below = len(below)
		shown := page(below, v.Filter.From, ClockEach)
		if v.Filter.From == 0 && v.Unit.Depth > 0 {
			shown = append([]org.Place{v.Unit}, shown...)
		}

		for _, u := range shown {
			v.Parts = append(v.Parts, ClockPart{Unit: u})
		}

		chosen = store.ClockFilter{Units: unitIDs(shown)}
	}

	lines, months, err := a.clocks(tx, chosen)
	v.Months = months
	for _, l := range lines {
		v.add(l)
	}

	return err
}

// clockTop is the unit, or where none is named the first part of the house that the asker may see.
func clockTop(tx *store.Tx, who access.Actor, unit org.UnitID) (org.Place, error) {
	if unit != 0 {
		top, err := tx.Unit(unit)
		return top, unseen(err)
	}

	scope, err := livingScope(tx, who)
	switch {
	case err != nil:
		return org.Place{}, err
	case scope == nil:
		return tx.RootUnit()
	case len(scope) == 0:
		return org.Place{}, access.ErrRefused
	}

	return scope[0], nil
}

// add puts a line, which come in the order of the tree, into its part: that of the unit directly below the view's.
func (v *ClockView) add(l ClockLine) {
	at := slices.IndexFunc(v.Parts, func(p ClockPart) bool { return p.Unit.ID == l.Unit.ID })
	if last := len(v.Parts) - 1; at < 0 && v.Below == 0 && last >= 0 && l.Unit.Within(v.Parts[last].Unit) && v.Parts[last].Unit.ID != v.Unit.ID {
		at = last
	}

	if at < 0 {
		at = len(v.Parts)
		v.Parts = append(v.Parts, ClockPart{Unit: l.Unit})
	}

	part := &v.Parts[at]
	part.Lines = append(part.Lines, l)
	switch {
	case l.State.Late():
		part.Late++
	case l.State.Calls():
		part.Soon++
	}
}

// UnitClock is the rolling half year of one unit and its secretary, with the everyday reviews that the asker may read.
type UnitClock struct {
	Lines     []ClockLine
	Everydays []store.EverydayRow
	Read      bool // the asker may see the clocks of the subtree
	Give      bool // the asker reviews the unit and its secretary
}

// unitClock is the rolling half year as the page of a unit shows it.
func (a *App) unitClock(tx *store.Tx, who access.Actor, unit org.UnitID) (v UnitClock, err error) {
	superiors, err := tx.Superiors(0, unit)
	if err != nil {
		return v, err
	}

	v.Read = access.Allowed(access.ReadClock, superiors.Relation(who), access.NoStage)
	v.Give = access.Allowed(access.NoteEveryday, superiors.ToGive(who, scheme.Unit, 0), access.NoStage)
	if v.Read {
		if v.Lines, _, err = a.clocks(tx, store.ClockFilter{Units: []org.UnitID{unit}}); err != nil {
			return v, err
		}
	}

	all, err := tx.EverydaysOfUnit(unit, everydayPage)
	v.Everydays = slices.DeleteFunc(all, func(e store.EverydayRow) bool {
		return !access.Allowed(access.ReadEveryday, everydaySheet(e.Everyday, superiors).Relation(who), access.NoStage)
	})
	return v, err
}

// clocks reads the clocks of the units chosen, and how many months the time is.
func (a *App) clocks(tx *store.Tx, f store.ClockFilter) ([]ClockLine, int, error) {
	s, err := a.standingScheme(tx)
	if err != nil {
		return nil, 0, err
	}

	rows, err := tx.Clocks(f, s.Roster.UnitKinds)
	if err != nil {
		return nil, 0, err
	}

	today, months := org.DateOf(tx.Now), 0
	var posts []org.Post
	for _, r := range rows {
		if r.Kind == scheme.Secretary {
			posts = append(posts, r.Post)
		}
	}

	held := assign.Holdings(today, posts, nil, nil)
	var out []ClockLine
	for _, r := range rows {
		frequency, ok := s.Rolling(r.Kind)
		gone := r.Kind == scheme.Secretary && !(org.Covers(r.Post.From, r.Post.To, today) &&
			slices.Contains(held, assign.Holding{Unit: r.Unit.ID, Person: r.Person, Way: assign.Lead}))
		if !ok || gone {
			continue
		}

		months = frequency.Months
		out = append(out, ClockLine{r, round.Tick(frequency.Last(r.Given, r.Everyday), r.Post.From, frequency.Months, today)})
	}

	return out, months, nil
}

// ownClocks are the clocks for which a person answers by what he holds today 〔二(二) 按照党组织隶属关系和领导分工〕.
func (a *App) ownClocks(tx *store.Tx, me org.PersonID, held []assign.Holding) ([]ClockLine, error) {
	own := answering{me: me, leads: heldBy(held, assign.Lead), charges: heldBy(held, assign.Charge, assign.Contact),
		charged: map[org.UnitID]bool{}, heads: map[org.UnitID]org.PersonID{}}
	if len(own.leads)+len(own.charges) == 0 {
		return nil, nil
	}

	chosen, err := a.answerable(tx, own.leads)
	if err != nil {
		return nil, err
	}

	chosen.Units = own.charges
	lines, _, err := a.clocks(tx, chosen)
	if err != nil {
		return nil, err
	}

	for _, l := range lines {
		if l.Kind == scheme.Secretary {
			own.heads[l.Unit.ID] = l.Person
		}
	}

	charges, err := tx.ChargedUnder(own.leads)
	for _, h := range assign.Holdings(org.DateOf(tx.Now), nil, charges, nil) {
		if h.Person != own.heads[h.Unit] { // a charge over one's own unit is none
			own.charged[h.Unit] = true
		}
	}

	return slices.DeleteFunc(lines, func(l ClockLine) bool { return !own.answersFor(l) }), err
}

// answerable are the units directly under those that somebody leads, and of the many one level further down those for which
// he may answer: whose own superior seat is empty, or held by somebody who leads more.
func (a *App) answerable(tx *store.Tx, leads []org.UnitID) (f store.ClockFilter, err error) {
	f.Parents = leads
	s, err := a.standingScheme(tx)
	if err != nil {
		return f, err
	}

	below, err := tx.LedBelow(leads)
	_, rolls := s.Rolling(scheme.Secretary)
	for _, u := range below {
		led := rolls && slices.Contains(s.Roster.UnitKinds, u.Kind) &&
			slices.ContainsFunc(assign.Holdings(org.DateOf(tx.Now), u.Posts, nil, nil), func(h assign.Holding) bool { return h.Way == assign.Lead })
		if !led {
			f.Further = append(f.Further, u.Unit)
		}
	}

	return f, err
}

// answering is by what somebody answers for clocks.
type answering struct {
	me      org.PersonID
	leads   []org.UnitID // units that he leads
	charges []org.UnitID // units that he is in charge of or in contact with
	charged map[org.UnitID]bool
	heads   map[org.UnitID]org.PersonID
}

// answersFor reports whether a clock is his: of a unit in his charge, of one directly under a unit that he leads (under the
// root only where no leader is charged with it), and of one further down whose own superior seat is empty, or held by who
// leads it too.
func (o answering) answersFor(l ClockLine) bool {
	unit, up := l.Unit.ID, l.Unit.Parent
	switch {
	case l.Person == o.me || slices.Contains(o.leads, unit):
		return false
	case slices.Contains(o.charges, unit):
		return true
	case slices.Contains(o.leads, up):
		return l.Unit.Depth > 1 || !o.charged[unit]
	}

	return o.heads[up] == 0 || o.heads[up] == o.heads[unit]
}

// heldBy are the units held by one of the ways.
func heldBy(held []assign.Holding, ways ...assign.Way) []org.UnitID {
	var out []org.UnitID
	for _, h := range held {
		if slices.Contains(ways, h.Way) {
			out = append(out, h.Unit)
		}
	}

	return out
}

// standingScheme is the scheme that holds outside rounds: that of the newest round that was launched, or else the one
// that the product was built for.
func (a *App) standingScheme(tx *store.Tx) (*scheme.Scheme, error) {
	rounds, err := tx.Rounds()
	if err != nil {
		return nil, err
	}

	for _, r := range rounds {
		if r.State != round.Draft {
			return a.keptScheme(r)
		}
	}

	return scheme.Load(scheme.First)
}
