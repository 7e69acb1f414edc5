package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/publish"
	"lingping/internal/web/ui"
)

func experienceAgreeLine() taskLine {
	return taskLine{func(p ui.Page, t app.Task) string {
		return p.T("%s被标为新鲜经验或先进典型，等您表示是否同意", t.Name)
	}, "去看看", experienceTaskHref}
}

// experienceRecommendLine and experienceJudgeLine are about several, of which the first is named.
func experienceRecommendLine() taskLine {
	return taskLine{func(p ui.Page, t app.Task) string {
		return p.T("%d 条经验或典型等您推荐，先看%s的", t.Count, t.Name)
	}, "去推荐", experienceTaskHref}
}

func experienceJudgeLine() taskLine {
	return taskLine{func(p ui.Page, t app.Task) string {
		return p.T("%d 条推荐的经验或典型等{活动办}采用，先看%s的", t.Count, t.Name)
	}, "去决定", experienceTaskHref}
}

// promotionLine is about one issue.
func promotionLine(say func(p ui.Page, t app.Task) string, line taskLine) taskLine {
	line.say = say
	line.href = func(t app.Task) string { return PromotionHref(publish.PromotionID(t.Ref), "") }
	return line
}

func promotionMendLine() taskLine {
	return promotionLine(func(p ui.Page, t app.Task) string { return p.T("推介“%s”被退回", t.Name) }, taskLine{verb: "看原因，重新提出"})
}

func promotionCheckLine() taskLine {
	return promotionLine(func(p ui.Page, t app.Task) string { return p.T("推介“%s”等保密审查", t.Name) }, taskLine{verb: "去审查"})
}

func promotionApproveLine() taskLine {
	return promotionLine(func(p ui.Page, t app.Task) string { return p.T("推介“%s”等批准", t.Name) }, taskLine{verb: "去批准"})
}

func experienceTaskHref(t app.Task) string { return ExperienceHref(publish.ExperienceID(t.Ref), "") }
