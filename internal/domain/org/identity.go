package org

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Key is the shape in which numbers and codes (工号, 党组织代码, 身份证号, telephone) are compared: as Fold makes them, without
// hyphens and without what programs add that take them for numbers. 20100101.0, 2.0100101E7 and 2010-0101 are 20100101.
// Two numbers with one key are the same.
func Key(number string) string {
	key := Fold(number)
	if strings.IndexFunc(key, oddInNumber) < 0 {
		return key
	}

	key = strings.TrimLeft(key, "'‘’`")
	key = strings.Map(func(r rune) rune {
		if isHyphen(r) {
			return -1
		}
		return r
	}, key)

	if whole, zeros, ok := strings.Cut(key, "."); ok && isDigits(whole) && strings.Trim(zeros, "0") == "" {
		return whole
	}

	return expanded(key)
}

func oddInNumber(r rune) bool { return (r < '0' || r > '9') && (r < 'A' || r > 'Z') }

func isHyphen(r rune) bool {
	return r == '-' || r >= '\u2010' && r <= '\u2015' || r == '\u2212' || r == '\u2500' || r == '\u30fc'
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// expanded writes a number of the form 2.0100101E7 at its whole length, when all its digits are there.
func expanded(key string) string {
	mantissa, exponent, ok := strings.Cut(key, "E")
	whole, fraction, point := strings.Cut(mantissa, ".")
	exponent = strings.TrimPrefix(exponent, "+")
	if !ok || !point || !isDigits(whole+fraction) || !isDigits(exponent) || len(exponent) > 2 {
		return key
	}

	n := 0
	for _, c := range exponent {
		n = n*10 + int(c-'0')
	}

	if len(whole) != 1 || len(fraction) < n || strings.Trim(fraction[n:], "0") != "" {
		return key
	}

	return whole + fraction[:n]
}

// fewestDigits is how many digits a number has at least that lost the zeros before them.
const fewestDigits = 2

// Zeroless is a key without the zeros before it, empty for one that can't have lost any. Two keys that are the same but
// for these may be one number or two: a spreadsheet that takes a number for a quantity drops them.
func Zeroless(key string) string {
	if !isDigits(key) {
		return ""
	}
	if short := strings.TrimLeft(key, "0"); len(short) >= fewestDigits {
		return short
	}

	return ""
}

// zerolessIndex finds places by numbers that may have lost the zeros before them, in the order in which they were added.
type zerolessIndex map[string][]int

func (z zerolessIndex) add(number string, at int) {
	if short := Zeroless(Key(number)); short != "" {
		z[short] = append(z[short], at)
	}
}

func (z zerolessIndex) hits(number string) []int { return z[Zeroless(Key(number))] }

// only is the place of a number that can mean one alone.
func (z zerolessIndex) only(number string) (int, bool) {
	hits := z.hits(number)
	if len(hits) != 1 {
		return 0, false
	}
	return hits[0], true
}

// NameKey is the shape in which names are compared: as Fold makes them, with one dot for all that people type between
// the parts of foreign names, and characters that only look like others (the radicals of dictionaries) as those.
func NameKey(name string) string {
	key := Fold(name)
	if strings.IndexFunc(key, oddInName) < 0 {
		return key
	}

	return strings.Map(func(r rune) rune {
		if r == '.' {
			return '·'
		}
		return r
	}, norm.NFKC.String(key))
}

func oddInName(r rune) bool {
	return r == '.' || r >= 0x2e80 && r <= 0x2fdf || r >= 0xf900 && r <= 0xfaff || r >= 0x2f800 && r <= 0x2fa1f
}

// better is the better formed of two writings of one number: the known one, unless only the other is nothing but letters
// and digits.
func better(known, said string) string {
	odd := func(s string) bool { return strings.IndexFunc(strings.ToUpper(s), oddInNumber) >= 0 }
	if known == "" || odd(known) && !odd(said) {
		return said
	}
	return known
}

// Pair are two numbers or codes, as written, of which it is said that they are one, or two.
type Pair struct{ A, B string }

// Answers are what the one who imports says where the sheets do not tell whether two numbers are one.
type Answers struct {
	Units                map[string]string // by the folded name that no unit has: the one that is meant, by code or name
	Same, Distinct       []Pair
	AllSame, AllDistinct bool
}

type answer uint8

const (
	unasked answer = iota
	same
	distinct
)

// about is what is said of two numbers.
func (a Answers) about(x, y string) answer {
	switch {
	case holds(a.Same, x, y):
		return same
	case holds(a.Distinct, x, y):
		return distinct
	case a.AllSame:
		return same
	case a.AllDistinct:
		return distinct
	}
	return unasked
}

// expressly reports whether the office has named just these two as one: that is more than that all that is asked are one.
func (a Answers) expressly(x, y string) bool { return holds(a.Same, x, y) }

func holds(pairs []Pair, x, y string) bool {
	x, y = Key(x), Key(y)
	for _, p := range pairs {
		a, b := Key(p.A), Key(p.B)
		if a == x && b == y || a == y && b == x {
			return true
		}
	}

	return false
}

// Question is one that only the office can answer: whether a row's number and a known one are of one person or unit.
type Question struct {
	Row
	Said, Known Pair // each a number and the name that goes with it
}
