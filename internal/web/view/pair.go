package view

import (
	"lingping/internal/domain/review"
	"lingping/internal/web/ui"
)

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
