package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

func unitHref(id org.UnitID) string { return fmt.Sprintf("/units/%d", id) }

func personHref(id org.PersonID) string { return fmt.Sprintf("/persons/%d", id) }

// Tree is the tree of units, its first levels open, or what a search found.
type Tree struct {
	Query  string
	Found  []org.Place
	Roots  []Branch
	Import bool // he may import a roster
}

// Branch is a unit of the tree with its children, when they are open.
type Branch struct {
	Unit     org.Place
	Children []org.Place
}

// Unit is the page of a unit.
type Unit struct {
	app.UnitPage
	Rounds  []app.UnitRound
	Pledges []store.PublicCommitment
	Members map[org.UnitID]int // in the subtree of each child
	Clock   app.UnitClock
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
	says := p.Word(u.Kind.Word())
	if u.Category != "" {
		says += " · " + p.Word(i18n.Word(u.Category))
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
