package org

import (
	"cmp"
	"strings"
)

// personIndex finds persons by what rows of 职务 and 分工 write: 工号, or 姓名 with 所在党支部.
type personIndex struct {
	persons  []Person
	byNumber map[string]int
	byName   map[string][]int
	short    zerolessIndex           // by 工号; made when it is first asked for
	lost     map[string][]lostPerson // folded name or 工号 → rows left out that may have been meant
	wanted   *wanted                 // who may be asked for; nil: anybody
}

// lostPerson is a row of 党员 that was left out, with its branch where that is known.
type lostPerson struct {
	row    Row
	branch UnitID
}

// add takes in the persons there will be after a part of the rows, all of them where nobody says which are asked for. Without
// rows to look anybody up for nobody is.
func (ix *personIndex) add(p *personMatch) {
	first := len(ix.persons)
	if ix.wanted == nil {
		ix.persons = p.after
	} else {
		for at := range p.after {
			if ix.wanted.has(&p.after[at]) {
				ix.persons = append(ix.persons, p.after[at])
			}
		}
	}

	if len(p.read.Posts)+len(p.read.Charges) == 0 {
		return
	}

	for at := first; at < len(ix.persons); at++ {
		person := &ix.persons[at]
		name := NameKey(person.Name)
		ix.byName[name] = append(ix.byName[name], at)
		if person.Number != "" {
			ix.byNumber[Key(person.Number)] = at
		}
	}

	there := p.numbersThere()
	for i := range p.rows {
		row := &p.rows[i]
		if p.fate[i] != out || ix.wanted != nil && !ix.wanted.has(&row.Person) {
			continue
		}

		number := Key(row.Person.Number)
		if there[number] {
			continue // the person is there all the same, as he was
		}

		lost := lostPerson{row.Row, p.branch[i]}
		for _, key := range []string{number, NameKey(row.Person.Name)} {
			if key != "" {
				ix.lost[key] = append(ix.lost[key], lost)
			}
		}
	}
}

// numbersThere are the numbers of rows that were left out which somebody has all the same.
func (p *personMatch) numbersThere() map[string]bool {
	asked, there := map[string]bool{}, map[string]bool{}
	for i := range p.rows {
		if number := Key(p.rows[i].Person.Number); p.fate[i] == out && number != "" {
			asked[number] = true
		}
	}

	if len(asked) == 0 {
		return there
	}

	for i := range p.after {
		if number := Key(p.after[i].Number); asked[number] {
			there[number] = true
		}
	}

	return there
}

// spoken reports whether a row that was left out may speak of the person of before.
func (p *personMatch) spoken(at int) bool {
	if p.rejected == nil {
		p.rejected = map[string]bool{}
		for i := range p.rows {
			if p.fate[i] == out {
				p.rejected[NameKey(p.rows[i].Person.Name)] = true
				p.rejected[Key(p.rows[i].Person.Number)] = true
			}
		}
	}

	person := &p.before.Persons[at]
	return p.rejected[NameKey(person.Name)] || person.Number != "" && p.rejected[Key(person.Number)]
}

// who is the person that a row of 职务 or 分工 names, or why it names nobody and in which column.
func (m *matcher) who(row *SeatRow) (*Person, Field, *trouble) {
	if row.Number != "" {
		return m.whoByNumber(row)
	}

	var branch UnitID
	if row.Branch != "" {
		unit, t := m.branchOf(row.Branch)
		if t != nil {
			return nil, FieldBranch, t
		}
		branch = unit.ID
	}

	name := NameKey(row.Name)
	if lost, some := firstLost(m.persons.lost[name], branch); some {
		return nil, FieldName, lost.trouble(row.Name)
	}

	var hits []int
	for _, at := range m.persons.byName[name] {
		if branch == 0 || m.persons.persons[at].Branch == branch {
			hits = append(hits, at)
		}
	}

	switch {
	case len(hits) == 1:
		return &m.persons.persons[hits[0]], "", nil
	case len(hits) > 1:
		return nil, FieldName, &trouble{Fault, "名册中有 %d 个“%s”，分不清是谁；请写工号（不同党支部的也可写所在党支部）。",
			[]any{len(hits), row.Name}}
	case branch != 0:
		return nil, FieldName, &trouble{Fault, "“%s”没有叫“%s”的人员；请核对姓名和所在党支部，或改写工号。",
			[]any{m.nameOf(branch), row.Name}}
	}

	return nil, FieldName, &trouble{Fault, "没有叫“%s”的人员；请核对姓名，或先在“党员”表中加上他。", []any{row.Name}}
}

func (m *matcher) whoByNumber(row *SeatRow) (*Person, Field, *trouble) {
	at, ok := m.persons.byNumber[Key(row.Number)]
	if !ok {
		if lost, some := firstLost(m.persons.lost[Key(row.Number)], 0); some {
			return nil, FieldNumber, lost.trouble(row.Number)
		}

		if at, ok = m.persons.zeroless(row.Number); ok && m.read.Answers.about(row.Number, m.persons.persons[at].Number) != same {
			known := &m.persons.persons[at]
			m.ask(row.Row, Pair{row.Number, row.Name}, Pair{known.Number, known.Name})
			return nil, FieldNumber, &trouble{Fault, "没有工号为“%s”的人员，只有“%s”（%s），可能丢了前面的 0；如是他，请说明：--same %[1]s=%[2]s。",
				[]any{row.Number, known.Number, known.Name}}
		}
	}

	if !ok {
		return nil, FieldNumber, &trouble{Fault, "没有工号为“%s”的人员；请核对工号，或先在“党员”表中加上他。", []any{row.Number}}
	}

	person := &m.persons.persons[at]
	if row.Name != "" && NameKey(row.Name) != NameKey(person.Name) {
		return nil, FieldName, &trouble{Fault, "工号“%s”是%s，不是%s；请改正工号或姓名。", []any{row.Number, person.Name, row.Name}}
	}

	return person, "", nil
}

// zeroless finds the person whose number is the one given but for the zeros before it.
func (ix *personIndex) zeroless(number string) (int, bool) {
	if ix.short == nil {
		ix.short = zerolessIndex{}
		for key, at := range ix.byNumber {
			ix.short.add(key, at)
		}
	}
	return ix.short.only(number)
}

// firstLost is the first of those who were left out, by their rows and not by the order in which they were, that may be of the
// branch; 0: of any.
func firstLost(all []lostPerson, branch UnitID) (first lostPerson, some bool) {
	for _, l := range all {
		if branch != 0 && l.branch != 0 && l.branch != branch {
			continue
		}

		if !some || cmp.Or(strings.Compare(l.row.Sheet.Name, first.row.Sheet.Name), cmp.Compare(l.row.At, first.row.At)) < 0 {
			first, some = l, true
		}
	}

	return first, some
}

func (l lostPerson) trouble(ref string) *trouble {
	return &trouble{Follows, "“%s”在“%s”表第 %d 行，那一行略去了，这一行也随之略去。", []any{ref, l.row.Sheet.Name, l.row.At}}
}
