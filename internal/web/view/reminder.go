package view

import (
	"net/url"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// reminderNames is how many persons a reminder names of a group before it says how many there are in all.
const reminderNames = 5

// Reminders is who has to be reminded of what.
type Reminders struct {
	app.Reminders
	Address string // where people sign in
	Pager   ui.Pager
}

// Query are the values by which what is chosen is asked for again.
func (v Reminders) Query() url.Values {
	late := ""
	if v.Filter.Late {
		late = "on"
	}
	return url.Values{"unit": {strconv.FormatInt(int64(v.Unit.ID), 10)}, "q": {v.Filter.Owner}, "late": {late}, "by": {string(v.Filter.By)}}
}

// text is the reminder for one unit, to be pasted into a chat.
func (v Reminders) text(p ui.Page, part app.Reminder) string {
	var b strings.Builder
	line := func(s string) { b.WriteString(s + "\n") }
	asOf := v.AsOf.In(p.Now.Location()).Format("2006-01-02 15:04")
	switch {
	case part.Reviews > 0 && !v.Whole():
		line(p.T("【%s】%s：还有点评没有完成，下面是其中 %d 人的 %d 项（截至 %s）。", v.Name, part.Unit.Label(), len(part.Owners), part.Reviews, asOf))
	case part.Reviews > 0:
		line(p.T("【%s】%s：还有 %d 人的 %d 项点评没有完成（截至 %s）。", v.Name, part.Unit.Label(), len(part.Owners), part.Reviews, asOf))
	case v.Whole():
		line(p.T("【%s】%s：点评都完成了，还有下面的事没有办完（截至 %s）。", v.Name, part.Unit.Label(), asOf))
	default:
		line(p.T("【%s】%s：还有下面的事没有办完（截至 %s）。", v.Name, part.Unit.Label(), asOf))
	}

	for i, o := range part.Owners {
		days := o.ByDay()
		if len(days) == 1 {
			line(p.T("%d. %s：%d 项，%s；请于 %s 前完成。", i+1, o.Name, o.Reviews, v.which(p, o), p.Day(o.Deadline)))
			continue
		}

		line(p.T("%d. %s：%d 项。", i+1, o.Name, o.Reviews))
		for _, day := range days {
			line("   " + p.T("%d 项请于 %s 前完成：%s。", day.Reviews, p.Day(day.Deadline), v.which(p, day)))
		}
	}

	for _, f := range part.Lacks {
		line(lackText(p, f))
	}

	line(p.T("请登录 %s 填写；也可以把签字的纸质{登记表}交{活动办}登记。", v.Address))
	return b.String()
}

// remindersOpen is up to how many units stand open on a page; more are folded, each with its counts.
const remindersOpen = 3

// Pages reports whether not all that is spoken of stands on this page.
func (v Reminders) Pages() bool { return v.Shown < v.Total }

// allText is the reminder for the work group: of every unit by name, or, where one page does not hold them, of how much is
// open under each.
func (v Reminders) allText(p ui.Page) string {
	if !v.Pages() {
		return v.pageText(p)
	}

	var b strings.Builder
	line := func(s string) { b.WriteString(s + "\n") }
	asOf := v.AsOf.In(p.Now.Location()).Format("2006-01-02 15:04")
	if v.Filter.All() {
		line(p.T("【%s】%s：还有 %d 项点评没有完成（截至 %s）。", v.Name, v.Unit.Label(), v.Total, asOf))
	} else {
		line(p.T("【%s】%s：还有点评没有完成，其中要催的 %d 项（截至 %s）。", v.Name, v.Unit.Label(), v.Total, asOf))
	}

	for i, u := range v.Below {
		line(p.T("%d. %s：%d 项。", i+1, u.Unit.Label(), u.Open))
	}

	line(p.T("请登录 %s 填写；也可以把签字的纸质{登记表}交{活动办}登记。", v.Address))
	return b.String()
}

// pageText is the reminder of every unit on the page.
func (v Reminders) pageText(p ui.Page) string {
	texts := make([]string, len(v.Parts))
	for i, part := range v.Parts {
		texts[i] = v.text(p, part)
	}
	return strings.Join(texts, "\n")
}

// units are the unit of the page and those directly below it, to choose from.
func (v Reminders) units(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: strconv.FormatInt(int64(v.Unit.ID), 10), Name: p.T("%s（全部）", v.Unit.Label())}}
	for _, u := range v.Inside {
		out = append(out, ui.Option{Value: strconv.FormatInt(int64(u.ID), 10), Name: u.Label()})
	}
	return out
}

// partCounts is how much a part speaks of.
func partCounts(p ui.Page, v Reminders, part app.Reminder) string {
	if v.Pages() {
		return p.T("本页 %d 人，%d 项", len(part.Owners), part.Reviews)
	}
	return p.T("%d 人，%d 项", len(part.Owners), part.Reviews)
}

// which says in one line what somebody owes; a unit and its secretary, who stand on one sheet, are said together.
func (v Reminders) which(p ui.Page, o app.ReminderOwner) string {
	var parts []string
	for i, g := range o.Groups {
		switch {
		case g.Kind == scheme.Secretary && i > 0 && o.Groups[i-1].Kind == scheme.Unit && o.Groups[i-1].UnitName == g.UnitName:
			parts[len(parts)-1] = p.T("%s及{书记}%s", g.UnitName, nameRow(p, g.Names))
		case g.Kind.IsUnit():
			parts = append(parts, g.UnitName)
		case g.Kind == scheme.Member:
			parts = append(parts, p.T("%s的{党员}%s", g.UnitName, nameRow(p, g.Names)))
		default:
			parts = append(parts, p.T("%s的%s%s", g.UnitName, p.Kind(g.Kind), nameRow(p, g.Names)))
		}
	}

	row := strings.Join(parts[:min(reminderNames, len(parts))], pause(p))
	if len(parts) > reminderNames {
		return p.T("%s等", row)
	}

	return row
}

// nameRow names persons, and beyond a few how many there are in all.
func nameRow(p ui.Page, names []string) string {
	row := inRow(p, names[:min(reminderNames, len(names))])
	if len(names) > reminderNames {
		return p.T("%s等 %d 名", row, len(names))
	}
	return row
}

// lackText says how many units and members lack a step, and by when it was to be done.
func lackText(p ui.Page, f app.StepLack) string {
	name := p.Word(i18n.Word(f.Name))
	switch {
	case f.Units.Left() > 0 && f.Persons.Left() > 0:
		return p.T("“%s”还缺 %d 个{党组织}、%d 名{党员}；期限 %s。", name, f.Units.Left(), f.Persons.Left(), p.Day(f.Day))
	case f.Units.Left() > 0:
		return p.T("“%s”还缺 %d 个{党组织}；期限 %s。", name, f.Units.Left(), p.Day(f.Day))
	}

	return p.T("“%s”还缺 %d 名{党员}；期限 %s。", name, f.Persons.Left(), p.Day(f.Day))
}
