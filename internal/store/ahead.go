package store

import (
	"errors"
	"strings"

	"lingping/internal/errs"
)

// foresight are questions that were noted and are not sent yet, in their order.
type foresight struct{ noted []inquiry }

// inquiry is a noted question, whatever its rows are.
type inquiry interface {
	// words are its text and its arguments, and how many columns its rows have.
	words() (text string, args []any, columns int)
	// take reads a row of the answer.
	take(Row) error
	// keep gives the answer to whoever asks the same later.
	keep(*Tx)
}

// inquired is a noted question with the rows of its answer.
type inquired[T any] struct {
	question[T]
	values  []any
	columns int
	scan    func(Row) (T, error)
	rows    []T
}

func (i *inquired[T]) words() (string, []any, int) { return i.text, i.values, i.columns }

func (i *inquired[T]) take(row Row) error {
	v, err := i.scan(row)
	i.rows = append(i.rows, v)
	return err
}

func (i *inquired[T]) keep(tx *Tx) { tx.know(i.question, i.rows) }

// Ahead sends as one statement what the calls of ask would send one after the other, and keeps the answers for whoever
// asks the same in this transaction until something is saved: a page is gathered from many nouns, and most of what a small
// statement costs is the statement. While ask runs, every question gives no rows and is noted; what its calls return means
// nothing, so that only what is asked whatever the answers are is found out. Calls may ask for what is known already.
func (tx *Tx) Ahead(ask func()) (err error) {
	defer errs.Wrap(&err, "store.Ahead")

	if tx.noting != nil {
		ask()
		return nil
	}

	tx.noting = &foresight{}
	defer func() { tx.noting = nil }() // also when ask panics
	ask()
	noted := tx.noting.noted
	tx.noting = nil
	if len(noted) < 2 { // one is as well sent when it is asked
		return tx.ready()
	}

	text, args, width := together(noted)
	tx.foreseen = true
	answer := Row{into: make([]any, width)}
	for _, err := range Each(tx, func(row Row) (none struct{}, err error) {
		answer.rows = row.rows
		var of int
		if err := answer.scanAt(0, &of); err != nil {
			return none, err
		}
		return none, noted[of].take(answer)
	}, text, args...) {
		if err != nil {
			return err
		}
	}

	for _, n := range noted {
		n.keep(tx)
	}

	return nil
}

// note keeps a question for Ahead, unless it was noted before.
func note[T any](tx *Tx, q question[T], scan func(Row) (T, error), args []any) error {
	for _, n := range tx.noting.noted {
		if same, ok := n.(*inquired[T]); ok && same.question == q {
			return nil
		}
	}

	i := &inquired[T]{question: q, values: args, scan: scan}
	if _, err := scan(Row{counted: &i.columns}); !errors.Is(err, errCounted) {
		return errUncounted
	}

	tx.noting.noted = append(tx.noting.noted, i)
	return nil
}

// together is the one statement of several questions, with its arguments and how many columns it gives. Each row says in
// the first to which question it belongs, and has the columns of that question behind it, all as text, because the columns
// of one are of other types than those of the next. The rows of a question come in its own order.
func together(noted []inquiry) (text string, args []any, width int) {
	length := 0
	for _, n := range noted {
		words, _, columns := n.words()
		width, length = max(width, columns), length+len(words)
	}

	var with, all strings.Builder
	with.Grow(2*length + 32*width*len(noted))
	all.Grow(32 * width * len(noted))
	all.WriteByte(' ')
	at := map[any]int{} // the number of an argument: what several questions ask by is sent once
	for i, n := range noted {
		words, values, columns := n.words()
		if i == 0 {
			with.WriteString("WITH q0 (")
		} else {
			with.WriteString(", q" + number(i) + " (")
			all.WriteString(" UNION ALL ")
		}

		all.WriteString("SELECT " + number(i))
		for c := range width {
			if c >= columns {
				all.WriteString(", NULL")
				continue
			}

			if c > 0 {
				with.WriteByte(',')
			}

			name := "c" + number(c)
			with.WriteString(name)
			all.WriteString(", CAST(")
			all.WriteString(name)
			all.WriteString(" AS TEXT)")
		}

		with.WriteString(") AS (")
		numbers := make([]int, len(values))
		for i, v := range values {
			if at[v] == 0 {
				args = append(args, v)
				at[v] = len(args)
			}
			numbers[i] = at[v]
		}

		renumbered(&with, words, numbers)
		with.WriteByte(')')
		all.WriteString(" FROM q" + number(i))
	}

	with.WriteString(all.String())
	return with.String(), args, width + 1
}

// renumbered writes a statement with other numbers for its placeholders: the nth is for $n.
func renumbered(b *strings.Builder, text string, numbers []int) {
	for {
		before, after, found := strings.Cut(text, "$")
		b.WriteString(before)
		if !found {
			return
		}

		n, digits := 0, 0
		for digits < len(after) && after[digits] >= '0' && after[digits] <= '9' {
			n = 10*n + int(after[digits]-'0')
			digits++
		}

		b.WriteByte('$')
		b.WriteString(number(numbers[n-1]))
		text = after[digits:]
	}
}
