package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// putsRight takes every problem that the branch was told of from claim to closure; of the member's two it leaves one open
// 〔四(五)〕.
func (h *halfYear) putsRight(t *testing.T) {
	p, phone := h.branch.On(t), h.member.On(t)
	for _, one := range []struct{ problem, measure, outcome string }{
		{byGeneral.problem, "组织生活改到周六上午，实习车间设分会场", "十二月两次组织生活到会率九成五"},
		{byGeneral.demand, "建立实习党员联系表，每两周通一次电话", "联系表已建，已通话四十次"},
		{byLeader.problem, "活动室周末开放，党员轮流值班", "周末开放六次，平均每次二十人"},
		{byLeader.demand, "台账随办随记，每周五核对", "台账补齐，连续四周无缺项"},
	} {
		h.claims(p, one.problem, one.measure)
		if one.problem == byLeader.problem {
			h.proves(t, p)
		}

		p.Type("落实情况", one.outcome)
		p.Follow("改好了，报结")
		p.Sees("已报结，还要写书面回复")
		p.Sees(one.outcome)
	}

	phone.Visit(h.URL)
	phone.Follow("去认领")
	phone.FitsWidth(390)
	phone.Follow(ownSheet.problems[1])
	phone.FitsWidth(390)
	phone.Type("整改措施", "每月第一个周末走访一层楼")
	phone.Follow("认领，开始整改")
	phone.Sees("前改好并报结")
}

// claims takes a problem on from the list of those of the branch.
func (h *halfYear) claims(p *Page, problem, measure string) {
	p.t.Helper()
	p.Visit(h.URL + "/actions")
	p.Follow(problem)
	p.Type("责任人", "李娜")
	p.Type("整改措施", measure)
	p.Follow("认领，开始整改")
	p.Sees("前改好并报结")
}

// proves lays a file to an action, and a line about its progress.
func (h *halfYear) proves(t *testing.T, p *Page) {
	t.Helper()
	list := filepath.Join(t.TempDir(), "值班表.pdf")
	if err := os.WriteFile(list, []byte("%PDF-1.4\n%值班表\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	p.Attach("照片、扫描件、Word 或 Excel", list)
	p.Follow("上传佐证")
	p.In("值班表.pdf").Sees("第 1 版")
	p.Click("记一条进展")
	p.Type("进展", "值班表已张贴")
	p.Follow("记下")
	p.Sees("值班表已张贴")
}

// answersInWriting sends one letter for each sheet; without it nothing can be closed 〔四(五) 以书面形式及时回复领导〕.
func (h *halfYear) answersInWriting(t *testing.T) {
	p, general, phone := h.branch.On(t), h.general.On(t), h.leader.On(t)
	general.Visit(h.URL + "/actions")
	general.Follow(byGeneral.problem)
	if general.Has("已改好，验收销号") {
		t.Error("what was not answered in writing can be closed")
	}

	for range 2 {
		p.Visit(h.URL)
		p.In("还要书面回复").Follow("写书面回复")
		p.Follow("送给点评人")
		p.Sees("书面回复已送出")
	}

	general.Visit(h.URL)
	general.In("送来书面回复").Follow("看回复")
	general.Sees("十二月两次组织生活到会率九成五")
	general.Follow("看过了，接收回复")
	general.Sees("已接收")
	phone.Visit(h.URL)
	phone.In("送来书面回复").Follow("看回复")
	phone.FitsWidth(390)
	phone.Sees("周末开放六次，平均每次二十人")
	phone.Follow("看过了，接收回复")
	phone.Sees("已接收")
}

// verifies closes what was put right. Whoever had to put it right can't.
func (h *halfYear) verifies(t *testing.T) {
	p, general, phone, office := h.branch.On(t), h.general.On(t), h.leader.On(t), h.second.On(t)
	p.Visit(h.URL + "/actions")
	p.Follow(byGeneral.problem)
	if p.Has("已改好，验收销号") {
		t.Error("the branch can verify what it put right itself")
	}

	h.closes(general, byGeneral.problem, "到会签名表看过，属实")
	h.closes(general, byGeneral.demand, "抽查三名实习党员，都接到电话")
	h.closes(phone, byLeader.demand, "台账看过，齐全")
	office.Visit(h.URL + "/rounds/" + h.Round + "/actions")
	office.Follow(byLeader.problem)
	office.Type("验收意见", "现场看了周末值班，属实")
	office.Follow("已改好，验收销号")
	office.Sees("活动办孙老师验收")
}

// closes is the sentence of the one who asked.
func (h *halfYear) closes(p *Page, problem, verdict string) {
	p.t.Helper()
	p.Visit(h.URL + "/actions")
	p.Follow(problem)
	p.Type("验收意见", verdict)
	p.Follow("已改好，验收销号")
	p.Sees("验收，")
	p.Sees(verdict)
}

// files hands the pack of the general branch in; what lacks is said, and the office gives a receipt 〔文末〕.
func (h *halfYear) files(t *testing.T) {
	p, office := h.general.On(t), h.office.On(t)
	p.Visit(h.URL)
	p.In("还没有报送备案").Follow("去报送")
	p.Type("先报的原因", "其他支部的点评会排在下周")
	p.Follow("份登记表和统计表")
	p.Sees("正等活动办收件")

	office.Visit(h.URL + "/rounds/" + h.Round)
	office.Follow("备案")
	office.Follow("中共临海学院" + theGeneral)
	office.Follow("收件，发回执")
	office.Sees("已收件 1 份")
	p.Visit(h.URL)
	if strings.Contains(p.Text(""), "还没有报送备案") {
		t.Error("home still asks for what was filed")
	}

	p.Sees("写好以后要补报")
	p.In("写好以后要补报").Follow("看缺哪些")
	p.Sees("备案时缺的登记表")
}
