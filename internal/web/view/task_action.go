package view

import (
	"net/url"

	"lingping/internal/app"
	"lingping/internal/domain/rectify"
	"lingping/internal/web/ui"
)

func sayClaim(p ui.Page, t app.Task) string {
	if t.Name == "" {
		return p.T("点评指出的 %d 个问题等您认领整改", t.Count)
	}
	return p.T("%s：点评指出的 %d 个问题等您认领整改", t.Name, t.Count)
}

func sayReport(p ui.Page, t app.Task) string {
	if t.Name == "" {
		return p.T("您有 %d 项整改要改好并报结", t.Count)
	}
	return p.T("%s：%d 项整改要改好并报结", t.Name, t.Count)
}

func sayReply(p ui.Page, t app.Task) string {
	if t.Name == "" {
		return p.T("您有 %d 项已报结，还要书面回复{点评人}", t.Count)
	}
	return p.T("%s：%d 项已报结，还要书面回复{点评人}", t.Name, t.Count)
}

func sayAccept(p ui.Page, t app.Task) string {
	return p.T("%s送来书面回复，请您接收", t.Name)
}

func sayVerify(p ui.Page, t app.Task) string {
	return p.T("%s：%d 项整改等您验收", t.Name, t.Count)
}

func sayExtension(p ui.Page, t app.Task) string {
	return p.T("%s的整改申请延期，请您决定", t.Name)
}

// actionTaskHref leads to the one action, or to the list of those that ask the same.
func actionTaskHref(t app.Task) string {
	if t.Count == 1 {
		return ActionHref(rectify.ID(t.Ref), "")
	}
	state := map[app.TaskKind]rectify.State{app.TaskClaim: rectify.Unclaimed, app.TaskReport: rectify.Working, app.TaskVerify: rectify.Awaiting}
	return "/actions?" + url.Values{"state": {string(state[t.Kind])}}.Encode()
}
