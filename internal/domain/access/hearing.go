package access

import (
	"slices"

	"lingping/internal/domain/org"
)

// Hearing is what relations to the opinions of one batch are decided from. Nobody reads what is said of himself or of a
// unit in which he sits, whatever else he is: a leader who is reviewed by the secretary of his branch finds there what
// was said of others, not what was said of him 〔二(二) 积极接受所在支部书记的点评〕.
type Hearing struct {
	Unit    Dossier                         // of the unit
	Members map[org.PersonID][]org.PersonID // those about whom it may speak, with who owes a review of them
}

// ToUnit is how the actor stands to what is said of the unit and its secretary.
func (h Hearing) ToUnit(who Actor) Relation {
	set := h.Unit.Relation(who)
	if set.Has(ReviewedSide) {
		return set & (who.Base() | Subject | ReviewedSide)
	}
	return set
}

// ToMember is how the actor stands to what is said of the member.
func (h Hearing) ToMember(who Actor, member org.PersonID) Relation {
	return Dossier{Person: member, Reviewers: h.Members[member], Superiors: h.Unit.Superiors}.Relation(who)
}

// ToMembers is how the actor stands to what is said of all the members together.
func (h Hearing) ToMembers(who Actor) Relation {
	if _, asked := h.Members[who.Person]; asked {
		return who.Base() | Subject
	}

	var reviewers []org.PersonID
	for _, owners := range h.Members {
		reviewers = append(reviewers, owners...)
	}

	slices.Sort(reviewers)
	return Dossier{Person: -1, Reviewers: slices.Compact(reviewers), Superiors: h.Unit.Superiors}.Relation(who)
}

// To is how the actor stands to a batch about the unit, its members, or both: only as he stands to all of it.
func (h Hearing) To(who Actor, ofUnit, ofMembers bool) Relation {
	switch {
	case !ofMembers:
		return h.ToUnit(who)
	case !ofUnit:
		return h.ToMembers(who)
	}
	return h.ToUnit(who) & h.ToMembers(who)
}

// Ear is how somebody stands to what is said on one unit, as a list of many units knows it; what it says is what Hearing
// says of one.
type Ear struct {
	Over      bool // he leads the unit or one above it, has a charge over it, or is its office
	OfUnit    bool // reviews it or its secretary
	OfMembers bool // reviews members there
	Sits      bool // has a post in it
	Asked     bool // is a member there of whom others are asked
}

// Hears reports whether he may gather and read what is said of the unit, of its members, or of both.
func (e Ear) Hears(ofUnit, ofMembers bool) bool {
	if ofUnit && (e.Sits || !e.Over && !e.OfUnit) {
		return false
	}
	return !ofMembers || !e.Asked && (e.Over || e.OfMembers)
}
