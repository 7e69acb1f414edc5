package web

import (
	"lingping/internal/web/view"
)

// pairs is the double capacity of everybody who reviews below a unit.
func (r *request) pairs() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	v, err := r.web.app.Pairs(r.Context(), r.actor, id, unit)
	if err != nil {
		return err
	}

	return r.render(view.PairsPage(r.page(r.T("领导双重身份"), "/rounds"), v))
}
