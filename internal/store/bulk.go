package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	// bulkChunk is how many rows are gathered before the database gets them.
	bulkChunk = 256
	// bulkRows is how many of them SQLite gets with one statement: a row costs half of what it costs alone, and with more
	// little less (BenchmarkBulk).
	bulkRows = 64
)

// Same is a column of a bulk insert that has one value in all rows.
type Same struct {
	Column string
	Value  any
}

// bulk speaks to the driver itself, with placeholders without names: both together save a third of the time that a row
// costs. What is the same in all rows is handed over once a statement. next is called between the driver's turns, so that a
// panic in it finds the connection whole.
func (s *sqliteConn) bulk(ctx context.Context, table string, same []Same, columns []string, next func() ([]any, bool)) (err error) {
	width := len(columns)
	args := make([]driver.NamedValue, 0, len(same)+bulkRows*width)
	for _, one := range same {
		if args, err = appendValue(args, one.Value); err != nil {
			return err
		}
	}

	some, err := s.inserter(ctx, table, same, columns, bulkRows)
	if err != nil {
		return err
	}
	defer s.closing(some, &err)

	one, err := s.inserter(ctx, table, same, columns, 1)
	if err != nil {
		return err
	}
	defer s.closing(one, &err)

	chunk := make([]driver.NamedValue, 0, bulkChunk*width)
	for more := true; more; {
		chunk, more, err = gather(chunk[:0], width, next)
		if err != nil {
			return err
		}

		err = s.conn.Raw(func(any) error {
			whole := len(chunk) - len(chunk)%(bulkRows*width)
			if err := insertAll(ctx, some, args, chunk[:whole], bulkRows*width); err != nil {
				return err
			}
			return insertAll(ctx, one, args, chunk[whole:], width)
		})
		if err != nil {
			return err
		}
	}

	return nil
}

// insertAll runs the statement with so many of the values at a time, which are its arguments behind the first ones.
func insertAll(ctx context.Context, insert inserter, first, values []driver.NamedValue, each int) error {
	for part := range slices.Chunk(values, each) {
		args := append(first, part...)
		for i := range args {
			args[i].Ordinal = i + 1
		}
		if _, err := insert.ExecContext(ctx, args); err != nil {
			return err
		}
	}
	return nil
}

// closing closes a statement of bulk; its failure is the error where there is none.
func (s *sqliteConn) closing(insert inserter, err *error) {
	if failure := s.conn.Raw(func(any) error { return insert.Close() }); *err == nil {
		*err = failure
	}
}

// inserter is a prepared INSERT, as the driver knows it.
type inserter interface {
	driver.Stmt
	driver.StmtExecContext
}

// inserter prepares the INSERT of so many rows.
func (s *sqliteConn) inserter(ctx context.Context, table string, same []Same, columns []string, rows int) (insert inserter, err error) {
	var names, values []string
	for i, one := range same {
		names, values = append(names, one.Column), append(values, "?"+number(i+1))
	}

	for _, column := range columns {
		names, values = append(names, column), append(values, "?")
	}

	row := "(" + strings.Join(values, ", ") + ")"
	text := fmt.Sprintf("INSERT INTO %s (%s) VALUES %s%s", table, strings.Join(names, ", "), row, strings.Repeat(", "+row, rows-1))
	err = s.conn.Raw(func(conn any) error {
		preparer, ok := conn.(driver.ConnPrepareContext)
		if !ok {
			return fmt.Errorf("store: %T can't prepare statements", conn)
		}

		stmt, err := preparer.PrepareContext(ctx, text)
		if err != nil {
			return err
		}

		if insert, ok = stmt.(inserter); !ok {
			return fmt.Errorf("store: %T can't run statements", stmt)
		}

		return nil
	})
	return insert, err
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
func (s *postgresConn) bulk(ctx context.Context, table string, same []Same, columns []string, next func() ([]any, bool)) (err error) {
	f := &feed{chunks: make(chan [][]any), broken: errGone, ended: make(chan error, 1)}
	var names []string
	for _, one := range same {
		names, f.same = append(names, one.Column), append(f.same, one.Value)
	}

	go func() { f.ended <- s.copyFrom(ctx, table, append(names, columns...), f) }()
	defer func() {
		close(f.chunks)
		err = <-f.ended
	}()

	f.fill(next)
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
