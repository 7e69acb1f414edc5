package web

import (
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// owedView is the list behind the figures of a round.
type owedView struct {
	app.OwedList
	Filter app.OwedFilter
	Pager  ui.Pager
}

func (r *request) owed() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}
	v := owedView{Filter: app.OwedFilter{Unit: unit, Kind: scheme.SubjectKind(r.text("kind")), State: app.ListState(r.text("state")),
		Owner: r.text("q")}}
	from := r.from()
	if v.OwedList, err = r.web.app.Owed(r.Context(), r.actor, id, v.Filter, from); err != nil {
		return err
	}
	query := url.Values{"unit": {strconv.FormatInt(int64(v.Unit.ID), 10)}, "kind": {string(v.Filter.Kind)},
		"state": {string(v.Filter.State)}, "q": {v.Filter.Owner}}
	v.Pager = pager(roundHref(id, "/owed"), query, from, len(v.Rows), v.Total, app.OwedEach)
	return r.render(owedPage(r.page(r.T(v.title()), "/rounds"), v))
}

// title names what the list holds, a key of the catalogue.
func (v owedView) title() string {
	switch v.Filter.State {
	case app.ListDone:
		return "已经点评的"
	case app.ListAll:
		return "全部点评任务"
	}
	return "还缺谁"
}

// kinds are the kinds of subjects of the scheme, for the filter.
func (v owedView) kinds(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, s := range v.Plan.Subjects {
		out = append(out, ui.Option{Value: string(s.Kind), Name: p.Word(s.Kind.Name())})
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
