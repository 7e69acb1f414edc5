package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"lingping/internal/clock"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/round"
)

// Tx is one transaction and one moment: everything decided in it is decided at Now. It belongs to the closure it was
// given to, and to one goroutine. Its statements take the arguments $1, $2, … in their order.
//
// A statement that fails ends the transaction, as it does in PostgreSQL: the following ones are refused with the same
// error and nothing is committed, whatever the closure returns. Use ON CONFLICT where a clash is expected.
type Tx struct {
	// Now is the moment of the transaction, in milliseconds and in the zone of the house: its day is org.DateOf(tx.Now).
	Now time.Time

	ctx       context.Context // the caller's
	run       context.Context // what statements run under: where half a statement can't be undone alone, ctx without its end
	on        connection
	faults    *faults
	why       purpose
	ids       *ids
	tally     *Tally // of the caller, nil without one
	frames    *frames
	known     map[any]any              // see remember
	rounds    map[round.ID]round.Round // see told
	viewed    bool                     // it is the view of a page: what is asked twice is answered from known, see All
	prepared  bool                     // something was asked by Gather and stands in known
	notes     *notes                   // while Gather finds out what will be asked
	raised    []any                    // see raise
	single    bool                     // it is one statement that reads, see Ask
	sent      bool                     // a statement that reads
	failed    error
	erasing   bool
	filled    bool  // Analyse was asked for
	rows      int64 // touched
	streaming bool
	over      bool
	changes   map[touched]bool // see witness
	before    []ledger.Content // see BeginTree
	looked    map[owned]bool   // see look
	around    bool             // all records are compared anyhow, see WitnessAround
	altered   []FoundAltered
	lastEntry int64 // the newest that wrote one of the records that were looked at
}

// connection is one of the database, inside a transaction.
type connection interface {
	exec(ctx context.Context, text string, args []any) (sql.Result, error)
	query(ctx context.Context, text string, args []any) (*sql.Rows, error)
	prepare(ctx context.Context, text string) (*sql.Stmt, error)
	bulk(ctx context.Context, r rows) error
	analyse(ctx context.Context, table string) error
	// looked is how much the database went through on the connection since it was last asked, see Work.
	looked(ctx context.Context) (int64, error)
}

var (
	errOver      = errors.New("store: the transaction is over; its Tx was kept too long")
	errSingle    = errors.New("store: more than one statement that reads, where one was asked for")
	errStreaming = errors.New("store: a statement while the rows of another are being read")
	errNoting    = errors.New("store: a statement while Gather only notes what will be asked")
)

// Context is the context of the call that the transaction belongs to.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Exec runs a statement and returns how many rows it touched.
func (tx *Tx) Exec(text string, args ...any) (int64, error) {
	if err := tx.writable(); err != nil {
		return 0, err
	}
	tx.changed()
	tx.tally.statement(text)
	return tx.touched(tx.on.exec(tx.run, text, args))
}

// Stmt is a statement prepared for many uses inside one transaction. It needs no closing.
type Stmt struct {
	tx   *Tx
	text string
	stmt *sql.Stmt
}

// Prepare makes a statement ready for many uses. Exec keeps its statements prepared too; Prepare saves it the look-up
// on SQLite and a round trip on PostgreSQL.
func (tx *Tx) Prepare(text string) (*Stmt, error) {
	if err := tx.writable(); err != nil {
		return nil, err
	}

	stmt, err := tx.on.prepare(tx.run, text)
	if err != nil {
		return nil, tx.fail(err)
	}

	return &Stmt{tx: tx, text: text, stmt: stmt}, nil
}

// Exec runs the statement and returns how many rows it touched.
func (s *Stmt) Exec(args ...any) (int64, error) {
	if err := s.tx.ready(); err != nil {
		return 0, err
	}
	s.tx.changed()
	s.tx.tally.statement(s.text)
	return s.tx.touched(s.stmt.ExecContext(s.tx.run, args...))
}

// Bulk inserts the rows that next gives until it gives false, each with a value for every column, in the fastest way
// the database has: COPY on PostgreSQL, one prepared statement on SQLite; of many, the planner is told. next may reuse its slice and must not use the
// transaction. Table and columns are names from the source code, never from outside.
func (tx *Tx) Bulk(table string, columns []string, next func() ([]any, bool)) error {
	return tx.BulkOf(table, nil, columns, next)
}

// BulkOf is Bulk of rows that are the same in some columns, which next leaves out.
func (tx *Tx) BulkOf(table string, same []Same, columns []string, next func() ([]any, bool)) error {
	return tx.bulk(rows{table: table, same: same, columns: columns, next: next})
}

// BulkRuns is BulkOf of rows that come in runs which are the same in the held columns, which stand before the others. Their
// values can be compared.
func (tx *Tx) BulkRuns(table string, same []Same, held, columns []string, next func() ([]any, bool)) error {
	return tx.bulk(rows{table: table, same: same, held: held, columns: columns, next: next})
}

func (tx *Tx) bulk(r rows) error {
	if err := tx.writable(); err != nil {
		return err
	}

	tx.changed()
	tx.tally.statement("BULK " + r.table)
	n, err := tx.counting(r)
	if err != nil {
		return tx.fail(err)
	}

	tx.rows += n
	tx.tally.rows(n)
	if n < fewRows {
		return nil
	}

	return tx.Analyse(r.table)
}

// counting hands rows over and gives how many there were.
func (tx *Tx) counting(r rows) (n int64, err error) {
	tx.streaming = true
	defer func() { tx.streaming = false }()

	next := r.next
	r.next = func() ([]any, bool) {
		row, more := next()
		if more {
			n++
		}
		return row, more
	}

	err = tx.on.bulk(tx.run, r)
	return n, err
}

// Analyse lets the database look at tables that have just been filled with many rows: PostgreSQL at once, so that the
// questions that follow in the transaction use their indexes, SQLite after the commit, at all tables, see figures. Tables
// are names from the source code.
func (tx *Tx) Analyse(tables ...string) error {
	tx.filled = true
	for _, table := range tables {
		if err := tx.ready(); err != nil {
			return err
		}
		if err := tx.on.analyse(tx.run, table); err != nil {
			return tx.fail(err)
		}
	}

	return nil
}

// Erase asks that after the commit nothing remain of what the transaction deleted: on SQLite deleted content is
// overwritten, and the log that still holds it is moved into the file and emptied. PostgreSQL keeps dead rows until its
// vacuum comes by. It takes effect in WriteAlone.
func (tx *Tx) Erase() { tx.erasing = true }

// NewID is a number for a new row: positive, 63 bits, growing with time. See ids.
func (tx *Tx) NewID() int64 { return tx.ids.next(clock.Running()) }

// NewRun sets n numbers in a row aside, of the kind that NewID makes, and gives the first.
func (tx *Tx) NewRun(n int) (first int64) { return tx.ids.run(int64(n), clock.Running()) }

// At is a moment that was kept (unix ms) in the zone of the house.
func (tx *Tx) At(ms int64) time.Time { return clock.At(ms, tx.Now.Location()) }

// query runs a statement that gives rows.
func (tx *Tx) query(text string, args []any) (*sql.Rows, error) {
	if err := tx.ready(); err != nil {
		return nil, err
	}

	if tx.single && tx.sent {
		return nil, tx.fail(errSingle)
	}

	tx.sent = true
	tx.tally.statement(text)
	rows, err := tx.on.query(tx.run, text, args)
	if err != nil {
		return nil, tx.fail(err)
	}

	return rows, nil
}

// ready says why no statement can run now, and nil when one can.
func (tx *Tx) ready() error {
	switch {
	case tx.over:
		return errOver
	case tx.failed != nil:
		return tx.failed
	case tx.streaming:
		return tx.fail(errStreaming)
	case tx.notes != nil:
		return errNoting
	case tx.ctx.Err() != nil:
		return tx.fail(context.Cause(tx.ctx))
	}
	return tx.faults.stopped()
}

// writable is ready for what writes.
func (tx *Tx) writable() error {
	if tx.single {
		return tx.fail(errSingle)
	}
	return tx.ready()
}

// fail remembers why the transaction can't be committed any more.
func (tx *Tx) fail(err error) error {
	err = tx.faults.judge(err, tx.why)
	if tx.failed == nil {
		tx.failed = err
	}
	return err
}

func (tx *Tx) touched(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, tx.fail(err)
	}

	n, err := result.RowsAffected()
	if err != nil {
		return 0, tx.fail(err)
	}

	tx.rows += n
	tx.tally.rows(n)
	return n, nil
}

// apply runs fn and ends the life of the Tx. The transaction may be committed only when it returns nil.
func (tx *Tx) apply(fn func(*Tx) error) error {
	defer func() { tx.over = true }()
	err := fn(tx)
	if err == nil {
		err = tx.failed
	}
	return err
}
