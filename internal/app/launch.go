package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// LaunchRound makes the plan of the roster as it is, freezes that roster and makes the plan owed. gaps is how many subjects have no reviewer: the round runs,
// and shows them until they are served or exempted.
func (a *App) LaunchRound(ctx context.Context, who access.Actor, id round.ID) (gaps int, err error) {
	err = a.writeAlone(ctx, who, access.LaunchRound, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.loadRound(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(v.relations, stageOf(v.Round)); err != nil {
			if access.Allowed(access.LaunchRound, v.relations, access.Draft) {
				return Entry{}, v.Launch(0, 0)
			}
			return Entry{}, err
		}

		roster, err := tx.LivingPlan()
		if err != nil {
			return Entry{}, err
		}

		made, err := makePlan(v.Round, v.Plan, roster)
		if err != nil {
			return Entry{}, err
		}

		if err := v.Launch(len(made.plan.Faults), tx.Now.UnixMilli()); err != nil {
			return Entry{}, err
		}

		if err := tx.FreezeRoster(id, v.Top); err != nil {
			return Entry{}, err
		}

		if gaps, err = keepPlan(tx, v, made); err != nil {
			return Entry{}, err
		}

		return roundEntry(v.Round, map[string]any{
			"units": len(made.plan.Units), "members": made.plan.Members, "gaps": gaps,
		}), tx.SaveRoundState(v.Round)
	})
	return gaps, err
}

// keepPlan stores the plan, what exemptions made before take away from it, and the figures of every unit. It gives
// the number of gaps that are not exempted.
func keepPlan(tx *store.Tx, v RoundView, made planned) (gaps int, err error) {
	id, plan := v.ID, made.plan
	if err := tx.MarkFrozen(id, plan.Units, classesAmong(made.facts)); err != nil {
		return 0, err
	}

	if err := tx.KeepFirstHoldings(v.Round, made.roster.Posts, made.roster.Charges); err != nil {
		return 0, err
	}

	decisions, err := tx.AddDecisions(id, plan.Decisions())
	if err != nil {
		return 0, err
	}

	if err := tx.AddObligations(id, plan.All(made.facts), plan.Counts().Obligations, decisions); err != nil {
		return 0, err
	}

	if err := tx.AddSeats(id, plan.Seats); err != nil {
		return 0, err
	}

	if err := tx.AddGaps(id, plan.Gaps); err != nil {
		return 0, err
	}

	exempt, err := tx.Exemptions(id)
	if err != nil {
		return 0, err
	}

	for _, e := range exempt {
		if _, err := tx.ExemptObligations(id, subjectOf(e)); err != nil {
			return 0, err
		}
	}

	if v.Previous != 0 {
		if _, err := tx.CarryCommitments(id, v.Previous); err != nil {
			return 0, err
		}
	}

	if len(exempt) > 0 { // the plan does not know who is exempted
		err = tx.RecountRound(id)
	} else {
		err = tx.CountPlan(id, made.facts, plan)
	}

	if err != nil {
		return 0, err
	}

	return len(gapsLeft(plan.Gaps, exempted(exempt))), nil
}

// classesAmong are the members who are leaders, and those who hold a post 〔五(三)〕.
func classesAmong(facts *assign.Facts) store.MemberClasses {
	var classes store.MemberClasses
	for _, m := range facts.Members {
		if m.Leader {
			classes.Leaders = append(classes.Leaders, m.Person)
		}
		if m.Posted {
			classes.Posted = append(classes.Posted, m.Person)
		}
	}

	return classes
}
