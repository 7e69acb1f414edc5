package app

import (
	"cmp"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// TaskKind is what is to be done, such as a summary to be written; pages give it its sentence, button and address.
type TaskKind string

// The kinds of tasks.
const (
	TaskDissent   TaskKind = "dissent"   // said against a review, and not answered
	TaskFieldwork TaskKind = "fieldwork" // units to be looked into before their review
)

// Task is one line of what somebody can do now in a round beside the reviews that he owes.
type Task struct {
	Kind     TaskKind
	Round    round.ID   // 0: none, such as an everyday review
	Unit     org.UnitID // where
	Name     string     // of whom or what it speaks; empty: of the asker himself
	Ref      int64      // the record, 0: the task concerns Count of them
	Count    int
	Deadline org.Date // empty: none
	Hour     scheme.Hour
	To       string // whom it goes to, of what is handed in
	Mild     bool   // who lets the deadline pass is behind and not overdue: a later one is still open
	About    string // what tells it from others that read the same; empty: nothing is needed
}

// taskAsker is who asks what he has to do, and in which rounds that run.
type taskAsker struct {
	access.Actor
	rounds []round.ID
	asked  []round.ID // those, and the ones that were closed and not yet archived
	by     map[round.ID]HomeRound
}

// led are the units that the asker leads in these rounds.
func (t taskAsker) led(tx *store.Tx) ([]store.LedUnit, error) {
	if t.Person == 0 {
		return nil, nil
	}
	all, err := tx.LedUnits(t.asked, t.Person)
	return slices.DeleteFunc(all, func(l store.LedUnit) bool { _, runs := t.by[l.Round]; return !runs }), err
}

// taskSource finds the tasks of one kind of record with one question.
type taskSource func(a *App, tx *store.Tx, asker taskAsker) ([]Task, error)

// taskSources are all sources of tasks, one line a noun.
func taskSources() []taskSource {
	return []taskSource{
		// in the order in which they come up in a half-year
		summaryTasks,
		(*App).everydayTasks,
		fieldworkTasks,
		dissentTasks,
		opinionTasks, recheckTasks,
		(*App).filingTasks,
		arrangementTasks,
		occasionTasks,
		actionTasks,
		helpTasks,
		noticeTasks,
		experienceTasks,
		promotionTasks,
	}
}

// tasks are what the asker can do now beside reviews, nearest deadline first; the office has some too. It asks every source.
func (a *App) tasks(tx *store.Tx, asker taskAsker) (list []Task, err error) {
	closed, err := tx.RoundsIn(round.Closed)
	if err != nil {
		return nil, err
	}

	names := map[round.ID]string{}
	for id, r := range asker.by {
		names[id] = r.Name
	}

	asker.asked = slices.Clone(asker.rounds)
	for _, r := range closed {
		asker.asked, names[r.ID] = append(asker.asked, r.ID), r.Name
	}

	for _, source := range taskSources() {
		some, err := source(a, tx, asker)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}

	slices.SortStableFunc(list, func(x, y Task) int {
		if (x.Deadline == "") != (y.Deadline == "") {
			return cmp.Compare(len(y.Deadline), len(x.Deadline)) // what has no day comes last
		}
		return cmp.Or(cmp.Compare(x.Deadline, y.Deadline), x.Hour.Compare(y.Hour))
	})
	tellApart(list, names)
	return list, nil
}

// tellApart names the round of tasks that would read the same but for it.
func tellApart(list []Task, rounds map[round.ID]string) {
	type read struct {
		kind  TaskKind
		name  string
		about string
	}

	alike := map[read]int{}
	for _, t := range list {
		alike[read{t.Kind, t.Name, t.About}]++
	}

	for i, t := range list {
		if alike[read{t.Kind, t.Name, t.About}] > 1 && t.About == "" {
			list[i].About = rounds[t.Round]
		}
	}
}
