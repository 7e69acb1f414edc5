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
	Filter ReminderFilter
	Unit   org.Place
	Line   []org.Place
	Inside []org.Place // the children of the unit
	AsOf   time.Time
	Parts  []Reminder                      // the unit itself first, then its children in their order
	Silent map[org.PersonID]access.Silence // of the reviewers on the page
	Below  []StillOwing                    // the children under whom something is owed, where one page does not hold all
	From   int                             // index of the first obligation of the page
	Shown  int                             // how many it speaks of
	Total  int                             // how many are open in all
}

// ReminderFilter chooses of what is spoken; empty fields choose all that is open.
type ReminderFilter struct {
	Unit  org.UnitID // 0: the round's own
	Owner string     // part of a reviewer's name, or the beginning of his number
	Late  bool       // only what should have been done already, by the scheme or by the plan of a unit
	By    org.Date   // only what is to be done by this day
}

// lastDay is the day by which what is spoken of is to be done; empty: any.
func (f ReminderFilter) lastDay(today org.Date) org.Date {
	yesterday := today.AddDays(-1)
	if f.Late && (f.By == "" || yesterday < f.By) {
		return yesterday
	}
	return f.By
}

// All reports whether nothing is left out by choice.
func (f ReminderFilter) All() bool { return f.Owner == "" && !f.Late && f.By == "" }

// Whole reports whether the page speaks of everything that is open.
func (r Reminders) Whole() bool { return r.Filter.All() && r.Shown == r.Total }

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
	Lacks   []StepLack // steps beside the review whose day is near or past and that are not done everywhere
}

// StepLack is how many lack a step that was to be done by one day.
type StepLack struct {
	Step scheme.StepKey
	Name string // what the scheme calls it, in short
	StepDay
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

// Pace is how the worst of what he owes stands on a day.
func (o ReminderOwner) Pace(today org.Date) (worst round.Pace) {
	for _, g := range o.Groups {
		worst = max(worst, g.Due.Pace(today))
	}
	return worst
}

// ReminderGroup is what one person owes of one kind in one unit by one day.
type ReminderGroup struct {
	Reviews  int
	Kind     scheme.SubjectKind
	UnitName string
	Names    []string // of persons; empty for a unit
	Due      round.Due
}

// Reminders gathers who has to be reminded of what in the subtree of a unit, from the open obligation at index from on.
// What steps are lacking stands on the first page.
func (a *App) Reminders(ctx context.Context, who access.Actor, id round.ID, f ReminderFilter, from int) (r Reminders, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(f.Unit))
		if err != nil {
			return err
		}

		r = Reminders{RoundView: v, Filter: f, Unit: top, AsOf: tx.Now, From: from}
		if r.Line, err = lineTo(tx, who, v, top); err != nil {
			return err
		}

		children, err := tx.FrozenChildren(id, top.ID)
		if err != nil {
			return err
		}

		r.Inside = children
		if err := r.page(tx); err != nil {
			return err
		}

		if from == 0 && f.Owner == "" {
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
func (r *Reminders) page(tx *store.Tx) error {
	rows, err := r.rows(tx)
	if err != nil {
		return err
	}

	due, err := dueOf(tx, r.RoundView, rows)
	if err != nil {
		return err
	}

	if r.Silent, err = silentAmong(tx, rows); err != nil {
		return err
	}

	r.sort(rows, due)
	r.Shown = len(rows)
	if !r.Filter.All() || r.Whole() {
		return nil
	}

	open, err := tx.ListingOf(r.ID, store.OpenListing, unitIDs(r.Inside))
	for _, c := range r.Inside {
		if open[c.ID] > 0 {
			r.Below = append(r.Below, StillOwing{c, open[c.ID]})
		}
	}

	return err
}

// rows are the open obligations of the page, and how many there are in all. Where nothing is chosen the counters know how
// many each unit has, and those before the page are not read.
func (r *Reminders) rows(tx *store.Tx) ([]store.ListedRow, error) {
	list := store.ListFilter{States: review.OpenStates(), Owner: r.Filter.Owner}
	if day := r.Filter.lastDay(org.DateOf(r.AsOf)); day != "" {
		list.Due = r.Deadlines.reviewedBy(day)
	}

	listing, counted, err := r.counted(tx, list)
	if err != nil {
		return nil, err
	}

	if counted {
		s, err := tx.Stretch(r.ID, r.Unit, listing, r.From, ReminderEach)
		if err != nil {
			return nil, err
		}

		r.Total = s.Total
		return tx.ListedOf(s, review.OpenStates())
	}

	if r.Total, err = tx.ListedCount(r.ID, r.Unit, list); err != nil {
		return nil, err
	}

	return tx.Listed(r.ID, r.Unit, list, r.From, ReminderEach)
}

// counted is the listing that has just what is chosen, where there is one: everything that is open, or all of some kinds, which the
// scheme wants by the day while no plan of a unit wants anything else by then.
func (r *Reminders) counted(tx *store.Tx, list store.ListFilter) (l store.Listing, counted bool, err error) {
	switch {
	case list.Owner != "":
		return l, false, nil
	case list.Due == nil:
		return store.OpenListing, true, nil
	}

	kinds, one := r.Deadlines.kindsBy(list.Due)
	switch {
	case !one || len(kinds) == 0:
		return l, false, nil
	case len(kinds) == len(r.Plan.Subjects):
		return store.OpenListing, true, nil
	}

	planned, err := tx.PlannedBy(r.ID, list.Due.Day)
	return store.OpenListing.OfKinds(kinds...), !planned, err
}

// sort puts every row under the child in whose subtree its reviewer has the seat, else under the unit itself.
func (r *Reminders) sort(rows []store.ListedRow, due func(store.ListedRow) round.Due) {
	parts := make([]Reminder, len(r.Inside)+1)
	parts[0].Unit = r.Unit
	for i, c := range r.Inside {
		parts[i+1].Unit = c
	}

	for _, row := range rows {
		parts[1+seatedUnder(r.Inside, row)].add(row, due(row))
	}

	r.Parts = parts
}

// seatedUnder is the one of some units in whose subtree the reviewer has the seat, -1 without one.
func seatedUnder(units []org.Place, row store.ListedRow) int {
	return slices.IndexFunc(units, func(u org.Place) bool { return u.Ord <= row.SeatOrd && row.SeatOrd <= u.Last })
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
	if day := r.Filter.lastDay(org.DateOf(r.AsOf)); day != "" {
		soon = day
	}

	for i := range r.Parts {
		for _, f := range figures[r.Parts[i].Unit.ID] {
			step, _ := r.Plan.Step(f.Step)
			if f.Step == scheme.StepReview || step.Optional {
				continue
			}

			for _, d := range f.ByDay {
				if d.Day != "" && d.Day <= soon && d.Units.Left()+d.Persons.Left() > 0 {
					r.Parts[i].Lacks = append(r.Parts[i].Lacks, StepLack{f.Step, f.Name, d})
				}
			}
		}
	}

	return nil
}

func (p *Reminder) add(row store.ListedRow, due round.Due) {
	p.Reviews++
	i := slices.IndexFunc(p.Owners, func(o ReminderOwner) bool { return o.Person == row.Owner })
	if i < 0 {
		i = len(p.Owners)
		p.Owners = append(p.Owners, ReminderOwner{Person: row.Owner, Name: row.OwnerName, SeatName: row.SeatName, Deadline: due.Day()})
	}

	p.Owners[i].add(row, due)
}

func (o *ReminderOwner) add(row store.ListedRow, due round.Due) {
	o.Reviews++
	o.Deadline = min(o.Deadline, due.Day())
	same := func(g ReminderGroup) bool {
		return g.Kind == row.Subject.Kind && g.UnitName == row.UnitName && g.Due == due
	}

	at := slices.IndexFunc(o.Groups, same)
	if at < 0 {
		o.Groups = append(o.Groups, ReminderGroup{Kind: row.Subject.Kind, UnitName: row.UnitName, Due: due})
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
		at := slices.IndexFunc(lines, func(l ReminderOwner) bool { return l.Deadline == g.Due.Day() })
		if at < 0 {
			at = len(lines)
			lines = append(lines, ReminderOwner{Person: o.Person, Name: o.Name, SeatName: o.SeatName, Deadline: g.Due.Day()})
		}

		lines[at].Groups = append(lines[at].Groups, g)
		lines[at].Reviews += g.Reviews
	}

	slices.SortStableFunc(lines, func(a, b ReminderOwner) int { return cmp.Compare(a.Deadline, b.Deadline) })
	return lines
}
