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
