package org

import (
	"slices"
	"strings"
)

// warn says what is improbable about the persons whose rows stand. Nothing here keeps a row out.
func (p *personMatch) warn() {
	known := len(p.before.Persons)
	next := known
	for i := range p.rows {
		if p.fate[i] == out {
			continue
		}

		at := p.old[i]
		var before Person
		if at < 0 {
			at = next
			next++
		} else {
			before = p.before.Persons[at]
		}

		person := &p.after[at]
		p.warnBranch(i, before, person)
		p.warnDates(i, person)
		p.warnIDNumber(i, person)
		p.warnGone(i, person)
	}
}

// warnGone tells of members of whom a remark says that they have gone.
func (p *personMatch) warnGone(i int, person *Person) {
	if note := p.rows[i].Person.Note; person.Standing.IsMember() && SaysGone(note) {
		p.note(Warning, p.rows[i].Row, FieldNote, "%s的备注写着“%s”，仍按%s导入；如已不是这里的党员，请从表中删去这一行。", person.Name, note, person.Standing.Word())
	}
}

// warnBranch tells of members whom no branch secretary will review.
func (p *personMatch) warnBranch(i int, before Person, person *Person) {
	switch {
	case person.Branch != 0 || !person.Standing.IsMember():
	case before.Branch != 0:
		p.note(Warning, p.rows[i].Row, FieldBranch, "%s原在“%s”，这里空着：导入后将不在任何党支部；如不是本意，请填上。",
			person.Name, p.nameOf(before.Branch))
	default:
		p.note(Warning, p.rows[i].Row, FieldBranch, "没有写所在党支部：%s可以导入，但补上以前没有人点评。", person.Name)
	}
}

func (p *personMatch) warnDates(i int, person *Person) {
	for _, d := range []struct {
		field Field
		day   Date
	}{{FieldBirth, person.Birth}, {FieldJoined, person.Joined}, {FieldFull, person.Full}} {
		if today := p.read.Today; d.day != "" && today != "" && compareDates(d.day, today) > 0 {
			p.note(Warning, p.rows[i].Row, d.field, "%s的%s（%s）在今天以后，请核对。", person.Name, d.field.Word(), d.day.Dotted())
		}
	}

	if person.Birth != "" && person.Joined != "" {
		grown := person.Birth.Time().AddDate(18, 0, 0)
		if compareDates(person.Joined, DateOf(grown)[:len(person.Birth)]) < 0 {
			p.note(Warning, p.rows[i].Row, FieldJoined, "%s入党（%s）时不满 18 岁（%s出生），请核对。",
				person.Name, person.Joined.Dotted(), person.Birth.Dotted())
		}
	}

	if person.Joined != "" && person.Full != "" && compareDates(person.Full, person.Joined) < 0 {
		p.note(Warning, p.rows[i].Row, FieldFull, "%s的转正日期（%s）在入党日期（%s）之前，请核对。",
			person.Name, person.Full.Dotted(), person.Joined.Dotted())
	}

	if person.Standing == Probationary && person.Full != "" {
		p.note(Warning, p.rows[i].Row, FieldFull, "%s是预备党员，却有转正日期，请核对。", person.Name)
	}
}

func (p *personMatch) warnIDNumber(i int, person *Person) {
	if person.IDNumber == "" || !p.rows[i].Sheet.Has(FieldIDNumber) {
		return
	}

	birth, sex, ok := CheckIDNumber(person.IDNumber)
	switch {
	case !ok:
		p.note(Warning, p.rows[i].Row, FieldIDNumber, "%s的身份证号不对（应是 18 位，末位为校验码），请核对。", person.Name)
	case compareDates(birth, person.Birth) != 0:
		p.note(Warning, p.rows[i].Row, FieldIDNumber, "%s的身份证号是 %s 出生的，与出生年月（%s）不同，请核对。",
			person.Name, birth.Dotted(), person.Birth.Dotted())
	case person.Sex != "" && person.Sex != sex:
		p.note(Warning, p.rows[i].Row, FieldIDNumber, "%s的身份证号与性别（%s）不同，请核对。", person.Name, person.Sex)
	}
}

// warnPosts says what is improbable about the posts whose rows stand.
func (s *seatMatch) warnPosts() {
	at := map[PersonID]int{}
	for i := range s.im.After.Persons {
		at[s.im.After.Persons[i].ID] = i
	}

	named := map[UnitID]bool{}
	for i := range s.rows {
		if s.fate[i] != settled || s.old[i] == twin {
			continue
		}

		want := s.want[i]
		person, unit := &s.im.After.Persons[at[want.person]], s.units.unit(want.unit)
		named[want.unit] = true
		s.warnPost(i, PostKind(want.kind), person, unit)
	}

	s.warnSecretaries(named, at)
}

func (s *seatMatch) warnPost(i int, kind PostKind, person *Person, unit *Unit) {
	row := s.rows[i].Row
	leads := kind == Secretary || kind == DeputySecretary || kind == Acting
	switch {
	case kind == CellLeader && unit.Kind != Cell:
		s.note(Warning, row, FieldUnit, "“%s”是%s，不是党小组，却有党小组长；请核对。", unit.Name, unit.Kind.Word())
	case (leads || kind == CommitteeMember) && !unit.Kind.IsGrassroots() && unit.Kind != LeadGroup:
		s.note(Warning, row, FieldUnit, "“%s”是%s，一般不设%s；请核对。", unit.Name, unit.Kind.Word(), kind.Word())
	case (leads || kind == CommitteeMember) && person.Standing != Formal:
		s.note(Warning, row, FieldPost, "%s是%s，却任“%s”的%s；请核对。",
			person.Name, person.Standing.Word(), unit.Name, kind.Word())
	case leads && unit.Kind.IsBranch() && person.Branch != unit.ID:
		s.note(Warning, row, FieldUnit, "%s任“%s”的%s，组织关系却不在这个党支部；请核对。", person.Name, unit.Name, kind.Word())
	}
}

// warnSecretaries tells of units that would have two secretaries on one day. In a round this is a fault of the dry run;
// here it mostly means that the former one's row has no 止 yet.
func (s *seatMatch) warnSecretaries(named map[UnitID]bool, at map[PersonID]int) {
	heads := map[UnitID][]seat{}
	for _, a := range s.after {
		if PostKind(a.kind) == Secretary && named[a.unit] {
			heads[a.unit] = append(heads[a.unit], a)
		}
	}

	for i := range s.rows {
		unit := s.want[i].unit
		if s.fate[i] != settled || PostKind(s.want[i].kind) != Secretary || heads[unit] == nil {
			continue
		}

		var names []string
		for k, a := range heads[unit] {
			for j, b := range heads[unit] {
				name := s.im.After.Persons[at[a.person]].Name
				if j != k && a.person != b.person && overlap(a, b) && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}

		if len(names) > 1 {
			s.note(Warning, s.rows[i].Row, FieldTo, "“%s”同一天有 %d 个书记（%s）；已卸任的，请在他的那一行写上“止”的日期再导入。",
				s.units.unit(unit).Name, len(names), strings.Join(names, "、"))
		}

		delete(heads, unit)
	}
}

// A branch needs three formal members.
const fewestFormal = 3

// checkAfter tells of branches that would be too small. It speaks only when the sheets say who is where.
func (m *matcher) checkAfter() {
	if !m.im.Persons.Present || m.count == 0 {
		return
	}

	for _, unit := range m.im.After.Units {
		if n := m.formal[unit.ID]; unit.Kind.IsBranch() && n < fewestFormal {
			m.note(Warning, m.unitRows[unit.ID], "", "“%s”只有 %d 名正式党员；不足 3 名的一般不单设党支部，请核对。", unit.Name, n)
		}
	}
}
