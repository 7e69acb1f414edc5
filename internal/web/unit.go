package web

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/web/view"
)

// unitID is the unit in the address.
func (r *request) unitID() (org.UnitID, error) {
	id, err := r.id("id")
	return org.UnitID(id), err
}

func (r *request) units() error {
	v := view.Tree{Query: r.text("q"), Import: r.actor.Could(access.ImportRoster)}
	var err error
	if v.UnitTree, err = r.web.app.Units(r.Context(), r.actor, v.Query); err != nil {
		return err
	}
	return r.render(view.UnitsPage(r.page(r.T("党组织"), "/units"), v))
}

// unitChildren are the units under one: a piece of the tree where scripts run, else a page of its own.
func (r *request) unitChildren() error {
	id, err := r.unitID()
	if err != nil {
		return err
	}

	u, err := r.web.app.UnitChildren(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	if r.part() {
		return r.render(view.UnitList(r.frame(), u.Children))
	}

	return r.render(view.UnitChildrenPage(r.page(u.Unit.Name, "/units"), u))
}

func (r *request) unit() error {
	id, err := r.unitID()
	if err != nil {
		return err
	}

	v, err := r.web.app.Unit(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.render(view.UnitPage(r.page(v.Unit.Label(), "/units"), v))
}
