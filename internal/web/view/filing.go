package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// FilingHref is the address of a unit's filing.
func FilingHref(id round.ID, unit org.UnitID) string { return UnderHref(id, "/filing/unit", unit) }

// packHref is the address of a pack that was handed in, or of a page below it.
func packHref(id filing.ID, below string) string { return fmt.Sprintf("/filings/%d%s", id, below) }

func filingHandInLine() taskLine {
	return taskLine{
		say: func(p ui.Page, t app.Task) string {
			return p.T("%s的登记表和统计表还没有报送备案", t.Name)
		},
		verb: "去报送",
		href: func(t app.Task) string { return FilingHref(t.Round, t.Unit) },
	}
}

func filingReceiveLine() taskLine {
	return taskLine{
		say: func(p ui.Page, t app.Task) string {
			return p.T("“%s”有 %d 份报送等待收件", t.Name, t.Count)
		},
		verb: "去收件",
		href: func(t app.Task) string { return RoundHref(t.Round, "/filing") },
	}
}

// filingStateClass is how the state looks.
func filingStateClass(s filing.State) string {
	switch s {
	case filing.Handed:
		return "course"
	case filing.Received:
		return "done"
	case filing.Returned:
		return "late"
	}
	return "empty"
}

// lateWords says how late something is on the day, empty when it is not.
func lateWords(p ui.Page, due, day org.Date) string {
	if late := filing.Late(due, day); late > 0 {
		return p.T("迟 %d 天", late)
	}
	return ""
}

// Filings is a page of who has filed and who has not.
type Filings struct {
	app.Filings
	Address string // where people sign in
	Pager   ui.Pager
}

// filingReminder is the text for those on the page who have not filed, to be pasted into a chat; it says how many there are
// in all.
func filingReminder(p ui.Page, l Filings) string {
	var names []string
	var due org.Date
	for _, row := range l.Rows {
		if row.Last.State == filing.Building || row.Last.State == filing.Returned {
			names = append(names, row.Unit.Label())
			due = row.Due
		}
	}

	if len(names) == 0 {
		return ""
	}

	all, row := l.Count(filing.Building)+l.Count(filing.Returned), inRow(p, names)
	if all > len(names) {
		row = p.T("%s等", row)
	}

	return p.T("【%s】备案：还有 %d 个单位没有报送：%s。请于 %s 前登录 %s 报送登记表和统计表。", l.Name, all, row, p.Day(due), l.Address)
}

// sheetWord is what stands on a form of a pack.
func sheetWord(p ui.Page, s app.FilingSheet) string {
	if s.Subject == "" {
		return p.T("%s及书记", s.Unit)
	}
	return s.Unit + " " + s.Subject
}

// filingOpen reports whether the unit may hand in now.
func filingOpen(v app.FilingView) bool {
	return v.MayHandIn && len(v.Duty.Demands) > 0 && v.Last.State != filing.Handed &&
		(v.Last.State != filing.Received || v.Corrected > 0 || len(v.Sheets)-v.Lacking > v.Last.Sheets)
}

// sheetStateClass is how the state of a form in a pack looks: what waits for a confirmation is under way.
func sheetStateClass(s review.State) string {
	switch s {
	case review.Confirmed:
		return "done"
	case review.Submitted:
		return "course"
	}
	return "late"
}

func sheetStateWord(p ui.Page, s review.State) string { return p.Word(s.Word()) }
