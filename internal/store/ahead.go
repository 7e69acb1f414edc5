package store

import (
	"errors"
	"slices"
	"strings"
)

// Ahead asks at once what think will ask one by one, so that a page sends one statement and not twenty. think runs without
// being answered: what is known already it is told, everything else gives no rows and is noted. What was noted then goes to
// the database as one statement, and whoever asks it afterwards in the transaction, until something is saved, is answered
// from memory. Questions that wait for the answers of others show in the next pass; each pass is one statement at most.
//
// think must do nothing but ask, and what it finds is worth nothing: it may take a unit that is there for one that is not.
// What it streams by Each is not noted.
func (tx *Tx) Ahead(passes int, think func()) error {
	for range passes {
		noted := tx.noting(think)
		if err := tx.askTogether(noted); err != nil || len(noted) == 0 {
			return err
		}
	}
	return nil
}

// notes are the questions that were asked and not answered.
type notes struct {
	asked      []noted
	unanswered int // how often something was asked that is not known
}

// add notes a question. What changes rows and gives them is none.
func (n *notes) add(one noted) error {
	n.unanswered++
	if text, _ := one.statement(); !strings.HasPrefix(text, "SELECT") && !strings.HasPrefix(text, "WITH") {
		return errNoting
	}

	n.asked = append(n.asked, one)
	return nil
}

// noted is a question that waits for its answer.
type noted interface {
	key() any
	statement() (text string, args []any)
	width() int // columns
	take(Row) error
	keep(tx *Tx)
}

// noting gives what think asks and nobody knows, each once.
func (tx *Tx) noting(think func()) []noted {
	tx.notes = &notes{}
	defer func() { tx.notes = nil }()
	think()

	var once []noted
	for _, n := range tx.notes.asked {
		if !slices.ContainsFunc(once, func(o noted) bool { return o.key() == n.key() }) {
			once = append(once, n)
		}
	}

	return once
}

// unanswered is how much was asked in vain until now.
func (tx *Tx) unanswered() int {
	if tx.notes == nil {
		return 0
	}
	return tx.notes.unanswered
}

// waiting is a question of All.
type waiting[T any] struct {
	question question[T]
	args     []any
	scan     func(Row) (T, error)
	got      []T
}

func (w *waiting[T]) key() any { return w.question }

func (w *waiting[T]) statement() (text string, args []any) { return w.question.text, w.args }

// width is found by the scan function itself.
func (w *waiting[T]) width() int {
	var p padding
	_, _ = w.scan(Row{pad: &p})
	return p.asked
}

func (w *waiting[T]) take(row Row) error {
	v, err := w.scan(row)
	w.got = append(w.got, v)
	return err
}

func (w *waiting[T]) keep(tx *Tx) { tx.know(w.question, w.got) }

// askTogether sends questions as one statement and keeps the answers. Every column comes as text, because the rows of all
// questions are rows of one table: beside the number of the question stand its columns, and nothing in those that only
// others have. The rows of each question come in its order.
func (tx *Tx) askTogether(all []noted) error {
	if len(all) == 0 {
		return nil
	}

	text, args, width := together(all)
	pad := &padding{width: width}
	for _, err := range Each(tx, func(row Row) (none struct{}, err error) {
		var number int
		row.pad = pad
		if err = row.number(&number); err == nil {
			err = all[number].take(row)
		}
		return none, err
	}, text, args...) {
		if err != nil {
			return err
		}
	}

	for _, n := range all {
		n.keep(tx)
	}

	tx.prepared = true
	return nil
}

// together is one statement for all questions, each of which is a table of its own in it.
func together(all []noted) (text string, args []any, width int) {
	widths := make([]int, len(all))
	for i, n := range all {
		widths[i] = n.width()
		width = max(width, 1+widths[i])
	}

	var with, union strings.Builder
	numbers := map[any]int{} // of the arguments: what several questions ask by is sent once
	for i, n := range all {
		text, own := n.statement()
		with.WriteString(either(i == 0, "WITH q", ", q") + number(i) + " (")
		union.WriteString(either(i == 0, " SELECT ", " UNION ALL SELECT ") + number(i))
		for c := 1; c < width; c++ {
			switch {
			case c > widths[i]:
				union.WriteString(", NULL")
				continue
			case c > 1:
				with.WriteString(", ")
			}

			with.WriteString("c" + number(c))
			union.WriteString(", CAST(c" + number(c) + " AS TEXT)")
		}

		with.WriteString(") AS (")
		at := make([]int, len(own))
		for i, arg := range own {
			if numbers[arg] == 0 {
				args = append(args, arg)
				numbers[arg] = len(args)
			}
			at[i] = numbers[arg]
		}

		renumber(&with, text, at)
		with.WriteByte(')')
		union.WriteString(" FROM q" + number(i))
	}

	return with.String() + union.String(), args, width
}

func either(first bool, one, other string) string {
	if first {
		return one
	}
	return other
}

// renumber writes a statement with other numbers for its arguments: the nth is for $n.
func renumber(b *strings.Builder, text string, numbers []int) {
	for {
		before, after, found := strings.Cut(text, "$")
		b.WriteString(before)
		if !found {
			return
		}

		n, digits := 0, 0
		for ; digits < len(after) && '0' <= after[digits] && after[digits] <= '9'; digits++ {
			n = 10*n + int(after[digits]-'0')
		}

		b.WriteString("$" + number(numbers[n-1]))
		text = after[digits:]
	}
}

// padding is what stands around the columns of a question in a row of several.
type padding struct {
	width int // of the whole row; 0: there is none, and it is noted how many columns are asked for
	asked int
}

// errNoRow ends a scan that only tells how many columns it reads.
var errNoRow = errors.New("store: no row stands here")

// scan reads the columns behind the number of the question.
func (p *padding) scan(row Row, dest []any) error {
	if p.width == 0 {
		p.asked = len(dest)
		return errNoRow
	}

	var none any
	all := append(append(make([]any, 0, p.width), &none), dest...)
	for len(all) < p.width {
		all = append(all, &none)
	}

	return row.rows.Scan(all...)
}

// number reads the number of the question alone.
func (r Row) number(n *int) error {
	var none any
	all := append(make([]any, 0, r.pad.width), n)
	for len(all) < r.pad.width {
		all = append(all, &none)
	}
	return r.rows.Scan(all...)
}
