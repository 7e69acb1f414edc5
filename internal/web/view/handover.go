package view

import (
	"fmt"
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// Handover is the form by which what somebody owes passes to another.
type Handover struct {
	app.OwingList
	Word             string // who hands over is looked for by it
	From, To, Reason string
}

// Changes is how the roster of today differs from the frozen one.
type Changes struct {
	View   app.RoundView
	Change app.RosterChange
	Reason string

	Joined, Left, Passed, Gaps ui.Pager
}

// Pagers leads through each of the lists of the page at an address; the others stay where they are.
func (v *Changes) Pagers(address string) {
	c := v.Change
	pagers(address, url.Values{"day": {string(c.Day)}}, app.PlanEach, []paged{
		{&v.Joined, "joined", c.ChangeFilter.Joined, len(c.Joined), c.Counts.Joined},
		{&v.Left, "left", c.ChangeFilter.Left, len(c.Left), c.Counts.Left},
		{&v.Passed, "passed", c.ChangeFilter.Passed, len(c.Passed), c.Counts.Passed},
		{&v.Gaps, "gap", c.ChangeFilter.Gaps, len(c.Gaps), c.Counts.Gaps},
	})
}

func personKey(id org.PersonID) string { return strconv.FormatInt(int64(id), 10) }

// owingKey is what somebody can hand over as a value of a form: 12.everything, 12.seat.7 or 12.charges.
func owingKey(person org.PersonID, extent round.Extent, seat org.UnitID) string {
	if extent == round.OneSeat {
		return fmt.Sprintf("%d.%s.%d", person, extent, seat)
	}
	return fmt.Sprintf("%d.%s", person, extent)
}
