package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// taskLine is how tasks of a kind are shown: what is to be done, what the button says, where it leads.
type taskLine struct {
	say  func(p ui.Page, t app.Task) string
	verb i18n.Word // a key of the catalogue
	href func(t app.Task) string
}

// aboutTask is the beginning of what tells a task from others: a trouble may be told at length.
func aboutTask(t app.Task) string {
	const most = 30
	if runes := []rune(t.About); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return t.About
}

// taskLines are all kinds of tasks.
func taskLines() map[app.TaskKind]taskLine {
	return map[app.TaskKind]taskLine{
		// in the order in which they come up in a half-year
		app.TaskSummary:         {summaryTask, "写总结", summaryTaskHref},
		app.TaskSummaryReturned: {summaryBack, "去修改", summaryTaskHref},
		app.TaskDissent: {func(p ui.Page, t app.Task) string { return p.T("%s有不同意见，等您答复", t.Name) }, "看不同意见",
			func(t app.Task) string { return ReviewHref(review.ID(t.Ref), "") }},
		app.TaskClock:         clockTaskLine(),
		app.TaskEveryday:      everydayTaskLine(),
		app.TaskFieldwork:     {fieldworkTask, "登记调研", func(t app.Task) string { return RoundHref(t.Round, "/fieldwork/new") }},
		app.TaskOpinionsClose: {opinionsCloseTask, "截止并整理", func(t app.Task) string { return BatchHref(dossier.BatchID(t.Ref)) }},
		app.TaskRecheck: {recheckTask, "请{群众}评价整改", func(t app.Task) string {
			return fmt.Sprintf("/opinions/new?kind=recheck&round=%d&unit=%d", t.Round, t.Unit)
		}},
		app.TaskOpinions:         {opinionsTask, "逐条处理", func(t app.Task) string { return HeardHref(dossier.PoolID(t.Ref), "") }},
		app.TaskFilingHandIn:     filingHandInLine(),
		app.TaskFilingSupplement: filingSupplementLine(), app.TaskFilingLacking: filingLackingLine(),
		app.TaskFilingReceive: filingReceiveLine(),
		app.TaskArrange: {func(p ui.Page, t app.Task) string { return p.T("%s：制定点评方案，报{活动办}", t.Name) }, "制定方案",
			func(t app.Task) string { return ArrangementHref(t.Round, t.Unit) }},
		app.TaskNoticePropose:       noticeProposeLine(),
		app.TaskNoticeMend:          noticeMendLine(),
		app.TaskNoticeCheck:         noticeCheckLine(),
		app.TaskNoticeApprove:       noticeApproveLine(),
		app.TaskNoticePublish:       noticePublishLine(),
		app.TaskNoticeAnswer:        noticeAnswerLine(),
		app.TaskNoticeRenew:         noticeRenewLine(),
		app.TaskExperienceAgree:     experienceAgreeLine(),
		app.TaskExperienceRecommend: experienceRecommendLine(),
		app.TaskExperienceJudge:     experienceJudgeLine(),
		app.TaskPromotionMend:       promotionMendLine(),
		app.TaskPromotionCheck:      promotionCheckLine(),
		app.TaskPromotionApprove:    promotionApproveLine(),
		app.TaskFill: {func(p ui.Page, t app.Task) string {
			return p.T("“%s”已经开过，还有 %d 项没有填{登记表}", t.Name, t.Count)
		}, "接着写",
			func(t app.Task) string { return OccasionHref(review.OccasionID(t.Ref)) }},
		app.TaskFollow: {func(p ui.Page, t app.Task) string { return p.T("约谈%s后，到期回访", t.Name) }, "登记回访",
			func(t app.Task) string { return OccasionHref(review.OccasionID(t.Ref)) }},
		app.TaskRearrange: {func(p ui.Page, t app.Task) string { return p.T("%s：{活动办}退回了点评方案", t.Name) }, "去修改",
			func(t app.Task) string { return ArrangementHref(t.Round, t.Unit) }},
		app.TaskArranged: {func(p ui.Page, t app.Task) string { return p.T("%d 份点评方案等{活动办}答复", t.Count) }, "去答复",
			func(t app.Task) string { return RoundHref(t.Round, "/arrangements") }},

		app.TaskClaim:       {sayClaim, "去认领", actionTaskHref},
		app.TaskReport:      {sayReport, "去整改", actionTaskHref},
		app.TaskReply:       {sayReply, "写书面回复", func(t app.Task) string { return ReplyOfHref(review.ID(t.Ref)) }},
		app.TaskAcceptReply: {sayAccept, "看回复", func(t app.Task) string { return ReplyHref(rectify.ReplyID(t.Ref), "") }},
		app.TaskVerify:      {sayVerify, "去验收", actionTaskHref},
		app.TaskHelpAnswer:  {sayHelpAnswer, "去答复", helpTaskHref},
		app.TaskHelpGive:    {sayHelpGive, "记办理情况", helpTaskHref},
		app.TaskHelpClose:   {sayHelpClose, "去看看", helpTaskHref},
		app.TaskExtension:   {sayExtension, "去决定", func(t app.Task) string { return ActionHref(rectify.ID(t.Ref), "") }},
	}
}
