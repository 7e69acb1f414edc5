package web

import (
	"lingping/internal/domain/review"
	"lingping/internal/web/ui"
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
	return r.render(pairsPage(r.page(r.T("领导双重身份"), "/rounds"), v))
}

// received says how far the review is that somebody receives as a member.
func received(p ui.Page, s review.State) string {
	switch s {
	case "":
		return p.T("不在本轮的党支部")
	case review.Confirmed:
		return p.T("已接受点评")
	case review.Exempt:
		return p.T("免评")
	}
	return p.T("还没有接受点评")
}
