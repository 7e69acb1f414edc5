package org

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Searchable reports whether a query is long enough to look persons up by: one Chinese character, or two of any other
// kind. Anything shorter would list a whole institution.
func Searchable(q string) bool {
	q = Fold(q)
	return strings.ContainsFunc(q, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || utf8.RuneCountInString(q) >= 2
}

// Words are what a record is found by: whoever types the beginning of one of them finds it. All are folded, none is
// empty, and none stands twice in a list.
type Words struct {
	Whole []string // a name, a number, a spelling from its first sign on
	Inner []string // what is left of a name from a later sign on: who knows its middle or its end finds it too
}

// Words are what a person is found by: his name, wherever one begins to read it, and the beginning of his number and of
// his name in pinyin, in full or by its initials. Whoever changes this has the words that are kept made anew
// (store.KeepPersonWords).
func (p Person) Words() Words {
	var w Words
	for _, whole := range []string{p.Name, p.Number, p.Pinyin, p.Initials} {
		w.Whole = addWord(w.Whole, Fold(whole))
	}

	name := Fold(p.Name)
	for at := range name {
		if at > 0 {
			w.Inner = addWord(w.Inner, name[at:])
		}
	}

	return w
}

func addWord(words []string, word string) []string {
	if word == "" || slices.Contains(words, word) {
		return words
	}
	return append(words, word)
}

// Named reports whether the text stands in the name, the short name or the code of the unit, both folded.
func (u Unit) Named(text string) bool {
	text = Fold(text)
	return strings.Contains(Fold(u.Name), text) || strings.Contains(Fold(u.Short), text) || strings.Contains(Fold(u.Code), text)
}

// Masked hides the middle of a telephone or identity number: enough is left to tell whether it is the right one.
func Masked(number string) string {
	switch n := len(number); {
	case n >= 15:
		return number[:3] + strings.Repeat("*", n-5) + number[n-2:]
	case n >= 7:
		return number[:3] + strings.Repeat("*", n-7) + number[n-4:]
	default:
		return strings.Repeat("*", n)
	}
}
