package org

import (
	"slices"

	"lingping/internal/i18n"
)

// personMatch follows the rows of 党员 until each stands for a person or is left out. A person is known by 工号; else by
// 身份证号; else by name and branch where that is unique in the sheet and in the roster. Whatever is less certain is
// reported and never guessed.
type personMatch struct {
	*matcher
	rows   []PersonRow
	fate   []verdict
	old    []int // position of the row's person in before, -1 for a new one
	row    []int // for each person of before: the row that stands for it, -1 without
	branch []UnitID
	names  map[string][]int     // folded name → persons of before
	peers  map[nameInBranch]int // how many rows have the name in the branch
	placed []bool               // what stands around the row tells its branch

	numbers  map[string][]int // key of 工号 → persons of before: several only when an earlier import doubled somebody
	holders  map[string]int   // key of 身份证号 → person of before, -1 when several have it
	rejected map[string]bool  // keys of names and 工号 of rows left out
	delta    Delta[Person]
	after    []Person // before with the rows' words, then the new ones in row order
}

type nameInBranch struct {
	name   string
	branch UnitID
}

// matchPersons matches rows with the persons of before that they may be about.
func (m *matcher) matchPersons(before []Person, rows []PersonRow) *personMatch {
	m.before.Persons = before
	p := &personMatch{matcher: m, rows: rows}
	n := len(p.rows)
	p.fate = make([]verdict, n)
	p.old = slices.Repeat([]int{-1}, n)
	p.row = slices.Repeat([]int{-1}, len(m.before.Persons))
	p.branch, p.placed = make([]UnitID, n), make([]bool, n)
	for i := range p.rows {
		if p.rows[i].Faulty {
			p.fate[i] = out
		}
	}

	p.findBranches()
	p.twins()
	p.byNumber()
	p.byZeroless()
	p.byIDNumber()
	p.byName()
	p.foreignIDs()
	p.settle()
	p.warn()
	for i := range p.after {
		if p.after[i].Standing == Formal {
			m.formal[p.after[i].Branch]++
		}
	}

	m.count += len(p.after)
	return p
}

func (p *personMatch) refuse(i int, field Field, t trouble) {
	p.note(t.level, p.rows[i].Row, field, t.text, t.args...)
	p.fate[i] = out
	if at := p.old[i]; at >= 0 {
		p.row[at], p.old[i] = -1, -1
	}
}

// stand lets the row stand for a person of the roster.
func (p *personMatch) stand(i, at int) {
	p.fate[i], p.old[i], p.row[at] = settled, at, i
}

// twins refuses rows that share a 工号, also with a row that is left out, and warns of a shared 身份证号.
func (p *personMatch) twins() {
	for i, other := range twins(len(p.rows), func(i int) string { return Key(p.rows[i].Person.IDNumber) }) {
		if other >= 0 && p.fate[i] != out {
			p.note(Warning, p.rows[i].Row, FieldIDNumber, "身份证号与第 %d 行（%s）相同，请核对。",
				p.rows[other].At, p.rows[other].Person.Name)
		}
	}
	for i, other := range twins(len(p.rows), func(i int) string { return Key(p.rows[i].Person.Number) }) {
		if other >= 0 { // also of a row that is at fault for something else
			p.refuse(i, FieldNumber, trouble{Fault, "工号“%s”在“%s”表第 %d 行（%s）也有；请改正其中一个，或删去重复的一行。",
				[]any{p.rows[i].Person.Number, p.rows[other].Sheet.Name, p.rows[other].At, p.rows[other].Person.Name}})
		}
	}
}

func (p *personMatch) byNumber() {
	p.numbers = map[string][]int{}
	for at := range p.before.Persons {
		if number := p.before.Persons[at].Number; number != "" {
			key := Key(number)
			p.numbers[key] = append(p.numbers[key], at)
		}
	}

	for i := range p.rows {
		row := &p.rows[i].Person
		hits := p.numbers[Key(row.Number)]
		if len(hits) == 0 || row.Number == "" || p.fate[i] == out {
			continue
		}

		at := hits[0]
		if len(hits) > 1 {
			if at = p.asWritten(hits, row.Number); at < 0 {
				p.refuse(i, FieldNumber, trouble{Fault, "名册中有 %d 人的工号其实都是“%s”（%s）；请先在名册中改正或合并他们。",
					[]any{len(hits), row.Number, p.numbered(hits)}})
				continue
			}
		}

		person := &p.before.Persons[at]
		if NameKey(person.Name) == NameKey(row.Name) {
			p.stand(i, at)
			continue
		}

		if field := contradiction(person, row); field != "" {
			p.row[at] = i // spoken of, though the row is refused
			p.refuse(i, FieldNumber, trouble{Fault, "工号“%s”在名册中是%s，这里是%s，%s也不同，像是两个人；请核对工号。",
				[]any{row.Number, person.Name, row.Name, i18n.Word(field)}})
			continue
		}

		p.note(Warning, p.rows[i].Row, FieldName, "工号“%s”在名册中是%s，这里是%s；将按改名处理，请核对。",
			row.Number, person.Name, row.Name)
		p.stand(i, at)
	}
}

// byIDNumber settles rows whose 身份证号 one person of the same name has, wherever he was.
func (p *personMatch) byIDNumber() {
	p.holders = map[string]int{}
	for at := range p.before.Persons {
		id := Key(p.before.Persons[at].IDNumber)
		if id == "" {
			continue
		}

		if _, shared := p.holders[id]; shared {
			at = -1
		}

		p.holders[id] = at
	}

	shared := twins(len(p.rows), func(i int) string { return Key(p.rows[i].Person.IDNumber) })
	for i := range p.rows {
		row := &p.rows[i].Person
		at := p.holder(i)
		if p.fate[i] != open || at < 0 || p.row[at] >= 0 || shared[i] >= 0 {
			continue
		}

		person := &p.before.Persons[at]
		if NameKey(person.Name) == NameKey(row.Name) && (row.Number == "" || person.Number == "") {
			p.stand(i, at)
		}
	}
}

// holder is the one person of the roster who has the row's 身份证号, -1 when there is none.
func (p *personMatch) holder(i int) int {
	if at, ok := p.holders[Key(p.rows[i].Person.IDNumber)]; ok {
		return at
	}
	return -1
}

// foreignIDs refuses, when it is known who is who, rows whose 身份证号 belongs to a person of whom no row speaks. Whom
// such a row stands for is not free for another.
func (p *personMatch) foreignIDs() {
	for i := range p.rows {
		holder := p.holder(i)
		if p.fate[i] != settled || holder < 0 || p.row[holder] >= 0 {
			continue
		}

		person, row := &p.before.Persons[holder], &p.rows[i].Person
		own := p.old[i]
		if NameKey(person.Name) != NameKey(row.Name) {
			p.refuse(i, FieldIDNumber, trouble{Fault, "身份证号与名册中的%s相同，而这里是%s；请核对身份证号。",
				[]any{named(person.Name, person.Number), named(row.Name, row.Number)}})
		} else {
			p.refuse(i, FieldNumber, trouble{Fault, "身份证号与名册中的%s相同，而工号不同；如换了工号，请先在该人员的页面上改工号再导入。",
				[]any{named(person.Name, person.Number)}})
		}

		if own >= 0 {
			p.row[own] = i
		}
	}
}

// contradiction is the field by which two records can't be of one person, empty when none speaks against it.
func contradiction(a, b *Person) Field {
	switch {
	case a.IDNumber != "" && b.IDNumber != "" && Key(a.IDNumber) != Key(b.IDNumber):
		return FieldIDNumber
	case compareDates(a.Birth, b.Birth) != 0:
		return FieldBirth
	case a.Sex != "" && b.Sex != "" && a.Sex != b.Sex:
		return FieldSex
	}
	return ""
}

// compareDates compares as far as both dates are known; an unknown date differs from none.
func compareDates(a, b Date) int {
	n := min(len(a), len(b))
	switch a, b := a[:n], b[:n]; {
	case a < b:
		return -1
	case a > b:
		return 1
	}

	return 0
}
