package web

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/web/view"
)

// unitQuery is the unit in ?unit=; 0, the round's own, without one.
func (r *request) unitQuery() (org.UnitID, error) {
	unit, err := r.number("unit")
	if err == nil && unit < 0 {
		err = access.ErrRefused
	}
	return org.UnitID(unit), err
}

// roundAndUnit are the round in the address and the unit in ?unit=, from which most pages of a round are seen.
func (r *request) roundAndUnit() (id round.ID, unit org.UnitID, err error) {
	if id, err = r.roundID(); err != nil {
		return 0, 0, err
	}
	unit, err = r.unitQuery()
	return id, unit, err
}

func (r *request) board() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	v := view.Board{}
	if v.Board, err = r.web.app.Board(r.Context(), r.actor, id, unit); err != nil {
		return err
	}

	p := r.page(r.T("进度总览"), "/rounds")
	p.Title += " · " + v.Unit.Label()
	return r.render(view.BoardPage(p, v))
}
