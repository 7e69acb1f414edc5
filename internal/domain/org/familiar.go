package org

import (
	"strings"
	"unicode/utf8"

	"lingping/internal/pinyin"
)

// Familiar is what colleagues know of a person and would try as a password: name in characters, pinyin and initials, the
// parts of it too, number, birthday, and the ends of phone and identity number.
func (p Person) Familiar() []string {
	known := append(FamiliarName(p.Name), p.Pinyin, p.Initials, p.Number)
	speller := pinyin.NewSpeller()
	name := []rune(p.Name)
	for at := 1; at <= 2 && at < len(name); at++ { // a surname has one character, or two
		family, _ := speller.Spell(string(name[:at]))
		given, initials := speller.Spell(string(name[at:]))
		known = append(known, string(name[:at]), string(name[at:]), family, given, given+family, family+initials)
	}

	for _, long := range []string{p.Phone, p.IDNumber} {
		known = append(known, long)
		for _, tail := range []int{8, 6, 4} {
			if len(long) > tail {
				known = append(known, long[len(long)-tail:])
			}
		}
	}

	return append(known, familiarDay(p.Birth)...)
}

// FamiliarName is a name as one types it: in characters, in pinyin and its first letters. Of an institution also without
// what all of them are called.
func FamiliarName(name string) (known []string) {
	short := strings.TrimPrefix(name, "中共")
	for _, common := range []string{"委员会", "大学", "学院", "学校", "集团", "公司"} {
		known = append(known, short)
		short = strings.TrimSuffix(short, common)
	}

	speller := pinyin.NewSpeller()
	for _, n := range append(known, short, name) {
		full, initials := speller.Spell(n)
		known = append(known, n, full, initials)
	}

	return known
}

// familiarDay is a day as people type it, to the precision known.
func familiarDay(d Date) (known []string) {
	parts := strings.Split(string(d), "-")
	if utf8.RuneCountInString(string(d)) < len("2006") {
		return nil
	}

	year := parts[0]
	known = append(known, year)
	if len(parts) > 1 {
		known = append(known, year+parts[1], year[2:]+parts[1])
	}

	if len(parts) > 2 {
		day := parts[1] + parts[2]
		known = append(known, year+day, year[2:]+day, day, day+year,
			year+strings.TrimPrefix(parts[1], "0")+strings.TrimPrefix(parts[2], "0"))
	}

	return known
}
