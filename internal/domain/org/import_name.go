package org

import (
	"slices"
	"strings"
)

// byName settles the rows that neither 工号 nor 身份证号 has settled: first those whose name and branch are unique on
// both sides, then, when it is known who is left, the rest.
func (p *personMatch) byName() {
	p.names = map[string][]int{}
	for at := range p.before.Persons {
		name := NameKey(p.before.Persons[at].Name)
		p.names[name] = append(p.names[name], at)
	}

	p.peers = map[nameInBranch]int{}
	for i := range p.rows {
		p.peers[p.place(i)]++
	}

	var rest []int
	for i := range p.rows {
		if p.fate[i] == open && !p.onlyOne(i) {
			rest = append(rest, i)
		}
	}

	for _, i := range rest {
		if p.fate[i] == open {
			p.newcomer(i)
		}
	}
}

func (p *personMatch) place(i int) nameInBranch {
	return nameInBranch{NameKey(p.rows[i].Person.Name), p.branch[i]}
}

// free are the persons of the roster with the row's name for whom no row stands and against whom no fact of the row
// speaks: those in the row's branch, and those elsewhere.
func (p *personMatch) free(i int) (here, elsewhere []int) {
	row := &p.rows[i].Person
	for _, at := range p.names[NameKey(row.Name)] {
		person := &p.before.Persons[at]
		if p.row[at] >= 0 || contradiction(person, row) != "" || row.Number != "" && person.Number != "" {
			continue
		}

		if person.Branch == p.branch[i] {
			here = append(here, at)
		} else {
			elsewhere = append(elsewhere, at)
		}
	}

	return here, elsewhere
}

// onlyOne lets the row stand for the one person of its name in its branch, when the row too is the only one, and
// reports whether the row is settled by that or refused because it can't be told apart.
func (p *personMatch) onlyOne(i int) bool {
	row := &p.rows[i].Person
	here, _ := p.free(i)
	alone := p.peers[p.place(i)] == 1
	switch {
	case alone && len(here) == 1:
		if row.Number != "" {
			p.note(Warning, p.rows[i].Row, FieldNumber, "名册中同一党支部的%s没有工号，将按同一人补上工号“%s”；如是两人，请先给原来的补上工号。",
				row.Name, row.Number)
		}
		p.stand(i, here[0])
	case row.Number == "" && !alone:
		p.refuse(i, FieldNumber, trouble{Fault, "本表同一党支部有 %d 行“%s”，这一行没有工号，分不清是谁；请补上工号。",
			[]any{p.peers[p.place(i)], row.Name}})
	case len(here) > 0:
		p.refuse(i, FieldNumber, trouble{Fault, "名册中同一党支部有 %d 个“%s”没有在本表认出，分不清是不是这一行；请补上工号，并先在名册中给原有的人补上。",
			[]any{len(here), row.Name}})
	default:
		return false
	}

	return true
}

// newcomer takes a row for a new person, unless somebody of the name is left over in another branch.
func (p *personMatch) newcomer(i int) {
	row := &p.rows[i].Person
	if at := p.namesake(i); at >= 0 && p.settledBy(i, at, FieldNumber,
		"名册中同一党支部已有“%s”（工号 %s），这里的工号是“%s”；是同一人换了工号还是另一人，请说明：--same %[3]s=%[2]s 或 --distinct %[3]s=%[2]s。") {
		return
	}

	_, elsewhere := p.free(i)
	if len(elsewhere) > 0 {
		where := p.whereabouts(elsewhere)
		if row.Number == "" {
			p.refuse(i, FieldNumber, trouble{Fault, "名册中已有“%s”（%s），分不清这一行是他转来还是另一人；请补上工号。",
				[]any{row.Name, where}})
			return
		}

		p.note(Warning, p.rows[i].Row, FieldNumber, "将新增工号“%s”的%s；名册中还有同名而没有工号的人（%s），如是同一人，请先给他补上工号。",
			row.Number, row.Name, where)
	}

	p.fate[i] = settled
}

// whereabouts lists the branches of a few persons.
func (p *personMatch) whereabouts(persons []int) string {
	var list []string
	for k, at := range persons {
		if k == 3 {
			list = append(list, "…")
			break
		}
		if unit := p.units.unit(p.before.Persons[at].Branch); unit != nil {
			list = append(list, unit.Name)
		} else {
			list = append(list, "—")
		}
	}

	return strings.Join(list, "、")
}

// settle says who is new, changed, the same and gone, and makes the index for the rows of 职务 and 分工.
func (p *personMatch) settle() {
	known := len(p.before.Persons)
	after := make([]Person, known, known+p.newcomers())
	copy(after, p.before.Persons)
	d := &p.delta
	d.Present = p.read.Has(PersonSheet)
	for i := range p.rows {
		switch at := p.old[i]; {
		case p.fate[i] == out:
			d.LeftOut++
		case at >= 0:
			p.update(d, i, &p.before.Persons[at], &after[at])
		default:
			person := p.rows[i].Person
			if person.ID == 0 {
				person.ID = PersonID(p.newID())
			}

			person.Branch = p.branch[i]
			person.Groups = flagged(person.Groups, p.rows[i].Flags)
			person.Pinyin, person.Initials = p.spell(person.Name)
			after = append(after, person)
		}
	}

	d.New = after[known:]
	p.after = after
	p.persons.add(p)
	if !d.Present {
		return
	}

	for at, i := range p.row {
		if i < 0 && !p.spoken(at) {
			d.Gone = append(d.Gone, p.before.Persons[at])
		}
	}
}

func (p *personMatch) newcomers() int {
	n := 0
	for i := range p.rows {
		if p.fate[i] == settled && p.old[i] < 0 {
			n++
		}
	}

	return n
}

// update writes the row's words into after, which begins as a copy of before.
func (p *personMatch) update(d *Delta[Person], i int, before, after *Person) {
	row := &p.rows[i]
	take(personFields, row.Sheet, after, &row.Person)
	changes := diff(personFields, before, after)
	if (row.Sheet.Has(FieldBranch) || p.placed[i]) && before.Branch != p.branch[i] {
		after.Branch = p.branch[i]
		changes = append(changes, FieldChange{FieldBranch, p.nameOf(before.Branch), p.nameOf(after.Branch)})
	}

	groups := before.Groups
	if row.Sheet.Has(FieldGroups) {
		groups = row.Person.Groups
	}

	if groups = flagged(groups, row.Flags); !sameGroups(before.Groups, groups) {
		after.Groups = groups
		changes = append(changes, FieldChange{FieldGroups, strings.Join(before.Groups, "、"), strings.Join(after.Groups, "、")})
	}

	if before.Name != after.Name {
		after.Pinyin, after.Initials = p.spell(after.Name)
	}

	if len(changes) == 0 {
		d.Same++
		return
	}

	d.Changed = append(d.Changed, Changed[Person]{row.Row, before, after, changes})
}

// flagged are the groups with those added and taken that a row speaks of one by one.
func flagged(groups []string, flags []GroupFlag) []string {
	if len(flags) == 0 {
		return groups
	}

	groups = slices.Clone(groups)
	for _, f := range flags {
		switch has := slices.Contains(groups, f.Group); {
		case f.On && !has:
			groups = append(groups, f.Group)
		case !f.On && has:
			groups = slices.DeleteFunc(groups, func(g string) bool { return g == f.Group })
		}
	}

	return groups
}
