package view

import (
	"lingping/internal/app"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// Owed is the list behind the figures of a round.
type Owed struct {
	app.OwedList
	Filter app.OwedFilter
	Pager  ui.Pager
	Gapped ui.Pager // through the gaps
}

// Title names what the list holds, a key of the catalogue.
func (v Owed) Title() i18n.Word {
	switch v.Filter.State {
	case app.ListDone:
		return "已经点评的"
	case app.ListAll:
		return "全部点评任务"
	}
	return "还缺谁"
}

// counts says how much the list holds: what is owed, and whom nobody reviews.
func (v Owed) counts(p ui.Page) string {
	if v.Unmet > 0 {
		return p.T("%s · %s · 共 %d 项，其中没有{点评人}的 %d 个", v.Unit.Name, v.Name, v.Total+v.Unmet, v.Unmet)
	}
	return p.T("%s · %s · 共 %d 项", v.Unit.Name, v.Name, v.Total)
}

// subjects says how the list stands to the figure that led to it: a subject may be reviewed several times.
func (v Owed) subjects(p ui.Page) string {
	k := v.Subjects
	if k.Persons() {
		return p.T("%s应点评 %d 人，已点评 %d 人。下面一行是一项点评任务；一个人由几位{点评人}点评的，有几行。", p.Word(k.Name), k.Due, k.Done)
	}
	return p.T("%s应点评 %d 个，已点评 %d 个。下面一行是一项点评任务；一个单位由几位{点评人}点评的，有几行。", p.Word(k.Name), k.Due, k.Done)
}

// kinds are the kinds of subjects of the scheme, for the filter.
func (v Owed) kinds(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, s := range v.Plan.Subjects {
		out = append(out, ui.Option{Value: string(s.Kind), Name: p.Kind(s.Kind)})
	}
	return out
}

func listStates(p ui.Page) []ui.Option {
	return []ui.Option{
		{Value: string(app.ListOwed), Name: p.T("还没有完成的")},
		{Value: string(app.ListDone), Name: p.T("已经点评的")},
		{Value: string(app.ListAll), Name: p.T("全部")},
	}
}
