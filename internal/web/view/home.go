package view

import (
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// Home is what concerns the reader, put into the order of the page.
type Home struct {
	app.Home
	Owing  []homeGroup // what he, or who he writes for, still owes
	Done   []app.HomeGroup
	Page   int // of the list of sheets
	Today  org.Date
	Person org.PersonID
}

// homeGroup is a group with those of its sheets that are still to be written.
type homeGroup struct {
	app.HomeGroup
	Open []app.HomeSheet
}

// Arrange puts the sheets to be written under their groups, and groups without any aside.
func (v *Home) Arrange() {
	for _, g := range v.Groups {
		if g.Left() == 0 {
			v.Done = append(v.Done, g)
			continue
		}

		group := homeGroup{HomeGroup: g}
		for _, s := range append(slices.Clone(v.Sheets), v.Writing...) {
			if g.Holds(s) {
				group.Open = append(group.Open, s)
			}
		}

		v.Owing = append(v.Owing, group)
	}
}

// Single is the one sheet of a group that needs no list.
func (g homeGroup) Single() *app.HomeSheet {
	if g.Sheets == 1 && len(g.Open) == 1 {
		return &g.Open[0]
	}
	return nil
}

// begun reports whether something of the group was written already.
func (g homeGroup) begun() bool {
	return g.Done+g.Waiting > 0 || slices.ContainsFunc(g.Open, func(s app.HomeSheet) bool { return s.State != review.Owed })
}

// owed is how many sheets the reader himself has still to write.
func (v Home) owed() int {
	n := 0
	for _, g := range v.Owing {
		if g.Owner == v.Person {
			n += g.Left() - g.Waiting
		}
	}

	return n
}

// empty reports whether there is nothing to do and nothing to read.
func (v Home) empty() bool {
	return len(v.Tasks)+len(v.Groups)+len(v.Confirm)+len(v.Returned)+len(v.About) == 0
}

// Welcome is how far a fresh house is.
type Welcome struct {
	app.Welcome
	Office bool
}

// preparing is the round that is being prepared, 0 without one.
func (v Welcome) preparing() round.ID {
	if len(v.Rounds) == 0 {
		return 0
	}
	return v.Rounds[0].ID
}

// aboutName says which of his capacities a review concerns.
func aboutName(p ui.Page, s app.HomeSheet) string {
	switch s.Subject.Kind {
	case scheme.Member:
		return p.T("您作为%s{党员}", s.Unit.Label())
	case scheme.CommitteeMember:
		return p.T("您作为%s{班子成员}", s.Unit.Label())
	case scheme.Secretary:
		return p.T("您作为%s{书记}", s.Unit.Label())
	}
	return SheetName(p, s.ObligationRow, len(s.IDs))
}

// theirsToWrite reports whether the reviewed side may write now: nothing is written yet, or they wrote last.
func theirsToWrite(s app.HomeSheet) bool {
	return s.State.Writable() && s.Side != review.ReviewerSide
}
