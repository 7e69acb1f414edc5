package web

import (
	"lingping/internal/domain/org"
	"lingping/internal/web/view"
)

func (r *request) clock() error {
	unit, err := r.number("unit")
	if err != nil {
		return err
	}

	v := view.Clock{All: r.flag("all")}
	if v.ClockView, err = r.web.app.Clocks(r.Context(), r.actor, org.UnitID(unit)); err != nil {
		return err
	}

	return r.render(view.ClockPage(r.page(r.T("半年一次的期限"), "/everyday"), v))
}
