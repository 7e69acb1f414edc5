package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/web/ui"
)

// HelpHref is the address of a promise of help and of what is done to it.
func HelpHref(id rectify.HelpID, page string) string { return fmt.Sprintf("/helps/%d%s", id, page) }

// helpBesideHref is where help is promised, or asked for, beside a review.
func helpBesideHref(sheet review.ID) string { return ReviewHref(sheet, "/help") }

// HelpList is a ledger of promises: of a unit in a round, or one's own.
type HelpList struct {
	app.HelpList
	Own bool
}

// helpSays tells of a promise who has to do what.
func helpSays(p ui.Page, v app.HelpView) string {
	switch v.State {
	case rectify.HelpAsked:
		return p.T("等%s答复。", v.LeaderName)
	case rectify.HelpPromised:
		return p.T("%s答应在%s前帮助解决；解决后由%s办结。", v.LeaderName, p.Day(v.Deadline), v.Helped())
	case rectify.HelpDone:
		return p.T("%s在%s办结。", v.Helped(), p.Day(v.DoneDay))
	}
	return p.T("%s答复：%s", v.LeaderName, v.Answer)
}
