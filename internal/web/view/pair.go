package view

import (
	"lingping/internal/app"
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

// pairsSay is how many are listed, and how many of them have given and received.
func pairsSay(p ui.Page, v app.PairList) string {
	if len(v.Below) > 0 {
		return p.T("既要认真搞好点评，又要接受所在支部{书记}的点评：两边都完成才算完成。这里是%s的{点评人} %d 名，两边都完成 %d 名；其他的在各{党组织}里。",
			v.Unit.Label(), len(v.Pairs), v.Complete())
	}
	return p.T("既要认真搞好点评，又要接受所在支部{书记}的点评：两边都完成才算完成。共 %d 人，两边都完成 %d 人。", len(v.Pairs), v.Complete())
}
