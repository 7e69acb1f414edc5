package access

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// Sheet is what relations to one review are decided from.
type Sheet struct {
	Kind      scheme.SubjectKind
	Person    org.PersonID   // who is reviewed; 0: the unit
	Owner     org.PersonID   // who owes the review now
	Clerks    []org.PersonID // who may write for him
	Superiors Superiors      // of the subject's unit
	Theirs    bool           // the text is the reviewed side's: nothing is written yet, or they wrote last
	Confirmed bool
}

// Relation is how the actor stands to the review. Whoever is reviewed has no other relation to his own record than that:
// he is neither reviewer nor clerk nor line nor office of it, so he never sees a draft that is not his own side's and
// stands on no path of its approval.
func (s Sheet) Relation(who Actor) Relation {
	set := who.Base()
	if who.Person == 0 {
		return set | s.Superiors.office(who)
	}

	own := s.Theirs || s.Confirmed
	if s.isSubject(who.Person) {
		set |= Subject
		if own {
			set |= ReviewedSide
		}
		return set
	}

	set |= s.Superiors.office(who)
	if who.Person == s.Owner {
		set |= Reviewer
	}

	if slices.Contains(s.Clerks, who.Person) {
		set |= Clerk
	}

	if s.Superiors.Lead(who.Person) || s.Superiors.InCharge(who.Person) {
		set |= Line
	}

	if own && who.Person != s.Owner && s.ofUnit() && s.Superiors.Sits(who.Person) {
		set |= ReviewedSide
	}

	return set
}

// isSubject reports whether the person is reviewed here: himself, or the unit that he leads.
func (s Sheet) isSubject(person org.PersonID) bool {
	if s.Person != 0 {
		return s.Person == person
	}
	return s.Superiors.principal(person)
}

// ofUnit reports whether the reviewed side is a unit: it fills in the sheet about itself and its secretary 〔四(三)〕.
func (s Sheet) ofUnit() bool { return s.Person == 0 || s.Kind == scheme.Secretary }
