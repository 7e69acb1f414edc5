package web

import (
	"lingping/internal/domain/scheme"
	"lingping/internal/web/view"
)

// dossiers is the 台账 of a unit: its subjects with their five steps.
func (r *request) dossiers() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	v, err := r.web.app.Dossiers(r.Context(), r.actor, id, unit, scheme.StepKey(r.text("lacks")))
	if err != nil {
		return err
	}

	return r.render(view.DossiersPage(r.page(r.T("台账"), "/rounds"), v))
}
