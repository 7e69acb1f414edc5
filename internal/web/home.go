package web

import (
	"slices"
	"strconv"

	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/web/view"
)

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

	v := view.Home{Page: page, Person: r.actor.Person}
	if v.Home, err = r.web.app.Home(r.Context(), r.actor, page); err != nil {
		return err
	}

	p := r.page(r.T("首页"), "/")
	v.Today = p.Today()
	v.Arrange()
	return r.render(view.HomePage(p, v))
}

// homeOfOffice is the way of an account that is nobody of the roster: to the board of the round that runs, or to what
// has to be done before there is one.
func (r *request) homeOfOffice() error {
	w, err := r.web.app.Welcome(r.Context(), r.actor)
	if err != nil {
		return err
	}

	if len(r.actor.Offices()) > 0 {
		for _, one := range w.Rounds {
			if one.State == round.Launched {
				return r.redirect(view.RoundHref(one.ID, "/board"))
			}
		}
		if slices.ContainsFunc(w.Rounds, func(one round.Round) bool { return one.State != round.Draft }) {
			return r.redirect("/rounds")
		}
	}

	v := view.Welcome{Welcome: w, Office: r.actor.Could(access.ImportRoster)}
	return r.render(view.WelcomePage(r.page(r.T("首页"), "/"), v))
}
