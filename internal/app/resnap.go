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

// AcceptRosterChanges freezes the roster anew as it is on the day and adjusts what is owed, with a reason. It gives how
// many obligations came, went and passed on.
func (a *App) AcceptRosterChanges(ctx context.Context, who access.Actor, id round.ID, day org.Date, reason string) (n int, err error) {
	err = a.writeAlone(ctx, who, access.ResnapRound, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.loadRound(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(v.relations, stageOf(v.Round)); err != nil {
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
	kept   []assign.Kept
	change assign.Change
}

// lookDay is the day on which the living roster is read: today where none is named.
func lookDay(tx *store.Tx, day org.Date) (org.Date, error) {
	if day == "" {
		return org.DateOf(tx.Now), nil
	}

	day, err := org.ParseDay(string(day))
	if err != nil {
		return "", errs.NewInvalid("“%s”不是日期，请写成 2010-12-27。", string(day))
	}

	return day, nil
}

func lookAgain(tx *store.Tx, v RoundView, day org.Date) (l secondLook, err error) {
	l.round = v.Round
	if l.round.SnapshotDay, err = lookDay(tx, day); err != nil {
		return l, err
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

	if l.kept, err = tx.KeptObligations(v.ID); err != nil {
		return l, err
	}

	l.change = assign.Compare(l.kept, l.made.plan, l.made.facts)
	return l, nil
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

	if err := markDrawn(tx, id); err != nil {
		return err
	}

	return tx.RecountRound(id)
}
