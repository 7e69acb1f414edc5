package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// bulkChunk is how many rows are gathered before the database gets them.
const bulkChunk = 256

// bulkRows is how many of them SQLite gets with one statement, as many as fit: of 64 a row costs half of what it costs
// alone, and with more little less (BenchmarkBulk).
var bulkRows = []int{64, 16, 4, 1}

// Same is a column of a bulk insert that has one value in all rows.
type Same struct {
	Column string
	Value  any
}

// rows says what a bulk insert puts where.
type rows struct {
	table   string
	same    []Same
	held    []string             // columns whose values often stay the same from one row to the next; these can be compared
	columns []string             // the others
	next    func() ([]any, bool) // values of held and columns
}

func (r rows) width() int { return len(r.held) + len(r.columns) }

// bulk speaks to the driver itself, with placeholders without names: both together save a third of the time that a row
// costs. What is the same in all rows is handed over once a statement, and what is held once a run of rows. next is called
// between the driver's turns, so that a panic in it finds the connection whole.
func (s *sqliteConn) bulk(ctx context.Context, r rows) (err error) {
	b := &bulkInsert{ctx: ctx, on: s, rows: r, prepared: map[bulkShape]inserter{},
		args: make([]driver.NamedValue, 0, len(r.same)+bulkRows[0]*r.width())}
	for _, one := range r.same {
		if b.args, err = appendValue(b.args, one.Value); err != nil {
			return err
		}
	}
	defer b.close(&err)

	chunk := make([]driver.NamedValue, 0, bulkChunk*r.width())
	for more := true; more; {
		chunk, more, err = gather(chunk[:0], r.width(), r.next)
		if err != nil {
			return err
		}

		if err := s.conn.Raw(func(conn any) error { return b.insert(conn, chunk) }); err != nil {
			return err
		}
	}

	return nil
}

// bulkInsert is a bulk insert under way.
type bulkInsert struct {
	rows
	ctx      context.Context
	on       *sqliteConn
	prepared map[bulkShape]inserter
	args     []driver.NamedValue // what is the same in all rows, and room for the rest
	single   []driver.NamedValue // rows that are in no run
}

// bulkShape tells the statements of a bulk insert apart.
type bulkShape struct {
	rows int
	run  bool // the held values are handed over once
}

// insert puts in the rows of a chunk: runs of them first, then those between.
func (b *bulkInsert) insert(conn any, chunk []driver.NamedValue) error {
	b.single = b.single[:0]
	for len(chunk) > 0 {
		n := b.alike(chunk)
		if err := b.insertRun(conn, chunk[:n*b.width()]); err != nil {
			return err
		}
		chunk = chunk[n*b.width():]
	}

	rest := b.single
	for _, n := range bulkRows {
		for size := n * b.width(); len(rest) >= size; rest = rest[size:] {
			if err := b.run(conn, bulkShape{rows: n}, append(b.args, rest[:size]...)); err != nil {
				return err
			}
		}
	}

	return nil
}

// alike is how many rows the chunk begins with whose held values are the same.
func (b *bulkInsert) alike(chunk []driver.NamedValue) int {
	n, width := 1, b.width()
	for ; n*width < len(chunk); n++ {
		for i := range b.held {
			if chunk[n*width+i].Value != chunk[i].Value {
				return n
			}
		}
	}
	return n
}

// insertRun puts in rows with the same held values, and leaves among the single ones what is too few.
func (b *bulkInsert) insertRun(conn any, run []driver.NamedValue) error {
	held, width := len(b.held), b.width()
	for _, n := range bulkRows {
		for ; held > 0 && n > 1 && len(run) >= n*width; run = run[n*width:] {
			args := append(b.args, run[:held]...)
			for i := range n {
				args = append(args, run[i*width+held:(i+1)*width]...)
			}
			if err := b.run(conn, bulkShape{n, true}, args); err != nil {
				return err
			}
		}
	}

	b.single = append(b.single, run...)
	return nil
}

// run runs the statement of a shape.
func (b *bulkInsert) run(conn any, shape bulkShape, args []driver.NamedValue) error {
	insert := b.prepared[shape]
	if insert == nil {
		var err error
		if insert, err = b.prepare(conn, shape); err != nil {
			return err
		}
		b.prepared[shape] = insert
	}

	for i := range args {
		args[i].Ordinal = i + 1
	}

	_, err := insert.ExecContext(b.ctx, args)
	return err
}

// prepare makes the statement of a shape.
func (b *bulkInsert) prepare(conn any, shape bulkShape) (inserter, error) {
	var names, values []string
	numbered := func(column string) {
		names, values = append(names, column), append(values, "?"+number(len(names)+1))
	}

	for _, one := range b.same {
		numbered(one.Column)
	}

	for _, column := range b.held {
		if shape.run {
			numbered(column)
		} else {
			names, values = append(names, column), append(values, "?")
		}
	}

	for _, column := range b.columns {
		names, values = append(names, column), append(values, "?")
	}

	// FAIL spares SQLite a journal of each statement: a transaction whose bulk insert fails is undone whole.
	row := "(" + strings.Join(values, ", ") + ")"
	return prepareInsert(b.ctx, conn, fmt.Sprintf("INSERT OR FAIL INTO %s (%s) VALUES %s%s", b.table, strings.Join(names, ", "), row,
		strings.Repeat(", "+row, shape.rows-1)))
}

// close closes the statements; their failure is the error where there is none.
func (b *bulkInsert) close(err *error) {
	failure := b.on.conn.Raw(func(any) error {
		var failures []error
		for _, insert := range b.prepared {
			failures = append(failures, insert.Close())
		}
		return errors.Join(failures...)
	})

	if *err == nil {
		*err = failure
	}
}

// inserter is a prepared INSERT, as the driver knows it.
type inserter interface {
	driver.Stmt
	driver.StmtExecContext
}

// prepareInsert prepares an INSERT with the driver itself.
func prepareInsert(ctx context.Context, conn any, text string) (inserter, error) {
	preparer, ok := conn.(driver.ConnPrepareContext)
	if !ok {
		return nil, fmt.Errorf("store: %T can't prepare statements", conn)
	}

	stmt, err := preparer.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}

	insert, ok := stmt.(inserter)
	if !ok {
		return nil, fmt.Errorf("store: %T can't run statements", stmt)
	}

	return insert, nil
}

// gather fills chunk with the values of the next rows and says whether there may be more.
func gather(chunk []driver.NamedValue, width int, next func() ([]any, bool)) (_ []driver.NamedValue, more bool, err error) {
	for len(chunk) < cap(chunk) {
		row, ok := next()
		if !ok {
			return chunk, false, nil
		}
		if len(row) != width {
			return nil, false, fmt.Errorf("store: a row of %d values for %d columns", len(row), width)
		}

		for _, v := range row {
			if chunk, err = appendValue(chunk, v); err != nil {
				return nil, false, err
			}
		}
	}
	return chunk, true, nil
}

// appendValue appends a value as the driver takes it.
func appendValue(values []driver.NamedValue, v any) ([]driver.NamedValue, error) {
	value, err := driver.DefaultParameterConverter.ConvertValue(v)
	return append(values, driver.NamedValue{Value: value}), err
}

// bulk is COPY. pgx takes the rows in a goroutine of its own; next runs in the caller's, where a panic belongs, and the
// copy has ended before the panic goes on.
func (s *postgresConn) bulk(ctx context.Context, r rows) (err error) {
	f := &feed{chunks: make(chan [][]any), broken: errGone, ended: make(chan error, 1)}
	var names []string
	for _, one := range r.same {
		names, f.same = append(names, one.Column), append(f.same, one.Value)
	}

	go func() { f.ended <- s.copyFrom(ctx, r.table, slices.Concat(names, r.held, r.columns), f) }()
	defer func() {
		close(f.chunks)
		err = <-f.ended
	}()

	f.fill(r.next)
	return nil
}

// feed carries rows from next to COPY.
type feed struct {
	same   []any // the first values of each row
	chunks chan [][]any
	broken error      // why the rows are not all, once chunks is closed; nil when they are
	ended  chan error // what became of the copy; holds one
	left   [][]any    // of the chunk that COPY is at
}

// fill sends all rows of next, or as many as the copy takes.
func (f *feed) fill(next func() ([]any, bool)) {
	for more := true; more; {
		var chunk [][]any
		for more && len(chunk) < bulkChunk {
			var row []any
			if row, more = next(); more {
				chunk = append(chunk, slices.Concat(f.same, row))
			}
		}

		select {
		case f.chunks <- chunk:
		case err := <-f.ended:
			f.ended <- err
			return
		}
	}
	f.broken = nil
}

// row is the next row for COPY, nil after the last.
func (f *feed) row() ([]any, error) {
	for len(f.left) == 0 {
		var more bool
		if f.left, more = <-f.chunks; !more {
			return nil, f.broken
		}
	}

	row := f.left[0]
	f.left = f.left[1:]
	return row, nil
}

func (s *postgresConn) copyFrom(ctx context.Context, table string, columns []string, f *feed) error {
	return s.conn.Raw(func(conn any) error {
		through, ok := conn.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("store: COPY needs pgx, not %T", conn)
		}
		_, err := through.Conn().CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(f.row))
		return err
	})
}
