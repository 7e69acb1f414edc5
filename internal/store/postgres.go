package store

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"time"
)

const (
	// maxConnections is how many sessions this program has on PostgreSQL at most.
	maxConnections = 16
	// attempts is how often a write is tried that PostgreSQL undoes because of another one.
	attempts = 12
	// firstPause is the longest pause before the second attempt; it doubles up to lastPause.
	firstPause = 2 * time.Millisecond
	lastPause  = 250 * time.Millisecond
)

// postgresEngine gives every call a transaction of its own. Writes are SERIALIZABLE, so that they mean what they mean on
// SQLite; the price is that PostgreSQL may undo one, which is then tried again.
type postgresEngine struct {
	db *sql.DB
}

func (e *postgresEngine) write(ctx context.Context, _ bool, fn func(*Tx) error) error {
	pause := firstPause
	for n := 1; ; n++ {
		err := e.once(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable}, fn)
		if diagnose(err) != contention || n == attempts {
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

func (e *postgresEngine) read(ctx context.Context, fn func(*Tx) error) error {
	return e.once(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn)
}

// once runs fn in one transaction and commits it when fn returns nil.
func (e *postgresEngine) once(ctx context.Context, options *sql.TxOptions, fn func(*Tx) error) error {
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	under, err := conn.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer under.Rollback() // also when fn panics; after the commit it does nothing
	tx := &Tx{ctx: ctx, run: ctx, on: &postgresConn{conn: conn, tx: under}}
	if err := tx.apply(fn); err != nil {
		if diagnose(tx.failed) == contention {
			return tx.failed // whatever fn made of it
		}
		return err
	}
	return under.Commit()
}

// check has nothing to read: PostgreSQL guards its own files, and what is wrong with them its own tools tell.
func (e *postgresEngine) check(ctx context.Context) ([]string, error) {
	return nil, e.db.PingContext(ctx)
}

func (e *postgresEngine) close() error { return e.db.Close() }

// postgresConn is a transaction on a connection; pgx keeps the statements of the connection prepared.
type postgresConn struct {
	conn *sql.Conn
	tx   *sql.Tx
}

func (s *postgresConn) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	return s.tx.ExecContext(ctx, text, args...)
}

func (s *postgresConn) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	return s.tx.QueryContext(ctx, text, args...)
}

func (s *postgresConn) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	return s.tx.PrepareContext(ctx, text)
}
