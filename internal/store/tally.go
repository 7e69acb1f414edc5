package store

import (
	"context"
	"maps"
	"sync"
)

// Tally counts what the database does for whoever carries it in his context: tests and benches that hold a page to its
// share of work. Counts are the same on every machine, however busy; a transaction without a tally pays for a nil check.
//
//	var t store.Tally
//	page(t.On(ctx))     // every transaction under this context is counted
//	t.Work().Statements // what it took
//
// It is safe for use by many goroutines.
type Tally struct {
	mu    sync.Mutex
	work  Work
	texts map[string]int
}

// Work is an amount of work of the database.
type Work struct {
	Transactions int   // begun; one that is tried again counts again
	Statements   int   // sent, each time; a Bulk is one
	Rows         int64 // given to us, or touched by a save
	// Read is how much the database itself went through: pages of the file that SQLite looked at, rows of tables and
	// entries of indexes that PostgreSQL did. It tells a count over a whole house, which gives one row, from a look at
	// one row. It compares only with itself on the same engine; a connection of SQLite reads the schema in its first
	// transaction. A deeper index costs SQLite one page more for each look: ten times the rows may cost up to twice.
	Read int64
}

type tallyKey struct{}

// On is the context under which everything is counted by t.
func (t *Tally) On(ctx context.Context) context.Context {
	return context.WithValue(ctx, tallyKey{}, t)
}

// tallyIn is the tally that the context carries, nil without one.
func tallyIn(ctx context.Context) *Tally {
	t, _ := ctx.Value(tallyKey{}).(*Tally)
	return t
}

// Work is what was done until now.
func (t *Tally) Work() Work {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.work
}

// Texts are the statements that were sent, each with how often; a Bulk is "BULK table".
func (t *Tally) Texts() map[string]int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return maps.Clone(t.texts)
}

// Reset begins anew.
func (t *Tally) Reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.work, t.texts = Work{}, nil
}

// transaction runs fn and counts what the database read for it, unless t is nil.
func (t *Tally) transaction(tx *Tx, fn func(*Tx) error) error {
	if err := t.began(tx); err != nil {
		return err
	}
	return t.reading(tx, fn)
}

// began counts a transaction, unless t is nil.
func (t *Tally) began(tx *Tx) error {
	if t == nil {
		return nil
	}

	if _, err := tx.on.looked(tx.run); err != nil { // what was read before is not ours
		return tx.fail(err)
	}

	t.add(Work{Transactions: 1})
	return nil
}

// reading runs fn inside a transaction that has begun and counts what the database read for it, unless t is nil.
func (t *Tally) reading(tx *Tx, fn func(*Tx) error) error {
	err := fn(tx)
	if t == nil {
		return err
	}

	if tx.failed == nil {
		if n, failure := tx.on.looked(tx.run); failure == nil {
			t.add(Work{Read: n})
		}
	}

	return err
}

// statement counts one statement, unless t is nil.
func (t *Tally) statement(text string) {
	if t == nil {
		return
	}

	t.mu.Lock()
	defer t.mu.Unlock()

	if t.texts == nil {
		t.texts = map[string]int{}
	}

	t.texts[text]++
	t.work.Statements++
}

// rows counts rows, unless t is nil.
func (t *Tally) rows(n int64) {
	if t != nil {
		t.add(Work{Rows: n})
	}
}

func (t *Tally) add(w Work) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.work.Transactions += w.Transactions
	t.work.Rows += w.Rows
	t.work.Read += w.Read
}
