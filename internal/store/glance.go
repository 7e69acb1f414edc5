package store

import (
	"context"
	"sync"

	"lingping/internal/clock"
)

// glance is one view of the database that all reads of a request share, so that they see one moment and ask for the same
// thing once. The first Read begins it. It ends when it is closed, when something is saved under its context, because what
// is read then must see it, when something is read under it apart or alone, and when a statement of it fails; the next Read
// begins another. As a transaction of its own it lives no longer than the Bound.
type glance struct {
	mu     sync.Mutex
	tx     *Tx // nil while none is begun
	end    func()
	closed bool
}

type glanceKey struct{}

// Look is a context under which every Read sees the same view of the database, until it is closed, or something is saved
// under it or read apart or alone. closed may be called more than once; afterwards each Read has a view of its own again. Between two reads
// the caller must wait for nothing, as inside one: connections are few.
func (s *Store) Look(ctx context.Context) (under context.Context, closed func()) {
	l := &glance{}
	return context.WithValue(ctx, glanceKey{}, l), func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.closed = true
		l.finish()
	}
}

func glanceIn(ctx context.Context) *glance {
	l, _ := ctx.Value(glanceKey{}).(*glance)
	return l
}

// pause ends the view of the context before something is saved, or read on another connection: nobody waits for the one
// with the other in his hand.
func pause(ctx context.Context) {
	if l := glanceIn(ctx); l != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.finish()
	}
}

// finish lets the connection go.
func (l *glance) finish() {
	if l.tx != nil {
		l.end()
		l.tx, l.end = nil, nil
	}
}

// read runs fn on the view. shared is false where the view is of no use: closed, or in use by another goroutine.
func (l *glance) read(ctx context.Context, s *Store, fn func(*Tx) error) (shared bool, err error) {
	if !l.mu.TryLock() {
		return false, nil
	}

	defer l.mu.Unlock()

	if l.closed {
		return false, nil
	}

	if err := s.faults.stopped(); err != nil {
		return true, err
	}

	if l.tx != nil && l.tx.late() { // nothing was asked for too long: the moment is gone
		l.finish()
	}

	if l.tx == nil {
		if err := l.begin(ctx, s); err != nil {
			return true, s.faults.judge(err, reading)
		}
	}

	tx := l.tx
	done := false
	defer func() { // also when fn panics
		if !done || tx.failed != nil {
			l.finish()
		}
	}()

	tx.moment(s)
	err = tx.tally.reading(tx, fn)
	if err == nil {
		err = tx.failed
	}

	if err != nil && tx.late() {
		err = Page.sentence()
	}

	done = true
	return true, s.faults.judge(err, reading)
}

// begin opens the view.
func (l *glance) begin(ctx context.Context, s *Store) error {
	if err := s.gate.enter(reading); err != nil {
		return err
	}

	tx, end, err := s.engine.begin(ctx, Page)
	if err != nil {
		s.gate.leave()
		return err
	}

	tx.equip(s, reading)
	tx.viewed = true
	began := clock.Running()
	stop := tx.endAfter(s.spans.bound)
	l.tx, l.end = tx, func() {
		stop()
		end()
		s.spans.note(Page, clock.Running().Sub(began))
		s.gate.leave()
	}
	return tx.tally.began(tx)
}
