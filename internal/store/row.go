package store

import (
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// ErrNone is what One returns when no row was found. Noun files turn it into errs.NewNotFound with their sentence.
var ErrNone = errors.New("store: no such row")

// errSeveral is a mistake of ours: a question for one row that several answer.
var errSeveral = errors.New("store: several rows where one was asked for")

// MaxIn is how many values one IN (…) should hold; longer lists are asked in slices.Chunk of it.
const MaxIn = 500

// Row is the row a scan function stands on.
type Row struct {
	rows *sql.Rows
	pad  *padding // nil where the row is that of one question
}

// Scan copies the columns of the row, in their order, to where dest points. A column that can be NULL needs sql.Null.
func (r Row) Scan(dest ...any) error {
	if r.pad != nil {
		return r.pad.scan(r, dest)
	}
	return r.rows.Scan(dest...)
}

// Scalar is the scan function of a query with one column.
func Scalar[T any](row Row) (T, error) {
	var v T
	err := row.Scan(&v)
	return v, err
}

// Each gives the rows of a query one by one as they come, for what is too much for the memory. It stops at the first
// error. No other statement can run in the transaction until the loop has ended.
func Each[T any](tx *Tx, scan func(Row) (T, error), text string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if tx.notes != nil {
			tx.notes.unanswered++
			return
		}

		var none T
		rows, err := tx.query(text, args)
		if err != nil {
			yield(none, err)
			return
		}

		tx.streaming = true
		given := int64(0)
		defer func() {
			rows.Close()
			tx.streaming = false
			tx.tally.rows(given)
		}()

		for rows.Next() {
			given++
			v, err := scan(Row{rows: rows})
			if !yield(v, err) || err != nil {
				return
			}
		}

		if err := rows.Err(); err != nil {
			yield(none, tx.fail(err))
		}
	}
}

// All is every row of a query. On the view of a page, which stays the same, a question that was asked is not sent again,
// nor is elsewhere one that was asked by Gather: its rows are kept by their type, and given as a slice of the caller's own.
func All[T any](tx *Tx, scan func(Row) (T, error), text string, args ...any) ([]T, error) {
	ask := func() (all []T, err error) {
		for v, err := range Each(tx, scan, text, args...) {
			if err != nil {
				return nil, err
			}
			all = append(all, v)
		}
		return all, nil
	}

	if !tx.viewed && !tx.prepared && tx.notes == nil {
		return ask()
	}

	if !onlyReads(text) { // UPDATE … RETURNING: never the same twice
		if tx.notes != nil {
			return nil, errNoting
		}
		tx.changed()
		return ask()
	}

	key := question[T]{text, argsKey(args)}
	if _, known := tx.known[key]; !known && tx.notes != nil {
		tx.notes.add(&waiting[T]{question: key, args: args, scan: scan})
		return nil, nil
	}

	all, err := remember(tx, key, ask)
	return slices.Clone(all), err
}

// AllApart is All for what may have hundreds of rows: Gather leaves it to be asked by itself, because there each value goes by
// way of text.
func AllApart[T any](tx *Tx, scan func(Row) (T, error), text string, args ...any) ([]T, error) {
	if _, known := tx.known[question[T]{text, argsKey(args)}]; !known && tx.notes != nil {
		tx.notes.unanswered++
		return nil, nil
	}
	return All(tx, scan, text, args...)
}

// One is the only row of a query, or ErrNone.
func One[T any](tx *Tx, scan func(Row) (T, error), text string, args ...any) (one T, err error) {
	before := tx.unanswered()
	all, err := All(tx, scan, text, args...)
	switch {
	case err != nil || tx.unanswered() > before:
		return one, err
	case len(all) == 0:
		return one, ErrNone
	case len(all) > 1:
		return all[1], fmt.Errorf("%w: %s", errSeveral, text)
	}

	return all[0], nil
}

// question is a statement with its arguments as a key, by the type of what is read from its rows.
type question[T any] struct{ text, args string }

// argsKey tells arguments apart.
func argsKey(args []any) string {
	var key []byte
	for _, arg := range args {
		switch v := reflect.ValueOf(arg); v.Kind() {
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			key = append(strconv.AppendInt(key, v.Int(), 36), ' ')
		case reflect.String:
			key = append(strconv.AppendInt(append(key, '"'), int64(v.Len()), 36), ' ')
			key = append(key, v.String()...)
		default:
			key = fmt.Appendf(key, "%T %#v ", arg, arg)
		}
	}

	return string(key)
}

// Count is the number that a query of one row and one column gives: SELECT COUNT(*) FROM …
func Count(tx *Tx, text string, args ...any) (int, error) {
	return One(tx, Scalar[int], text, args...)
}

// counted is the answer of a query for names, each with how many rows there are of it.
func counted[K comparable](tx *Tx, text string, args ...any) (map[K]int, error) {
	counts := map[K]int{}
	type count struct {
		of K
		n  int
	}

	for c, err := range Each(tx, func(row Row) (c count, err error) {
		err = row.Scan(&c.of, &c.n)
		return c, err
	}, text, args...) {
		if err != nil {
			return nil, err
		}
		counts[c.of] = c.n
	}

	return counts, nil
}

// In is the list of n placeholders that begins with the number first: In(2, 3) is ($2,$3,$4).
func In(first, n int) string {
	var b strings.Builder
	b.WriteByte('(')
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(number(first + i))
	}

	b.WriteByte(')')
	return b.String()
}

// Args is list as arguments of a statement, after those that come before it.
func Args[T any](before []any, list []T) []any {
	args := append(make([]any, 0, len(before)+len(list)), before...)
	for _, v := range list {
		args = append(args, v)
	}
	return args
}
