package app

import (
	"context"
	"io"
	"iter"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// ActionBook writes the ledger of a unit's subtree as the office's spreadsheet 整改（销号）台账, with the rows that the
// list of Actions holds for the asker. They are read a few hundred at a time, and nothing is written while a transaction
// is open.
func (a *App) ActionBook(ctx context.Context, who access.Actor, id round.ID, f ActionFilter, w io.Writer, tell Progress) error {
	var l ActionList
	var ids []rectify.ID
	if err := a.readApart(ctx, func(tx *store.Tx) (err error) {
		if l, err = a.ledgerOf(tx, who, id, f.Unit); err != nil {
			return err
		}

		l.Today = org.DateOf(tx.Now)
		rows := f.rows(l.Today)
		rows.Round, rows.Top = id, l.Unit
		if rows.Reader, err = readerOf(tx, who, id, l.Unit.ID); err != nil {
			return err
		}

		ids, err = tx.ListedActionIDs(rows)
		return err
	}); err != nil {
		return err
	}

	return paper.WriteActionBook(w, paper.ActionBook{
		Unit: l.Unit.Name, Round: l.Name, Plan: l.Plan, AsOf: l.Today, Rows: a.bookRows(ctx, ids, tell),
	})
}

// StartActionBook begins to make the file of a ledger, see ActionBook.
func (a *App) StartActionBook(ctx context.Context, who access.Actor, id round.ID, f ActionFilter) (ExportKey, error) {
	read := func(ctx context.Context, who access.Actor) (l ActionList, err error) {
		err = a.read(ctx, func(tx *store.Tx) error {
			l, err = a.ledgerOf(tx, who, id, f.Unit)
			return err
		})
		return l, err
	}

	l, err := read(ctx, who)
	if err != nil {
		return "", err
	}

	return a.startExport(ctx, who, exportJob{
		name: paper.ActionBookName(l.Unit, l.Round), media: paper.WorkbookMedia, kind: "actions", round: id,
		ask: func(ctx context.Context, who access.Actor) error {
			_, err := read(ctx, who)
			return err
		},
		write: func(ctx context.Context, w io.Writer, tell Progress) error {
			return a.ActionBook(ctx, who, id, f, w, tell)
		},
	})
}

// ledgerOf is the round and unit of a ledger without its rows, for whoever may read it; unit 0 is the round's own.
func (a *App) ledgerOf(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) (l ActionList, err error) {
	l.RoundView, l.Unit, err = a.measured(tx, who, access.ReadAction, id, unitByID(unit))
	return l, err
}

// bookRows reads actions with what the reviews say of the causes, some in each transaction.
func (a *App) bookRows(ctx context.Context, ids []rectify.ID, tell Progress) iter.Seq2[paper.BookRow, error] {
	return func(yield func(paper.BookRow, error) bool) {
		done := 0
		for part := range slices.Chunk(ids, store.MaxIn) {
			tell.say(done, len(ids))
			var rows []store.ActionRow
			causes := map[review.ID]string{}
			if err := a.readApart(ctx, func(tx *store.Tx) (err error) {
				if rows, err = tx.ActionRows(part); err != nil {
					return err
				}
				return causesOf(tx, rows, causes)
			}); err != nil {
				yield(paper.BookRow{}, err)
				return
			}

			for _, row := range rows {
				if !yield(paper.BookRow{ActionRow: row, Cause: causes[row.Review]}, nil) {
					return
				}
			}

			done += len(part)
		}

		tell.say(len(ids), len(ids))
	}
}

// causesOf reads what the reviews say of the causes.
func causesOf(tx *store.Tx, rows []store.ActionRow, into map[review.ID]string) error {
	var ids []review.ID
	for _, row := range rows {
		ids = append(ids, row.Review)
	}

	slices.Sort(ids)
	found, err := tx.Reviews(slices.Compact(ids))
	for id, r := range found {
		into[id] = r.Text.Parts[scheme.PartCauses]
	}

	return err
}
