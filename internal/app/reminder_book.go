package app

import (
	"context"
	"io"
	"iter"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// reminderStep is of how many units an export of reminders reads at once what is still owed.
const reminderStep = 50

// reminderBook is what an export of reminders knows before it reads a row.
type reminderBook struct {
	RoundView
	filter ReminderFilter
	top    org.Place
	parts  []org.Place           // the children of the unit
	tree   []org.Place           // the subtree, in its order
	owners map[org.PersonID]bool // of whom is spoken, nil: of all
	today  org.Date
}

// ReminderBook writes all that is still owed below a unit, and that the filter chooses, as one workbook 催办单. It is read some
// units at a time, and nothing is written while a transaction is open.
func (a *App) ReminderBook(ctx context.Context, who access.Actor, id round.ID, f ReminderFilter, w io.Writer, tell Progress) error {
	var b reminderBook
	if err := a.readApart(ctx, func(tx *store.Tx) (err error) {
		b, err = a.reminderBook(tx, who, id, f)
		return err
	}); err != nil {
		return err
	}

	return paper.WriteReminderBook(w, paper.ReminderBook{Plan: b.Plan, Rows: a.reminderRows(ctx, b, tell)})
}

// StartReminderBook begins to make the file of ReminderBook.
func (a *App) StartReminderBook(ctx context.Context, who access.Actor, id round.ID, f ReminderFilter) (ExportKey, error) {
	read := func(ctx context.Context, who access.Actor) (v RoundView, top org.Place, err error) {
		err = a.read(ctx, func(tx *store.Tx) error {
			v, top, err = a.measured(tx, who, access.ReadBoard, id, unitByID(f.Unit))
			return err
		})
		return v, top, err
	}

	v, top, err := read(ctx, who)
	if err != nil {
		return "", err
	}

	return a.startExport(ctx, who, exportJob{
		name: paper.ReminderBookName(top, v.Round), media: paper.WorkbookMedia, kind: "reminders", round: id, unit: top.ID,
		ask: func(ctx context.Context, who access.Actor) error {
			_, _, err := read(ctx, who)
			return err
		},
		write: func(ctx context.Context, w io.Writer, tell Progress) error {
			return a.ReminderBook(ctx, who, id, f, w, tell)
		},
	})
}

func (a *App) reminderBook(tx *store.Tx, who access.Actor, id round.ID, f ReminderFilter) (b reminderBook, err error) {
	b = reminderBook{filter: f, today: org.DateOf(tx.Now)}
	if b.RoundView, b.top, err = a.measured(tx, who, access.ReadBoard, id, unitByID(f.Unit)); err != nil {
		return b, err
	}

	if b.parts, err = tx.FrozenChildren(id, b.top.ID); err != nil {
		return b, err
	}

	if b.tree, err = tx.FrozenWithin(id, b.top); err != nil {
		return b, err
	}

	if f.Owner != "" {
		b.owners, err = tx.PersonsNamed(f.Owner)
	}

	return b, err
}

// reminderRows are the rows of the workbook, in the tree's order: of some units in each transaction.
func (a *App) reminderRows(ctx context.Context, b reminderBook, tell Progress) iter.Seq2[paper.ReminderRow, error] {
	return func(yield func(paper.ReminderRow, error) bool) {
		done := 0
		for units := range slices.Chunk(b.tree, reminderStep) {
			tell.say(done, len(b.tree))
			var rows []paper.ReminderRow
			if err := a.readApart(ctx, func(tx *store.Tx) (err error) {
				rows, err = b.rows(tx, org.Place{Ord: units[0].Ord, Last: units[len(units)-1].Ord})
				return err
			}); err != nil {
				yield(paper.ReminderRow{}, err)
				return
			}

			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}

			done += len(units)
		}

		tell.say(len(b.tree), len(b.tree))
	}
}

// rows is what is still owed in a run of units.
func (b reminderBook) rows(tx *store.Tx, run org.Place) (rows []paper.ReminderRow, err error) {
	open, err := tx.Listed(b.ID, run, store.ListFilter{States: review.OpenStates()}, 0, everything)
	if err != nil {
		return nil, err
	}

	due, err := dueOf(tx, b.RoundView, open)
	if err != nil {
		return nil, err
	}

	day := b.filter.lastDay(b.today)
	open = slices.DeleteFunc(open, func(row store.ListedRow) bool {
		by := due(row).Day()
		return b.owners != nil && !b.owners[row.Owner] || day != "" && (by == "" || by > day)
	})

	silent, err := silentAmong(tx, open)
	if err != nil {
		return nil, err
	}

	for len(open) > 0 { // those of one unit stand together
		first := open[0].Subject.Unit
		n := slices.IndexFunc(open, func(row store.ListedRow) bool { return row.Subject.Unit != first })
		if n < 0 {
			n = len(open)
		}

		rows = append(rows, b.ofUnit(open[:n], due, silent)...)
		open = open[n:]
	}

	return rows, nil
}

// ofUnit puts together what each reviewer owes of one kind by one day.
func (b reminderBook) ofUnit(open []store.ListedRow, due func(store.ListedRow) round.Due, silent map[org.PersonID]access.Silence) (rows []paper.ReminderRow) {
	type group struct {
		part  int
		owner org.PersonID
		seat  string
	}

	var groups []group
	parts := map[group]*Reminder{}
	for _, row := range open {
		g := group{seatedUnder(b.parts, row), row.Owner, row.SeatName}
		if parts[g] == nil {
			groups, parts[g] = append(groups, g), &Reminder{}
		}
		parts[g].add(row, due(row))
	}

	for _, g := range groups {
		part := b.top
		if g.part >= 0 {
			part = b.parts[g.part]
		}

		owner := parts[g].Owners[0]
		for _, of := range owner.Groups {
			rows = append(rows, paper.ReminderRow{Part: part.Name, Reviewer: owner.Name, Seat: g.seat, Account: silent[g.owner].Word(), Kind: of.Kind,
				Unit: of.UnitName, Names: of.Names, Reviews: of.Reviews, Due: of.Due, Pace: of.Due.Pace(b.today)})
		}
	}

	return rows
}
