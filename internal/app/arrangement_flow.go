package app

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// The tasks that plans of units bring.
const (
	TaskArrange   TaskKind = "arrange"       // make the plan of a unit that he leads
	TaskRearrange TaskKind = "rearrange"     // better one that was sent back
	TaskArranged  TaskKind = "arranged-read" // for the office: answer those that were handed in
)

// arrangementTasks are the plans that the asker has to make, and those that wait for his office.
func arrangementTasks(_ *App, tx *store.Tx, asker taskAsker) (list []Task, err error) {
	if asker.Person != 0 {
		led, err := asker.led(tx)
		if err != nil {
			return nil, err
		}

		for _, l := range led {
			if l.Arrangement == review.ArrangementHandedIn || l.Arrangement == review.ArrangementAccepted || !plans(l, asker.by[l.Round].Unit) {
				continue
			}

			kind := TaskArrange
			if l.Arrangement == review.ArrangementReturned {
				kind = TaskRearrange
			}

			list = append(list, Task{Kind: kind, Round: l.Round, Unit: l.Unit.ID, Name: l.Unit.Name})
		}
	}

	waiting, err := tx.ArrangementsWaiting(asker.rounds, asker.Offices())
	for _, w := range waiting {
		list = append(list, Task{Kind: TaskArranged, Round: w.Round, Count: w.Count})
	}

	return list, err
}

// plans reports whether the unit makes a plan in a round of the unit top.
func plans(l store.LedUnit, top org.UnitID) bool {
	tree := []org.Place{{Unit: org.Unit{ID: l.Unit.Parent, Kind: l.Above}}, {Unit: l.Unit}}
	return slices.ContainsFunc(review.Planners(tree, top), func(u org.Place) bool { return u.ID == l.Unit.ID })
}

// arranged says on which day a line of a plan has what a person owes to a subject.
type arranged []store.ArrangedRow

// of is the line of a plan about a subject; its ID is 0 without one.
func (a arranged) of(s *scheme.Scheme, in round.ID, owner org.PersonID, unit org.UnitID, kind scheme.SubjectKind) store.ArrangedRow {
	kinds := review.SheetKinds(s, kind)
	i := slices.IndexFunc(a, func(r store.ArrangedRow) bool {
		return r.Round == in && r.Owner == owner && r.Unit == unit && slices.Contains(kinds, r.Kind)
	})
	if i < 0 {
		return store.ArrangedRow{}
	}

	return a[i]
}

// plan says of everything owed on which day the plans of the units have it.
func (h *Home) plan(tx *store.Tx, rounds []round.ID, me org.PersonID, writesFor []store.ClerkRow) error {
	rows, err := tx.ArrangedOf(rounds, owners(me, writesFor))
	if err != nil || len(rows) == 0 {
		return err
	}

	for _, list := range [][]HomeSheet{h.Sheets, h.Writing} {
		for i, s := range list {
			in := s.Obligation.Round
			list[i].Planned = arranged(rows).of(h.Rounds[in].Scheme, in, s.Owner, s.Subject.Unit, s.Subject.Kind).Day
		}
	}

	for i, g := range h.Groups {
		line := arranged(rows).of(h.Rounds[g.Round].Scheme, g.Round, g.Owner, g.Unit, g.Kinds[0])
		if line.ID != 0 {
			h.Groups[i].Planned, h.Groups[i].Arranged = line.Day, line.ID
			continue
		}

		for _, s := range slices.Concat(h.Sheets, h.Writing) {
			if s.Planned != "" && g.Holds(s) && (h.Groups[i].Planned == "" || s.Planned < h.Groups[i].Planned) {
				h.Groups[i].Planned = s.Planned
			}
		}
	}

	return nil
}

// dueOf says by when each of some rows is to be done: by the plan of the unit, by the draw that chose it and by the scheme.
func dueOf(tx *store.Tx, v RoundView, rows []store.ListedRow) (func(store.ListedRow) round.Due, error) {
	units := make([]org.UnitID, len(rows))
	for i, row := range rows {
		units[i] = row.Subject.Unit
	}

	slices.Sort(units)
	planned, err := tx.ArrangedIn(v.ID, slices.Compact(units))
	return func(row store.ListedRow) round.Due {
		return round.Due{
			Planned:  arranged(planned).of(v.Plan, v.ID, row.Owner, row.Subject.Unit, row.Subject.Kind).Day,
			Deadline: v.Deadlines.Review(row.Subject.Kind, row.Subject.Unit),
		}.With(row.DrawDue)
	}, err
}
