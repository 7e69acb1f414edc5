package view

import (
	"fmt"
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

func clockHref(unit org.UnitID) string { return fmt.Sprintf("/clock?unit=%d", unit) }

// Clock is the page of the rolling half year: those to whom somebody has to see, or all.
type Clock struct {
	app.ClockView
	All   bool
	Pager ui.Pager // of the units directly below a large one
}

// Listed is how many of the units directly below stand on the page.
func (v Clock) Listed() (n int) {
	for _, part := range v.Parts {
		if part.Unit.ID != v.Unit.ID {
			n++
		}
	}
	return n
}

// shown are the lines of a part that the page lists.
func (v Clock) shown(part app.ClockPart) []app.ClockLine {
	if v.All {
		return part.Lines
	}
	return part.Calling()
}

// clockLines is how many lines the page of a whole house shows before it sums them up by general branch.
const clockLines = 60

// Long reports whether the page sums its lines up: there are many.
func (v Clock) Long() bool {
	n := 0
	for _, part := range v.Parts {
		n += len(v.shown(part))
	}
	return n > clockLines
}

// partHref is the page of one part, which shows what this one shows.
func (v Clock) partHref(part app.ClockPart) string { return v.href(part.Unit.ID, v.All) }

// href is a page that sums up what this one sums up: all subjects, or those to be reviewed.
func (v Clock) href(unit org.UnitID, all bool) string {
	to := clockHref(unit)
	if v.Filter.Sum {
		to += "&sum=on"
	}

	if all {
		to += "&all=on"
	}

	return to
}

// hasBelow reports whether units lie under that of a part, beside which the page shows its own lines alone.
func (v Clock) hasBelow(part app.ClockPart) bool {
	return part.Unit.ID != v.Unit.ID && part.Unit.Last > part.Unit.Ord
}

// counts are how many subjects there are, how many of them are soon due, and how many late.
func (v Clock) counts() (all, soon, late int) {
	for _, part := range v.Parts {
		all, soon, late = all+len(part.Lines), soon+part.Soon, late+part.Late
	}
	return all, soon, late
}

// clockName says of what a clock is.
func clockName(p ui.Page, l app.ClockLine) string {
	return subjectSays(p, l.Kind, l.Unit.Label(), l.PersonName)
}

// clockClass is how a clock looks: where no day is known by which a review was due, none has passed.
func clockClass(c round.Clock) string {
	switch s := c.State; {
	case s.Late() && c.Due == "":
		return "empty"
	case s.Late():
		return "late"
	case s.Calls():
		return "course"
	}
	return "done"
}

// clockSays is the state of a clock in words.
func clockSays(p ui.Page, l app.ClockLine) string {
	switch {
	case l.State == round.ClockNever:
		return p.T("还没有点评")
	case l.State == round.ClockOver:
		return p.T("%s已到期", p.Day(l.Due))
	}
	return p.T("%s前", p.Day(l.Due))
}

// clockLast is the day of the last review in words.
func clockLast(p ui.Page, l app.ClockLine) string {
	if l.Clock.Last == "" {
		return "—"
	}
	return p.Day(l.Clock.Last)
}

// clockTaskLine is how home tells a leader whose half year is nearly over.
func clockTaskLine() taskLine {
	return taskLine{
		say: func(p ui.Page, t app.Task) string {
			return p.T("%d 个{党组织}或{书记}快到（或已过）半年没有点评", t.Count)
		},
		verb: "看是哪些", href: func(app.Task) string { return "/everyday" },
	}
}

// clockUnder says how often, and which reviews count.
func clockUnder(p ui.Page, v Clock) string {
	everyday := slices.ContainsFunc(v.Says, func(f scheme.Frequency) bool { return f.Months > 0 && f.Everyday })
	if !everyday {
		return p.T("%s：{党组织}和{书记}每 %d 个月至少点评一次，只算轮次里的。", v.Unit.Label(), v.Months)
	}
	return p.T("%s：{党组织}和{书记}每 %d 个月至少点评一次，轮次里的和日常的都算。", v.Unit.Label(), v.Months)
}
