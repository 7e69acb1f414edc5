package web

import (
	"slices"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// homeView is what concerns the reader, put into the order of the page.
type homeView struct {
	app.Home
	Owing  []homeGroup // what he, or who he writes for, still owes
	Done   []app.HomeGroup
	Page   int // of the list of sheets
	Today  org.Date
	Person org.PersonID
	Drawn  []round.Draw     // at random, that concern him
	News   []app.AccountAct // of his account
}

// homeGroup is a group with those of its sheets that are still to be written.
type homeGroup struct {
	app.HomeGroup
	Open []app.HomeSheet
}

// mostPages is more than anybody's list has.
const mostPages = 100_000

func (r *request) home() error {
	if r.actor.Person == 0 {
		return r.homeOfOffice()
	}
	page, err := strconv.Atoi(r.text("page"))
	if err != nil || page < 0 || page > mostPages {
		page = 0
	}
	v := homeView{Page: page, Person: r.actor.Person}
	if v.Home, err = r.web.app.Home(r.Context(), r.actor, page); err != nil {
		return err
	}
	if v.Drawn, err = r.web.app.DrawsOf(r.Context(), r.actor); err != nil {
		return err
	}
	if v.News, err = r.news(); err != nil {
		return err
	}
	p := r.page(r.T("首页"), "/")
	v.Today = p.Today()
	v.arrange()
	return r.render(homePage(p, v))
}

// arrange puts the sheets to be written under their groups, and groups without any aside.
func (v *homeView) arrange() {
	for _, g := range v.Groups {
		if g.Left() == 0 {
			v.Done = append(v.Done, g)
			continue
		}
		group := homeGroup{HomeGroup: g}
		for _, s := range append(slices.Clone(v.Sheets), v.Writing...) {
			if g.Holds(s) {
				group.Open = append(group.Open, s)
			}
		}
		v.Owing = append(v.Owing, group)
	}
}

// Single is the one sheet of a group that needs no list.
func (g homeGroup) Single() *app.HomeSheet {
	if g.Sheets == 1 && len(g.Open) == 1 {
		return &g.Open[0]
	}
	return nil
}

// begun reports whether something of the group was written already.
func (g homeGroup) begun() bool {
	return g.Done+g.Waiting > 0 || slices.ContainsFunc(g.Open, func(s app.HomeSheet) bool { return s.State != review.Owed })
}

// owed is how many sheets the reader himself has still to write.
func (v homeView) owed() int {
	n := 0
	for _, g := range v.Owing {
		if g.Owner == v.Person {
			n += g.Left() - g.Waiting
		}
	}
	return n
}

// empty reports whether there is nothing to do and nothing to read.
func (v homeView) empty() bool {
	return len(v.Tasks)+len(v.Groups)+len(v.Confirm)+len(v.Returned)+len(v.About) == 0
}

// homeOfOffice is the way of an account that is nobody of the roster: to the board of the round that runs, or to what
// has to be done before there is one.
func (r *request) homeOfOffice() error {
	rounds, err := r.web.app.Rounds(r.Context(), r.actor)
	if err != nil {
		return err
	}
	if len(r.actor.Offices()) > 0 {
		for _, one := range rounds {
			if one.State == round.Launched {
				return r.redirect(roundHref(one.ID, "/board"))
			}
		}
		if slices.ContainsFunc(rounds, func(one round.Round) bool { return one.State != round.Draft }) {
			return r.redirect("/rounds")
		}
	}
	roots, err := r.web.app.UnitsUnder(r.Context(), r.actor, 0)
	if err != nil {
		return err
	}
	v := welcomeView{Office: r.actor.Could(access.ImportRoster), Roster: len(roots) > 0}
	if len(rounds) > 0 {
		v.Round = rounds[0].ID
	}
	if v.News, err = r.news(); err != nil {
		return err
	}
	return r.render(welcomePage(r.page(r.T("首页"), "/"), v))
}

// welcomeView is how far a fresh house is.
type welcomeView struct {
	Office bool
	Roster bool             // there are units
	Round  round.ID         // being prepared, 0 without one
	News   []app.AccountAct // of the reader's account
}

// aboutName says which of his capacities a review concerns.
func aboutName(p ui.Page, s app.HomeSheet) string {
	switch s.Subject.Kind {
	case scheme.Member:
		return p.T("您作为%s党员", s.Unit.Label())
	case scheme.CommitteeMember:
		return p.T("您作为%s班子成员", s.Unit.Label())
	case scheme.Secretary:
		return p.T("您作为%s书记", s.Unit.Label())
	}
	return sheetName(p, s.ObligationRow, len(s.IDs))
}

// theirsToWrite reports whether the reviewed side may write now: nothing is written yet, or they wrote last.
func theirsToWrite(s app.HomeSheet) bool {
	return s.State.Writable() && s.Side != review.ReviewerSide
}
