package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// LaunchRound freezes the roster and makes the plan owed. gaps is how many subjects have no reviewer: the round runs,
// and shows them until they are served or exempted.
func (a *App) LaunchRound(ctx context.Context, who access.Actor, id round.ID) (gaps int, err error) {
	err = a.writeAlone(ctx, who, access.LaunchRound, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, relations, err := a.loadRound(tx, who, id)
		if err != nil {
			return Entry{}, err
		}
		if err := allow(relations, stageOf(v.Round)); err != nil {
			if access.Allowed(access.LaunchRound, relations, access.Draft) {
				return Entry{}, v.Launch(0, 0)
			}
			return Entry{}, err
		}
		if err := tx.FreezeRoster(id, v.Top); err != nil {
			return Entry{}, err
		}
		roster, err := tx.FrozenPlan(id)
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
		if gaps, err = keepPlan(tx, v, made); err != nil {
			return Entry{}, err
		}
		return roundEntry(v.Round, map[string]any{
			"units": len(made.plan.Units), "members": made.plan.Members, "gaps": gaps,
		}), tx.SaveRoundState(v.Round)
	})
	return gaps, err
}

// keepPlan stores the plan, the exemptions' effect on it, and the denominators of every unit. It gives the number of
// gaps that are not exempted.
func keepPlan(tx *store.Tx, v RoundView, made planned) (gaps int, err error) {
	id, plan := v.ID, made.plan
	if err := tx.MarkFrozen(id, plan.Units, leadersAmong(made.facts)); err != nil {
		return 0, err
	}
	decisions, err := tx.AddDecisions(id, plan.Decisions)
	if err != nil {
		return 0, err
	}
	if err := tx.AddPlan(id, made.facts, plan, decisions); err != nil {
		return 0, err
	}
	if err := tx.AddSeats(id, plan.Seats); err != nil {
		return 0, err
	}
	if err := tx.AddGaps(id, plan.Gaps); err != nil {
		return 0, err
	}
	if err := tx.AddCounters(id, denominators(v, made)); err != nil {
		return 0, err
	}
	exempt, err := tx.Exemptions(id)
	if err != nil {
		return 0, err
	}
	for _, e := range exempt {
		if err := applyExemption(tx, id, e); err != nil {
			return 0, err
		}
	}
	exempted := make(map[assign.Subject]bool, len(exempt))
	for _, e := range exempt {
		exempted[assign.Subject{Kind: e.Kind, Unit: e.Unit, Person: e.Person}] = true
	}
	for _, g := range plan.Gaps {
		if !exempted[g.Subject] {
			gaps++
		}
	}
	return gaps, nil
}

func leadersAmong(facts *assign.Facts) []org.PersonID {
	var leaders []org.PersonID
	for _, m := range facts.Members {
		if m.Leader {
			leaders = append(leaders, m.Person)
		}
	}
	return leaders
}

// denominators are the figures of what is due, for every unit with its whole subtree. Subjects without a unit count at
// the round's own unit.
func denominators(v RoundView, made planned) map[org.UnitID]round.Tally {
	places := org.Arrange(made.roster.Units)
	at := make(map[org.UnitID]*org.Place, len(places))
	own := make(map[org.UnitID]round.Tally, len(places))
	for i := range places {
		at[places[i].ID] = &places[i]
	}
	add := func(unit org.UnitID, t round.Tally) {
		if at[unit] == nil {
			unit = v.Unit
		}
		if own[unit] == nil {
			own[unit] = round.Tally{}
		}
		own[unit].Add(t)
	}
	for _, unit := range made.plan.Units {
		p := at[unit]
		add(unit, round.SubjectFacts{Kind: scheme.Unit, UnitKind: p.Kind, Direct: direct(at, p)}.Due())
	}
	for _, s := range made.plan.Seats {
		add(s.Unit, round.SubjectFacts{Kind: s.Kind}.Due())
	}
	for _, m := range countedMembers(v, made, at) {
		add(m.Branch, round.SubjectFacts{Kind: scheme.Member, Standing: m.Standing, Leader: m.Leader, Groups: m.Groups}.Due())
	}
	for o := range made.plan.All(made.facts) {
		add(o.Subject.Unit, round.Tally{round.TimesDue: 1})
	}
	for _, g := range made.plan.Gaps {
		add(g.Subject.Unit, round.Tally{round.Gaps: 1})
	}
	return rollUp(places, own)
}

// countedMembers are the members whom the plan counts: those of the scope, and those without a branch when the scope is
// the whole tree.
func countedMembers(v RoundView, made planned, at map[org.UnitID]*org.Place) []assign.Member {
	var out []assign.Member
	for _, m := range made.facts.Members {
		p := at[m.Branch]
		if (p == nil && v.Top.Depth == 0) || (p != nil && p.Within(v.Top)) {
			out = append(out, m)
		}
	}
	return out
}

func direct(at map[org.UnitID]*org.Place, p *org.Place) bool {
	parent := at[p.Parent]
	return parent != nil && org.Direct(p.Kind, parent.Kind)
}

// rollUp adds every unit's own figures to all units above it.
func rollUp(places []org.Place, own map[org.UnitID]round.Tally) map[org.UnitID]round.Tally {
	total := make(map[org.UnitID]round.Tally, len(own))
	for i := len(places) - 1; i >= 0; i-- { // children stand after their parents
		p := places[i]
		t := total[p.ID]
		if own[p.ID] != nil {
			if t == nil {
				t = round.Tally{}
				total[p.ID] = t
			}
			t.Add(own[p.ID])
		}
		if t == nil || p.Depth == 0 {
			continue
		}
		if total[p.Parent] == nil {
			total[p.Parent] = round.Tally{}
		}
		total[p.Parent].Add(t)
	}
	return total
}
