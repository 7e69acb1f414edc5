package app

import (
	"context"
	"io"
	"iter"
	"slices"

	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// ExportBundle writes what an auditor needs to verify the ledger without the database: it signs a checkpoint, and writes the
// ledger until there with a digest of every record as it is now. Each part is read in transactions of its own; what is written
// anew meanwhile is said to be later. It needs the key by which the house signs, see SignBy.
func (a *App) ExportBundle(ctx context.Context, who access.Actor, w io.Writer, tell Progress) error {
	if err := check(access.ReadLedger, who.Base(), access.NoStage); err != nil {
		return err
	}

	own, err := a.Checkpoint(ctx, who)
	if err != nil {
		return err
	}

	until, err := ledger.ReadCheckpoint(own, "")
	if err != nil {
		return err
	}

	x := bundleExport{a: a, out: paper.NewAuditBundle(w), own: own, tell: tell,
		head: ledger.BundleHead{Format: ledger.BundleFormat, Origin: until.Origin, Size: until.Size, At: a.Now().UnixMilli(), Zone: a.Now().Location().String()}}
	for _, part := range []func(context.Context) error{x.begin, x.entries, x.records} {
		if err := part(ctx); err != nil {
			return err
		}
	}

	return x.out.Close()
}

// StartBundle begins to make a bundle for whoever audits, see ExportBundle.
func (a *App) StartBundle(ctx context.Context, who access.Actor, name string) (ExportKey, error) {
	return a.startExport(ctx, who, exportJob{
		name: name, media: paper.ZipMedia, kind: "ledger",
		ask: func(_ context.Context, who access.Actor) error {
			if err := check(access.ReadLedger, who.Base(), access.NoStage); err != nil {
				return err
			}
			_, err := a.signer.key()
			return err
		},
		write: func(ctx context.Context, w io.Writer, tell Progress) error { return a.ExportBundle(ctx, who, w, tell) },
	})
}

// bundleExport is a bundle in the making.
type bundleExport struct {
	a    *App
	head ledger.BundleHead
	own  string
	out  *paper.AuditBundle
	tell Progress
}

func (x *bundleExport) begin(ctx context.Context) error {
	var kept []ledger.BundleCheckpoint
	if err := x.a.readApart(ctx, func(tx *store.Tx) error {
		rows, err := tx.Checkpoints()
		for _, c := range rows {
			if c.Size <= x.head.Size {
				kept = append(kept, ledger.BundleCheckpoint{Size: c.Size, At: c.At, Text: c.Text})
			}
		}
		return err
	}); err != nil {
		return err
	}

	return x.out.Begin(x.head, clock.At(x.head.At, x.a.Now().Location()), x.own, kept)
}

// bundlePart is how many entries of the tree are read at a time.
const bundlePart = 500

func (x *bundleExport) entries(ctx context.Context) error {
	return x.out.AddEntries(func(yield func(ledger.Numbered, error) bool) {
		for from := int64(0); from < x.head.Size; {
			var page []ledger.Numbered
			err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
				page, err = numbered(tx, from, int(min(bundlePart, x.head.Size-from)))
				return err
			})
			if err == nil && len(page) == 0 {
				return // what is missing is told by whoever verifies
			}

			if err != nil {
				yield(ledger.Numbered{}, err)
				return
			}

			for _, n := range page {
				if n.Number < x.head.Size && !yield(n, nil) {
					return
				}
			}

			from = page[len(page)-1].Number + 1
			x.tell.say(int(from), 2*int(x.head.Size))
		}
	})
}

func (x *bundleExport) records(ctx context.Context) error {
	kinds := store.RecordKinds()
	return x.out.AddRecords(func(yield func(ledger.State, error) bool) {
		for i, kind := range kinds {
			for s, err := range x.recordsOf(ctx, kind) {
				if !yield(s, err) || err != nil {
					return
				}
			}
			x.tell.say(len(kinds)+i+1, 2*len(kinds))
		}

		for s, err := range x.later(ctx) {
			if !yield(s, err) || err != nil {
				return
			}
		}
	})
}

func (x *bundleExport) recordsOf(ctx context.Context, kind string) iter.Seq2[ledger.State, error] {
	return func(yield func(ledger.State, error) bool) {
		var owners []store.RecordOwner
		if err := x.a.readAlone(ctx, func(tx *store.Tx) (err error) {
			owners, err = tx.RecordOwners(kind)
			return err
		}); err != nil {
			yield(ledger.State{}, err)
			return
		}

		for part := range slices.Chunk(owners, store.MaxIn) {
			var states []ledger.State
			if err := x.a.readApart(ctx, func(tx *store.Tx) (err error) {
				states, err = tx.RecordStates(kind, part)
				return err
			}); err != nil {
				yield(ledger.State{}, err)
				return
			}

			for _, s := range states {
				if !yield(s, nil) {
					return
				}
			}
		}
	}
}

// later are the records that were written again since the checkpoint.
func (x *bundleExport) later(ctx context.Context) iter.Seq2[ledger.State, error] {
	return func(yield func(ledger.State, error) bool) {
		var states []ledger.State
		if err := x.a.readAlone(ctx, func(tx *store.Tx) (err error) {
			states, err = tx.LaterRecords(x.head.Size)
			return err
		}); err != nil {
			yield(ledger.State{}, err)
			return
		}

		for _, s := range states {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// errNoKey is the answer where the house can't sign.
var errNoKey = errs.NewUnavailable(nil, "这里没有台账的签名密钥，不能做检查点：请系统管理员检查 ledger.key，或者用 LINGPING_LEDGER_KEY 指定。")
