package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// OccasionHref is the address of a meeting, talk or visit.
func OccasionHref(id review.OccasionID) string { return fmt.Sprintf("/occasions/%d", id) }

// Occasions is the meetings that somebody led, or for whose leader he writes.
type Occasions struct {
	List []store.OccasionRow
	Mine org.PersonID
	Open bool // he has something to give a review on
}

// OccasionPlace is where a meeting can be held: a unit in which somebody has reviews to give.
type OccasionPlace struct {
	Round    app.HomeRound
	Unit     org.UnitID
	UnitName string
	Leader   org.PersonID
	For      string // the leader's name, when it is not the asker himself
	Count    int    // sheets that can be given there
}

// Key is the place as a value of a form.
func (o OccasionPlace) Key() string { return fmt.Sprintf("%d.%d.%d", o.Round.ID, o.Unit, o.Leader) }

// OccasionForm is the form of a meeting with what was typed into it.
type OccasionForm struct {
	Places []OccasionPlace // of a new one
	At     string          // key of the chosen place
	In     review.Occasion
	View   *app.OccasionView // of a known one
	Result string            // of a follow-up that was refused
	Scheme *scheme.Scheme
}

// plannedHref is the form of a meeting that follows a line of a unit's plan.
func plannedHref(row int64) string { return fmt.Sprintf("/occasions/new?plan=%d", row) }

// occasionCounts says how far the sheets of a meeting are.
func occasionCounts(p ui.Page, v *app.OccasionView) string {
	done, left := 0, 0
	for _, s := range v.Sheets {
		if s.State.Open() {
			left++
		} else {
			done++
		}
	}

	return p.T("%d 个点评对象：已完成 %d，还差 %d", len(v.Sheets), done, left)
}

// firstOpen is the sheet of a meeting with which to begin or go on, 0 when all are written.
func firstOpen(v *app.OccasionView) review.ID {
	for _, s := range v.Sheets {
		if s.State.Writable() && (s.On == v.ID || s.On == 0) {
			return s.ID
		}
	}
	return 0
}
