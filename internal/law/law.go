// Package law states the house rules that a machine can check with certainty, and checks them by reading the sources:
// who may import whom (rooms.go, kept.go), what may be said where (habits.go, truth.go), what may happen inside a
// transaction (sending.go), that no error is told as another (mask.go), that pages ask nobody (views.go) and handlers little (sequence.go), and how things are named
// and explained (prose.go). It also finds lines of its own tables about what is not there (idle.go) and the sentences that
// the product says to people (sentences.go), for the tests of package i18n. It is used by tests only, and it asks nothing
// of the go command, so that files behind build tags are read too and no cache hides a breach. Taste is not in it.
package law

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
)

// Breach is one place where the sources break a rule.
type Breach struct {
	File string // from the root of the tree, with slashes
	Line int    // 1 when it concerns the whole file
	Text string // what is wrong, and what the rule wants
}

// String is the breach as editors and people read it: file:line: text.
func (b Breach) String() string { return fmt.Sprintf("%s:%d: %s", b.File, b.Line, b.Text) }

// Check reads the tree and gives every breach of every rule, in the order of files and lines. An error means that the
// tree could not be read or that a Go file in it does not parse.
func Check(root fs.FS) ([]Breach, error) {
	tree, err := Read(root)
	if err != nil {
		return nil, err
	}

	rules := []func(*Tree) []Breach{
		imports, keptWords, globals, queries, posts,
		packageNames, packageComments, exportedComments, getters, inits, sleeps, outsideTests,
		promises, lengths, breath, masks, sending, views, sequences, joins, orphans, percentages, benchmarkNames,
	}

	var breaches []Breach
	for _, rule := range rules {
		breaches = append(breaches, rule(tree)...)
	}

	slices.SortStableFunc(breaches, func(a, b Breach) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(breaches), nil
}
