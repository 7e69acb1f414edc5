package access

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

// Superiors is what is known, on one day, of a unit and of the units above it: who leads them, who has a charge over
// them, and what passed to somebody else since the roster was frozen.
type Superiors struct {
	Day       org.Date
	Units     []org.UnitID     // the unit itself, then upwards to the root
	Posts     []org.Post       // 书记 and 主持工作 of those units; of the unit itself posts of every kind
	Charges   []org.Charge     // over those units
	HandOvers []round.HandOver // of the round, in the order in which they were made
}

// Principals are those who lead a unit: its 书记, else who 主持工作 there; after a hand-over of the seat, who took over.
// More than one is a fault of the roster; none is a vacancy.
func (s Superiors) Principals(unit org.UnitID) []org.PersonID {
	lead := s.holders(unit, org.Secretary)
	if len(lead) == 0 {
		lead = s.holders(unit, org.Acting)
	}
	for i, p := range lead {
		lead[i] = s.now(p, unit)
	}
	return lead
}

// Lead reports whether the person leads the unit or one above it.
func (s Superiors) Lead(person org.PersonID) bool {
	return slices.ContainsFunc(s.Units, func(u org.UnitID) bool { return slices.Contains(s.Principals(u), person) })
}

// InCharge reports whether the person has a charge over the unit itself 〔二(二) 分管单位和联系点〕.
func (s Superiors) InCharge(person org.PersonID) bool {
	return len(s.Units) > 0 && s.chargeOver(person, s.Units[:1])
}

// Over reports whether the person speaks to the unit from above: he leads a unit above it, or has a charge over it or
// over one above it 〔二(二) 隶属关系和领导分工；三(三) 现场点评〕. Who leads the unit itself does not.
func (s Superiors) Over(person org.PersonID) bool {
	if len(s.Units) == 0 || slices.Contains(s.Principals(s.Units[0]), person) {
		return false
	}
	return s.Lead(person) || s.chargeOver(person, s.Units)
}

// Sits reports whether the person has a post of any kind in the unit itself.
func (s Superiors) Sits(person org.PersonID) bool {
	if len(s.Units) == 0 {
		return false
	}
	unit := s.Units[0]
	return slices.Contains(s.Principals(unit), person) || slices.ContainsFunc(s.Posts, func(p org.Post) bool {
		return p.Unit == unit && p.Person == person && org.Covers(p.From, p.To, s.Day)
	})
}

// Relation is how the actor stands to the unit as far as its figures, lists and rounds go. A charge counts for what
// lies below the unit too, because the unit's figures are made of it.
func (s Superiors) Relation(who Actor) Relation {
	set := who.Base() | s.office(who)
	if who.Person != 0 && (s.Lead(who.Person) || s.chargeOver(who.Person, s.Units)) {
		set |= Line
	}
	return set
}

// ToArrangement is how the actor stands to the plan of a unit 点评方案: whoever sits in the unit writes it with those above,
// and is not the office that decides on it.
func ToArrangement(s Superiors, who Actor) Relation {
	set := s.Relation(who)
	if who.Person != 0 && s.Sits(who.Person) {
		set = set&^Office | ReviewedSide
	}
	return set
}

// office is the relation of the campaign office of one of the units, or of everything.
func (s Superiors) office(who Actor) Relation {
	if slices.ContainsFunc(who.Offices(), func(u org.UnitID) bool { return u == 0 || slices.Contains(s.Units, u) }) {
		return Office
	}
	return 0
}

func (s Superiors) chargeOver(person org.PersonID, units []org.UnitID) bool {
	return slices.ContainsFunc(s.Charges, func(c org.Charge) bool {
		return slices.Contains(units, c.Unit) && org.Covers(c.From, c.To, s.Day) && s.now(c.Person, c.Unit) == person
	})
}

func (s Superiors) holders(unit org.UnitID, kind org.PostKind) []org.PersonID {
	var out []org.PersonID
	for _, p := range s.Posts {
		if p.Unit == unit && p.Kind == kind && org.Covers(p.From, p.To, s.Day) && !slices.Contains(out, p.Person) {
			out = append(out, p.Person)
		}
	}
	return out
}

// now is who stands where the person stood before the hand-overs.
func (s Superiors) now(person org.PersonID, unit org.UnitID) org.PersonID {
	for _, h := range s.HandOvers {
		if h.From == person && (h.Seat == 0 || h.Seat == unit) {
			person = h.To
		}
	}
	return person
}
