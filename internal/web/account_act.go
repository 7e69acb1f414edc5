package web

import (
	"lingping/internal/app"
)

// How many days what others did to somebody's account stands on the page where he begins, and in his settings.
const (
	newsDays = 14
	actsDays = 365
)

// news is what others did of late to the reader's account.
func (r *request) news() ([]app.AccountAct, error) {
	return r.web.app.AccountActs(r.Context(), r.actor, newsDays)
}
