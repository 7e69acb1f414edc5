package web_test

import (
	"fmt"
	"testing"
)

// own is the address of a page about the dossier of a member, or of a unit when number is empty.
func (h *house) dossier(page, unit, number string) string {
	at := fmt.Sprintf("/rounds/%d%s?unit=%d", h.Round, page, h.Unit(unit))
	if number != "" {
		at += fmt.Sprintf("&person=%d", h.Person(number))
	}
	return at
}

func TestAMemberWritesPublishesAndReportsAPromise(t *testing.T) {
	h := house2011(t)
	sun := h.as(t, "103")
	own := h.dossier("/commitments/own", "B11", "103")
	sun.visit("/").says(t, "任务、职责和承诺")
	empty := sun.fill(own, own, "kind", "pledge", "text", "", "measure", "排出值班表")
	empty.wants(t, "a promise without words", 422)
	empty.reads(t, "请写明具体内容，一项写一件事。")
	empty.says(t, "排出值班表")
	sun.fill(own, own, "kind", "pledge", "text", "每周到实验室答疑一次", "deadline", "2011-01-12").wants(t, "adding", 303)
	sun.visit(own).reads(t, "还没有公开")
	sun.fill(own, h.dossier("/commitments/publish", "B11", "103"), "day", "2011-01-05").wants(t, "publishing", 303)
	page := sun.visit(own)
	page.reads(t, "2011年1月5日公开")
	h.as(t, "401").visit(fmt.Sprintf("/units/%d", h.Unit("B11"))).reads(t, "孙䶮 每周到实验室答疑一次")
	report := reportAddress.FindStringSubmatch(page.text)
	if report == nil {
		t.Fatalf("the page has no form to report on:\n%s", page.text)
	}

	to := unescaped(report[1])
	sun.fill(own, to, "outcome", "kept", "result", "").wants(t, "a report without a word", 422)
	sun.fill(own, to, "outcome", "kept", "result", "答疑十六次", "day", "2011-01-10").wants(t, "reporting", 303)
	sun.visit(own).reads(t, "已兑现 每周到实验室答疑一次")
	desk := h.as(t, "102").visit(h.sheet("member 103", "/edit"))
	desk.reads(t, "对方的任务、职责和承诺 公开承诺：每周到实验室答疑一次 已兑现 答疑十六次")
}

func TestASecretaryEntersThePapersOfHisBranchOnOnePage(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	table := h.dossier("/commitments", "B11", "")
	duties, pledges := fmt.Sprintf("duty-%d", h.Person("103")), fmt.Sprintf("pledge-%d", h.Person("101"))
	qian.fill(table, table, "day", "2011-01-04", duties, "实验室安全员", pledges, "1. 联系教研室\n2. 上公开课").wants(t, "entering", 303)
	page := qian.visit(table)
	page.reads(t, "已录入 3 项")
	page.reads(t, "赵伟 — 联系教研室 正在兑现 上公开课 正在兑现")
	qian.visit(h.dossier("/commitments/own", "B11", "101")).reads(t, "钱芳按纸质材料录入")
	wrong := qian.fill(table, table, "day", "去年", pledges, "讲党课")
	wrong.wants(t, "a day that is none", 422)
	wrong.says(t, "讲党课")
	h.as(t, "103").visit(table).wants(t, "the branch's table to a member", 404)
	h.as(t, "101").visit(h.dossier("/commitments", "Z1", "")).reads(t, "机械学院教工党支部 0 1 2 0")
}
