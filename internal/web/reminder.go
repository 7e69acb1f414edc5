package web

import (
	"lingping/internal/web/view"
)

func (r *request) reminders() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}
	v := view.Reminders{Address: r.place()}
	if v.Reminders, err = r.web.app.Reminders(r.Context(), r.actor, id, unit); err != nil {
		return err
	}
	return r.render(view.RemindersPage(r.page(r.T("催办"), "/rounds"), v))
}
