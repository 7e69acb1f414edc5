package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/publish"
	"lingping/internal/web/ui"
)

// noticeProposeLine asks for a notice of a unit whose reviews all count.
func noticeProposeLine() taskLine {
	return taskLine{func(p ui.Page, t app.Task) string { return p.T("%s的点评都已确认，可以通报", t.Name) }, "提出通报",
		func(t app.Task) string { return noticeOfHref(t.Round, t.Unit) }}
}

// noticeMendLine and noticePublishLine are about one notice.
func noticeMendLine() taskLine {
	return taskLine{func(p ui.Page, t app.Task) string { return p.T("%s的通报被退回", t.Name) }, "看原因，重新提出", noticeTaskHref}
}

func noticePublishLine() taskLine {
	return taskLine{func(p ui.Page, t app.Task) string { return p.T("%s的通报已批准，等公布", t.Name) }, "去公布", noticeTaskHref}
}

// noticeCheckLine, noticeApproveLine and noticeAnswerLine are about several, of which the first is named.
func noticeCheckLine() taskLine {
	return taskLine{func(p ui.Page, t app.Task) string {
		return p.T("%d 份通报等保密审查，先看%s的", t.Count, t.Name)
	}, "去审查", noticeTaskHref}
}

func noticeApproveLine() taskLine {
	return taskLine{func(p ui.Page, t app.Task) string { return p.T("%d 份通报等批准，先看%s的", t.Count, t.Name) }, "去批准", noticeTaskHref}
}

func noticeAnswerLine() taskLine {
	return taskLine{func(p ui.Page, t app.Task) string {
		return p.T("%d 份通报有{群众}反馈，先看%s的", t.Count, t.Name)
	}, "去答复", noticeTaskHref}
}

// noticeRenewLine is about what shows the public what does not hold any more.
func noticeRenewLine() taskLine {
	return taskLine{func(p ui.Page, t app.Task) string {
		return p.T("%d 份通报里有点评已撤回、更正或本人不同意公开，先看%s的", t.Count, t.Name)
	}, "决定撤下还是重新公布", noticeTaskHref}
}

func noticeTaskHref(t app.Task) string { return NoticeHref(publish.NoticeID(t.Ref), "") }
