package access

import (
	"slices"

	"lingping/internal/domain/org"
)

// Dossier is what relations to the dossier of a unit or a person are decided from.
type Dossier struct {
	Person    org.PersonID   // whose it is; 0: the unit's
	Reviewers []org.PersonID // who owe a review of it, or gave one
	Clerks    []org.PersonID // who may write for them
	Superiors Superiors      // of the unit, or of the person's branch
}

// Relation is how the actor stands to the dossier. As with a sheet, whose dossier it is has no other relation to it.
func (d Dossier) Relation(who Actor) Relation {
	set := who.Base()
	if who.Person == 0 {
		return set | d.Superiors.office(who)
	}

	sheet := Sheet{Person: d.Person, Superiors: d.Superiors}
	if sheet.isSubject(who.Person) {
		return set | Subject | ReviewedSide
	}

	set |= d.Superiors.office(who)
	if slices.Contains(d.Reviewers, who.Person) {
		set |= Reviewer
	}

	if slices.Contains(d.Clerks, who.Person) {
		set |= Clerk
	}

	if d.Superiors.Lead(who.Person) || d.Superiors.InCharge(who.Person) {
		set |= Line
	}

	if d.Person == 0 && d.Superiors.Sits(who.Person) {
		set |= ReviewedSide
	}

	return set
}
