package access

import "lingping/internal/domain/org"

// Formerly is how somebody stands to a record of an archived round, in which he may still stand as one of those who were
// merged into him: like each of them, and like himself. Whoever is reviewed there as any of them has no other relation to
// the record than that, as ever.
func Formerly(who Actor, former []org.PersonID, relation func(Actor) Relation) Relation {
	all := relation(who)
	for _, who.Person = range former {
		as := relation(who)
		switch {
		case as.Has(Subject) == all.Has(Subject):
			all |= as
		case as.Has(Subject):
			all = as
		}
	}

	return all
}
