package review

import (
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

// Obligation is a duty to review as the round keeps it once it is launched: who owes it to whom now, and how far it is.
type Obligation struct {
	ID       ID
	Round    round.ID
	Subject  assign.Subject
	Reviewer org.PersonID // whom the rules gave
	Owner    org.PersonID // who owes it now, after hand-overs
	Seat     org.UnitID   // the unit from whose seat he speaks, 0 for a charge holder
	Decision int64        // the row of how the reviewer was found
	State    State
	Drawn    round.DrawID // the draw that marked it, 0: none
}

// MarkedBy is by which draw the obligation is marked when these draws, the first of them first, hold and chose its subject.
// What was given before a draw was not chosen by it; what was given because of one stays chosen.
func (o Obligation) MarkedBy(chose []round.DrawID) round.DrawID {
	switch {
	case o.State == Confirmed, slices.Contains(chose, o.Drawn):
		return o.Drawn
	case len(chose) > 0 && o.State.Open():
		return chose[0]
	}
	return 0
}

// Side is whose text a review is.
type Side string

// The sides. A text nobody has begun is on neither, and may be begun by both.
const (
	ReviewerSide Side = "reviewer" // written by the reviewer, his clerk or on his behalf
	ReviewedSide Side = "reviewed" // filled in by those who are reviewed 〔四(三) 基层党组织和党员要及时填写〕
)
