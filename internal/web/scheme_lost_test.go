package web_test

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/web"
)

// A further version of a scheme is offered to the office that keeps it alone; any other begins one of its own on it, with
// nothing of the first office's taken over.
func TestAFurtherVersionIsOfferedToWhoKeepsTheScheme(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	b.then(b.fill("/schemes", "/schemes/keep", "text", ownText))
	b.visit("/schemes/lin").reads(t, "修改，存为新的一版")

	other := h.as(t, "101")
	check(t, h.App.GrantRole(t.Context(), access.LocalOperator(), 1000+int64(h.Person("101")), access.RoleOffice, "Z1"))
	page := other.visit("/schemes/lin")
	page.reads(t, "改成本单位的方案")
	if strings.Contains(page.text, "存为新的一版") {
		t.Error("an office that does not keep the scheme is offered a further version of it")
	}

	guide := other.visit("/schemes/lin/guide")
	guide.reads(t, "从“林场方案”改起")
	if strings.Contains(guide.text, "护林防火") {
		t.Error("the theme of another office is proposed")
	}

	own := other.then(other.refill("/schemes/lin/guide", "/schemes/lin@1/guide", "name", "zong", "title", "总支方案", "theme", "植树"))
	own.reads(t, "已保存为“zong”的第 1 版")
	own.says(t, "lin@1")
}

// A default is a fact: the office chooses the scheme of its first round, later ones propose the one that it used last.
func TestANewRoundProposesTheSchemeThatTheOfficeUsedLastAndNoOther(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	b.then(b.fill("/schemes", "/schemes/keep", "text", ownText))
	if form := b.visit("/rounds/new"); !strings.Contains(form.text, `value="chuangxian-2010" selected`) {
		t.Error("the scheme of the office's last round is not proposed")
	}

	fresh := h.as(t, "101")
	check(t, h.App.GrantRole(t.Context(), access.LocalOperator(), 1000+int64(h.Person("101")), access.RoleOffice, "Z1"))
	fresh.visit("/rounds/new").reads(t, "请选择")
	refused := fresh.refill("/rounds/new", "/rounds", "name", "总支上半年", "unit", "Z1", "from", "2011-01-01", "to", "2011-06-30")
	refused.wants(t, "a round without a scheme", 422)
	refused.reads(t, "请选择点评方案。")
	fresh.then(fresh.refill("/rounds/new", "/rounds", "name", "总支上半年", "unit", "Z1", "from", "2011-01-01", "to", "2011-06-30", "scheme", "lin@1"))
	if form := fresh.visit("/rounds/new"); !strings.Contains(form.text, `value="lin@1" selected`) {
		t.Error("the scheme that the office used last is not proposed")
	}
}

// Everything that can't be read on the guided page is told at once, at its field, and stands there as it was typed.
func TestTheGuidedPageTellsAllFaultsAtOnce(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	b.then(b.fill("/schemes", "/schemes/keep", "text", ownText))
	refused := b.refill("/schemes/lin/guide", "/schemes/lin@1/guide", "step-summary-days", "", "step-notice-days", "五天", "filing-forms", "表2", "filing-in", "三")
	refused.wants(t, "days that are none", 422)
	for _, said := range []string{"请写天数：当天写 0。", "“五天”不是数字", "“表2”不是附件的编号", "“三”不是数字"} {
		if n := strings.Count(html.UnescapeString(refused.text), said); n < 2 {
			t.Errorf("“%s” is said %d times, want above the form and at its field", said, n)
		}
	}

	for _, typed := range []string{`name="step-notice-days" type="number" value="五天"`, `value="表2"`, `value="三"`} {
		if !strings.Contains(refused.text, typed) {
			t.Errorf("what was typed is gone: %s", typed)
		}
	}
}

// A text that is tried, and what was written beside it, go round with the trial.
func TestNothingTypedIsLostAroundATrial(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	tried := b.fill("/schemes", "/schemes/try", "text", ownText, "note", "按通知第三条改")
	tried.wants(t, "a trial", 200)
	tried.says(t, "按通知第三条改")
	back := b.post("/schemes/check", formOn(t, tried, "/schemes/check"))
	back.wants(t, "the way back", 200)
	for _, kept := range []string{"护林防火", "按通知第三条改"} {
		back.says(t, kept)
	}

	wrong := b.fill("/schemes", "/schemes/try", "text", ownText+"nonsense: 1\n", "note", "按通知第三条改")
	wrong.wants(t, "a faulty text", 422)
	wrong.says(t, "按通知第三条改")
}

// A round is not taken back while another follows it, and none is made to follow one that the office may not follow.
func TestARoundThatIsFollowedIsNotTakenBack(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	b.then(b.refill(fmt.Sprintf("/rounds/new?after=%d", h.Round), "/rounds", "name", "下半年", "from", "2011-07-01", "to", "2011-12-31"))
	back := b.fill(h.at(""), h.at("/unlaunch"), "reason", "启动错了")
	back.wants(t, "a round that is followed is taken back", 409)
	back.reads(t, "“下半年”接着这一轮筹备，这一轮不能收回：请先撤销“下半年”。")

	_, err := h.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{Scheme: "chuangxian-2010", Name: "接着没有的", From: "2011-07-01", To: "2011-12-31", Previous: 12345})
	if err == nil {
		t.Error("a round follows one that there is not")
	}
}
