package assign_test

import (
	"cmp"
	"fmt"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// oracle states the rules of chuangxian-2010 once more, in the other direction and without any thought of speed: for
// each subject and each person it asks whether the person owes the review. It shares no code with the planner.
type oracle struct{ *world }

// holds are the persons who hold a post of the kinds in the unit on the day, in the order in which they take precedence.
func (o oracle) holds(unit org.UnitID, kinds ...org.PostKind) []org.PersonID {
	var found []org.Post
	for _, p := range o.posts {
		if p.Unit == unit && slices.Contains(kinds, p.Kind) && org.Covers(p.From, p.To, snapshot) {
			found = append(found, p)
		}
	}

	slices.SortFunc(found, func(a, b org.Post) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Person, b.Person))
	})
	var persons []org.PersonID
	for _, p := range found {
		if !slices.Contains(persons, p.Person) {
			persons = append(persons, p.Person)
		}
	}

	return persons
}

// secretary is the 书记, else who 主持工作, else 0.
func (o oracle) secretary(unit org.UnitID) org.PersonID {
	for _, kind := range []org.PostKind{org.Secretary, org.Acting} {
		if persons := o.holds(unit, kind); len(persons) > 0 {
			return persons[0]
		}
	}
	return 0
}

func (o oracle) at(unit org.UnitID) org.Unit {
	for _, u := range o.units {
		if u.ID == unit {
			return u
		}
	}
	return org.Unit{}
}

// isRoot reports whether a unit is its tree's topmost one, outside units left aside.
func (o oracle) isRoot(unit org.UnitID) bool {
	if o.at(unit).Kind == org.External {
		return false
	}

	for up := o.at(unit).Parent; up != 0; up = o.at(up).Parent {
		if o.at(up).Kind != org.External {
			return false
		}
	}

	return true
}

// counts reports whether a unit is reviewed as one.
func (o oracle) counts(unit org.UnitID) bool {
	switch o.at(unit).Kind {
	case org.Committee, org.SubCommittee, org.GeneralBranch, org.Branch, org.JointBranch, org.TempBranch:
		return !o.isRoot(unit)
	}
	return false
}

// next is the first secretary above the unit who is not the one to be passed over; 0 when there is none.
func (o oracle) next(unit org.UnitID, not org.PersonID) org.PersonID {
	for !o.isRoot(unit) && o.at(unit).Parent != 0 {
		unit = o.at(unit).Parent
		kind := o.at(unit).Kind
		off := kind == org.LeadGroup || kind == org.Department || kind == org.Cell || kind == org.External
		if off && !o.isRoot(unit) {
			continue
		}

		if s := o.secretary(unit); s != 0 && s != not && kind != org.External {
			return s
		}
	}
	return 0
}

// branch is the branch in which the member counts, 0 when there is none.
func (o oracle) branch(person org.PersonID) org.UnitID {
	for _, m := range o.members {
		if m.Person != person {
			continue
		}

		unit := m.Branch
		for o.at(unit).Kind == org.Cell && !o.isRoot(unit) {
			unit = o.at(unit).Parent
		}

		if o.at(unit).Kind.IsBranch() {
			return unit
		}
	}
	return 0
}

func (o oracle) isMember(person org.PersonID) bool {
	for _, m := range o.members {
		if m.Person == person && m.Standing != org.NonMember {
			return true
		}
	}
	return false
}

// charged reports R1: the person has a charge over the unit and is not its secretary.
func (o oracle) charged(person org.PersonID, unit org.UnitID) bool {
	for _, c := range o.charges {
		if c.Person == person && c.Unit == unit && org.Covers(c.From, c.To, snapshot) && person != o.secretary(unit) {
			return true
		}
	}
	return false
}

// over reports R2: the person is secretary above the unit, the root being too high for it to be R2.
func (o oracle) over(person org.PersonID, unit org.UnitID) bool {
	parent := o.at(unit).Parent
	return parent != 0 && !o.isRoot(parent) && o.next(unit, o.secretary(unit)) == person
}

// ofUnit are the rules by which a person reviews a unit and its secretary.
func (o oracle) ofUnit(person org.PersonID, unit org.UnitID) string {
	switch r1, r2 := o.charged(person, unit), o.over(person, unit); {
	case r1 && r2:
		return "R1+R2"
	case r1:
		return "R1"
	case r2:
		return "R2"
	}

	for _, other := range o.holders {
		if o.charged(other.Person, unit) || o.over(other.Person, unit) {
			return ""
		}
	}

	if o.next(unit, o.secretary(unit)) == person {
		return "R6"
	}

	return ""
}

// ofMember is the rule by which a person reviews a member.
func (o oracle) ofMember(person, member org.PersonID) string {
	branch := o.branch(member)
	secretary := o.secretary(branch)
	switch {
	case branch == 0 || secretary == 0:
		return ""
	case secretary != member && secretary == person:
		return "R3"
	case secretary == member && o.next(branch, member) == person:
		return "R3↑"
	}

	return ""
}

// committee are the members of a unit's committee whom its principal reviews.
func (o oracle) committee(unit org.UnitID) []org.PersonID {
	switch o.at(unit).Kind {
	case org.Committee, org.SubCommittee, org.GeneralBranch:
	default:
		return nil
	}

	kinds := []org.PostKind{org.DeputySecretary, org.CommitteeMember}
	if len(o.holds(unit, org.Secretary)) > 0 {
		kinds = append(kinds, org.Acting)
	}

	found := o.holds(unit, kinds...)
	for _, p := range o.holds(unit, org.Administrator) {
		if o.isMember(p) && !slices.Contains(found, p) {
			found = append(found, p)
		}
	}

	return slices.DeleteFunc(found, func(p org.PersonID) bool { return p == o.secretary(unit) })
}

// ofCommittee is the rule by which a person reviews a committee member.
func (o oracle) ofCommittee(person org.PersonID, unit org.UnitID, member org.PersonID) string {
	principal := o.secretary(unit)
	if principal == 0 {
		principal = o.next(unit, member)
	}

	if principal == person && principal != member {
		return "R4"
	}

	return ""
}

// plan gives every obligation and gap as a line: rules, reviewer, kind, unit, person.
func (o oracle) plan() []string {
	var rows []string
	subject := func(kind scheme.SubjectKind, unit org.UnitID, person org.PersonID, rule func(org.PersonID) string) {
		before := len(rows)
		for _, h := range o.holders {
			if r := rule(h.Person); r != "" && h.Person != 0 {
				rows = append(rows, fmt.Sprintf("%s %d→%s %d/%d", r, h.Person, kind, unit, person))
			}
		}

		if len(rows) == before {
			rows = append(rows, fmt.Sprintf("gap %s %d/%d", kind, unit, person))
		}
	}

	for _, u := range o.units {
		byUnit := func(p org.PersonID) string { return o.ofUnit(p, u.ID) }
		if o.counts(u.ID) {
			subject(scheme.Unit, u.ID, 0, byUnit)
		}

		if s := o.secretary(u.ID); o.counts(u.ID) && s != 0 {
			subject(scheme.Secretary, u.ID, s, byUnit)
		}

		for _, c := range o.committee(u.ID) {
			subject(scheme.CommitteeMember, u.ID, c, func(p org.PersonID) string { return o.ofCommittee(p, u.ID, c) })
		}
	}

	for _, m := range o.members {
		if m.Standing == org.NonMember || o.at(m.Branch).Kind == org.External {
			continue
		}

		unit := o.branch(m.Person)
		if unit == 0 {
			unit = o.at(m.Branch).ID
		}

		subject(scheme.Member, unit, m.Person, func(p org.PersonID) string { return o.ofMember(p, m.Person) })
	}

	return rows
}
