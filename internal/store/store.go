// Package store is how things are kept: one SQL text with $1 placeholders for embedded SQLite and for PostgreSQL, one
// way to write and one way to read. The engine (store, open, group, serial, tx, row, ahead, id, fault, dialect, migrate, analyse, tally)
// knows no noun of the product; the noun files (unit, person, round, …) hold the queries of one noun each as methods
// of Tx. No rule and no permission is in here: what may be saved is decided above, by domain and app.
//
// A row type says its columns in one function, each beside the field that it is read into (column.go): the words of the
// SELECT and the scan both come from it, so that a column can't be read into the place of another. Positions are
// counted only in a short query that reads a few columns in the one place where it stands.
//
// What callers may rely on, on both engines alike:
//
//   - A write is all or nothing, and is on the disk when Write returns nil (SQLite: WAL with synchronous=FULL).
//   - Writes behave as if they ran one after the other (SQLite: one writer; PostgreSQL: SERIALIZABLE with a retry), so
//     "look, decide, save" needs no lock of its own. A closure may therefore run more than once.
//   - A read sees one moment of the database from its first query to its last.
//   - Pages, exports and saves end at the Bound of 5 s; what has no bound (an import, a launch, a plan, an examination)
//     holds no connection that they need. Longest says how long each kind took.
//   - After the first I/O error of the database nothing is read or saved any more, see Store.Fatal; a full disk is not
//     such an error: that save is refused and the next is tried.
package store

import (
	"context"
	"sync"
	"time"

	"lingping/internal/clock"
	"lingping/internal/errs"
)

// Store is an open database. It is safe for use by many goroutines.
type Store struct {
	engine engine
	faults *faults
	gate   *gate
	ids    *ids
	spans  *spans
	frames *frames
	clock  func() time.Time
}

// engine is what the two databases do differently.
type engine interface {
	// write runs fn in a write transaction, together with others or alone, and commits it durably.
	write(ctx context.Context, alone bool, fn func(*Tx) error) error
	// read runs fn on one snapshot, on a connection that is kept for this use.
	read(ctx context.Context, use Use, fn func(*Tx) error) error
	// ask runs fn, which sends one statement and reads, on a connection of pages.
	ask(ctx context.Context, fn func(*Tx) error) error
	// begin opens a snapshot as read does, for a caller who says by end when he is done with it.
	begin(ctx context.Context, use Use) (tx *Tx, end func(), err error)
	// stamp is what the database is now, where that can be told without asking it.
	stamp() (stamp Stamp, known bool)
	// sweep leaves nothing of what was deleted from the tables that can be had away.
	sweep(ctx context.Context, tables []string) error
	// check returns what is wrong with the files of the database, in the engine's own words; empty when sound.
	check(ctx context.Context) ([]string, error)
	// close lets go of the database, when nothing runs any more.
	close() error
}

// Write runs fn in one transaction and returns nil when all it wrote is durable. When fn fails or panics nothing of it
// remains; the error is fn's own, the panic goes on in the caller's goroutine, where fn runs too.
//
// Waiting writes are committed together, each undone by itself, so fn must be short: 1 ms is long. fn may run more than
// once: what it hands out it must set, not add to. fn must not call Write or Read. It is ended at the Bound.
func (s *Store) Write(ctx context.Context, fn func(*Tx) error) error {
	pause(ctx)
	return s.call(saving, func() error { return s.engine.write(ctx, false, s.equipped(Save, saving, fn)) })
}

// WriteAlone is Write for what takes long: an import, a launch. It has the transaction for itself, and no bound; on
// SQLite the other writers wait for its end, the readers do not.
func (s *Store) WriteAlone(ctx context.Context, fn func(*Tx) error) error {
	pause(ctx)
	return s.call(saving, func() error { return s.engine.write(ctx, true, s.equipped(Alone, saving, fn)) })
}

// Read runs fn on one unchanging view of the database. fn can't write, must not call Write or Read, and must not wait
// for anything but the database, least of all for whoever reads what it writes: connections are few. It is ended at the
// Bound. Under the context of a Look it shares that view.
func (s *Store) Read(ctx context.Context, fn func(*Tx) error) error {
	if _, part := s.engine.(inside); part { // what is written so far, which no view from before it sees
		return s.read(ctx, Page, fn)
	}

	if l := glanceIn(ctx); l != nil {
		if shared, err := l.read(ctx, s, fn); shared {
			return err
		}
	}

	return s.read(ctx, Page, fn)
}

// Ask is Read for one statement that an index answers at once, which is a view by itself: it pays for no transaction and
// has no bound. A second statement is refused. Under the context of a Look it shares that view.
func (s *Store) Ask(ctx context.Context, fn func(*Tx) error) error {
	if glanceIn(ctx) != nil {
		return s.Read(ctx, fn)
	}

	began := clock.Running()
	defer func() { s.spans.note(Page, clock.Running().Sub(began)) }()

	return s.call(reading, func() error {
		return s.engine.ask(ctx, func(tx *Tx) error {
			tx.equip(s, reading)
			tx.moment(s)
			tx.single = true
			return tx.tally.transaction(tx, fn)
		})
	})
}

// ReadApart is Read for a part of an export, on a connection apart from those of the pages.
func (s *Store) ReadApart(ctx context.Context, fn func(*Tx) error) error {
	pause(ctx)
	return s.read(ctx, Export, fn)
}

// ReadAlone is Read for what looks at a whole house: the plan of a round, a dry run, an examination. It has no bound,
// and one runs at a time; neither pages nor exports wait for it.
func (s *Store) ReadAlone(ctx context.Context, fn func(*Tx) error) error {
	pause(ctx)
	return s.read(ctx, Alone, fn)
}

func (s *Store) read(ctx context.Context, use Use, fn func(*Tx) error) error {
	return s.call(reading, func() error { return s.engine.read(ctx, use, s.equipped(use, reading, fn)) })
}

// At is the same store with another clock, for worlds that are built in the past and for tests.
func (s *Store) At(now func() time.Time) *Store {
	return &Store{engine: s.engine, faults: s.faults, gate: s.gate, ids: s.ids, spans: s.spans, frames: s.frames, clock: now}
}

// Sound is nil as long as the database has had no I/O error; else the refusal that every call hears. It asks nothing of
// the database and never waits.
func (s *Store) Sound() error { return s.faults.stopped() }

// Now is the moment by the store's clock, for what must be counted before there is a transaction.
func (s *Store) Now() time.Time { return s.clock() }

// Check reads the whole database and returns what is broken in it, in the engine's words; empty when it is sound.
func (s *Store) Check(ctx context.Context) (broken []string, err error) {
	err = s.call(reading, func() error {
		broken, err = s.engine.check(ctx)
		return err
	})
	return broken, err
}

// Sweep leaves nothing of what was deleted from the tables that can be had away: on SQLite the log is emptied after a commit
// that asked for Erase, on PostgreSQL dead rows of the tables go. An error says what is left. Tables are names from the source code.
func (s *Store) Sweep(ctx context.Context, tables ...string) error {
	return s.call(saving, func() error { return s.engine.sweep(ctx, tables) })
}

// Inside reports whether this is the store of a Together, whose writes may yet be undone.
func (s *Store) Inside() bool {
	_, part := s.engine.(inside)
	return part
}

// Fatal gives one error after the first I/O error of the database: the program must end with exit code 3 and not be
// started before the disk was looked at. Every call after it is refused.
func (s *Store) Fatal() <-chan error { return s.faults.fatal }

// Close waits for running calls, moves everything into the database file and lets it go. After an I/O error it leaves
// the files as they are. Calls after Close are refused.
func (s *Store) Close() error {
	if !s.gate.shut() {
		return nil
	}
	return s.engine.close()
}

// call runs one use of the engine unless the database is broken, and says in words for people what the engine said.
func (s *Store) call(why purpose, do func() error) error {
	if err := s.faults.stopped(); err != nil {
		return err
	}

	if err := s.gate.enter(why); err != nil {
		return err
	}

	defer s.gate.leave()

	return s.faults.judge(do(), why)
}

// equipped gives the transaction its one moment, its bound and what it shares with the others, before fn sees it.
func (s *Store) equipped(use Use, why purpose, fn func(*Tx) error) func(*Tx) error {
	bounded := s.spans.measured(use, func(tx *Tx) error { return tx.tally.transaction(tx, fn) })
	return func(tx *Tx) error {
		tx.equip(s, why)
		tx.moment(s)
		return bounded(tx)
	}
}

// equip gives a transaction what it shares with the others.
func (tx *Tx) equip(s *Store, why purpose) {
	tx.faults, tx.why, tx.ids, tx.frames, tx.tally = s.faults, why, s.ids, s.frames, tallyIn(tx.ctx)
}

// moment gives it its Now.
func (tx *Tx) moment(s *Store) { tx.Now = s.clock().Truncate(time.Millisecond) }

// gate counts the calls that run, so that Close can wait for them.
type gate struct {
	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
}

func (g *gate) enter(use purpose) error {
	g.mu.Lock()
	defer g.mu.Unlock()

	if g.closed && use == saving {
		return errs.NewUnavailable(nil, "程序正在停止，没有保存。请稍后再试。")
	}
	if g.closed {
		return errs.NewUnavailable(nil, "程序正在停止。请稍后再试。")
	}

	g.running.Add(1)
	return nil
}

func (g *gate) leave() { g.running.Done() }

// shut lets nobody in any more and waits until all have left; only the first to shut it hears true.
func (g *gate) shut() bool {
	g.mu.Lock()
	first := !g.closed
	g.closed = true
	g.mu.Unlock()
	g.running.Wait()
	return first
}
