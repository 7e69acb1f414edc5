package app

import (
	"context"
	"io"
	"iter"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// ledgerPart is how many entries of the ledger are read at a time.
const ledgerPart = 1000

// ExportArchive writes everything of a round as one zip with sums: its forms, statistics, the packs that were received,
// and its ledger, one entry a line. It gives how many forms it holds. Each part is read in transactions of its own, and
// nothing is written while one is open; a round that has ended does not change meanwhile.
func (a *App) ExportArchive(ctx context.Context, who access.Actor, id round.ID, w io.Writer, tell Progress) (n int, err error) {
	x, err := a.archiveExport(ctx, who, id)
	if err != nil {
		return 0, err
	}

	x.out, x.tell = paper.NewArchive(w, paper.NewForms(x.common)), tell
	for _, part := range []func(context.Context) error{x.index, x.stats, x.forms, x.packs, x.ledger} {
		if err := part(ctx); err != nil {
			return x.out.Sheets(), err
		}
	}

	return x.out.Sheets(), x.out.Close()
}

// StartArchive begins to make the file of a round's archive, see ExportArchive.
func (a *App) StartArchive(ctx context.Context, who access.Actor, id round.ID, name string) (ExportKey, error) {
	return a.startExport(ctx, who, exportJob{
		name: name, media: paper.ZipMedia, kind: "archive", round: id,
		ask: func(ctx context.Context, who access.Actor) error {
			return a.read(ctx, func(tx *store.Tx) error {
				_, err := a.endedRound(tx, who, id)
				return err
			})
		},
		write: func(ctx context.Context, w io.Writer, tell Progress) error {
			_, err := a.ExportArchive(ctx, who, id, w, tell)
			return err
		},
	})
}

// endedRound is a round that has ended, for whoever may have its archive.
func (a *App) endedRound(tx *store.Tx, who access.Actor, id round.ID) (RoundView, error) {
	v, err := a.loadRound(tx, who, id)
	if err != nil {
		return v, err
	}

	if err := check(access.ReadRetention, v.relations, stageOf(v.Round)); err != nil {
		return v, err
	}

	if v.State != round.Closed && v.State != round.Archived {
		return v, errs.NewConflict("“%s”还没有结束，不能归档：请先结束本轮。", v.Name)
	}

	return v, nil
}

// archiveExport is an archive in the making.
type archiveExport struct {
	a      *App
	v      RoundView
	common paper.Common
	out    *paper.Archive
	tell   Progress
}

// archiveExport asks whether somebody may have the archive, and reads what its parts have in common.
func (a *App) archiveExport(ctx context.Context, who access.Actor, id round.ID) (x *archiveExport, err error) {
	x = &archiveExport{a: a}
	err = a.readApart(ctx, func(tx *store.Tx) error {
		if x.v, err = a.endedRound(tx, who, id); err != nil {
			return err
		}
		x.common, err = a.formCommon(tx, x.v)
		return err
	})
	return x, err
}

func (x *archiveExport) index(ctx context.Context) error {
	var figures store.ArchiveFigures
	var kept map[round.ID]round.Retention
	if err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
		if figures, err = tx.ArchiveFigures(x.v.ID, x.v.Unit); err != nil {
			return err
		}
		kept, err = tx.Retentions()
		return err
	}); err != nil {
		return err
	}

	return x.out.AddIndex(x.v.Round, kept[x.v.ID], figures)
}

func (x *archiveExport) stats(ctx context.Context) error {
	var s Stats
	if err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
		s, err = x.a.statsOf(tx, access.LocalOperator(), access.ReadStats, x.v.ID, unitByID(0))
		return err
	}); err != nil {
		return err
	}

	return x.out.AddStats(s.paper(), s.Figures())
}

// forms adds the finished sheets of both forms; each pass over the units is half of what people are told.
func (x *archiveExport) forms(ctx context.Context) error {
	for pass, form := range []int{UnitForm, MemberForm} {
		half := Progress(func(done, total int) { x.tell.say(pass*total+done, 2*total) })
		batch := formBatch{view: x.v, common: x.common, top: x.v.Top, form: form, open: reach{whole: true}}
		for s, err := range x.a.sheetsBelow(ctx, batch, half) {
			if err != nil {
				return err
			}

			if !s.Counts() {
				continue
			}

			if err := x.out.AddForm(s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *archiveExport) packs(ctx context.Context) error {
	var received []filing.Filing
	if err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
		received, err = tx.ReceivedPacks(x.v.ID)
		return err
	}); err != nil {
		return err
	}

	for _, f := range received {
		var file blob.File
		if err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
			file, err = tx.Pack(f)
			return err
		}); err != nil {
			return err
		}

		if err := x.out.AddPack(file); err != nil {
			return err
		}
	}

	return nil
}

func (x *archiveExport) ledger(ctx context.Context) error { return x.out.AddLedger(x.entries(ctx)) }

// entries reads the ledger of the round, some entries in each transaction.
func (x *archiveExport) entries(ctx context.Context) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for after := int64(0); ; {
			var entries []ledger.Entry
			if err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
				entries, err = tx.RoundEntries(x.v.ID, after, ledgerPart)
				return err
			}); err != nil {
				yield(ledger.Entry{}, err)
				return
			}

			if len(entries) == 0 {
				return
			}

			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
			}

			after = int64(entries[len(entries)-1].ID)
		}
	}
}
