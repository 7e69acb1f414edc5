package view

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// FilingHref is the address of one of the packs that a unit hands in.
func FilingHref(id round.ID, key filing.Key) string { return dutyHref(id, "/filing/unit", key) }

func dutyHref(id round.ID, below string, key filing.Key) string {
	if key.Duty == 0 {
		return UnderHref(id, below, key.Unit)
	}
	return UnderHref(id, below, key.Unit, "duty", strconv.Itoa(key.Duty))
}

// packHref is the address of a pack that was handed in, or of a page below it.
func packHref(id filing.ID, below string) string { return fmt.Sprintf("/filings/%d%s", id, below) }

func filingHandInLine() taskLine {
	return taskLine{
		say: func(p ui.Page, t app.Task) string {
			if t.Count > 0 {
				return p.T("%s要报%s的{登记表}和统计表还没有报送", t.Name, t.To)
			}
			return p.T("%s的{登记表}和统计表还没有报送备案", t.Name)
		},
		verb: "去报送",
		href: func(t app.Task) string { return FilingHref(t.Round, filing.Key{Unit: t.Unit, Duty: t.Count}) },
	}
}

func filingSupplementLine() taskLine {
	return taskLine{
		say: func(p ui.Page, t app.Task) string {
			return p.T("%s备案以后，有 %d 份{登记表}新写好或者更正过，请补报", t.Name, t.Count)
		},
		verb: "去补报",
		href: filedHref,
	}
}

func filingLackingLine() taskLine {
	return taskLine{
		say: func(p ui.Page, t app.Task) string {
			return p.T("%s备案时缺 %d 份{登记表}，写好以后要补报", t.Name, t.Count)
		},
		verb: "看缺哪些",
		href: filedHref,
	}
}

// filedHref is the address of the pack of which the task speaks.
func filedHref(t app.Task) string { return FilingHref(t.Round, filing.Key{Unit: t.Unit, Duty: int(t.Ref)}) }

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
		return "back"
	}
	return "empty"
}

// lateWords says how late something is on a day, at a moment (unix ms), empty when it is not.
func lateWords(p ui.Page, due filing.Due, day org.Date, at int64) string {
	switch late := due.Late(day); {
	case late > 0:
		return p.T("迟 %d 天", late)
	case due.Hour.Passed(due.Day, clock.At(at, p.Now.Location())):
		return p.T("过了当天 %s", string(due.Hour))
	}
	return ""
}

// handedLate says how late a pack was handed in, empty when it was not.
func handedLate(p ui.Page, f filing.Filing) string { return lateWords(p, f.Due, f.Day, f.At) }

// notYetLate says how late a pack is that was not handed in, empty when it is not.
func notYetLate(p ui.Page, due filing.Due) string {
	return lateWords(p, due, p.Today(), p.Now.UnixMilli())
}

// lastMoment is by when a pack is handed in: the day, and the hour where there is one.
func lastMoment(p ui.Page, due filing.Due) string {
	return strings.TrimSpace(p.Day(due.Day) + " " + string(due.Hour))
}

// Filings is a page of who has filed and who has not.
type Filings struct {
	app.Filings
	Address string // where people sign in
	Pager   ui.Pager
}

// several reports whether the packs on the page go to several addressees or some unit hands in several.
func (l Filings) several() bool {
	return l.Total > l.Units || slices.ContainsFunc(l.Rows, func(r app.FilingRow) bool { return r.To() != l.Rows[0].To() })
}

// filingReminder is the text for those on the page who have not filed, to be pasted into a chat: a line for each addressee and
// last moment, with those who file to it by then. It says how many packs are missing in all.
func filingReminder(p ui.Page, l Filings) string {
	type group struct {
		to  string
		due filing.Due
	}

	names := map[group][]string{}
	var groups []group
	for _, row := range l.Rows {
		if row.Last.State != filing.Building && row.Last.State != filing.Returned {
			continue
		}

		g := group{row.To(), row.Due}
		if names[g] == nil {
			groups = append(groups, g)
		}
		names[g] = append(names[g], row.Unit.Label())
	}

	supplements := supplementReminder(p, l)
	if len(groups) == 0 {
		return supplements
	}

	slices.SortStableFunc(groups, func(a, b group) int { return a.due.Compare(b.due) })
	all, shown := l.Count(filing.Building)+l.Count(filing.Returned), 0
	var lines []string
	for _, g := range groups {
		shown += len(names[g])
		lines = append(lines, p.T("%s 前报%s：%s。", lastMoment(p, g.due), g.to, inRow(p, names[g])))
	}

	head := p.T("【%s】备案：还有 %d 份没有报送。", l.Name, all)
	if all > shown {
		head = p.T("【%s】备案：还有 %d 份没有报送，下面是其中 %d 份。", l.Name, all, shown)
	}

	text := head + "\n" + strings.Join(lines, "\n") + "\n" + p.T("请登录 %s 报送{登记表}和统计表。", l.Address)
	if supplements != "" {
		text += "\n" + supplements
	}

	return text
}

// supplementReminder is the text for those on the page whose pack was received and lacks forms, or holds some that were
// corrected since; empty where there are none.
func supplementReminder(p ui.Page, l Filings) string {
	var units []string
	for _, row := range l.Rows {
		switch {
		case row.Supplement():
			units = append(units, p.T("%s（%d 份可以补报，还缺 %d 份）", row.Unit.Label(), row.Changed(), row.Left))
		case row.Last.State == filing.Received && row.Left > 0:
			units = append(units, p.T("%s（还缺 %d 份）", row.Unit.Label(), row.Left))
		}
	}

	if len(units) == 0 {
		return ""
	}

	return p.T("【%s】补报：%s。请登录 %s 补报。", l.Name, inRow(p, units), l.Address)
}

// lacks is how many forms the office has not got of a pack that was handed in.
func lacks(row app.FilingRow) int {
	if row.Last.State == filing.Received {
		return row.Missing()
	}
	return row.Last.Lacking
}

// sheetWord is what stands on a form of a pack.
func sheetWord(p ui.Page, s app.FilingSheet) string {
	if s.Subject == "" {
		return p.T("%s及{书记}", s.Unit)
	}
	return s.Unit + " " + s.Subject
}

// filingOpen reports whether the unit may hand in now.
func filingOpen(v app.FilingView) bool {
	return v.MayHandIn && len(v.All) > 0 && v.Last.State != filing.Handed &&
		(v.Last.State != filing.Received || filing.Supplements(v.Last, v.Changed(), len(v.Sheets)-v.Lacking))
}

// handInWord is what the button hands in.
func handInWord(p ui.Page, v app.FilingView) string {
	n := len(v.Sheets) - v.Lacking
	switch again := v.Last.State == filing.Received; {
	case n == 0 && again:
		return p.T("补报现在的统计表")
	case n == 0:
		return p.T("报送统计表")
	case again:
		return p.T("补报 %d 份{登记表}和统计表", n)
	}
	return p.T("报送 %d 份{登记表}和统计表", n)
}

// packWord is what a pack holds.
func packWord(p ui.Page, f filing.Filing) string {
	if f.Sheets == 0 && f.Lacking == 0 {
		return p.T("附件1 统计表 1 份")
	}
	return p.T("{登记表} %d 份，附件1 统计表 1 份", f.Sheets)
}

// sheetStateClass is how the state of a form in a pack looks: what waits for a confirmation is under way.
func sheetStateClass(s review.State) string {
	switch s {
	case review.Confirmed:
		return "done"
	case review.Submitted:
		return "course"
	}
	return "empty"
}

func sheetStateWord(p ui.Page, s review.State) string { return p.Word(s.Word()) }

// papersOf are the annexes that a line of the scheme asks for.
func papersOf(p ui.Page, d scheme.Filing) string {
	if len(d.Forms) == 0 {
		return p.T("附件1、附件2、附件3")
	}

	var names []string
	for _, n := range d.Forms {
		names = append(names, p.T("附件%d", n))
	}

	return inRow(p, names)
}

// packPapers are the annexes that go into a pack, each once.
func packPapers(p ui.Page, d filing.Duty) string {
	var said []string
	for _, f := range d.Demands {
		if papers := papersOf(p, f); !slices.Contains(said, papers) {
			said = append(said, papers)
		}
	}
	return strings.Join(said, pause(p))
}

// demandWords is one of several hand-ins of a unit that it hands in as one: to whom, which papers, by when.
func demandWords(p ui.Page, v app.FilingView, d scheme.Filing) string {
	return p.T("报%s：%s，%s前", d.To, papersOf(p, d), lastMoment(p, filing.Due{Day: d.Deadline(v.RoundView.From, v.RoundView.To), Hour: d.Hour}))
}

// FilingSheetsEach is how many of the forms that go into a pack stand on one page.
const FilingSheetsEach = 100

// FilingSheets is one page of the forms that go into a pack.
type FilingSheets struct {
	Shown []app.FilingSheet
	Pager ui.Pager
}

// PageOfFiling is the page of a pack's forms from the one at index from on.
func PageOfFiling(v app.FilingView, from int) (s FilingSheets) {
	from = min(max(from, 0), len(v.Sheets))
	s.Shown = v.Sheets[from:min(from+FilingSheetsEach, len(v.Sheets))]
	query := url.Values{"unit": {strconv.FormatInt(int64(v.Unit.ID), 10)}, "duty": {strconv.Itoa(v.Number)}}
	s.Pager = Pager(RoundHref(v.ID, "/filing/unit"), query, "from", from, len(s.Shown), len(v.Sheets), FilingSheetsEach)
	return s
}
