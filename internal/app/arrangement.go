package app

import (
	"context"
	"fmt"
	"io"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// ArrangementView is the plan of a unit beside what is owed under it now.
type ArrangementView struct {
	RoundView
	Unit   org.Place
	Plan   review.Arrangement
	Scheme *scheme.Scheme
	Lines  []review.ArrangedLine
	Mine   org.PersonID // the asker
	May    map[access.Action]bool
}

// ArrangementPaper writes the plan of a unit as it stands and gives a name for the file.
func (a *App) ArrangementPaper(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, as PaperFormat, w io.Writer) (name string, err error) {
	v, err := a.Arrangement(ctx, who, id, unit)
	if err != nil {
		return "", err
	}

	day := org.Date("")
	if v.Plan.HandedAt != 0 {
		day = a.dayOf(v.Plan.HandedAt)
	}

	return paper.ArrangementName(v.Unit.Name, as), paper.WriteArrangement(w, paper.Arrangement{Scheme: v.Scheme, Round: v.Name,
		Unit: v.Unit.Name, State: v.Plan.State, Lines: v.Lines, Day: day}, as)
}

// Changed is how many lines differ from what is owed now.
func (v ArrangementView) Changed() (n int) {
	for _, l := range v.Lines {
		if l.Change != review.Unchanged {
			n++
		}
	}
	return n
}

// planning is what every use case about the plan of a unit begins with.
type planning struct {
	RoundView
	unit      org.Place
	plan      review.Arrangement
	owed      []review.Owing
	relations access.Relation
}

// loadPlanning reads the plan of a unit and what is owed under it. It asks no permission.
func (a *App) loadPlanning(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) (p planning, err error) {
	if p.RoundView, err = a.loadRound(tx, who, id); err != nil {
		return p, err
	}

	if p.State == round.Draft {
		return p, access.ErrRefused
	}

	if p.unit, err = tx.FrozenUnit(id, unit); err != nil {
		return p, err
	}

	if !p.unit.Within(p.Top) {
		return p, access.ErrRefused
	}

	superiors, err := tx.Superiors(id, unit)
	if err != nil {
		return p, err
	}

	p.relations = access.ToArrangement(superiors, who)
	planners, err := plannersUnder(tx, p.RoundView, p.unit)
	if err != nil {
		return p, err
	}

	if len(planners) == 0 || planners[0].ID != unit {
		return p, access.ErrRefused
	}

	if p.plan, err = tx.Arrangement(id, unit); err != nil {
		return p, err
	}

	counts, err := tx.OwedCounts(id, p.unit)
	p.owed = review.GroupOwed(p.RoundView.Plan, review.OwnPart(counts, planners[1:]))
	return p, err
}

// plannersUnder are the units of a subtree that make a plan.
func plannersUnder(tx *store.Tx, v RoundView, top org.Place) ([]org.Place, error) {
	tree, err := tx.FrozenWithin(v.ID, top)
	if err != nil {
		return nil, err
	}

	if top.Parent != 0 {
		above, err := tx.FrozenUnit(v.ID, top.Parent)
		if err != nil {
			return nil, err
		}
		tree = append([]org.Place{above}, tree...)
	}

	return slices.DeleteFunc(review.Planners(tree, v.Top.ID), func(u org.Place) bool { return !u.Within(top) }), nil
}

// Arrangement is the plan of a unit; before it is first saved it is drafted from what is owed.
func (a *App) Arrangement(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (v ArrangementView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		p, err := a.loadPlanning(tx, who, id, unit)
		if err != nil {
			return err
		}

		stage := stageOf(p.Round)
		if err := check(access.ReadArranged, p.relations, stage); err != nil {
			return err
		}

		v = ArrangementView{RoundView: p.RoundView, Unit: p.unit, Plan: p.plan, Scheme: p.RoundView.Plan,
			Lines: review.CompareArranged(p.owed, p.plan.Rows), Mine: who.Person,
			May: map[access.Action]bool{}}
		for _, action := range []access.Action{access.WriteArranged, access.JudgeArranged} {
			v.May[action] = access.Allowed(action, p.relations, stage)
		}

		return nil
	})
	return v, err
}

// SaveArrangement keeps lines of the plan of a unit. revision is what their writer had read.
func (a *App) SaveArrangement(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, revision int, rows []review.Arranged) error {
	return a.arrange(ctx, who, access.WriteArranged, id, unit, func(tx *store.Tx, p *planning) (string, error) {
		for _, r := range rows {
			if err := checkSetting(p.RoundView.Plan, r.Setting()); err != nil {
				return "", err
			}
		}

		if err := p.plan.Save(revision, p.owed, rows, who.Name, tx.Now.UnixMilli()); err != nil {
			return "", err
		}

		if p.plan.ID == 0 {
			p.plan.ID = review.ArrangementID(tx.NewID())
		}

		return "save", tx.SaveArrangement(p.plan)
	})
}

// HandInArrangement gives the plan of a unit to the office.
func (a *App) HandInArrangement(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) error {
	return a.arrange(ctx, who, access.WriteArranged, id, unit, func(tx *store.Tx, p *planning) (string, error) {
		if err := p.plan.HandIn(p.owed, who.Name, who.Account, tx.Now.UnixMilli()); err != nil {
			return "", err
		}
		return "hand-in", tx.SaveArrangementState(p.plan)
	})
}

// DecideArrangement is the office's answer to a plan that was handed in: accepted, or sent back with a reason.
func (a *App) DecideArrangement(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, accept bool, reason string) error {
	return a.arrange(ctx, who, access.JudgeArranged, id, unit, func(tx *store.Tx, p *planning) (string, error) {
		if err := p.plan.Decide(accept, reason, who.Name, who.Account, tx.Now.UnixMilli()); err != nil {
			return "", err
		}
		return string(p.plan.State), tx.SaveArrangementState(p.plan)
	})
}

// arrange is the frame of what is done with a plan: act decides and saves, and says what it did.
func (a *App) arrange(ctx context.Context, who access.Actor, action access.Action, id round.ID, unit org.UnitID,
	act func(*store.Tx, *planning) (string, error)) error {
	return a.write(ctx, who, action, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		p, err := a.loadPlanning(tx, who, id, unit)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(p.relations, stageOf(p.Round)); err != nil {
			if access.Allowed(action, p.relations, access.Launched) {
				return Entry{}, p.Running()
			}
			return Entry{}, err
		}

		before := p.plan.Counted()
		did, err := act(tx, &p)
		if err != nil {
			return Entry{}, err
		}

		err = tx.CountEach(id, plannedSince(before, p.plan.Counted()))
		return Entry{Object: fmt.Sprintf("arrangement:%d", p.plan.ID), Round: int64(id),
			Detail: map[string]any{"unit": int64(unit), "act": did, "revision": p.plan.Revision}}, err
	})
}

// plannedSince is what a plan adds to the figures of each unit, after what it added before.
func plannedSince(before, after map[org.UnitID]round.Tally) map[org.UnitID]round.Tally {
	for unit, t := range before {
		if after[unit] == nil {
			after[unit] = round.Tally{}
		}
		after[unit].Add(t.Negated())
	}

	return after
}

// ArrangementEach is how many units one page of the list shows.
const ArrangementEach = 20

// ArrangementList is one page of how far the plans under a unit are.
type ArrangementList struct {
	RoundView
	Unit   org.Place
	Line   []org.Place
	Rows   []ArrangementItem
	From   int // index of the first
	Total  int // how many make a plan
	states map[review.ArrangementState]int
}

// ArrangementItem is a unit that makes a plan, with its plan if there is one.
type ArrangementItem struct {
	Unit org.Place
	Plan store.ArrangementRow
}

// Count is how many plans are in the state, those on other pages too; the empty state counts units without one.
func (l ArrangementList) Count(state review.ArrangementState) (n int) {
	if state != "" {
		return l.states[state]
	}

	n = l.Total
	for _, made := range l.states {
		n -= made
	}

	return n
}

// Arrangements lists the units under one (0: the round's own) that make a plan, from the one at index from on.
func (a *App) Arrangements(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, from int) (l ArrangementList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ListArranged, id, unitByID(unit))
		if err != nil {
			return err
		}

		l = ArrangementList{RoundView: v, Unit: top, From: from}
		if l.Line, err = lineTo(tx, who, v, top); err != nil {
			return err
		}

		planners, err := plannersUnder(tx, v, top)
		if err != nil {
			return err
		}

		l.Total = len(planners)
		if l.states, err = tx.ArrangementStates(id, top); err != nil {
			return err
		}

		planners = page(planners, from, ArrangementEach)
		plans, err := tx.ArrangementsOf(id, unitIDs(planners))
		for _, u := range planners {
			l.Rows = append(l.Rows, ArrangementItem{u, plans[u.ID]})
		}

		return err
	})
	return l, err
}

// arrangedLine is a line of a unit's plan, for whoever may hold the meeting that it plans.
func arrangedLine(tx *store.Tx, who access.Actor, row int64) (r store.ArrangedRow, err error) {
	if r, err = tx.ArrangedRow(row); err != nil {
		return r, err
	}

	relations, err := relationsToOccasion(tx, who, review.Occasion{Round: r.Round, Unit: r.Unit, Leader: r.Owner})
	if err != nil {
		return r, err
	}

	in, err := tx.Round(r.Round)
	if errs.Is(err, errs.NotFound) {
		return r, access.ErrRefused
	}
	if err != nil {
		return r, err
	}

	return r, check(access.WriteOccasion, relations, stageOf(in))
}
