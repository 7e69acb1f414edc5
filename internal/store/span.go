package store

import (
	"context"
	"errors"
	"sync"
	"time"

	"lingping/internal/clock"
	"lingping/internal/errs"
)

// Bound is the longest that a transaction may live. What takes longer by its nature has a lane of its own: see Alone.
const Bound = 5 * time.Second

// Use is what a transaction is for, by which it has its connection and its bound.
type Use string

// The uses. Page, Export and Save end at the Bound; Alone has none and none of the others waits for its connection,
// except that on SQLite other saves wait for a write alone.
const (
	Page   Use = "page"   // Read
	Export Use = "export" // ReadApart
	Save   Use = "save"   // Write
	Alone  Use = "alone"  // ReadAlone, WriteAlone
)

// Uses are all uses in the order in which people are told of them.
func Uses() []Use { return []Use{Page, Export, Save, Alone} }

// bounded reports whether a transaction of this use is ended at the Bound.
func (u Use) bounded() bool { return u != Alone }

// errBound ends a transaction that lives too long. People hear it as sentence.
var errBound = errors.New("store: the transaction has lived too long")

// sentence is what people hear of a transaction that was ended.
func (u Use) sentence() error {
	if u == Save {
		return errs.NewUnavailable(errBound, "没有保存：这一次保存超过了 %d 秒，已经停下，以免别人等待。请稍后再试；若一直如此，请告诉系统管理员。",
			int(Bound.Seconds()))
	}
	return errs.NewUnavailable(errBound, "读取超过了 %d 秒，已经停下，以免别人等待。请缩小范围（例如选下级党组织）再试。", int(Bound.Seconds()))
}

// spans remember the longest transaction of each use, for all clocks of a store.
type spans struct {
	bound   time.Duration
	mu      sync.Mutex
	longest map[Use]time.Duration
}

func newSpans() *spans { return &spans{bound: Bound, longest: map[Use]time.Duration{}} }

// Longest is how long the longest transaction of each use has lived since the store was opened.
func (s *Store) Longest() map[Use]time.Duration {
	s.spans.mu.Lock()
	defer s.spans.mu.Unlock()

	out := make(map[Use]time.Duration, len(s.spans.longest))
	for use, took := range s.spans.longest {
		out[use] = took
	}

	return out
}

// measured lets fn live no longer than its use may, and remembers how long it did. The time begins when the transaction
// has its connection, so that whoever waits in a queue loses nothing of it.
func (s *spans) measured(use Use, fn func(*Tx) error) func(*Tx) error {
	return func(tx *Tx) error {
		began := clock.Running()
		defer func() { s.note(use, clock.Running().Sub(began)) }()

		if !use.bounded() {
			return fn(tx)
		}

		end := tx.endAfter(s.bound)
		defer end()

		err := fn(tx)
		if (err != nil || tx.failed != nil) && tx.late() {
			return use.sentence()
		}

		return err
	}
}

func (s *spans) note(use Use, took time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.longest[use] = max(s.longest[use], took)
}

// late reports whether the transaction was ended at the Bound.
func (tx *Tx) late() bool { return context.Cause(tx.ctx) == errBound }

// endAfter ends the transaction's statements when the time is over; where half a statement can't be undone alone, the
// next one is refused.
func (tx *Tx) endAfter(bound time.Duration) (end func()) {
	ctx, cancel := context.WithTimeoutCause(tx.ctx, bound, errBound)
	if tx.run == tx.ctx {
		tx.run = ctx
	}
	tx.ctx = ctx
	return cancel
}
