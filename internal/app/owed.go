package app

import (
	"context"
	"slices"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// ListState is which obligations a list of a round shows.
type ListState string

// The lists behind the figures of a round.
const (
	ListOwed ListState = "owed" // open, with the gaps
	ListDone ListState = "done"
	ListAll  ListState = "all"
)

// states are the states of obligations that the list shows.
func (s ListState) states() []review.State {
	switch s {
	case ListDone:
		return []review.State{review.Confirmed}
	case ListAll:
		return nil
	}
	return openStates()
}

func openStates() []review.State {
	return []review.State{review.Owed, review.Draft, review.Submitted, review.Returned}
}

// OwedFilter chooses what the list of a round shows; empty fields choose all.
type OwedFilter struct {
	Unit  org.UnitID // 0: the round's own
	Kind  scheme.SubjectKind
	State ListState // empty: ListOwed
	Owner string    // part of a reviewer's name, or the beginning of his number
}

// OwedList is one page of a round's obligations.
type OwedList struct {
	RoundView
	Unit      org.Place
	Line      []org.Place
	Rows      []store.ListedRow
	Total     int
	Gaps      []store.GapRow // on the first page of what is owed
	Deadlines map[scheme.SubjectKind]org.Date
	MayExempt bool
}

// OwedEach is how many obligations one page lists.
const OwedEach = 100

// Owed lists the obligations behind a figure of the board, from the row at index from on.
func (a *App) Owed(ctx context.Context, who access.Actor, id round.ID, f OwedFilter, from int) (l OwedList, err error) {
	return a.owed(ctx, who, id, f, from, OwedEach)
}

// AllOwed is the whole list.
func (a *App) AllOwed(ctx context.Context, who access.Actor, id round.ID, f OwedFilter) (l OwedList, err error) {
	return a.owed(ctx, who, id, f, 0, everything)
}

func (a *App) owed(ctx context.Context, who access.Actor, id round.ID, f OwedFilter, from, limit int) (l OwedList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(f.Unit))
		if err != nil {
			return err
		}
		l = OwedList{RoundView: v, Unit: top, Deadlines: deadlines(v)}
		if l.Line, err = lineTo(tx, who, v, top); err != nil {
			return err
		}
		list := store.ListFilter{Kind: f.Kind, States: f.State.states(), Owner: f.Owner}
		if l.Total, err = tx.ListedCount(id, top, list); err != nil {
			return err
		}
		if l.Rows, err = tx.Listed(id, top, list, from, limit); err != nil {
			return err
		}
		if from > 0 || f.State == ListDone || f.Owner != "" {
			return nil
		}
		return l.addGaps(tx, who, f.Kind)
	})
	return l, err
}

func (l *OwedList) addGaps(tx *store.Tx, who access.Actor, kind scheme.SubjectKind) error {
	gaps, err := openGaps(tx, l.ID, l.Unit)
	if err != nil {
		return err
	}
	l.Gaps = slices.DeleteFunc(gaps, func(g store.GapRow) bool { return kind != "" && g.Subject.Kind != kind })
	relations, err := relationsToUnit(tx, who, l.ID, l.RoundView.Unit)
	l.MayExempt = access.Allowed(access.ExemptSubject, relations, stageOf(l.Round))
	return err
}

// deadlines are the days by which reviews of each kind are to be given.
func deadlines(v RoundView) map[scheme.SubjectKind]org.Date {
	out := map[scheme.SubjectKind]org.Date{}
	for _, s := range v.Plan.Subjects {
		out[s.Kind] = v.Plan.Deadline(scheme.StepReview, string(s.Kind), v.To)
	}
	return out
}

// Reminders is what is still owed under a unit, sorted by whom to remind where.
type Reminders struct {
	RoundView
	Unit  org.Place
	Line  []org.Place
	AsOf  time.Time
	Parts []Reminder // the unit itself first, then its children in their order
}

// Reminder is for one unit: who speaks from a seat in it and still owes reviews. Leaders who owe by a charge stand under
// the unit from which one looks.
type Reminder struct {
	Unit    org.Place
	Owners  []ReminderOwner
	Reviews int
	Lacks   []StepFigures // steps beside the review whose day is near or past and that are not done everywhere
}

// ReminderOwner is one person and what he still owes.
type ReminderOwner struct {
	Person   org.PersonID
	Name     string
	SeatName string // the unit from whose seat he speaks, empty for a leader in charge
	Groups   []ReminderGroup
	Reviews  int
	Deadline org.Date // the nearest
}

// ReminderGroup is what one person owes of one kind in one unit.
type ReminderGroup struct {
	Kind     scheme.SubjectKind
	UnitName string
	Names    []string // of persons; empty for a unit
	Deadline org.Date
}

// Reminders gathers who has to be reminded of what in the subtree of a unit, 0 for the round's own.
func (a *App) Reminders(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (r Reminders, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(unit))
		if err != nil {
			return err
		}
		r = Reminders{RoundView: v, Unit: top, AsOf: tx.Now}
		if r.Line, err = lineTo(tx, who, v, top); err != nil {
			return err
		}
		rows, err := tx.Listed(id, top, store.ListFilter{States: openStates()}, 0, everything)
		if err != nil {
			return err
		}
		children, err := tx.FrozenChildren(id, top.ID)
		if err != nil {
			return err
		}
		due, err := plannedDue(tx, v, top)
		if err != nil {
			return err
		}
		r.sort(rows, children, due)
		if err := r.lacks(tx, children); err != nil {
			return err
		}
		r.Parts = slices.DeleteFunc(r.Parts, func(p Reminder) bool { return p.Reviews == 0 && len(p.Lacks) == 0 })
		return nil
	})
	return r, err
}

// sort puts every row under the child in whose subtree its reviewer has the seat, else under the unit itself. due is the
// day by which it is to be done: what the plan of the unit says, where that is earlier than the scheme's.
func (r *Reminders) sort(rows []store.ListedRow, children []org.Place, due func(store.ListedRow) org.Date) {
	parts := make([]Reminder, len(children)+1)
	parts[0].Unit = r.Unit
	for i, c := range children {
		parts[i+1].Unit = c
	}
	for _, row := range rows {
		at := 1 + slices.IndexFunc(children, func(c org.Place) bool { return c.Ord <= row.SeatOrd && row.SeatOrd <= c.Last })
		parts[at].add(row, due(row))
	}
	r.Parts = parts
}

// remindAhead is how many days before its day a step begins to be reminded of.
const remindAhead = 7

// lacks says for each child which steps it lacks.
func (r *Reminders) lacks(tx *store.Tx, children []org.Place) error {
	ids := unitIDs(children)
	if len(children) == 0 {
		ids = []org.UnitID{r.Unit.ID} // a branch has nobody below it: what it lacks is its own
	}
	figures, err := stepFigures(tx, r.RoundView, ids)
	if err != nil {
		return err
	}
	soon := org.DateOf(r.AsOf).AddDays(remindAhead)
	for i := range r.Parts {
		for _, f := range figures[r.Parts[i].Unit.ID] {
			step, _ := r.Plan.Step(f.Step)
			if f.Step != scheme.StepReview && !step.Optional && f.Due != "" && f.Due <= soon && f.Units.Left()+f.Persons.Left() > 0 {
				r.Parts[i].Lacks = append(r.Parts[i].Lacks, f)
			}
		}
	}
	return nil
}

func (p *Reminder) add(row store.ListedRow, due org.Date) {
	p.Reviews++
	i := slices.IndexFunc(p.Owners, func(o ReminderOwner) bool { return o.Person == row.Owner })
	if i < 0 {
		i = len(p.Owners)
		p.Owners = append(p.Owners, ReminderOwner{Person: row.Owner, Name: row.OwnerName, SeatName: row.SeatName, Deadline: due})
	}
	p.Owners[i].add(row, due)
}

func (o *ReminderOwner) add(row store.ListedRow, due org.Date) {
	o.Reviews++
	o.Deadline = min(o.Deadline, due)
	last := len(o.Groups) - 1
	if last < 0 || o.Groups[last].Kind != row.Subject.Kind || o.Groups[last].UnitName != row.UnitName {
		o.Groups = append(o.Groups, ReminderGroup{Kind: row.Subject.Kind, UnitName: row.UnitName, Deadline: due})
		last++
	}
	if !row.Subject.Kind.IsUnit() {
		o.Groups[last].Names = append(o.Groups[last].Names, row.PersonName)
	}
}
