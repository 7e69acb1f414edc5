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

// The tasks of filing: a unit's pack to be handed in, and packs that wait for the office.
const (
	TaskFilingHandIn  TaskKind = "filing.hand-in"
	TaskFilingReceive TaskKind = "filing.receive"
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
			if filed := l.Filed[d.Number]; filed == filing.Handed || filed == filing.Received {
				continue
			}

			due := d.Due(r.From, r.To)
			list = append(list, Task{Kind: TaskFilingHandIn, Round: r.ID, Unit: l.Unit.ID, Name: l.Unit.Label(), To: d.To(), Count: d.Number,
				Deadline: due.Day, Hour: due.Hour})
		}
	}

	return list, nil
}
