package view

import (
	"fmt"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

// Handover is the form by which what somebody owes passes to another.
type Handover struct {
	View             app.RoundView
	Word             string      // who hands over is looked for by it
	Owing            []app.Owing // what those owe whom it finds, most first
	From, To, Reason string
}

// Changes is how the roster of today differs from the frozen one.
type Changes struct {
	View   app.RoundView
	Change app.RosterChange
	Reason string
}

func personKey(id org.PersonID) string { return strconv.FormatInt(int64(id), 10) }

// owingKey is what somebody can hand over as a value of a form: 12.everything, 12.seat.7 or 12.charges.
func owingKey(person org.PersonID, extent round.Extent, seat org.UnitID) string {
	if extent == round.OneSeat {
		return fmt.Sprintf("%d.%s.%d", person, extent, seat)
	}
	return fmt.Sprintf("%d.%s", person, extent)
}
