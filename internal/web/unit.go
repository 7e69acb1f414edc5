package web

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

func unitHref(id org.UnitID) string { return fmt.Sprintf("/units/%d", id) }

func personHref(id org.PersonID) string { return fmt.Sprintf("/persons/%d", id) }

// unitID is the unit in the address.
func (r *request) unitID() (org.UnitID, error) {
	id, err := r.id("id")
	return org.UnitID(id), err
}

// treeView is the tree of units, its first levels open, or what a search found.
type treeView struct {
	Query  string
	Found  []org.Place
	Roots  []branchView
	Import bool // he may import a roster
}

// branchView is a unit of the tree with its children, when they are open.
type branchView struct {
	Unit     org.Place
	Children []org.Place
}

func (r *request) units() error {
	v := treeView{Query: r.text("q"), Import: r.actor.Could(access.ImportRoster)}
	var err error
	if v.Query != "" {
		if v.Found, err = r.web.app.FindUnits(r.Context(), r.actor, v.Query); err != nil {
			return err
		}
		return r.render(unitsPage(r.page(r.T("党组织"), "/units"), v))
	}
	roots, err := r.web.app.UnitsUnder(r.Context(), r.actor, 0)
	if err != nil {
		return err
	}
	for _, root := range roots {
		b := branchView{Unit: root}
		if b.Children, err = r.web.app.UnitsUnder(r.Context(), r.actor, root.ID); err != nil {
			return err
		}
		v.Roots = append(v.Roots, b)
	}
	return r.render(unitsPage(r.page(r.T("党组织"), "/units"), v))
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
		return r.render(unitList(r.frame(), children))
	}
	u, err := r.web.app.Unit(r.Context(), r.actor, id)
	if err != nil {
		return err
	}
	return r.render(unitChildrenPage(r.page(u.Unit.Name, "/units"), u))
}

// unitView is the page of a unit.
type unitView struct {
	app.UnitPage
	Rounds  []app.UnitRound
	Pledges []store.PublicCommitment
	Members map[org.UnitID]int // in the subtree of each child
	Clock   app.UnitClock
}

func (r *request) unit() error {
	id, err := r.unitID()
	if err != nil {
		return err
	}
	v := unitView{}
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
	return r.render(unitPage(r.page(v.Unit.Label(), "/units"), v))
}

// unitCrumbs is the way from the root to a unit, and to a page below it.
func unitCrumbs(p ui.Page, line []org.Place, here string) []ui.Crumb {
	way := []ui.Crumb{{Name: p.T("党组织"), Href: "/units"}}
	for i, u := range line {
		if here == "" && i == len(line)-1 {
			way = append(way, ui.Crumb{Name: u.Label()})
			continue
		}
		way = append(way, ui.Crumb{Name: u.Label(), Href: unitHref(u.ID)})
	}
	if here != "" {
		way = append(way, ui.Crumb{Name: here})
	}
	return way
}

// unitSays is what stands under a unit's name.
func unitSays(p ui.Page, u org.Place) string {
	says := p.Word(string(u.Kind.Word()))
	if u.Category != "" {
		says += " · " + p.Word(u.Category)
	}
	if u.Code != "" {
		says += " · " + u.Code
	}
	return says
}

// span is the days on which something holds, empty when it always does.
func span(p ui.Page, from, to org.Date) string {
	switch {
	case from == "" && to == "":
		return ""
	case to == "":
		return p.T("%s起", p.Day(from))
	case from == "":
		return p.T("到%s", p.Day(to))
	}
	return p.T("%s至%s", p.Day(from), p.Day(to))
}
