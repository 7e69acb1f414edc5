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
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// printList is some sheets of a round in the order in which they are printed, by their records.
type printList struct {
	view   RoundView
	common paper.Common
	sheets [][]review.ID
	units  []org.UnitID // of each sheet
}

// add takes a sheet in.
func (l *printList) add(unit org.UnitID, ids []review.ID) {
	l.sheets, l.units = append(l.sheets, ids), append(l.units, unit)
}

// printLister finds the sheets that somebody wants, and asks whether he may see their list.
type printLister func(*store.Tx) (printList, error)

// StartSeries begins to make one document of the name of the sheets of a series; where the key names a round alone, of all that
// the asker gives in it.
func (a *App) StartSeries(ctx context.Context, who access.Actor, key SeriesKey, b paper.Batch) (ExportKey, error) {
	return a.startPrint(ctx, who, b, func(tx *store.Tx) (l printList, err error) {
		var sheets []HomeSheet
		if key.Owner == 0 {
			sheets, err = a.sheetsBy(tx, who, key.Round)
		} else {
			var s Series
			s, err = a.series(tx, who, key)
			sheets = s.Sheets
		}
		if err != nil {
			return l, err
		}

		for _, h := range sheets {
			l.add(h.Subject.Unit, h.IDs)
		}

		l.view, err = a.loadRound(tx, who, key.Round)
		return l, err
	})
}

// sheetsBy are all sheets that the actor gives in a round.
func (a *App) sheetsBy(tx *store.Tx, who access.Actor, id round.ID) ([]HomeSheet, error) {
	v, err := a.loadRound(tx, who, id)
	if errs.Is(err, errs.NotFound) || who.Person == 0 {
		return nil, access.ErrRefused
	}
	if err != nil {
		return nil, err
	}

	rows, err := tx.Duties(store.DutyFilter{Rounds: []round.ID{id}, Owners: []org.PersonID{who.Person}}, 0)
	if err != nil {
		return nil, err
	}

	rows = slices.DeleteFunc(rows, func(d store.DutyRow) bool { return d.State == review.Dropped || d.State == review.Exempt })
	h := Home{Rounds: map[round.ID]HomeRound{id: {v.Round, v.Plan, v.Deadlines}}}
	return h.onSheets(rows), nil
}

// StartOccasionSheets begins to make one document of the name of the sheets that are given on an occasion.
func (a *App) StartOccasionSheets(ctx context.Context, who access.Actor, id review.OccasionID, b paper.Batch) (ExportKey, error) {
	return a.startPrint(ctx, who, b, func(tx *store.Tx) (l printList, err error) {
		v, err := a.occasion(tx, who, id)
		if err != nil {
			return l, err
		}

		for _, s := range v.Sheets {
			if v.prints(s) {
				l.add(s.Subject.Unit, s.IDs)
			}
		}

		l.view, err = a.loadRound(tx, who, v.Round.ID)
		return l, err
	})
}

// prints reports whether a sheet is given on the occasion and opens for whoever looks at it.
func (v OccasionView) prints(s OccasionSheet) bool {
	return s.On == v.ID && (v.Gives && s.Subject.Person != v.asker || s.State == review.Confirmed)
}

// Printed is how many sheets are printed for whoever looks at the occasion.
func (v OccasionView) Printed() (n int) {
	for _, s := range v.Sheets {
		if v.prints(s) {
			n++
		}
	}
	return n
}

func (a *App) startPrint(ctx context.Context, who access.Actor, b paper.Batch, list printLister) (ExportKey, error) {
	return a.startExport(ctx, who, exportJob{
		name: b.Name, media: b.As.Media(), kind: "print",
		ask: func(ctx context.Context, who access.Actor) error {
			return a.read(ctx, func(tx *store.Tx) error {
				l, err := list(tx)
				if err == nil && len(l.sheets) == 0 {
					err = errNoForms
				}
				return err
			})
		},
		write: func(ctx context.Context, w io.Writer, tell Progress) error {
			return a.print(ctx, who, list, b, w, tell)
		},
	})
}

// print writes the sheets of a list. Those of one unit are read in one transaction, which is over when they are written.
func (a *App) print(ctx context.Context, who access.Actor, list printLister, b paper.Batch, w io.Writer, tell Progress) error {
	var l printList
	err := a.readApart(ctx, func(tx *store.Tx) (err error) {
		if l, err = list(tx); err != nil {
			return err
		}
		l.common, err = a.formCommon(tx, l.view)
		return err
	})
	if err != nil {
		return err
	}

	_, err = paper.NewForms(l.common).WriteDocument(w, b, a.printedSheets(ctx, who, l, tell))
	if errs.Is(err, errs.NotFound) {
		return errNoForms
	}

	return err
}

// printedAtOnce is how many sheets are read in one transaction.
const printedAtOnce = 20

// printedSheets reads the sheets of a list, a few of one unit at a time.
func (a *App) printedSheets(ctx context.Context, who access.Actor, l printList, tell Progress) iter.Seq2[paper.Sheet, error] {
	return func(yield func(paper.Sheet, error) bool) {
		for from := 0; from < len(l.sheets); {
			tell.say(from, len(l.sheets))
			to := from + 1
			for to < len(l.sheets) && to < from+printedAtOnce && l.units[to] == l.units[from] {
				to++
			}

			sheets, err := a.printedIn(ctx, who, l, from, to)
			if err != nil {
				yield(paper.Sheet{}, err)
				return
			}

			for _, s := range sheets {
				if !yield(s, nil) {
					return
				}
			}

			from = to
		}

		tell.say(len(l.sheets), len(l.sheets))
	}
}

// printedIn reads some sheets of one unit, each if it still opens for whoever prints it.
func (a *App) printedIn(ctx context.Context, who access.Actor, l printList, from, to int) (sheets []paper.Sheet, err error) {
	var beside paper.Beside
	err = a.readApart(ctx, func(tx *store.Tx) error {
		sheets = nil
		for _, ids := range l.sheets[from:to] {
			one, err := a.printedSheet(tx, who, ids[0])
			if errs.Is(err, errs.NotFound) {
				continue
			}
			if err != nil {
				return err
			}
			sheets = append(sheets, one)
		}

		if len(sheets) == 0 {
			return nil
		}

		unit := sheets[0].Rows[0].Place
		unit.Last = unit.Ord
		beside, err = besideBelow(tx, l.view, unit, sheets)
		return err
	})
	return beside.Lay(l.common.Plan, sheets...), err
}

// printedSheet is a sheet with those of its records that open for whoever prints it.
func (a *App) printedSheet(tx *store.Tx, who access.Actor, id review.ID) (paper.Sheet, error) {
	s, err := a.openSheet(tx, who, id)
	if err != nil {
		return paper.Sheet{}, err
	}

	ids := make([]review.ID, len(s.parts))
	for i, p := range s.parts {
		ids[i] = p.ID
	}

	rows, err := tx.FormRowsOf(ids)
	return paper.Sheet{Rows: rows, ToSign: true}, err
}
