package access

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// ToGive is how the actor stands to an everyday review that he would give of a subject in the unit of s: its reviewer when
// he would be one by posts and charges 〔二(二)〕. A member is reviewed by the secretary of his branch and by those above;
// a unit and its secretary only from above. Nobody reviews himself. Whoever writes for such a reviewer is his clerk, unless the
// review is of himself.
func (s Superiors) ToGive(who Actor, kind scheme.SubjectKind, person org.PersonID, writesFor ...org.PersonID) Relation {
	set := who.Base()
	if who.Person == 0 || who.Person == person {
		return set
	}

	if s.Gives(who.Person, kind, person) {
		set |= Reviewer
	}

	if slices.ContainsFunc(writesFor, func(p org.PersonID) bool { return s.Gives(p, kind, person) }) && !(kind == scheme.Unit && s.principal(who.Person)) {
		set |= Clerk
	}

	return set
}

// Gives reports whether somebody would be the reviewer of the subject by posts and charges.
func (s Superiors) Gives(reviewer org.PersonID, kind scheme.SubjectKind, person org.PersonID) bool {
	return reviewer != 0 && reviewer != person && (s.Over(reviewer) || kind == scheme.Member && s.Lead(reviewer))
}
