package org

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Searchable reports whether a query is long enough to look persons up by: one Chinese character, or two of any other
// kind. Anything shorter would list a whole institution.
func Searchable(q string) bool {
	q = strings.TrimSpace(q)
	return strings.ContainsFunc(q, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || utf8.RuneCountInString(q) >= 2
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
