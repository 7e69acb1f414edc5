package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// FieldworkView is a record as its page shows it. Who may only know that it took place gets neither findings nor who was
// met.
type FieldworkView struct {
	dossier.Fieldwork
	Round      round.Round
	LeaderName string
	Units      []store.FieldworkRow // one a unit
	Places     []store.FieldworkPlace
	Whole      bool // the findings are his to read
	Write      bool
}

// ReadFieldwork is one record.
func (a *App) ReadFieldwork(ctx context.Context, who access.Actor, id dossier.FieldworkID) (v FieldworkView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		kept, err := tx.Fieldwork(id)
		if err != nil {
			return err
		}

		if v.Round, err = tx.Round(kept.Round); err != nil {
			return err
		}

		relations, err := relationsToFieldwork(tx, who, kept)
		if err != nil {
			return err
		}

		if err := check(access.SeeFieldwork, relations, stageOf(v.Round)); err != nil {
			return err
		}

		v.Fieldwork = kept
		v.Whole = access.Allowed(access.ReadFieldwork, relations, stageOf(v.Round))
		v.Write = access.Allowed(access.WriteFieldwork, relations, stageOf(v.Round))
		if !v.Whole {
			v.Findings, v.Met = nil, ""
		}

		return v.load(tx)
	})
	return v, err
}

func (v *FieldworkView) load(tx *store.Tx) error {
	all, err := tx.FieldworkBy(v.Round.ID, []org.PersonID{v.Leader})
	if err != nil {
		return err
	}

	for _, row := range all {
		if row.ID == v.ID {
			v.Units = append(v.Units, row)
			v.LeaderName = row.LeaderName
		}
	}

	if v.Write {
		v.Places, err = tx.FieldworkPlaces(v.Round.ID, []org.PersonID{v.Leader})
	}

	return err
}

// FieldworkList is what somebody did, or may know of, in a round.
type FieldworkList struct {
	Round    round.Round
	Own      []store.FieldworkRow // his own, and of the leaders for whom he writes; the newest first
	Places   []store.FieldworkPlace
	Unit     org.Place            // asked for, without ID when none was
	Of       []store.FieldworkRow // that took place in it
	Deadline org.Date
}

// Fieldwork lists for somebody his own records of a round and, where he stands above the unit, that others looked into it.
func (a *App) Fieldwork(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (l FieldworkList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if !who.Could(access.SeeFieldwork) {
			return access.ErrRefused
		}

		if l.Round, err = tx.Round(id); err != nil {
			return unseen(err)
		}

		s, err := a.keptScheme(l.Round)
		if err != nil {
			return err
		}

		days, err := deadlinesOf(tx, l.Round, s)
		if err != nil {
			return err
		}

		l.Deadline = days.Of(scheme.StepFieldwork, scheme.Unit, unit)
		if unit != 0 {
			if err := l.ofUnit(tx, who, unit); err != nil {
				return err
			}
		}

		return l.own(tx, who)
	})
	return l, err
}

func (l *FieldworkList) ofUnit(tx *store.Tx, who access.Actor, unit org.UnitID) error {
	relations, err := relationsToDossier(tx, who, l.Round.ID, dossier.Key{Unit: unit})
	if err != nil {
		return err
	}

	if err := check(access.SeeFieldwork, relations, stageOf(l.Round)); err != nil {
		return err
	}

	if l.Unit, err = tx.FrozenUnit(l.Round.ID, unit); err != nil {
		return err
	}

	l.Of, err = tx.FieldworkIn(l.Round.ID, unit)
	return err
}

func (l *FieldworkList) own(tx *store.Tx, who access.Actor) error {
	if who.Person == 0 {
		return nil
	}

	leaders, err := speaksFor(tx, who.Person)
	if err != nil {
		return err
	}

	if l.Own, err = tx.FieldworkBy(l.Round.ID, leaders); err != nil {
		return err
	}

	l.Places, err = tx.FieldworkPlaces(l.Round.ID, leaders)
	return err
}

// fieldworkTasks are the units into which the asker has still to look before he reviews them.
func fieldworkTasks(_ *App, tx *store.Tx, asker taskAsker) ([]Task, error) {
	if asker.Person == 0 || len(asker.rounds) == 0 {
		return nil, nil
	}

	open, err := tx.Unvisited(asker.rounds, asker.Person)
	var out []Task
	for _, u := range open {
		r := asker.by[u.Round]
		step, ok := r.Scheme.Step(scheme.StepFieldwork)
		if !ok || !step.Concerns(scheme.Unit) {
			continue
		}

		task := Task{Kind: TaskFieldwork, Round: u.Round, Count: u.Units,
			Deadline: r.Deadlines.Of(scheme.StepFieldwork, scheme.Unit, 0)}
		if u.Leader != asker.Person {
			task.Name = u.LeaderName
		}

		out = append(out, task)
	}

	return out, err
}
