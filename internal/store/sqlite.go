package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"

	"lingping/internal/errs"
)

// readers is how many pages are read at a time on SQLite; more wait. Twice the cores of the smallest machine. Exports and
// what runs alone have a connection each beside them.
const readers = 4

// sqliteEngine is one writing connection, which group commit shares out, and a few that can only read.
type sqliteEngine struct {
	writer *group
	idle   map[Use]chan *sqliteConn // readers that nobody uses
	dbs    []*sql.DB
	faults *faults
	index  []byte       // of the log, see Stamp
	let    func() error // lets go of it
}

func (e *sqliteEngine) write(ctx context.Context, alone bool, fn func(*Tx) error) error {
	return e.writer.write(ctx, alone, fn)
}

// read uses a deferred transaction: its snapshot begins with its first query and holds to the end.
func (e *sqliteEngine) read(ctx context.Context, use Use, fn func(*Tx) error) error {
	tx, end, err := e.begin(ctx, use)
	if err != nil {
		return err
	}
	defer end()
	return tx.apply(fn)
}

// ask needs no transaction: a statement alone has one view. It is over before anybody could end it, and to wait for that
// would cost as much as the answer.
func (e *sqliteEngine) ask(ctx context.Context, fn func(*Tx) error) error {
	on, err := e.take(ctx, Page)
	if err != nil {
		return err
	}

	defer func() { e.idle[Page] <- on }()

	return (&Tx{ctx: ctx, run: context.WithoutCancel(ctx), on: on}).apply(fn)
}

func (e *sqliteEngine) stamp() (stamp Stamp, known bool) { return stampOf(e.index) }

// take waits for a connection that nobody uses.
func (e *sqliteEngine) take(ctx context.Context, use Use) (*sqliteConn, error) {
	select {
	case on := <-e.idle[use]:
		return on, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (e *sqliteEngine) begin(ctx context.Context, use Use) (_ *Tx, end func(), err error) {
	idle := e.idle[use]
	on, err := e.take(ctx, use)
	if err != nil {
		return nil, nil, err
	}

	if err := on.do("BEGIN"); err != nil {
		idle <- on
		return nil, nil, err
	}

	tx := &Tx{ctx: ctx, run: ctx, on: on}
	return tx, func() {
		tx.over = true
		on.undo()
		idle <- on
	}, nil
}

func (e *sqliteEngine) check(ctx context.Context) (broken []string, err error) {
	err = e.read(ctx, Alone, func(tx *Tx) error {
		tx.faults = newFaults() // what is found here is the answer, not an accident
		for _, pragma := range []string{"PRAGMA integrity_check", "PRAGMA foreign_key_check"} {
			for line, err := range Each(tx, firstColumn, pragma) {
				if err != nil {
					return err
				}
				if line != "ok" {
					broken = append(broken, line)
				}
			}
		}

		return nil
	})
	return broken, err
}

// sweep empties the log where a commit that asked for it has left something in it: as with that commit, SQLite waits for
// whoever is looking. What was deleted is overwritten.
func (e *sqliteEngine) sweep(ctx context.Context, _ []string) error {
	if !e.writer.left.Load() {
		return nil
	}

	err := e.write(ctx, true, func(tx *Tx) error {
		tx.Erase()
		return nil
	})
	if err != nil || !e.writer.left.Load() {
		return err
	}

	return errs.NewUnavailable(nil, "数据库日志里还有已删内容的旧页：有人正在长时间查看。程序每分钟会再清一次，也可以重新启动程序。")
}

// firstColumn scans the first of however many columns the row has.
func firstColumn(row Row) (string, error) {
	columns, err := row.rows.Columns()
	if err != nil {
		return "", err
	}

	var first sql.NullString
	dest := []any{&first}
	for range columns[1:] {
		dest = append(dest, new(any))
	}

	err = row.Scan(dest...)
	return first.String, err
}

// close moves the log into the database file so that the file alone is a whole copy. After an I/O error the files stay
// as they are, for whoever looks at the disk: even closing a connection would write to them.
func (e *sqliteEngine) close() error {
	e.writer.close()
	if e.faults.stopped() != nil {
		return nil
	}

	var failures []error
	for _, idle := range e.idle {
		for range cap(idle) {
			failures = append(failures, (<-idle).close())
		}
	}

	e.writer.lastFigures()
	failures = append(failures, e.writer.on.do("PRAGMA wal_checkpoint(TRUNCATE)"), e.writer.on.close())
	for _, db := range e.dbs {
		failures = append(failures, db.Close())
	}

	return errors.Join(append(failures, e.let())...)
}

// maxStatements is how many prepared statements a connection keeps.
const maxStatements = 512

// sqliteConn is a connection to SQLite with the statements it has prepared: preparing costs more than running a
// small statement.
type sqliteConn struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func newSQLiteConn(ctx context.Context, db *sql.DB) (*sqliteConn, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &sqliteConn{conn: conn, stmts: map[string]*sql.Stmt{}}, nil
}

func (s *sqliteConn) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	stmt, err := s.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(ctx, args...)
}

func (s *sqliteConn) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	stmt, err := s.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// analyse has nothing to do inside the transaction: the plans of SQLite do not wait for figures, and group makes them after
// the commit.
func (s *sqliteConn) analyse(context.Context, string) error { return nil }

// looked counts pages, from the cache or from the file.
func (s *sqliteConn) looked(context.Context) (pages int64, err error) {
	err = s.conn.Raw(func(conn any) error {
		status, ok := conn.(sqlite.DBStatus)
		if !ok {
			return fmt.Errorf("store: %T does not count", conn)
		}

		for _, op := range []sqlite.DBStatusOp{sqlite.DBStatusCacheHit, sqlite.DBStatusCacheMiss} {
			n, _, err := status.Status(op, true)
			if err != nil {
				return err
			}
			pages += int64(n)
		}

		return nil
	})
	return pages, err
}

func (s *sqliteConn) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if stmt, ok := s.stmts[text]; ok {
		return stmt, nil
	}

	stmt, err := s.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}

	if len(s.stmts) == maxStatements { // texts made on the fly have filled it: begin anew
		for text, old := range s.stmts {
			old.Close()
			delete(s.stmts, text)
		}
	}

	s.stmts[text] = stmt
	return stmt, nil
}

// do runs a statement of the transaction's frame, which no caller's end may interrupt.
func (s *sqliteConn) do(text string) error {
	_, err := s.exec(context.Background(), text, nil)
	return err
}

// emptyLog moves the log into the file and empties it; inUse says that it could not, because somebody is looking.
func (s *sqliteConn) emptyLog() (inUse bool, err error) {
	var pages, moved int
	err = s.conn.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&inUse, &pages, &moved)
	return inUse, err
}

// undo rolls back what is open. SQLite has done it already after some errors and then refuses; that is as good.
func (s *sqliteConn) undo() { _ = s.do("ROLLBACK") }

// close lets go of the connection and its statements.
func (s *sqliteConn) close() error {
	for _, stmt := range s.stmts {
		stmt.Close()
	}
	return s.conn.Close()
}
