package app

import (
	"context"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
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

// RosterChanges compares the living roster of a day (today when empty) with a running round. Nothing is changed. It makes
// the plan anew, which takes as long as the house is large.
func (a *App) RosterChanges(ctx context.Context, who access.Actor, id round.ID, day org.Date, f ChangeFilter) (c RosterChange, err error) {
	err = a.readWhole(ctx, who, func(tx *store.Tx) error {
		v, relations, err := a.loadRound(tx, who, id)
		if err != nil {
			return err
		}

		if err := check(access.ResnapRound, relations, stageOf(v.Round)); err != nil {
			return err
		}

		look, err := lookAgain(tx, v, day)
		if err != nil {
			return err
		}

		c, err = look.worded(tx, f)
		c.View = v
		return err
	})
	return c, err
}

// AcceptRosterChanges freezes the roster anew as it is on the day and adjusts what is owed, with a reason. It gives how
// many obligations came, went and passed on.
func (a *App) AcceptRosterChanges(ctx context.Context, who access.Actor, id round.ID, day org.Date, reason string) (n int, err error) {
	err = a.writeAlone(ctx, who, access.ResnapRound, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, relations, err := a.loadRound(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, stageOf(v.Round)); err != nil {
			return Entry{}, err
		}

		if strings.TrimSpace(reason) == "" {
			return Entry{}, errs.NewInvalid("请写明接受名册变动的原因，如“十一月组织关系转接”。")
		}

		look, err := lookAgain(tx, v, day)
		if err != nil {
			return Entry{}, err
		}

		if faults := len(look.made.plan.Faults); faults > 0 {
			return Entry{}, errs.NewConflict("试算发现 %d 处错误（如一个党组织同日有两名书记），请先在名册中改正，再启动。", faults)
		}

		if look.change.Empty() {
			return Entry{Nothing: true}, nil
		}

		n = len(look.change.Joined) + len(look.change.Left) + len(look.change.Passed)
		return roundEntry(v.Round, map[string]any{
			"day": look.round.SnapshotDay, "joined": len(look.change.Joined), "left": len(look.change.Left),
			"passed": len(look.change.Passed),
		}), look.accept(tx)
	})
	return n, err
}

// secondLook is a running round with the plan that the living roster would give now.
type secondLook struct {
	round  round.Round // with the new snapshot day
	top    org.Place   // in the living tree
	made   planned
	change assign.Change
}

func lookAgain(tx *store.Tx, v RoundView, day org.Date) (l secondLook, err error) {
	if day == "" {
		day = org.DateOf(tx.Now)
	}

	l.round = v.Round
	if l.round.SnapshotDay, err = org.ParseDay(string(day)); err != nil {
		return l, errs.NewInvalid("“%s”不是日期，请写成 2010-12-27。", string(day))
	}

	if l.top, err = tx.Unit(v.Unit); err != nil {
		return l, err
	}

	roster, err := tx.LivingPlan()
	if err != nil {
		return l, err
	}

	if l.made, err = makePlan(l.round, v.Plan, roster); err != nil {
		return l, err
	}

	kept, err := tx.KeptObligations(v.ID)
	if err != nil {
		return l, err
	}

	l.change = assign.Compare(kept, l.made.plan, l.made.facts)
	return l, nil
}

// worded words what is asked for of the change.
func (l secondLook) worded(tx *store.Tx, f ChangeFilter) (c RosterChange, err error) {
	list, err := tx.Exemptions(l.round.ID)
	if err != nil {
		return c, err
	}

	gaps := gapsLeft(l.made.plan.Gaps, exempted(list))
	c = RosterChange{ChangeFilter: f, Day: l.round.SnapshotDay, Counts: ChangeCounts{
		Joined: len(l.change.Joined), Left: len(l.change.Left), Passed: len(l.change.Passed), Gaps: len(gaps)}}
	shown := l.change
	shown.Joined, shown.Left = page(shown.Joined, f.Joined, PlanEach), page(shown.Left, f.Left, PlanEach)
	shown.Passed, gaps = page(shown.Passed, f.Passed, PlanEach), page(gaps, f.Gaps, PlanEach)

	names := namesIn(l.round, l.made)
	if err := names.learn(tx, 0, personsIn(shown, gaps)); err != nil {
		return c, err
	}

	for _, o := range shown.Joined {
		c.Joined = append(c.Joined, PlanLine{State: review.Owed, Reviewer: names.reviewer(o.Reviewer, o.Seat),
			Subject: names.subject(o.Subject), Decision: l.made.plan.Decision(o.Decision)})
	}

	for _, k := range shown.Left {
		c.Left = append(c.Left, PlanLine{Obligation: review.ID(k.ID), Reviewer: names.reviewer(k.Owner, 0),
			Subject: names.subject(k.Subject)})
	}

	for _, p := range shown.Passed {
		c.Passed = append(c.Passed, PassedLine{Subject: names.subject(p.To.Subject), From: names.reviewer(p.Kept.Owner, 0),
			To: names.reviewer(p.To.Reviewer, p.To.Seat)})
	}

	for _, g := range gaps {
		c.Gaps = append(c.Gaps, names.gap(g))
	}

	return c, nil
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

// accept writes the second look down: roster, obligations, seats, gaps, figures.
func (l secondLook) accept(tx *store.Tx) error {
	id, plan := l.round.ID, l.made.plan
	if err := tx.FreezeRoster(id, l.top); err != nil {
		return err
	}

	if err := tx.MarkFrozen(id, plan.Units, classesAmong(l.made.facts)); err != nil {
		return err
	}

	if err := tx.SaveSnapshotDay(id, l.round.SnapshotDay); err != nil {
		return err
	}

	if err := tx.KeepHoldings(l.round, nil); err != nil {
		return err
	}

	decisions, err := tx.AddDecisions(id, plan.Decisions())
	if err != nil {
		return err
	}

	for _, k := range l.change.Left {
		if err := tx.SaveObligationState(k.ID, review.Dropped); err != nil {
			return err
		}
	}

	for _, p := range l.change.Passed {
		if err := tx.PassObligation(p.Kept.ID, p.To.Reviewer, p.To.Seat, decisions[p.To.Decision]); err != nil {
			return err
		}
	}

	joined := func(yield func(assign.Obligation) bool) {
		for _, o := range l.change.Joined {
			if !yield(o) {
				return
			}
		}
	}
	if err := tx.AddObligations(id, joined, len(l.change.Joined), decisions); err != nil {
		return err
	}

	if err := tx.AddMissingSeats(id, plan.Seats); err != nil {
		return err
	}

	if err := tx.ReplaceGaps(id, plan.Gaps); err != nil {
		return err
	}

	return tx.RecountRound(id)
}
