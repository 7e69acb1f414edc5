package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/pinyin"
	"lingping/internal/store"
)

// Doubles are the entries of the roster that look like one, see org.FindDoubles.
func (a *App) Doubles(ctx context.Context, who access.Actor) (d org.Doubles, err error) {
	err = a.readWhole(ctx, who, func(tx *store.Tx) error {
		if err := allowHouse(tx, who, asking(access.MergeRoster)); err != nil {
			return err
		}

		roster, err := tx.Roster()
		d = org.FindDoubles(&roster)
		return err
	})
	return d, err
}

// Merger is what merging two persons or units does: what moves, what is given up, what stays.
type Merger struct {
	store.Merge
	KeptName, KeptNumber string // as it will be
	GoneName, GoneNumber string
	Lost                 []org.Field // in which the other says something else
	Moves                []store.Moved
	GivenUp              int      // obligations of which one is enough
	Drafts               int      // of these, those with a draft
	Spare                string   // the login that is disabled, because the one who stays has another; empty: none
	Archived             []string // rounds that stay as they were
	Version              int64    // of the roster that was looked at
}

// MergeNamed is the two whom two numbers (or codes, or names only one has) mean: gone is merged into kept.
func (a *App) MergeNamed(ctx context.Context, who access.Actor, what store.Merged, gone, kept string) (m store.Merge, err error) {
	m.What = what
	err = a.read(ctx, func(tx *store.Tx) error {
		if err := allowHouse(tx, who, asking(access.MergeRoster)); err != nil {
			return err
		}

		for _, named := range []struct {
			text string
			id   *int64
		}{{gone, &m.Gone}, {kept, &m.Kept}} {
			if *named.id, err = meant(tx, what, named.text); err != nil {
				return err
			}
		}
		return nil
	})
	return m, err
}

func meant(tx *store.Tx, what store.Merged, text string) (int64, error) {
	if what == store.MergedUnit {
		unit, err := tx.UnitNamed(text)
		return int64(unit.ID), err
	}
	person, err := tx.PersonMeant(text)
	return int64(person), err
}

// LookAtMerge says what merging two persons or units would do, or why they can't be merged. It changes nothing.
func (a *App) LookAtMerge(ctx context.Context, who access.Actor, m store.Merge) (out Merger, err error) {
	err = a.readWhole(ctx, who, func(tx *store.Tx) error {
		if err := allowHouse(tx, who, asking(access.MergeRoster)); err != nil {
			return err
		}

		plan, err := planMerge(tx, m)
		out = plan.Merger
		return err
	})
	return out, err
}

// MergeRoster merges two persons or units that an earlier import doubled: everything that points to the one points to the
// other, but for rounds in the archive. version is that of the roster that the office saw, 0 where it saw none.
func (a *App) MergeRoster(ctx context.Context, who access.Actor, m store.Merge, version int64) (out Merger, err error) {
	err = a.writeAlone(ctx, who, access.MergeRoster, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allowHouse(tx, who, allow); err != nil {
			return Entry{}, err
		}

		if err := sameRoster(tx, version); err != nil {
			return Entry{}, err
		}

		plan, err := planMerge(tx, m)
		if err != nil {
			return Entry{}, err
		}

		out = plan.Merger
		return Entry{Object: fmt.Sprintf("%s:%d", m.What, m.Kept), Detail: map[string]any{
			"gone": m.Gone, "was": out.GoneNumber, "given-up": out.GivenUp,
		}}, plan.do(tx, who.Name)
	})
	return out, err
}

// sameRoster refuses what was decided on a roster that has changed since; version 0 was decided on none.
func sameRoster(tx *store.Tx, version int64) error {
	now, _, err := tx.RosterVersion()
	if err == nil && version != 0 && now != version {
		err = errs.NewConflict("您核对以后，名册又有了变动，什么都没有写入。请按现在的名册重新核对，再写入。")
	}
	return err
}

// mergePlan is a merge as it will be done.
type mergePlan struct {
	Merger
	person twoPersons
	units  []org.Unit
	rounds []mergeRound
}

// twoPersons are the two persons as they will be saved.
type twoPersons struct{ kept, gone org.Person }

// mergeRound is what becomes of one round.
type mergeRound struct {
	round.Round
	given      []review.GivenUp
	united     bool // both stand in its frozen roster
	stay, goes store.Seated
}

func planMerge(tx *store.Tx, m store.Merge) (p mergePlan, err error) {
	p.Merge = m
	if m.Gone == m.Kept {
		return p, errs.NewInvalid("要合并的两个是同一个，请另选。")
	}

	if p.Version, _, err = tx.RosterVersion(); err != nil {
		return p, err
	}

	if m.What == store.MergedUnit {
		err = p.readUnits(tx)
	} else {
		err = p.readPersons(tx)
	}
	if err != nil {
		return p, err
	}

	rounds, err := tx.Rounds()
	if err != nil {
		return p, err
	}

	for _, r := range rounds {
		if r.State == round.Archived && m.What == store.MergedUnit && r.Unit == org.UnitID(m.Gone) {
			return p, errs.NewConflict("“%s”是已归档的“%s”的点评范围，不能并入别的党组织；请反过来合并，保留它。", p.GoneName, r.Name)
		}

		if r.State == round.Launched || r.State == round.Closed {
			if err := p.readRound(tx, r); err != nil {
				return p, err
			}
		}
	}

	if p.Archived, err = tx.ArchivedWith(m); err != nil {
		return p, err
	}

	p.Moves, err = tx.Moves(m)
	return p, err
}

func (p *mergePlan) readPersons(tx *store.Tx) (err error) {
	kept, err := tx.Person(org.PersonID(p.Kept))
	if err != nil {
		return err
	}

	gone, err := tx.Person(org.PersonID(p.Gone))
	if err != nil {
		return err
	}

	for _, one := range []org.Person{kept, gone} {
		if merged, err := tx.IsMerged(store.MergedPerson, int64(one.ID)); err != nil || merged {
			if err == nil {
				err = errs.NewConflict("“%s”已经合并过了。", one.Name)
			}
			return err
		}
	}

	p.GoneName, p.GoneNumber = gone.Name, gone.Number
	if p.person.kept, p.Lost, err = org.MergePersons(kept, gone); err != nil {
		return err
	}

	p.KeptName, p.KeptNumber = p.person.kept.Name, p.person.kept.Number
	p.person.gone = org.Person{ID: gone.ID, Name: gone.Name, Pinyin: gone.Pinyin, Initials: gone.Initials, Standing: org.NonMember}
	mine, err := tx.LoginOf(kept.ID)
	if err != nil || mine == "" {
		return err
	}

	p.Spare, err = tx.LoginOf(gone.ID)
	return err
}

func (p *mergePlan) readUnits(tx *store.Tx) error {
	kept, err := tx.Unit(org.UnitID(p.Kept))
	if err != nil {
		return err
	}

	gone, err := tx.Unit(org.UnitID(p.Gone))
	if err != nil {
		return err
	}

	places, err := tx.Units()
	if err != nil {
		return err
	}

	units := make([]org.Unit, len(places))
	for i, place := range places {
		units[i] = place.Unit
	}

	p.KeptName, p.KeptNumber, p.GoneName, p.GoneNumber = kept.Name, kept.Code, gone.Name, gone.Code
	p.units, p.Lost, err = org.MergeUnits(units, kept.ID, gone.ID)
	return err
}

// readRound settles what both are owed and owe in a round.
func (p *mergePlan) readRound(tx *store.Tx, r round.Round) error {
	claims, err := tx.Claims(r.ID, p.Merge)
	if err != nil {
		return err
	}

	m := mergeRound{Round: r}
	if p.What == store.MergedPerson {
		if claims, err = p.seat(tx, &m, claims); err != nil {
			return err
		}
	}

	for i := range claims {
		p.rename(&claims[i])
	}

	given, err := review.Settle(claims, r.Name)
	if err != nil {
		return err
	}

	m.given = append(m.given, given...)
	for _, g := range m.given {
		p.GivenUp++
		if g.State == review.Draft {
			p.Drafts++
		}
	}

	p.rounds = append(p.rounds, m)
	return nil
}

// rename puts who stays in the place of who is gone.
func (p *mergePlan) rename(c *review.Claim) {
	if p.What == store.MergedUnit {
		if c.Subject.Unit == org.UnitID(p.Gone) {
			c.Subject.Unit = org.UnitID(p.Kept)
		}
		return
	}

	for _, id := range []*org.PersonID{&c.Subject.Person, &c.Reviewer, &c.Owner} {
		if *id == org.PersonID(p.Gone) {
			*id = org.PersonID(p.Kept)
		}
	}
}

// seat finds out as which of the two the person stands in the frozen roster, and gives up what the other is owed elsewhere.
// It gives the claims that are left.
func (p *mergePlan) seat(tx *store.Tx, m *mergeRound, claims []review.Claim) (left []review.Claim, err error) {
	seated, err := tx.SeatedIn(m.ID, p.Merge)
	if err != nil || len(seated) < 2 {
		return claims, err
	}

	m.united, m.stay, m.goes = true, seated[0], seated[1]
	if m.stay.Person != org.PersonID(p.Kept) {
		m.stay, m.goes = m.goes, m.stay
	}

	asMember := func(person org.PersonID) (own []review.Claim) {
		for _, c := range claims {
			if c.Subject.Kind == scheme.Member && c.Subject.Person == person {
				own = append(own, c)
			}
		}
		return own
	}
	stayGone, err := review.Seats(asMember(org.PersonID(p.Kept)), asMember(org.PersonID(p.Gone)), m.Name)
	if err != nil {
		return nil, err
	}

	if stayGone {
		m.stay, m.goes = m.goes, m.stay
	}

	for _, c := range claims {
		if c.Subject.Kind == scheme.Member && c.Subject.Person == m.goes.Person && c.Subject.Unit != m.stay.Branch {
			m.given = append(m.given, review.GivenUp{Claim: c})
			continue
		}
		left = append(left, c)
	}

	return left, nil
}

// do writes a merge as it was planned.
func (p *mergePlan) do(tx *store.Tx, by string) error {
	if err := tx.AddMerged(p.Merge, p.GoneName, p.GoneNumber, by); err != nil {
		return err
	}

	for _, m := range p.rounds {
		if err := m.prepare(tx, p.Merge); err != nil {
			return err
		}
	}

	if err := p.repoint(tx); err != nil {
		return err
	}

	for _, m := range p.rounds {
		if err := m.settle(tx, org.PersonID(p.Kept)); err != nil {
			return err
		}
	}

	return nil
}

// prepare makes room in a round: for each thing that would stand twice, one.
func (m *mergeRound) prepare(tx *store.Tx, merge store.Merge) error {
	for _, g := range m.given {
		if err := tx.GiveUp(g); err != nil {
			return err
		}
	}

	switch {
	case merge.What == store.MergedUnit:
		return tx.UniteFrozenUnits(m.ID, merge)
	case m.united:
		return tx.UniteSeated(m.ID, m.stay, m.goes)
	}
	return nil
}

func (p *mergePlan) repoint(tx *store.Tx) error {
	if p.What == store.MergedPerson {
		if err := tx.SpareAccount(p.Merge); err != nil {
			return err
		}
		if err := tx.SavePersons([]org.Person{p.person.kept, p.person.gone}); err != nil {
			return err
		}
	}

	if err := tx.Repoint(p.Merge); err != nil {
		return err
	}

	if err := tx.DropSamePosts(p.Merge); err != nil {
		return err
	}

	if p.What == store.MergedPerson {
		return nil
	}

	speller := pinyin.NewSpeller()
	return tx.SaveUnits(org.Arrange(p.units), func(name string) string {
		full, _ := speller.Spell(name)
		return full
	})
}

// settle makes the figures of a round and who holds what in it anew.
func (m *mergeRound) settle(tx *store.Tx, kept org.PersonID) error {
	if err := tx.KeepHoldings(m.Round, nil); err != nil {
		return err
	}

	if m.State == round.Launched {
		own, err := tx.OwedToHimself(m.ID, kept)
		if err != nil {
			return err
		}
		if own > 0 {
			return errs.NewConflict("在“%s”中，合并以后他要点评他自己负责的党组织，不能合并；请先在“移交任务”中把其中一人的点评任务移交给别人。", m.Name)
		}
	}

	return tx.RecountRound(m.ID)
}
