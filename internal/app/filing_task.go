package app

import (
	"maps"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// The tasks of filing: a unit's pack to be handed in, what there is to say anew of one that was received, the forms that
// it lacks still, and packs that wait for the office. Ref of the second and third is the number of the duty.
const (
	TaskFilingHandIn     TaskKind = "filing.hand-in"
	TaskFilingSupplement TaskKind = "filing.supplement"
	TaskFilingLacking    TaskKind = "filing.lacking"
	TaskFilingReceive    TaskKind = "filing.receive"
)

// filingTasks are the packs that somebody has still to hand in for the units he leads, and those that wait for his
// receipt; in rounds that run and in those that were closed and not yet archived.
func (a *App) filingTasks(tx *store.Tx, asker taskAsker) ([]Task, error) {
	closed, err := tx.RoundsIn(round.Closed)
	if err != nil {
		return nil, err
	}

	rounds := map[round.ID]round.Round{}
	for _, r := range closed {
		rounds[r.ID] = r
	}

	for id, r := range asker.by {
		rounds[id] = r.Round
	}

	list, err := a.handInTasks(tx, asker, rounds)
	if err != nil || len(asker.Offices()) == 0 {
		return list, err
	}

	waiting, err := tx.FilingsWaiting()
	if err != nil {
		return nil, err
	}

	for id, n := range waiting {
		r, ok := rounds[id]
		if !ok {
			continue
		}

		relations, err := relationsToUnit(tx, asker.Actor, id, r.Unit)
		if err != nil {
			return nil, err
		}

		if access.Allowed(access.DecideFiling, relations, stageOf(r)) {
			list = append(list, Task{Kind: TaskFilingReceive, Round: id, Name: r.Name, Count: n})
		}
	}

	return list, nil
}

func (a *App) handInTasks(tx *store.Tx, asker taskAsker, rounds map[round.ID]round.Round) (list []Task, err error) {
	if asker.Person == 0 {
		return nil, nil
	}

	led, err := tx.LedUnits(slices.Collect(maps.Keys(rounds)), asker.Person)
	if err != nil {
		return nil, err
	}

	since, err := sinceReceived(tx, led)
	if err != nil {
		return nil, err
	}

	for _, l := range led {
		r := rounds[l.Round]
		plan, err := a.keptScheme(r)
		if err != nil {
			return nil, err
		}

		if !l.Inside {
			continue
		}

		for _, d := range filing.DutiesOf(plan, org.Place{Unit: l.Unit, Depth: l.Depth}, l.Above, r.Unit, l.Filed[0] != filing.Building) {
			due := d.Due(r.From, r.To)
			t := Task{Kind: TaskFilingHandIn, Round: r.ID, Unit: l.Unit.ID, Name: l.Unit.Label(), To: d.To(), Count: d.Number,
				Deadline: due.Day, Hour: due.Hour}
			switch l.Filed[d.Number] {
			case filing.Handed:
				continue
			case filing.Received:
				_, runs := asker.by[r.ID]
				if t.Kind, t.Count = afterReceipt(since[store.PackOf{Round: r.ID, Key: d.Key()}], runs); t.Count == 0 {
					continue
				}
				t.Ref = int64(d.Number)
			}

			list = append(list, t)
		}
	}

	return list, nil
}

// afterReceipt is what a unit has to do with a pack that was received, and with how many forms; 0: nothing. What is lacking can
// be written only while the round runs.
func afterReceipt(since filing.Since, runs bool) (TaskKind, int) {
	if n := since.Changed(); n > 0 || !runs {
		return TaskFilingSupplement, n
	}
	return TaskFilingLacking, since.Left
}

// sinceReceived tells of the received packs of the units what became of them since.
func sinceReceived(tx *store.Tx, led []store.LedUnit) (map[store.PackOf]filing.Since, error) {
	var rounds []round.ID
	var units []org.UnitID
	for _, l := range led {
		for _, state := range l.Filed {
			if state == filing.Received {
				rounds, units = append(rounds, l.Round), append(units, l.Unit.ID)
			}
		}
	}

	slices.Sort(rounds)
	slices.Sort(units)
	return tx.SinceFiled(slices.Compact(rounds), slices.Compact(units))
}
