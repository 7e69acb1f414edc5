package scheme

import (
	"cmp"
	"maps"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// Task is something that the scheme wants done by a day, in its own words.
type Task struct {
	Day      org.Date
	Step     StepKey   // empty for a hand-in
	Name     string    // of the step
	Who      string    // who does it, in the scheme's words
	For      i18n.Word // the kind of unit or subject that has a day of its own; empty: everybody else
	Text     string
	Artefact string
	Weight   Weight
	Filing   *Filing // of a hand-in
}

// Weight is how much a step matters.
type Weight int

// The weights.
const (
	Usual Weight = iota
	MayBeLeft
	MustPrecede // the next step waits for it
)

// Calendar is all that the scheme wants done in a round from–to, by day.
func (s *Scheme) Calendar(from, to org.Date) []Task {
	var all []Task
	for _, st := range s.Steps {
		task := Task{Day: st.day(to), Step: st.Key, Name: st.Name, Who: st.Actor, Text: st.Text, Artefact: st.Artefact}
		switch {
		case st.Demanded:
			task.Weight = MustPrecede
		case st.Optional:
			task.Weight = MayBeLeft
		}

		all = append(all, task)
		for _, actor := range slices.Sorted(maps.Keys(st.DueActor)) {
			task.Day, task.For = to.AddDays(st.DueActor[actor]), ActorName(actor)
			all = append(all, task)
		}
	}

	for i, f := range s.Filing {
		all = append(all, Task{Day: f.Deadline(from, to), Who: f.Who, Text: f.Text, Filing: &s.Filing[i]})
	}

	slices.SortStableFunc(all, func(a, b Task) int { return cmp.Compare(a.Day, b.Day) })
	return all
}

// Finders are who reviews subjects of the kind: the relations of the rules that make them, in their order.
func (s *Scheme) Finders(kind SubjectKind) i18n.Words {
	var found i18n.Words
	for _, r := range s.Rules {
		if r.Makes(kind) && !slices.Contains(found, r.Relation.Word()) {
			found = append(found, r.Relation.Word())
		}
	}
	return found
}
