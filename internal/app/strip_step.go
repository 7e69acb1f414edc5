package app

import (
	"cmp"
	"maps"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// StepFigures is how many dossiers of a subtree have a step behind them.
type StepFigures struct {
	Step           scheme.StepKey
	Name           string // what the scheme calls it, in short
	Units, Persons round.Part
	ByDay          []StepDay // the nearest first
}

// StepDay is what of a step is to be done by one day.
type StepDay struct {
	Day            org.Date
	Units, Persons round.Part
}

// add puts figures under a day.
func (f *StepFigures) add(day org.Date, units, persons round.Part) {
	if units.Due+persons.Due == 0 {
		return
	}

	f.Units, f.Persons = f.Units.Plus(units), f.Persons.Plus(persons)
	at, found := slices.BinarySearchFunc(f.ByDay, day, func(d StepDay, day org.Date) int { return cmp.Compare(d.Day, day) })
	if !found {
		f.ByDay = slices.Insert(f.ByDay, at, StepDay{Day: day})
	}

	f.ByDay[at].Units, f.ByDay[at].Persons = f.ByDay[at].Units.Plus(units), f.ByDay[at].Persons.Plus(persons)
}

// Pace is how the worst of the units, or of the persons, that lack the step stands on a day.
func (f StepFigures) Pace(today org.Date, persons bool) (worst round.Pace) {
	for _, d := range f.ByDay {
		part := d.Units
		if persons {
			part = d.Persons
		}

		if part.Left() > 0 {
			worst = max(worst, round.Due{Deadline: d.Day}.Pace(today))
		}
	}

	return worst
}

// stepFigures counts from the counters how far each step is in the subtrees of units, by the days that their units and persons
// have by what they are.
func stepFigures(tx *store.Tx, v RoundView, units []org.UnitID) (map[org.UnitID][]StepFigures, error) {
	tallies, err := tx.KindTallies(v.ID, units, v.Plan.DiffersByUnit())
	if err != nil {
		return nil, err
	}

	out := map[org.UnitID][]StepFigures{}
	for _, unit := range units {
		for _, step := range v.Plan.Steps {
			f := StepFigures{Step: step.Key, Name: step.Short}
			for _, kind := range slices.Sorted(maps.Keys(tallies[unit])) {
				f.count(v, step, kind, tallies[unit][kind])
			}
			out[unit] = append(out[unit], f)
		}
	}

	return out, nil
}

// count adds what units of a kind, and the persons in them, have done of a step.
func (f *StepFigures) count(v RoundView, step scheme.Step, kind org.UnitKind, t round.Tally) {
	var units, persons round.Part
	every := t.EveryUnit()
	if step.Concerns(scheme.Unit) {
		units = round.Part{Due: every.Due, Done: t[round.StepDone(step.Key, false)]}
	}

	if step.Concerns(scheme.Member) {
		persons = round.Part{Due: t[round.MembersDue], Done: t[round.StepDone(step.Key, true)]}
	}

	if step.Key == scheme.StepReview {
		units.Done, persons.Done = every.Done, t[round.MembersDone]
	}

	day := func(subject scheme.SubjectKind) org.Date {
		return v.Plan.Deadline(step.Key, scheme.Actor{Kind: subject, Unit: kind}, v.To)
	}
	f.add(day(scheme.Unit), units, round.Part{})
	f.add(day(scheme.Member), round.Part{}, persons)
}
