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
	if v.Query != "" {
		if v.Found, err = r.web.app.FindUnits(r.Context(), r.actor, v.Query); err != nil {
			return err
		}
		return r.render(view.UnitsPage(r.page(r.T("党组织"), "/units"), v))
	}

	roots, err := r.web.app.UnitsUnder(r.Context(), r.actor, 0)
	if err != nil {
		return err
	}

	for _, root := range roots {
		b := view.Branch{Unit: root}
		if b.Children, err = r.web.app.UnitsUnder(r.Context(), r.actor, root.ID); err != nil {
			return err
		}
		v.Roots = append(v.Roots, b)
	}

	return r.render(view.UnitsPage(r.page(r.T("党组织"), "/units"), v))
}

// unitChildren are the units under one: a piece of the tree where scripts run, else a page of its own.
func (r *request) unitChildren() error {
	id, err := r.unitID()
	if err != nil {
		return err
	}

	children, err := r.web.app.UnitsUnder(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	if r.part() {
		return r.render(view.UnitList(r.frame(), children))
	}

	u, err := r.web.app.Unit(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.render(view.UnitChildrenPage(r.page(u.Unit.Name, "/units"), u))
}

func (r *request) unit() error {
	id, err := r.unitID()
	if err != nil {
		return err
	}

	v := view.Unit{}
	if v.UnitPage, err = r.web.app.Unit(r.Context(), r.actor, id); err != nil {
		return err
	}

	if v.Pledges, err = r.web.app.PublicCommitments(r.Context(), r.actor, id); err != nil {
		return err
	}

	if v.Rounds, err = r.web.app.UnitRounds(r.Context(), r.actor, id); err != nil {
		return err
	}

	if v.Members, err = r.web.app.MembersBelow(r.Context(), r.actor, id); err != nil {
		return err
	}

	if v.Clock, err = r.web.app.UnitClock(r.Context(), r.actor, id); err != nil {
		return err
	}

	return r.render(view.UnitPage(r.page(v.Unit.Label(), "/units"), v))
}
