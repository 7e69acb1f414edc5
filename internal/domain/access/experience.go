package access

import "lingping/internal/domain/org"

// The stages of experience that was marked in a review; one that the office sent back is Returned. Before its review counts
// it is a Draft.
const (
	Marked      Stage = "marked"
	Agreed      Stage = "agreed"
	Declined    Stage = "declined"
	Recommended Stage = "recommended"
	Taken       Stage = "taken"
)

// Experience is what relations to experience, or a model, are decided from: those to the review in which it was marked.
type Experience struct {
	Sheet
}

// Relation is how the actor stands to it. Its Line is who recommends it: who speaks to the unit from above, as secretary of
// a general branch or leader in charge; where a unit stands under no general branch, the reviewer himself too.
func (e Experience) Relation(who Actor) Relation {
	set := e.Sheet.Relation(who) &^ Line
	if who.Person != 0 && !set.Has(Subject) && e.recommends(who.Person) {
		set |= Line
	}
	return set
}

func (e Experience) recommends(person org.PersonID) bool {
	direct := len(e.Superiors.Units) <= 2 // the unit and the committee, or the committee itself
	return e.Superiors.Over(person) || direct && person == e.Owner
}
