package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// ArrangementHref is the address of the plan of a unit for a round.
func ArrangementHref(id round.ID, unit org.UnitID) string {
	return RoundHref(id, fmt.Sprintf("/arrangements/%d", unit))
}

// Arrangements is a page of how far the plans under a unit are.
type Arrangements struct {
	app.ArrangementList
	Pager ui.Pager
}

// Arrangement is the plan of a unit with what was typed into it.
type Arrangement struct {
	app.ArrangementView
	Picked map[string]bool // lines that were ticked
	Spread review.Arranged // what was to be put into them
	Edit   bool            // the fields are shown
}

// ShareKey is a line of a plan as a part of field names.
func ShareKey(s review.Share) string { return fmt.Sprintf("%d.%d.%s", s.Owner, s.Unit, s.Kind) }

// whatShare says in one line what a share of a plan is.
func whatShare(p ui.Page, l review.ArrangedLine) string {
	sentence, args := l.Whom(l.Sheets)
	return p.T(sentence, args...)
}

// changeNote says what changed since the line was written.
func changeNote(p ui.Page, v Arrangement, l review.ArrangedLine) string {
	switch {
	case v.Plan.ID == 0:
		return ""
	case l.Change == review.Added && l.Day != "":
		return p.T("新的任务（原来由别人承担），沿用原定安排，请核对")
	case l.Change == review.Added:
		return p.T("新的任务，请定日期")
	case l.Change == review.Gone:
		return p.T("现在没有这项任务了（移交或名册有变动），保存后不再列出")
	case l.Change == review.Resized:
		return p.T("原来 %d 个，现在 %d 个", l.Sheets, l.Owing.Sheets)
	}
	return ""
}

// arrangementClass is the state of a plan as shape.
func arrangementClass(s review.ArrangementState) string {
	switch s {
	case review.ArrangementAccepted:
		return "done"
	case review.ArrangementHandedIn, review.ArrangementDrafting:
		return "course"
	case review.ArrangementReturned:
		return "back"
	}
	return "empty"
}

// planModes are the modes of the scheme as choices of a line.
func planModes(p ui.Page, s *scheme.Scheme) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("未定")}}
	return append(out, modeOptions(p, s, nil)...)
}

// lateDay reports whether a line is planned for after its deadline.
func (v Arrangement) lateDay(l review.ArrangedLine) bool {
	due := v.Deadlines.Review(l.Kind, l.Unit)
	return l.Day != "" && due != "" && l.Day > due
}
