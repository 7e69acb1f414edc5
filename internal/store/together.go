package store

import (
	"context"
	"errors"
)

// Together runs fn with a store over this very database on which writes and reads follow each other inside one
// transaction: each sees what those before it wrote, each has its own moment by the clock, and all are durable when
// Together returns nil. For whatever makes many small writes in a row: a commit costs more than most of them.
//
// All or nothing: a write that fails undoes those before it too, whatever fn makes of its error. The transaction is one
// of WriteAlone: on SQLite other writers wait for its end, so fn must not take long (a tenth of a second), and as with
// every write fn may run more than once. The store that fn is given is for its own goroutine, and for no longer than fn
// runs.
func (s *Store) Together(ctx context.Context, fn func(*Store) error) error {
	return s.WriteAlone(ctx, func(tx *Tx) error {
		return fn(&Store{engine: inside{tx}, faults: s.faults, gate: s.gate, ids: s.ids, spans: s.spans, frames: s.frames, clock: s.clock})
	})
}

// inside is an engine whose transactions are parts of one that is under way.
type inside struct{ on *Tx }

// errFiles is a mistake of ours: what is not committed yet stands in no file that could be looked at.
var errFiles = errors.New("store: a transaction has no files to check")

// write runs fn as a part of the transaction, which can't be committed any more when it fails.
func (w inside) write(ctx context.Context, _ bool, fn func(*Tx) error) error {
	part := w.part(ctx)
	err := part.apply(fn)
	w.on.erasing, w.on.raised = w.on.erasing || part.erasing, part.raised
	w.on.filled, w.on.rows = w.on.filled || part.filled, w.on.rows+part.rows
	if err != nil && w.on.failed == nil {
		w.on.failed = err
	}

	return w.judged(part, err)
}

// read runs fn on what the transaction has written so far.
func (w inside) read(ctx context.Context, _ Use, fn func(*Tx) error) error {
	part := w.part(ctx)
	return w.judged(part, part.apply(fn))
}

// ask reads one statement as read does.
func (w inside) ask(ctx context.Context, fn func(*Tx) error) error { return w.read(ctx, Page, fn) }

// stamp is not known: what was written so far has none.
func (w inside) stamp() (stamp Stamp, known bool) { return stamp, false }

// part is a transaction of its own in all but its end. The frame of a round that was changed before it in the whole is
// kept for nobody: the whole may yet be undone.
func (w inside) part(ctx context.Context) *Tx {
	return &Tx{ctx: ctx, run: w.on.run, on: w.on.on, raised: w.on.raised}
}

// begin gives a view of what was written so far.
func (w inside) begin(ctx context.Context, _ Use) (tx *Tx, end func(), err error) {
	tx = w.part(ctx)
	return tx, func() { tx.over = true }, nil
}

// judged passes on to the transaction that one of its statements failed: why decides whether it is tried again.
func (w inside) judged(part *Tx, err error) error {
	if part.failed != nil {
		w.on.failed = part.failed
	}
	return err
}

func (w inside) check(context.Context) ([]string, error) { return nil, errFiles }

// sweep has nothing to do: what was deleted is not committed yet.
func (w inside) sweep(context.Context, []string) error { return nil }

func (w inside) close() error { return nil }
