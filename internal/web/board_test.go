package web_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/web"
)

// office is a browser in which the campaign office has signed in.
func (h *house) office(t *testing.T) *browser {
	t.Helper()
	login, password := h.administrator(t)
	b := h.browser(t)
	b.enter(login, password)
	return b
}

func (h *house) at(page string) string { return fmt.Sprintf("/rounds/%d%s", h.Round, page) }

var (
	markup = regexp.MustCompile(`(?s)<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// words are what people read of a page, with single spaces.
func (p page) words() string {
	return spaces.ReplaceAllString(markup.ReplaceAllString(p.text, " "), " ")
}

// reads checks what people read, whatever stands between in markup.
func (p page) reads(t *testing.T, sentence string) {
	t.Helper()
	if !strings.Contains(p.words(), sentence) {
		t.Errorf("nobody reads %q on the page:\n%s", sentence, p.words())
	}
}

func TestTheBoardShowsBothSidesAndEveryFigureLeadsToItsRows(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	board := b.visit(h.at("/board"))
	board.wants(t, "the board", 200)
	for _, figures := range []string{"党组织（个） 应 10 已 0", "书记（人） 应 8 已 0", "班子成员（人） 应 3 已 0", "党员（人） 应 22 已 0",
		"点评人（人） 应 11 已 0", "点评（人次） 应 44 已 0", "有 2 个对象没有点评人"} {
		board.reads(t, figures)
	}

	owed := b.visit(h.at("/owed?kind=committee-member"))
	owed.wants(t, "the rows behind a figure", 200)
	owed.reads(t, "共 3 项")
	owed.reads(t, "赵伟 中共临海学院机械学院总支部委员会 班子成员 李娜")
	b.visit(h.at("/owed")).reads(t, "文法学院学生党支部书记空缺")
	branch := b.visit(h.at(fmt.Sprintf("/board?unit=%d", h.Unit("B11"))))
	branch.wants(t, "the board of a branch", 200)
	branch.reads(t, "钱芳")
}

func TestARemindersTextSaysWhoOwesWhatByWhen(t *testing.T) {
	h := open(t, web.Options{BaseURL: "https://dp.example.edu.cn"})
	b := h.office(t)
	page := b.visit(h.at("/reminders"))
	page.wants(t, "the reminders", 200)
	page.reads(t, "【2010年下半年领导点评】机关第一党支部：还有 1 人的 4 项点评没有完成")
	page.reads(t, "1. 张敏：4 项，机关第一党支部的党员陈建国、王丽、刘强、周平；请于 2011年1月12日 前完成。")
	page.reads(t, "中共临海学院机械学院总支部委员会及书记赵伟")
	page.reads(t, "请登录 https://dp.example.edu.cn 填写")
}

// running is a round that runs under a scheme of the office's own beside the house's first.
func running(t *testing.T, h *house, name, text string) string {
	t.Helper()
	id := must(h.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{Scheme: "方案.yaml", Text: []byte("extends: tongyong\ntitle: " + name + "\n" + text),
		Name: name, From: "2010-12-27", To: "2011-01-12"}))(t)
	must(h.App.LaunchRound(t.Context(), access.LocalOperator(), id))(t)
	return fmt.Sprintf("/rounds/%d", id)
}

func TestEachLineOfAReminderHasItsOwnDay(t *testing.T) {
	h := house2011(t)
	b := h.office(t)
	page := b.visit(running(t, h, "分两天", "steps: {review: {due: 0, due-actor: {member: -3}}}") + "/reminders")
	page.reads(t, "赵伟：7 项。 2 项请于 2011年1月9日 前完成：机械学院教工党支部的党员钱芳")
	page.reads(t, "5 项请于 2011年1月12日 前完成：中共临海学院机械学院总支部委员会的班子成员李娜")
	page.reads(t, "赵伟 中共临海学院机械学院总支部委员会 2 机械学院教工党支部的党员钱芳；机械学院学生党支部的党员李娜 2011年1月9日")
}

func TestTheLedgerLeadsDownWhereUnitsAreNotReviewed(t *testing.T) {
	h := house2011(t)
	b := h.office(t)
	round := running(t, h, "只点评党员", "remove: {subjects: [unit, secretary, committee-member]}")
	top := b.visit(round + "/dossiers")
	top.reads(t, "本级没有点评对象。")
	top.reads(t, "下级的台账 机关第一党支部 离退休党支部 中共临海学院机械学院总支部委员会")
	below := fmt.Sprintf("%s/dossiers?unit=%d", round, h.Unit("Z1"))
	top.says(t, below)
	b.visit(below).reads(t, "机械学院教工党支部")
	b.visit(fmt.Sprintf("%s/dossiers?unit=%d", round, h.Unit("B11"))).reads(t, "钱芳")
}

func TestStatisticsAreSealedAndHandedOut(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	b.visit(h.at("/stats")).reads(t, "合计 11 0 0% 10 0 0%")
	book := b.visit(h.at("/stats.xlsx"))
	book.wants(t, "annex 1", 200)
	if !strings.HasPrefix(book.text, "PK") {
		t.Error("annex 1 is no workbook")
	}

	b.fill(h.at("/stats"), h.at("/stats/seal?unit=0")).wants(t, "sealing", 303, h.at("/stats?unit=0"))
	sealed := b.visit(h.at("/stats"))
	sealed.reads(t, "已封存一份统计，校验码")
	link := regexp.MustCompile(`/rounds/\d+/stats/copies/\d+\?unit=\d+`).FindString(sealed.text)
	b.visit(link).says(t, `"members.due":22`)
}

func TestASecretarySeesTheBoardOfHisOwnUnitsOnly(t *testing.T) {
	h := open(t, web.Options{})
	slip := h.account(t, "101", "101")
	b := h.browser(t)
	b.enter("101", slip.Code)
	b.fill("/settings/password", "/settings/password", "password", slip.Code, "new-password", "梧桐树下三杯清茶", "repeat-password", "梧桐树下三杯清茶")
	b.visit(h.at(fmt.Sprintf("/board?unit=%d", h.Unit("Z1")))).wants(t, "his own", 200)
	b.visit(h.at(fmt.Sprintf("/board?unit=%d", h.Unit("B11")))).wants(t, "a branch of his", 200)
	b.visit(h.at(fmt.Sprintf("/board?unit=%d", h.Unit("Z2")))).wants(t, "another's", 404)
	b.visit(h.at("/board")).wants(t, "the whole", 404)
	b.visit(fmt.Sprintf("/units/%d", h.Unit("Z1"))).reads(t, "点评 ")
	b.visit("/persons?q=郑雪").reads(t, "106")
	b.visit("/persons?q=褚艳").reads(t, "没有找到，或者不在您的工作范围内。")
	b.visit("/persons?q=z").reads(t, "请至少输入一个汉字，或两个字母、数字。")
}

func TestRemindersAreChosenByLeaderUnitAndDayAndSayHowManyTheyAre(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	all := b.visit(h.at("/reminders"))
	all.says(t, fmt.Sprintf(`<option value="%d">`, h.Unit("Z1")))
	if strings.Contains(all.words(), "符合条件的有") {
		t.Error("nothing is chosen, and the page says how much matches")
	}

	one := b.visit(h.at("/reminders?q=李娜&by=2011-01-12"))
	one.wants(t, "the reminders of one leader", 200)
	one.reads(t, "符合条件的有 2 项")
	one.reads(t, "还有点评没有完成，下面是其中 1 人的 2 项")
	one.says(t, `value="2011-01-12"`)
	if strings.Contains(one.words(), "钱芳：") {
		t.Error("the reminders of one leader speak of another")
	}

	b.visit(h.at("/reminders?by=2010-12-31")).reads(t, "没有符合条件的。")
	b.visit(h.at("/reminders?by=morgen")).wants(t, "a day that is none", 422)
}
