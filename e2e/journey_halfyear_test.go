package e2e_test

import (
	"testing"

	"lingping/internal/clock"
	"lingping/internal/domain/org"
)

// halfYear is one branch, 机械学院学生党支部, on its way through all five steps. Everybody who has to do with it sits in
// front of a window of his own: the leaders and the member with a telephone, the others at a desk.
type halfYear struct {
	*campaign
	office  *Page // 活动办
	second  *Page // a colleague in the office: nobody approves what he proposed or checked himself
	leader  *Page // 刘强, whose contact point the branch is
	general *Page // 赵伟, secretary of the general branch above
	branch  *Page // 李娜, secretary of the branch
	member  *Page // 郑雪, one of its members
}

// What the branch and the general branch are called in lists.
const (
	theBranch  = "机械学院学生党支部"
	theGeneral = "机械学院总支部委员会"
)

// halfYearSteps are the steps in the order of a half-year; each stands on those before it.
var halfYearSteps = []struct {
	name string
	walk func(*halfYear, *testing.T)
}{
	{"the general branch plans who reviews when, and the office accepts it", (*halfYear).plans},
	{"the branch and a member say what they will do, and make it public", (*halfYear).promises},
	{"before the review they look back, and a summary comes back to be completed", (*halfYear).looksBack},
	{"both leaders go and look before they review", (*halfYear).looksAround},
	{"everybody may say by a slip what he thinks, and nobody knows who did", (*halfYear).hears},
	{"the secretary above reviews at a meeting and cites what it rests on", (*halfYear).reviewsAtMeeting},
	{"the branch fills a sheet, and the leader confirms it on his telephone", (*halfYear).confirms},
	{"members are reviewed, and one fills his own sheet", (*halfYear).reviewsMembers},
	{"a dissent is written beside the review and answered", (*halfYear).dissents},
	{"three people make it public, and nobody reads it earlier", (*halfYear).publishes},
	{"the public reads it without an account and is answered", (*halfYear).publicReads},
	{"every problem is claimed, worked on and reported", (*halfYear).putsRight},
	{"a letter answers each of the two leaders, who accept it", (*halfYear).answersInWriting},
	{"others verify what was put right, and it is closed", (*halfYear).verifies},
	{"the general branch files its pack, and the office gives a receipt", (*halfYear).files},
	{"the figures and the five steps say what was done", (*halfYear).counts},
	{"the next half-year begins with what was left open", (*halfYear).beginsAgain},
}

// A branch goes from the plan of the general branch to the receipt of the office, and what was left open is there when
// the next half-year begins 〔四〕.
func TestABranchGoesThroughTheWholeHalfYear(t *testing.T) {
	t.Parallel()
	h := newHalfYear(t)
	for _, step := range halfYearSteps {
		if !t.Run(step.name, func(t *testing.T) { step.walk(h, t) }) {
			t.FailNow()
		}
	}
}

func newHalfYear(t *testing.T) *halfYear {
	t.Helper()
	h := &halfYear{campaign: NewCampaign(t)}
	h.office = h.Enter("office", password)
	h.makeCodeOn(h.office, "106")
	h.second = h.colleague()
	h.leader, h.general, h.branch, h.member = h.As("003"), h.As("101"), h.As("104"), h.As("106")
	for _, p := range []*Page{h.leader, h.member} {
		p.Resize(390, 844)
	}

	return h
}

// colleague is a second person in the office, made by the first as any account is.
func (h *halfYear) colleague() *Page {
	p := h.office
	p.Visit(h.URL + "/accounts")
	p.In("开通一个账号").Type("登录名", "office2")
	p.In("开通一个账号").Type("姓名", "活动办孙老师")
	p.Follow("开通并显示激活码")
	h.codes["office2"] = p.In("登录名 office2").Text(".code")
	p.Follow("已经交给本人，返回账号")
	p.Follow("office2")
	p.Type("授予角色", "活动办")
	p.Follow("授予")
	p.Sees("角色已授予")
	return h.As("office2")
}

// plans drafts the plan of the general branch from what is owed, hands it in, and has it accepted 〔二(二)、三〕.
func (h *halfYear) plans(t *testing.T) {
	p, office := h.general.On(t), h.office.On(t)
	p.Visit(h.URL)
	p.In("制定点评方案，报活动办").Follow("制定方案")
	for _, line := range []string{"王丽 中共临海学院机械学院总支部委员会及其书记", "赵伟 中共临海学院机械学院总支部委员会的 1 名班子成员",
		"赵伟 机械学院教工党支部及其书记", "赵伟 机械学院教工党支部的 1 名党员", "钱芳 机械学院教工党支部的 2 名党员",
		"刘强 " + theBranch + "及其书记", "赵伟 " + theBranch + "及其书记", "赵伟 " + theBranch + "的 1 名党员", "李娜 " + theBranch + "的 2 名党员"} {
		p.Click(line)
	}

	today := org.DateOf(clock.Home()())
	p.In("选几行，一起填").Type("计划日期", string(today))
	p.In("选几行，一起填").Type("点评方式", "集中点评")
	p.In("选几行，一起填").Type("结合载体", "组织生活会")
	p.In("选几行，一起填").Type("点评地点", "机械楼一楼会议室")
	p.Follow("填到选中的行并保存")
	p.Sees("已填到选中的 9 行")
	p.Follow("保存并报活动办")
	p.Sees("方案已报，等答复")
	if p.Has("保存方案") {
		t.Error("a plan that was handed in can still be changed")
	}

	office.Visit(h.URL + "/rounds/" + h.Round + "/arrangements")
	office.Follow(theGeneral)
	office.Sees("机械楼一楼会议室")
	office.Follow("同意方案")
	office.Sees("已同意这份方案")
	p.Visit(h.URL)
	p.In("2 个党组织及书记").Sees("计划 " + today.Chinese())
}
