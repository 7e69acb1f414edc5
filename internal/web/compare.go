package web

import (
	"lingping/internal/web/view"
)

// compare sets a round beside the one before it.
func (r *request) compare() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	v, err := r.web.app.Compare(r.Context(), r.actor, id, unit)
	if err != nil {
		return err
	}

	return r.render(view.ComparePage(r.page(r.T("与上一轮对照"), "/rounds"), v))
}
