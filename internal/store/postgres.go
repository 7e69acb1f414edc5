package store

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"strings"
	"time"

	"golang.org/x/sync/semaphore"
)

const (
	// maxConnections is how many sessions this program has on PostgreSQL at most; two of them are kept for exports and
	// for what runs alone.
	maxConnections = 16
	// attempts is how often a write is tried that PostgreSQL undoes because of another one.
	attempts = 12
	// awayAttempts is how often a transaction is tried whose session ended before it asked for the commit.
	awayAttempts = 3
	// patience is how many of them are made beside other writes; later ones have this program's writes to themselves.
	patience = 3
	// firstPause is the longest pause before the second attempt; it doubles up to lastPause.
	firstPause = 2 * time.Millisecond
	lastPause  = 250 * time.Millisecond
)

// postgresEngine gives every call a transaction of its own. Writes are SERIALIZABLE, so that they mean what they mean on
// SQLite; the price is that PostgreSQL may undo one, which is then tried again. One that has bad luck a few times, and one
// that takes long, shuts the others of this program out while it runs, so that it can only meet those of another.
type postgresEngine struct {
	db    *sql.DB
	lanes map[Use]chan struct{} // hold one for each transaction that runs
	turn  *semaphore.Weighted   // writes beside others take one of maxConnections, a write alone all of them
}

func newPostgresEngine(db *sql.DB) *postgresEngine {
	everyday := make(chan struct{}, maxConnections-2)
	return &postgresEngine{db: db, turn: semaphore.NewWeighted(maxConnections), lanes: map[Use]chan struct{}{
		Page: everyday, Save: everyday, Export: make(chan struct{}, 1), Alone: make(chan struct{}, 1)}}
}

func (e *postgresEngine) write(ctx context.Context, alone bool, fn func(*Tx) error) error {
	return again(ctx, func(n int) (bool, error) { return e.attempt(ctx, alone || n > patience, fn) })
}

func (e *postgresEngine) read(ctx context.Context, use Use, fn func(*Tx) error) error {
	return again(ctx, func(int) (bool, error) { return e.once(ctx, use, reads(), fn) })
}

// ask needs no transaction: a statement alone has one view.
func (e *postgresEngine) ask(ctx context.Context, fn func(*Tx) error) error {
	return again(ctx, func(int) (bool, error) {
		conn, leave, err := e.take(ctx, Page)
		if err != nil {
			return false, err
		}

		defer leave()

		tx := &Tx{ctx: ctx, run: ctx, on: &postgresConn{on: conn}}
		if err := tx.apply(fn); err != nil {
			if diagnose(tx.failed) == away {
				return false, tx.failed // whatever fn made of it
			}
			return false, err
		}

		return false, nil
	})
}

// stamp would have to be asked for.
func (e *postgresEngine) stamp() (stamp Stamp, known bool) { return stamp, false }

// reads is how pages look at the database.
func reads() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

func (e *postgresEngine) begin(ctx context.Context, use Use) (tx *Tx, end func(), err error) {
	err = again(ctx, func(int) (bool, error) {
		tx, end, err = e.open(ctx, use, reads())
		return false, err
	})
	return tx, end, err
}

// again tries a transaction, the nth time with n, until nothing is in its way that another try could find gone: another
// transaction, or a session that ended, as all do when the server starts anew. Once the commit was asked for only the
// server knows what became of it; then it is not tried again.
func again(ctx context.Context, try func(n int) (asked bool, err error)) error {
	pause := firstPause
	for n := 1; ; n++ {
		asked, err := try(n)
		switch why := diagnose(err); {
		case why == contention && n < attempts:
		case why == away && !asked && n < awayAttempts:
		default:
			return err
		}

		select {
		case <-time.After(rand.N(pause)):
		case <-ctx.Done():
			return context.Cause(ctx)
		}

		pause = min(2*pause, lastPause)
	}
}

// attempt runs fn once, beside other writes of this program or without them. asked says whether the commit was asked for.
func (e *postgresEngine) attempt(ctx context.Context, alone bool, fn func(*Tx) error) (asked bool, err error) {
	share := int64(1)
	if alone {
		share = maxConnections
	}

	if err := e.turn.Acquire(ctx, share); err != nil {
		return false, context.Cause(ctx)
	}
	defer e.turn.Release(share)

	return e.once(ctx, Save, &sql.TxOptions{Isolation: sql.LevelSerializable}, fn)
}

// once runs fn in one transaction and commits it when fn returns nil.
func (e *postgresEngine) once(ctx context.Context, use Use, options *sql.TxOptions, fn func(*Tx) error) (asked bool, err error) {
	tx, end, err := e.open(ctx, use, options)
	if err != nil {
		return false, err
	}
	defer end() // also when fn panics

	if err := tx.apply(fn); err != nil {
		if why := diagnose(tx.failed); why == contention || why == away {
			return false, tx.failed // whatever fn made of it
		}
		return false, err
	}

	return true, tx.on.(*postgresConn).on.(*sql.Tx).Commit()
}

// take waits for a place in the lane of the use, and for a connection.
func (e *postgresEngine) take(ctx context.Context, use Use) (conn *sql.Conn, leave func(), err error) {
	lane := e.lanes[use]
	select {
	case lane <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, context.Cause(ctx)
	}

	if conn, err = e.db.Conn(ctx); err != nil {
		<-lane
		return nil, nil, err
	}

	return conn, func() {
		conn.Close()
		<-lane
	}, nil
}

// open begins a transaction. end rolls it back, which after the commit does nothing, and lets the connection go.
func (e *postgresEngine) open(ctx context.Context, use Use, options *sql.TxOptions) (_ *Tx, end func(), err error) {
	conn, leave, err := e.take(ctx, use)
	if err != nil {
		return nil, nil, err
	}

	under, err := conn.BeginTx(ctx, options)
	if err != nil {
		leave()
		return nil, nil, err
	}

	tx := &Tx{ctx: ctx, run: ctx, on: &postgresConn{conn: conn, on: under}}
	return tx, func() {
		tx.over = true
		_ = under.Rollback()
		leave()
	}, nil
}

// check has nothing to read: PostgreSQL guards its own files, and what is wrong with them its own tools tell.
func (e *postgresEngine) check(ctx context.Context) ([]string, error) {
	return nil, e.db.PingContext(ctx)
}

// sweep takes the dead rows out of the tables, as far as nobody still sees them. What the write-ahead log and its archive
// hold of them is the server's.
func (e *postgresEngine) sweep(ctx context.Context, tables []string) error {
	if len(tables) == 0 {
		return nil
	}

	_, err := e.db.ExecContext(ctx, "VACUUM "+strings.Join(tables, ", "))
	return err
}

func (e *postgresEngine) close() error { return e.db.Close() }

// postgresConn is a transaction on a connection, or a connection without one; pgx keeps the statements of the connection
// prepared.
type postgresConn struct {
	conn *sql.Conn // of the transaction
	on   interface {
		ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error)
		QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
		QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row
		PrepareContext(ctx context.Context, text string) (*sql.Stmt, error)
	}
	seen int64 // what looked has told of
}

func (s *postgresConn) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	return s.on.ExecContext(ctx, text, args...)
}

func (s *postgresConn) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	return s.on.QueryContext(ctx, text, args...)
}

// analyse tells the planner at once what is in a table that has just been filled; else it would read it from end to end
// for every question until it finds out by itself.
func (s *postgresConn) analyse(ctx context.Context, table string) error {
	_, err := s.on.ExecContext(ctx, "ANALYZE "+table)
	return err
}

// lookedSQL counts the rows of our tables and the entries of our indexes that the session has gone through and not yet
// handed on to the statistics of the server, which it does between transactions only. Objects of the server itself have
// small numbers.
const lookedSQL = `SELECT CAST(COALESCE(SUM(pg_stat_get_xact_tuples_returned(oid)), 0) AS BIGINT) FROM pg_class
	WHERE relkind IN ('r', 'i') AND oid >= 16384`

// looked counts rows and entries.
func (s *postgresConn) looked(ctx context.Context) (int64, error) {
	before := s.seen
	err := s.on.QueryRowContext(ctx, lookedSQL).Scan(&s.seen)
	return s.seen - before, err
}

func (s *postgresConn) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	return s.on.PrepareContext(ctx, text)
}
