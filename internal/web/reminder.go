package web

import (
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/web/view"
)

func (r *request) reminders() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	f := app.ReminderFilter{Unit: unit, Owner: r.text("q"), Late: r.flag("late")}
	if f.By, err = r.dayQuery("by"); err != nil {
		return err
	}

	v := view.Reminders{Address: r.place()}
	if v.Reminders, err = r.web.app.Reminders(r.Context(), r.actor, id, f, r.from()); err != nil {
		return err
	}

	query := url.Values{"unit": {strconv.FormatInt(int64(v.Unit.ID), 10)}, "q": {f.Owner}, "late": {r.text("late")}, "by": {string(f.By)}}
	v.Pager = pager(view.RoundHref(id, "/reminders"), query, v.From, v.Shown, v.Total, app.ReminderEach)
	return r.render(view.RemindersPage(r.page(r.T("催办"), "/rounds"), v))
}
