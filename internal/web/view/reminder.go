package view

import (
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
		line(p.T("%d. %s：%d 项，%s；请于 %s 前完成。", i+1, o.Name, o.Reviews, v.which(p, o), p.Day(o.Deadline)))
	}

	for _, f := range part.Lacks {
		line(lackText(p, f))
	}

	line(p.T("请登录 %s 填写；也可以把签字的纸质登记表交{活动办}登记。", v.Address))
	return b.String()
}

// which says in one line what somebody owes; a unit and its secretary, who stand on one sheet, are said together.
func (v Reminders) which(p ui.Page, o app.ReminderOwner) string {
	var parts []string
	for i, g := range o.Groups {
		switch {
		case g.Kind == scheme.Secretary && i > 0 && o.Groups[i-1].Kind == scheme.Unit && o.Groups[i-1].UnitName == g.UnitName:
			parts[len(parts)-1] = p.T("%s及书记%s", g.UnitName, nameRow(p, g.Names))
		case g.Kind.IsUnit():
			parts = append(parts, g.UnitName)
		case g.Kind == scheme.Member:
			parts = append(parts, p.T("%s的党员%s", g.UnitName, nameRow(p, g.Names)))
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
func lackText(p ui.Page, f app.StepFigures) string {
	name := p.Word(i18n.Word(f.Name))
	switch {
	case f.Units.Left() > 0 && f.Persons.Left() > 0:
		return p.T("“%s”还缺 %d 个党组织、%d 名党员；期限 %s。", name, f.Units.Left(), f.Persons.Left(), p.Day(f.Due))
	case f.Units.Left() > 0:
		return p.T("“%s”还缺 %d 个党组织；期限 %s。", name, f.Units.Left(), p.Day(f.Due))
	}

	return p.T("“%s”还缺 %d 名党员；期限 %s。", name, f.Persons.Left(), p.Day(f.Due))
}
