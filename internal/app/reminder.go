package app

import (
	"cmp"
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

// ReminderEach is how many open obligations one page of reminders speaks of.
const ReminderEach = 100

// Reminders is one page of what is still owed under a unit, sorted by whom to remind where.
type Reminders struct {
	RoundView
	Unit   org.Place
	Line   []org.Place
	AsOf   time.Time
	Parts  []Reminder                      // the unit itself first, then its children in their order
	Silent map[org.PersonID]access.Silence // of the reviewers on the page
	Below  []StillOwing                    // the children under whom something is owed, where one page does not hold all
	From   int                             // index of the first obligation of the page
	Shown  int                             // how many it speaks of
	Total  int                             // how many are open in all
}

// Whole reports whether the page speaks of everything that is open.
func (r Reminders) Whole() bool { return r.Shown == r.Total }

// StillOwing is a unit with how much is open in its subtree.
type StillOwing struct {
	Unit org.Place
	Open int
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

// ReminderGroup is what one person owes of one kind in one unit by one day.
type ReminderGroup struct {
	Reviews  int
	Kind     scheme.SubjectKind
	UnitName string
	Names    []string // of persons; empty for a unit
	Deadline org.Date
}

// Reminders gathers who has to be reminded of what in the subtree of a unit, 0 for the round's own, from the open
// obligation at index from on. What steps are lacking stands on the first page.
func (a *App) Reminders(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, from int) (r Reminders, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(unit))
		if err != nil {
			return err
		}

		r = Reminders{RoundView: v, Unit: top, AsOf: tx.Now, From: from}
		if r.Line, err = lineTo(tx, who, v, top); err != nil {
			return err
		}

		children, err := tx.FrozenChildren(id, top.ID)
		if err != nil {
			return err
		}

		if err := r.page(tx, children); err != nil {
			return err
		}

		if from == 0 {
			if err := r.lacks(tx, children); err != nil {
				return err
			}
		}

		r.Parts = slices.DeleteFunc(r.Parts, func(p Reminder) bool { return p.Reviews == 0 && len(p.Lacks) == 0 })
		return nil
	})
	return r, err
}

// page reads what the page speaks of.
func (r *Reminders) page(tx *store.Tx, children []org.Place) error {
	s, err := tx.Stretch(r.ID, r.Unit, store.OpenListing, r.From, ReminderEach)
	if err != nil {
		return err
	}

	rows, err := tx.ListedOf(s, review.OpenStates())
	if err != nil {
		return err
	}

	due, err := plannedDue(tx, r.RoundView, s.Units)
	if err != nil {
		return err
	}

	if r.Silent, err = silentAmong(tx, rows); err != nil {
		return err
	}

	r.sort(rows, children, due)
	r.Shown, r.Total = len(rows), s.Total
	if r.Whole() {
		return nil
	}

	open, err := tx.ListingOf(r.ID, store.OpenListing, unitIDs(children))
	for _, c := range children {
		if open[c.ID] > 0 {
			r.Below = append(r.Below, StillOwing{c, open[c.ID]})
		}
	}

	return err
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
	same := func(g ReminderGroup) bool {
		return g.Kind == row.Subject.Kind && g.UnitName == row.UnitName && g.Deadline == due
	}

	at := slices.IndexFunc(o.Groups, same)
	if at < 0 {
		o.Groups = append(o.Groups, ReminderGroup{Kind: row.Subject.Kind, UnitName: row.UnitName, Deadline: due})
		at = len(o.Groups) - 1
	}

	o.Groups[at].Reviews++
	if !row.Subject.Kind.IsUnit() {
		o.Groups[at].Names = append(o.Groups[at].Names, row.PersonName)
	}
}

// ByDay is what he owes as one line for each day by which it is to be given, the nearest first.
func (o ReminderOwner) ByDay() (lines []ReminderOwner) {
	for _, g := range o.Groups {
		at := slices.IndexFunc(lines, func(l ReminderOwner) bool { return l.Deadline == g.Deadline })
		if at < 0 {
			at = len(lines)
			lines = append(lines, ReminderOwner{Person: o.Person, Name: o.Name, SeatName: o.SeatName, Deadline: g.Deadline})
		}

		lines[at].Groups = append(lines[at].Groups, g)
		lines[at].Reviews += g.Reviews
	}

	slices.SortStableFunc(lines, func(a, b ReminderOwner) int { return cmp.Compare(a.Deadline, b.Deadline) })
	return lines
}
