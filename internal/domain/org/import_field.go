package org

import (
	"slices"
	"strings"
	"unicode"
)

// field is one comparable column of T: where its value lies and how people read it.
type field[T any] struct {
	name Field
	at   func(*T) *string
	show func(string) string           // nil: as it is
	keep bool                          // an empty cell says nothing: what tells one from another is never cleared by a sheet
	code bool                          // a number or code: of two writings of one the better stays
	less func(said, known string) bool // what is said says the same as what is known, only less of it: then that stays; may be nil
}

var unitFields = []field[Unit]{
	{name: FieldCode, at: func(u *Unit) *string { return &u.Code }, keep: true, code: true},
	{name: FieldUnitName, at: func(u *Unit) *string { return &u.Name }},
	{name: FieldShort, at: func(u *Unit) *string { return &u.Short }},
	{name: FieldUnitKind, at: func(u *Unit) *string { return (*string)(&u.Kind) },
		show: func(s string) string { return string(UnitKind(s).Word()) }},
	{name: FieldCategory, at: func(u *Unit) *string { return &u.Category }},
}

var personFields = []field[Person]{
	{name: FieldNumber, at: func(p *Person) *string { return &p.Number }, keep: true, code: true},
	{name: FieldName, at: func(p *Person) *string { return &p.Name }},
	{name: FieldSex, at: func(p *Person) *string { return &p.Sex }},
	{name: FieldNation, at: func(p *Person) *string { return &p.Nation }, less: sameNation},
	{name: FieldBirth, at: func(p *Person) *string { return (*string)(&p.Birth) }, less: beginsAs},
	{name: FieldDegree, at: func(p *Person) *string { return &p.Degree }},
	{name: FieldStanding, at: func(p *Person) *string { return (*string)(&p.Standing) },
		show: func(s string) string { return string(Standing(s).Word()) }},
	{name: FieldJoined, at: func(p *Person) *string { return (*string)(&p.Joined) }, less: beginsAs},
	{name: FieldFull, at: func(p *Person) *string { return (*string)(&p.Full) }, less: beginsAs},
	{name: FieldJob, at: func(p *Person) *string { return &p.Job }},
	{name: FieldPhone, at: func(p *Person) *string { return &p.Phone }, code: true},
	{name: FieldIDNumber, at: func(p *Person) *string { return &p.IDNumber }, keep: true, code: true},
	{name: FieldNote, at: func(p *Person) *string { return &p.Note }},
}

// take writes into old what the sheet says of it in row: columns the sheet does not have leave old as it is.
func take[T any](fields []field[T], sheet *Sheet, old, row *T) {
	for _, f := range fields {
		said, known := *f.at(row), *f.at(old)
		switch {
		case !sheet.Has(f.name), said == "" && f.keep:
		case f.less != nil && said != "" && f.less(said, known):
		case f.code && said != "" && sameButForm(known, said):
			*f.at(old) = better(known, said)
		default:
			*f.at(old) = said
		}
	}
}

// beginsAs reports whether a date is the beginning of the known one: the month of a day.
func beginsAs(said, known string) bool { return strings.HasPrefix(known, said) }

// sameNation reports whether a nation is the known one without its last syllable: 汉 for 汉族.
func sameNation(said, known string) bool { return known == said+"族" }

// sameButForm reports whether two writings are of one number, zeros lost before it included: whoever has let a row stand
// for what has the other writing has settled that it is one.
func sameButForm(known, said string) bool {
	a, b := Key(known), Key(said)
	return a == b || Zeroless(a) != "" && Zeroless(a) == Zeroless(b) && len(a) > len(b)
}

// diff lists the fields in which after differs from before.
func diff[T any](fields []field[T], before, after *T) []FieldChange {
	var changes []FieldChange
	for _, f := range fields {
		b, a := *f.at(before), *f.at(after)
		if b == a {
			continue
		}

		if f.show != nil {
			b, a = f.show(b), f.show(a)
		}

		changes = append(changes, FieldChange{Field: f.name, Before: b, After: a})
	}

	return changes
}

// sameGroups reports whether two lists hold the same groups, in whatever order.
func sameGroups(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}

	for _, g := range a {
		if !slices.Contains(b, g) {
			return false
		}
	}

	return true
}

// Fold is the shape in which codes, numbers and names are compared: without spaces, full-width letters, digits and
// brackets as half-width, letters as capitals, and one dot for the dots of foreign names. What is kept and shown is
// always the name as written.
func Fold(s string) string {
	plain := true
	for _, r := range s {
		if foldRune(r) != r {
			plain = false
			break
		}
	}

	if plain {
		return s
	}

	return strings.Map(foldRune, s)
}

func foldRune(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r >= 0x3400 && r <= 0x9fff:
		return r
	case r >= 'a' && r <= 'z':
		return r - 'a' + 'A'
	case r >= '！' && r <= '～': // the full-width forms of ASCII
		return foldRune(r - '！' + '!')
	case r == '·', r == '•', r == '・', r == '‧', r == '･', r == '∙':
		return '·'
	case unicode.IsSpace(r), r == '\u200b', r == '\ufeff':
		return -1
	}
	return r
}
