package store

import (
	"database/sql"
	"encoding/json"
	"strings"
	"sync/atomic"
)

// column is a column of a query, or an expression, beside the place that it is read into.
type column struct {
	text string
	into any
}

// columns are those of a row type, said once in a function of the row. The query names them by selected and reads them by
// scanned, so that none can be read into the place of another; a row that shows more adds its own to those of the row
// that it holds.
type columns []column

// and are the columns with more after them.
func (c columns) and(more ...column) columns { return append(c, more...) }

// selected is the columns of a row type as they stand after SELECT.
func selected[T any](of func(*T) columns) string {
	var texts []string
	for _, c := range of(new(T)) {
		texts = append(texts, c.text)
	}
	return strings.Join(texts, ", ")
}

// scanned is the scan function of a row type. Where the columns are read into is made once for many rows; who reads at the
// same time has his own.
func scanned[T any](of func(*T) columns) func(Row) (T, error) {
	var idle atomic.Pointer[target[T]]
	return func(row Row) (v T, err error) {
		t := idle.Swap(nil)
		if t == nil {
			t = newTarget(of)
		}

		err = row.Scan(t.into...)
		v, t.row = t.row, v
		idle.Store(t)
		return v, err
	}
}

// target is a row, zero between two uses, and where its columns are read into.
type target[T any] struct {
	row  T
	into []any
}

func newTarget[T any](of func(*T) columns) *target[T] {
	t := new(target[T])
	for _, c := range of(&t.row) {
		t.into = append(t.into, c.into)
	}
	return t
}

// asJSON reads a column that holds JSON; an empty one leaves the value as it is.
type asJSON struct{ value any }

// Scan is called by database/sql with what the column holds.
func (j asJSON) Scan(held any) error {
	var text sql.Null[string]
	if err := text.Scan(held); err != nil || text.V == "" {
		return err
	}
	if reader, ok := j.value.(json.Unmarshaler); ok {
		return reader.UnmarshalJSON([]byte(text.V)) // it looks at every byte itself
	}
	return json.Unmarshal([]byte(text.V), j.value)
}

// asGroups reads the one column in which the groups of a person are joined.
type asGroups struct{ groups *[]string }

// Scan is called by database/sql with what the column holds.
func (g asGroups) Scan(held any) error {
	var text sql.Null[string]
	err := text.Scan(held)
	*g.groups = splitGroups(text.V)
	return err
}
