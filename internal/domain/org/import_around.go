package org

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// findBranches finds the branch that each row names. A cell stands for its branch, as members belong to branches. Where a
// row names none, what stands around it may: a row above that only names a branch, the title, the name of the tab.
func (p *personMatch) findBranches() {
	for i := range p.rows {
		row := &p.rows[i]
		if row.Branch == "" {
			p.byAround(i)
			continue
		}

		branch, t := p.branchBy(row.Branch, row.BranchElse)
		switch {
		case t == nil:
			p.branch[i] = branch.ID
		case t.level == Fault || p.fate[i] != out:
			p.refuse(i, FieldBranch, *t)
		}
	}
}

// tellAround tells of the rows whose branch is that of what stands around them.
func (m *matcher) tellAround() {
	for _, a := range m.order {
		if a.rows > 0 {
			m.note(Warning, Row{Sheet: a.first.Sheet}, FieldBranch, "没有写所在党支部的 %d 行，按“%s”算作“%s”的党员。", a.rows, a.said, a.branch.Name)
		}
	}
}

// aroundAnswer is the branch that stands around rows.
type aroundAnswer struct {
	branch  *Unit
	trouble *trouble
	said    string
	first   Row
	rows    int
}

func (p *personMatch) byAround(i int) {
	around := p.rows[i].Around
	if around == nil {
		return
	}

	a, ok := p.told[around]
	if !ok {
		a = p.lookAround(around, p.rows[i].Sheet.Has(FieldBranch))
		a.first = p.rows[i].Row
		p.told[around] = a
		p.order = append(p.order, a)
	}

	switch {
	case a.trouble != nil && p.fate[i] != out:
		p.refuse(i, FieldBranch, *a.trouble)
	case a.branch != nil:
		p.branch[i], p.placed[i] = a.branch.ID, true
		a.rows++
	}
}

// branchLike matches a title or the name of a tab that names one branch: 文学院第一党支部党员花名册.
var branchLike = regexp.MustCompile(`^((?:中共)?\p{Han}{2,}?(?:党支部|支部))(?:党员|人员|花名册|名册|名单|成员|\d|[(（]|$)`)

func (p *personMatch) lookAround(around *Around, hasColumn bool) *aroundAnswer {
	if around.Section != "" {
		branch, t := p.branchOf(around.Section)
		if t != nil {
			if unit := p.units.mentioned(around.Section); unit != nil {
				branch, t = unit, nil
			}
		}
		return &aroundAnswer{branch: branch, trouble: t, said: around.Section}
	}

	for _, title := range around.Titles {
		if unit, t := p.units.find(title); t == nil && unit.Kind.IsBranch() { // a tab may be called by the 简称
			return &aroundAnswer{branch: unit, said: title}
		}

		if unit := p.units.mentioned(title); unit != nil {
			return &aroundAnswer{branch: unit, said: title}
		}
	}

	for _, title := range around.Titles {
		if m := branchLike.FindStringSubmatch(Fold(title)); m != nil && !hasColumn && len(p.units.units) > 0 && !everyBranch(m[1]) {
			_, t := p.branchOf(m[1])
			return &aroundAnswer{trouble: t, said: title}
		}
	}

	return p.lookAtFile(around.File, hasColumn)
}

// lookAtFile finds the branch by which a file is called, where nothing within it names one. A name that looks like that of one
// branch is no other's.
func (p *personMatch) lookAtFile(name string, hasColumn bool) *aroundAnswer {
	if unit, t := p.units.find(name); t == nil && unit.Kind.IsBranch() {
		return &aroundAnswer{branch: unit, said: name}
	}

	m := branchLike.FindStringSubmatch(Fold(name))
	if m == nil || everyBranch(m[1]) {
		return &aroundAnswer{branch: p.units.mentioned(name), said: name}
	}

	branch, t := p.branchOf(m[1])
	switch {
	case t == nil:
		return &aroundAnswer{branch: branch, said: name}
	case hasColumn || len(p.units.units) == 0:
		return &aroundAnswer{}
	}
	return &aroundAnswer{trouble: t, said: name}
}

// everyBranch reports whether a title speaks of branches in general.
func everyBranch(title string) bool {
	for _, word := range []string{"各", "所在", "所属", "全校", "全院", "全体", "本"} {
		if strings.HasPrefix(title, word) {
			return true
		}
	}
	return false
}

// mentioned is the branch whose full name or 简称 stands within a text; nil without one. The longest wins.
func (ix *unitIndex) mentioned(text string) *Unit {
	key := Fold(text)
	var best *Unit
	length, tie := 0, false
	for i := range ix.units {
		unit := &ix.units[i]
		if !unit.Kind.IsBranch() {
			continue
		}

		for _, name := range []string{Fold(unit.Name), Fold(unit.Short)} {
			n := utf8.RuneCountInString(name)
			if n < 4 || !strings.Contains(key, name) || n < length {
				continue
			}

			tie = n == length && best != unit
			best, length = unit, n
		}
	}

	if tie {
		return nil
	}

	return best
}

// branchBy is the branch that a code names, or the name beside it; where both name one they must be the same.
func (m *matcher) branchBy(ref, other string) (*Unit, *trouble) {
	branch, t := m.branchOf(ref)
	if other == "" || other == ref {
		return branch, t
	}

	named, also := m.branchOf(other)
	switch {
	case t != nil && also == nil:
		return named, nil
	case t == nil && also == nil && named.ID != branch.ID:
		return nil, &trouble{Fault, otherName, []any{ref, branch.Name, named.Name}}
	}

	return branch, t
}

// branchOf is the branch that ref names.
func (m *matcher) branchOf(ref string) (*Unit, *trouble) {
	unit, t := m.units.find(ref)
	if t != nil {
		return nil, t
	}

	branch := unit
	if unit.Kind == Cell {
		branch = m.units.unit(unit.Parent)
	}

	if branch == nil || !branch.Kind.IsBranch() {
		return nil, &trouble{Fault, "“%s”是%s，党员应在党支部；请改填所在的党支部。", []any{unit.Name, unit.Kind.Word()}}
	}

	return branch, nil
}

// above is the nearest unit over a branch that is called so: 党委 or 党总支; nil when there is none.
func (ix *unitIndex) above(id UnitID, level UnitKind) *Unit {
	for range ix.units {
		unit := ix.unit(id)
		if unit == nil {
			return nil
		}

		fits := unit.Kind == level || level == Committee && (unit.Kind == SubCommittee || unit.Kind == Committee)
		if fits {
			return unit
		}

		id = unit.Parent
	}

	return nil
}
