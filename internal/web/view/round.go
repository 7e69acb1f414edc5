package view

import (
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// RoundHref is the address of a round, or of a page below it.
func RoundHref(id round.ID, below string) string {
	return "/rounds/" + strconv.FormatInt(int64(id), 10) + below
}

// RoundForm is the form of a new round with what was typed into it.
type RoundForm struct {
	app.SchemeList
	Scheme, Name, From, To string
	Unit, Snapshot         string
	After                  round.ID    // the round that it follows, 0: none
	Aware                  bool        // what the scheme says and this version does nothing with is known
	Units                  []org.Place // the units nearest the root, for the list of suggestions
}

// Round is a round with what its page says of it.
type Round struct {
	app.RoundPage
	Reason string // typed into a refused form
}

// roundCrumbs is the way to a page of a round.
func roundCrumbs(p ui.Page, v app.RoundView, here string) []ui.Crumb {
	way := []ui.Crumb{{Name: p.T("点评轮次"), Href: "/rounds"}}
	if here == "" {
		return append(way, ui.Crumb{Name: v.Name})
	}
	return append(way, ui.Crumb{Name: v.Name, Href: RoundHref(v.ID, "")}, ui.Crumb{Name: here})
}
