package web_test

import (
	"fmt"
	"path"
	"regexp"
	"testing"
)

var (
	experienceInPage = regexp.MustCompile(`"(/experience/\d+)"`)
	issueInPage      = regexp.MustCompile(`"(/n/[0-9A-Z]+/issue)"`)
)

// first is the first address of the kind on a page.
func first(t *testing.T, of *regexp.Regexp, p page) string {
	t.Helper()
	found := of.FindStringSubmatch(p.text)
	if found == nil {
		t.Fatalf("the page leads to no %s:\n%s", of, p.words())
	}
	return found[1]
}

func TestExperienceIsMarkedRecommendedAndMadeKnownOnItsPages(t *testing.T) {
	h := house2011(t)
	check(t, h.As("101").Submit("unit B11"))
	zhao, qian, chen, one, two := h.as(t, "101"), h.as(t, "102"), h.as(t, "001"), h.officer(t, "203"), h.officer(t, "303")
	stranger := h.browser(t)
	sheet, round := fmt.Sprintf("/reviews/%d", h.Of("unit B11")), fmt.Sprintf("/rounds/%d", h.Round)
	zhao.fill(sheet, sheet+"/experience", "kind", "experience", "text", " ").wants(t, "marking nothing", 422)
	zhao.fill(sheet, sheet+"/experience", "kind", "experience", "text", "实验室开放课时增加一倍。"+hostileText).wants(t, "marking", 303)
	at := first(t, experienceInPage, zhao.visit(sheet))
	one.visit(at).wants(t, "the office reading what nobody agreed to", 404)

	qian.visit("/").reads(t, "等您表示是否同意")
	qian.fill(at, at+"/consent", "wish", "yes").wants(t, "agreeing", 303, at)
	zhao.visit("/").reads(t, "经验或典型等您推荐")
	zhao.fill(at, at+"/recommend", "sentence", " ").wants(t, "recommending without a word", 422)
	zhao.fill(at, at+"/recommend", "sentence", "值得各支部学习。").wants(t, "recommending", 303, at)
	one.fill(at, at+"/return", "reason", "请写明做法").wants(t, "sending back", 303, at)
	zhao.visit(at).reads(t, "请写明做法")
	zhao.fill(at, at+"/recommend", "sentence", "做法可学，值得各支部学习。").wants(t, "recommending anew", 303, at)
	one.fill(at, at+"/take").wants(t, "taking up", 303, at)

	hub := round + "/experience"
	one.visit(hub).reads(t, "本轮已采用新鲜经验 1 条")
	one.fill(hub, round+"/promotions", "title", "", "day", "2011-01-05", "experience", path.Base(at)).wants(t, "an issue without a title", 422)
	proposed := one.fill(hub, round+"/promotions", "title", "新鲜经验交流", "day", "2011-01-05", "experience", path.Base(at))
	proposed.wants(t, "putting an issue together", 303)
	issue := proposed.Header.Get("Location")
	one.visit(issue+"/bulletin.docx").wants(t, "the bulletin before it is approved", 409)
	two.visit("/").reads(t, "等保密审查")
	two.fill(issue, issue+"/return", "reason", "标题请改").wants(t, "sending the issue back", 303, issue)
	one.fill(issue, issue+"/propose", "title", "经验交流", "day", "2011-01-05", "experience", path.Base(at)).wants(t, "proposing it anew", 303, issue)
	two.fill(issue, issue+"/check").wants(t, "checking", 303, issue)
	two.slip(issue, issue+"/approve").wants(t, "approving what one has checked", 409)
	chen.fill(issue, issue+"/approve").wants(t, "approving", 303, issue)
	one.visit(issue+"/bulletin.docx").wants(t, "the bulletin", 200)
	one.visit(issue+"/bulletin.pdf").wants(t, "the bulletin as PDF", 200)

	public := first(t, issueInPage, chen.visit(issue))
	stranger.visit("/n").says(t, public)
	shown := stranger.visit(public)
	shown.reads(t, "实验室开放课时增加一倍。")
	shown.reads(t, "机械学院教工党支部")
	shown.says(t, "&lt;script&gt;alert(1)")
	qian.fill(at, at+"/consent", "wish", "no").wants(t, "declining after all", 303, at)
	if words := stranger.visit(public).words(); regexp.MustCompile("实验室").MatchString(words) {
		t.Error("the public reads what its unit no longer agrees to")
	}

	chen.fill(issue, issue+"/withdraw", "reason", "内容有误").wants(t, "withdrawing", 303, issue)
	stranger.visit(public).wants(t, "what was withdrawn", 404)
}
