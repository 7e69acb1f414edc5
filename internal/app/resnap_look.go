package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// ChangeFilter chooses which rows of the lists of a RosterChange are worded: of each PlanEach from an index on.
type ChangeFilter struct{ Joined, Left, Passed, Gaps int }

// ChangeCounts are how long the lists of a RosterChange are in all.
type ChangeCounts struct{ Joined, Left, Passed, Gaps int }

// RosterChange is how the living roster differs from the frozen one of a running round, worded for people. Its lists hold
// what was asked for of them.
type RosterChange struct {
	View RoundView
	ChangeFilter
	Counts ChangeCounts

	Day    org.Date // the day on which the living roster is read
	Joined []PlanLine
	Left   []PlanLine
	Passed []PassedLine
	Gaps   []GapLine // all that would be gaps and is not exempted
}

// PassedLine is an obligation whose reviewer is another now.
type PassedLine struct {
	Subject  PlanSubject
	From, To PlanPerson
}

// Empty reports whether nothing changed.
func (c RosterChange) Empty() bool { return c.Counts.Joined+c.Counts.Left+c.Counts.Passed == 0 }

// rosterLook is what a second look at the roster is made from: the living roster and what is frozen and owed, of which the
// round's version says who owes it, and the day.
type rosterLook struct {
	round         round.ID
	roster, frame int64
	day           org.Date
}

// rosterDiffers is what differs between them, whatever is met, with the gaps that there would be.
type rosterDiffers struct {
	assign.Differing
	decisions map[int]assign.Decision // of the obligations in it
	gaps      []assign.Gap
}

// keptLooks is how many second looks are kept, and keptDiffering how many obligations one of them may have.
const (
	keptLooks     = 4
	keptDiffering = 100_000
)

// RosterChanges compares the living roster of a day (today when empty) with a running round. Nothing is changed. The plan is
// made anew once for each version of the roster and of the round, which takes as long as the house is large.
func (a *App) RosterChanges(ctx context.Context, who access.Actor, id round.ID, day org.Date, f ChangeFilter) (c RosterChange, err error) {
	known := false
	err = a.read(ctx, func(tx *store.Tx) error {
		v, look, err := a.rosterLook(tx, who, id, day)
		if err != nil {
			return err
		}

		var d rosterDiffers
		if d, known = a.differs.to(look); !known {
			return nil
		}

		c, err = d.worded(tx, v, look.day, f)
		return err
	})
	if err != nil || known {
		return c, err
	}

	return c, a.readWhole(ctx, who, func(tx *store.Tx) error {
		v, look, err := a.rosterLook(tx, who, id, day)
		if err != nil {
			return err
		}

		again, err := lookAgain(tx, v, look.day)
		if err != nil {
			return err
		}

		d := again.differs()
		if len(d.Kept)+len(d.Now)+len(d.gaps) <= keptDiffering {
			a.differs.keep(look, d)
		}

		c, err = d.worded(tx, v, look.day, f)
		return err
	})
}

// rosterLook asks whether somebody may look at the roster again, and says at which roster and round he looks.
func (a *App) rosterLook(tx *store.Tx, who access.Actor, id round.ID, day org.Date) (v RoundView, look rosterLook, err error) {
	v, err = a.loadRound(tx, who, id)
	if err != nil {
		return v, look, err
	}

	if err := check(access.ResnapRound, v.relations, stageOf(v.Round)); err != nil {
		return v, look, err
	}

	if day, err = lookDay(tx, day); err != nil {
		return v, look, err
	}

	version, changed, err := tx.RosterVersion()
	if changed {
		version = -tx.NewID() // of this transaction alone
	}

	return v, rosterLook{id, version, v.Version, day}, err
}

// differs is what is kept of the look: nothing that grows with the house.
func (l secondLook) differs() rosterDiffers {
	d := rosterDiffers{Differing: assign.Differ(l.kept, l.made.plan, l.made.facts), decisions: map[int]assign.Decision{},
		gaps: slices.Clone(l.made.plan.Gaps)}
	for _, o := range d.Now {
		d.decisions[o.Decision] = l.made.plan.Decision(o.Decision)
	}

	return d
}

// worded words what is asked for of the change, by what has been met until now.
func (d rosterDiffers) worded(tx *store.Tx, v RoundView, day org.Date, f ChangeFilter) (c RosterChange, err error) {
	change, err := d.change(tx)
	if err != nil {
		return c, err
	}

	list, err := tx.Exemptions(v.ID)
	if err != nil {
		return c, err
	}

	gaps := gapsLeft(d.gaps, exempted(list))
	c = RosterChange{View: v, ChangeFilter: f, Day: day, Counts: ChangeCounts{
		Joined: len(change.Joined), Left: len(change.Left), Passed: len(change.Passed), Gaps: len(gaps)}}
	change.Joined, change.Left = page(change.Joined, f.Joined, PlanEach), page(change.Left, f.Left, PlanEach)
	change.Passed, gaps = page(change.Passed, f.Passed, PlanEach), page(gaps, f.Gaps, PlanEach)

	names, err := livingNames(tx, day, personsIn(change, gaps))
	if err != nil {
		return c, err
	}

	for _, o := range change.Joined {
		c.Joined = append(c.Joined, PlanLine{State: review.Owed, Reviewer: names.reviewer(o.Reviewer, o.Seat),
			Subject: names.subject(o.Subject), Decision: d.decisions[o.Decision]})
	}

	for _, k := range change.Left {
		c.Left = append(c.Left, PlanLine{Obligation: review.ID(k.ID), Reviewer: names.reviewer(k.Owner, 0),
			Subject: names.subject(k.Subject)})
	}

	for _, p := range change.Passed {
		c.Passed = append(c.Passed, PassedLine{Subject: names.subject(p.To.Subject), From: names.reviewer(p.Kept.Owner, 0),
			To: names.reviewer(p.To.Reviewer, p.To.Seat)})
	}

	for _, g := range gaps {
		c.Gaps = append(c.Gaps, names.gap(g))
	}

	return c, nil
}

// change is what of the differences is a change now: what was met meanwhile stays met.
func (d rosterDiffers) change(tx *store.Tx) (assign.Change, error) {
	ids := make([]review.ID, len(d.Kept))
	for i, k := range d.Kept {
		ids[i] = review.ID(k.ID)
	}

	states, err := tx.ObligationStates(ids)
	if err != nil {
		return assign.Change{}, err
	}

	kept := slices.Clone(d.Kept)
	for i := range kept {
		kept[i].Met = !states[review.ID(kept[i].ID)].Open()
	}

	return assign.Differing{Kept: kept, Now: d.Now}.Change(), nil
}

// livingNames are the names of persons, of the posts that they hold on a day, and of the units of the living roster.
func livingNames(tx *store.Tx, day org.Date, persons []org.PersonID) (n planNames, err error) {
	n = planNames{persons: map[org.PersonID]store.PersonName{}, unit: func(id org.UnitID) org.Place {
		u, err := tx.LivingUnit(id)
		if err != nil {
			return org.Place{} // the tree does not have it
		}
		return u
	}}

	if err := n.learn(tx, 0, slices.Clone(persons)); err != nil {
		return n, err
	}

	slices.Sort(persons)
	posts, err := tx.PostsOf(slices.Compact(persons))
	n.hold(round.Round{SnapshotDay: day}, posts)
	return n, err
}

// personsIn are the persons of whom a change and gaps speak.
func personsIn(c assign.Change, gaps []assign.Gap) (persons []org.PersonID) {
	for _, o := range c.Joined {
		persons = append(persons, o.Reviewer, o.Subject.Person)
	}

	for _, k := range c.Left {
		persons = append(persons, k.Owner, k.Subject.Person)
	}

	for _, p := range c.Passed {
		persons = append(persons, p.To.Subject.Person, p.Kept.Owner, p.To.Reviewer)
	}

	for _, g := range gaps {
		persons = append(persons, g.Subject.Person, g.Propose)
	}

	return persons
}
