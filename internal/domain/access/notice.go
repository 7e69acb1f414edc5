package access

import (
	"slices"

	"lingping/internal/domain/org"
)

// The stages of a notice; one that was sent back is Returned.
const (
	Proposed  Stage = "proposed"
	Checked   Stage = "checked"
	Approved  Stage = "approved"
	Published Stage = "published"
	Withdrawn Stage = "withdrawn"
)

// Notice is what relations to a notice are decided from.
type Notice struct {
	About     []org.PersonID // whose reviews it holds, or leaves out because they wish so
	OfUnit    bool           // the unit's own review, or its secretary's, is in it
	Clerks    []org.PersonID // who may write for those who lead the unit
	Superiors Superiors      // of the unit
}

// Relation is how the actor stands to the notice. Who leads the unit, or writes for him, proposes it and does not decide
// about it. Whoever is reviewed in it is on no path of its approval, whatever else he is: not as the line, nor as office.
func (n Notice) Relation(who Actor) Relation {
	set := who.Base()
	if who.Person == 0 {
		return set | n.Superiors.office(who)
	}

	leads := len(n.Superiors.Units) > 0 && slices.Contains(n.Superiors.Principals(n.Superiors.Units[0]), who.Person)
	if leads {
		set |= ReviewedSide
	}

	if slices.Contains(n.Clerks, who.Person) {
		set |= Clerk
	}

	if slices.Contains(n.About, who.Person) || leads && n.OfUnit {
		return set | Subject
	}

	set |= n.Superiors.office(who)
	if !leads && (n.Superiors.Lead(who.Person) || n.Superiors.chargeOver(who.Person, n.Superiors.Units)) {
		set |= Line
	}

	return set
}
