package access

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// ToGive is how the actor stands to an everyday review that he would give of a subject in the unit of s: its reviewer when
// he would be one by posts and charges 〔二(二)〕. A member is reviewed by the secretary of his branch and by those above;
// a unit and its secretary only from above. Nobody reviews himself.
func (s Superiors) ToGive(who Actor, kind scheme.SubjectKind, person org.PersonID) Relation {
	set := who.Base()
	if who.Person == 0 || who.Person == person {
		return set
	}

	if s.Over(who.Person) || kind == scheme.Member && s.Lead(who.Person) {
		set |= Reviewer
	}

	return set
}
