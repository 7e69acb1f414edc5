package store

import (
	"errors"
	"slices"
	"strings"
)

// Gather runs fn, which only reads, so that what it asks one after the other goes to the database together: a page sends
// a few statements and not thirty. fn first runs without being answered: what is known it is told, everything else gives no
// rows and is noted. What was noted is asked as one statement and known from then on, until something is saved, and fn runs
// again: now it may ask what depends on those answers. When nothing is noted any more, or after so many passes, it runs for
// the last time, and that is what counts.
//
// So fn must set what it hands out, not add to it, and must bear a unit that is there to be missing. What it streams by
// Each is not noted: it is read in the last run. Within another, whose passes count, it is a part of it.
func (tx *Tx) Gather(passes int, fn func() error) error {
	if tx.notes != nil {
		return fn()
	}

	for range passes {
		notes, err := tx.noting(fn)
		if notes.unanswered == 0 {
			return err
		}

		if len(notes.asked) == 0 {
			break
		}

		for part := range slices.Chunk(notes.asked, mostTogether) {
			if err := tx.askTogether(part); err != nil {
				return err
			}
		}
	}

	return fn()
}

// mostTogether is how many questions one statement holds: SQLite takes a union of 500.
const mostTogether = 200

// notes are the questions that were asked and not answered.
type notes struct {
	asked      []noted
	unanswered int // how often something was asked that is not known
}

// add notes a question.
func (n *notes) add(one noted) {
	n.unanswered++
	if !slices.ContainsFunc(n.asked, func(o noted) bool { return o.key() == one.key() }) {
		n.asked = append(n.asked, one)
	}
}

// onlyReads reports whether a statement changes nothing.
func onlyReads(text string) bool {
	return strings.HasPrefix(text, "SELECT") || strings.HasPrefix(text, "WITH")
}

// noted is a question that waits for its answer.
type noted interface {
	key() any
	statement() (text string, args []any)
	width() int // columns
	take(Row) error
	keep(tx *Tx)
}

// noting runs fn and gives what it asks that nobody knows.
func (tx *Tx) noting(fn func() error) (n *notes, err error) {
	n = &notes{}
	tx.notes = n
	defer func() { tx.notes = nil }()
	return n, fn()
}

// answered is what load gives with its questions sent at once, also while others are noted: for what is kept in memory longer
// than the transaction.
func answered[T any](tx *Tx, load func() (T, error)) (T, error) {
	notes := tx.notes
	tx.notes = nil
	defer func() { tx.notes = notes }()
	return load()
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

func (w *waiting[T]) keep(tx *Tx) { tx.keep(w.question, w.got) }

// askTogether sends questions as one statement and keeps the answers. Every column comes as text, because the rows of all
// questions are rows of one table: beside the number of the question stand its columns, and nothing in those that only
// others have. The rows of each question come in its order.
func (tx *Tx) askTogether(all []noted) error {
	text, args, width := together(all)
	pad := &padding{dest: make([]any, width)}
	for _, err := range Each(tx, func(row Row) (none struct{}, err error) {
		row.pad = pad
		number, err := pad.number(row)
		if err == nil {
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
	asked int   // columns of the question
	dest  []any // where the columns of the row go; nil: there is no row, and it is only noted how many are asked for
	none  any   // what stands in those of others
}

// errNoRow ends a scan that only tells how many columns it reads.
var errNoRow = errors.New("store: no row stands here")

// scan reads the columns behind the number of the question.
func (p *padding) scan(row Row, dest []any) error {
	if p.dest == nil {
		p.asked = len(dest)
		return errNoRow
	}

	p.dest[0] = &p.none
	p.clear(1 + copy(p.dest[1:], dest))
	return row.rows.Scan(p.dest...)
}

// number reads the number of the question alone.
func (p *padding) number(row Row) (n int, err error) {
	p.dest[0] = &n
	p.clear(1)
	return n, row.rows.Scan(p.dest...)
}

// clear lets what stands from a column on go nowhere.
func (p *padding) clear(from int) {
	for i := from; i < len(p.dest); i++ {
		p.dest[i] = &p.none
	}
}
