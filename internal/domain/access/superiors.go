package access

import (
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
)

// Superiors is who holds a unit and the units above it: leads them, has a charge over them, sits in the unit itself.
type Superiors struct {
	Units    []org.UnitID // the unit itself, then upwards to the root
	Holdings []assign.Holding
}

// Principals are those who lead a unit. More than one is a fault of the roster; none is a vacancy.
func (s Superiors) Principals(unit org.UnitID) []org.PersonID {
	var lead []org.PersonID
	for _, h := range s.Holdings {
		if h.Unit == unit && h.Way == assign.Lead {
			lead = append(lead, h.Person)
		}
	}

	return lead
}

// Lead reports whether the person leads the unit or one above it.
func (s Superiors) Lead(person org.PersonID) bool {
	return slices.ContainsFunc(s.Units, func(u org.UnitID) bool { return slices.Contains(s.Principals(u), person) })
}

// principal reports whether the person leads the unit itself.
func (s Superiors) principal(person org.PersonID) bool {
	return len(s.Units) > 0 && slices.Contains(s.Principals(s.Units[0]), person)
}

// InCharge reports whether the person has a charge over the unit itself 〔二(二) 分管单位和联系点〕.
func (s Superiors) InCharge(person org.PersonID) bool {
	return len(s.Units) > 0 && s.chargeOver(person, s.Units[:1])
}

// Over reports whether the person speaks to the unit from above: he leads a unit above it, or has a charge over it or
// over one above it 〔二(二) 隶属关系和领导分工；三(三) 现场点评〕. Who leads the unit itself does not.
func (s Superiors) Over(person org.PersonID) bool {
	if len(s.Units) == 0 || s.principal(person) {
		return false
	}
	return s.Lead(person) || s.chargeOver(person, s.Units)
}

// Sits reports whether the person has a post of any kind in the unit itself.
func (s Superiors) Sits(person org.PersonID) bool {
	return len(s.Units) > 0 && slices.Contains(s.Holdings, assign.Holding{Unit: s.Units[0], Person: person, Way: assign.Sit})
}

// Whole reports whether the actor reads every record of the unit and of those below it: he leads it or one above it, is its
// office, or works at the machine itself. Who has a charge over it reads those of the unit itself, and of what lies below
// the figures and the names 〔二(二)〕.
func (s Superiors) Whole(who Actor) bool {
	return who.Local || s.office(who) != 0 || who.Person != 0 && s.Lead(who.Person)
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
	return slices.ContainsFunc(s.Holdings, func(h assign.Holding) bool {
		return h.Person == person && h.Way.ByCharge() && slices.Contains(units, h.Unit)
	})
}
