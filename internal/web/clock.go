package web

import (
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/web/view"
)

func (r *request) clock() error {
	unit, err := r.number("unit")
	if err != nil {
		return err
	}

	v := view.Clock{All: r.flag("all")}
	f := app.ClockFilter{Unit: org.UnitID(unit), Sum: r.flag("sum"), From: r.from()}
	if v.ClockView, err = r.web.app.Clocks(r.Context(), r.actor, f); err != nil {
		return err
	}

	query := url.Values{"unit": {strconv.FormatInt(int64(v.Unit.ID), 10)}}
	v.Pager = pager("/clock", query, f.From, v.Listed(), v.Below, app.ClockEach)

	return r.render(view.ClockPage(r.page(r.T("半年一次的期限"), "/everyday"), v))
}
