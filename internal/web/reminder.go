package web

import (
	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/web/view"
)

func (r *request) reminders() error {
	id, f, err := r.reminderFilter()
	if err != nil {
		return err
	}

	v := view.Reminders{Address: r.place()}
	if v.Reminders, err = r.web.app.Reminders(r.Context(), r.actor, id, f, r.from()); err != nil {
		return err
	}

	query := v.Query()
	v.Pager = pager(view.RoundHref(id, "/reminders"), query, v.From, v.Shown, v.Total, app.ReminderEach)
	return r.render(view.RemindersPage(r.page(r.T("催办"), "/rounds"), v))
}

// reminderFilter is the round and what is chosen of it.
func (r *request) reminderFilter() (id round.ID, f app.ReminderFilter, err error) {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return id, f, err
	}

	f = app.ReminderFilter{Unit: unit, Owner: r.text("q"), Late: r.flag("late")}
	f.By, err = r.dayQuery("by")
	return id, f, err
}

// remindersBook is all that the filter chooses as one workbook.
func (r *request) remindersBook() error {
	id, f, err := r.reminderFilter()
	if err != nil {
		return err
	}
	return r.exporting(r.web.app.StartReminderBook(r.Context(), r.actor, id, f))
}
