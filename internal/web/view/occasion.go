package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// OccasionHref is the address of a meeting, talk or visit.
func OccasionHref(id review.OccasionID) string { return fmt.Sprintf("/occasions/%d", id) }

// Occasions is the meetings that somebody led, or for whose leader he writes.
type Occasions struct {
	app.OccasionList
	Mine  org.PersonID
	Words *scheme.Scheme // of all the rounds on the page
}

// OccasionForm is the form of a meeting with what was typed into it.
type OccasionForm struct {
	Places []app.OccasionPlace // of a new one
	At     string              // key of the chosen place
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
