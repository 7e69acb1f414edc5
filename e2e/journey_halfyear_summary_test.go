package e2e_test

import (
	"os"
	"path/filepath"
	"testing"
)

// What the branch and the member take upon themselves. Of the member's two promises one is never made good.
const (
	keyTask      = "二十六名毕业班同学按期答辩"
	unitPledge   = "党员活动室每周开放三个晚上"
	duty         = "十二号楼三层宿舍联系人"
	keptPledge   = "每周辅导一次高等数学"
	unkeptPledge = "给低年级同学编一本实验手册"
)

// promises is what commitments begin with: written, made public, and some made good 〔二(三)、五(三)〕.
func (h *halfYear) promises(t *testing.T) {
	p, phone := h.branch.On(t), h.member.On(t)
	p.Visit(h.URL)
	p.In(theBranch + " 总结").Follow("任务、职责和承诺")
	h.promise(p, "重点任务", keyTask)
	h.promise(p, "公开承诺", unitPledge)
	p.Follow("公开这 1 项承诺")
	p.Sees("已公开 1 项承诺")
	h.keeps(p, unitPledge, "二十二次，每次有值班记录")

	phone.Visit(h.URL)
	phone.In("您本人 总结").Follow("任务、职责和承诺")
	phone.FitsWidth(390)
	h.promise(phone, "岗位职责", duty)
	h.promise(phone, "公开承诺", keptPledge)
	h.promise(phone, "公开承诺", unkeptPledge)
	phone.Follow("公开这 2 项承诺")
	h.keeps(phone, keptPledge, "讲了十五次，听的同学都及格")
	phone.FitsWidth(390)

	leader := h.leader.On(t) // what is public stands on the page of the branch
	h.atBranch(leader)
	leader.In(unitPledge).Sees("已兑现")
	leader.In(unkeptPledge).Sees("正在兑现")
}

// promise adds one line to what somebody takes upon himself.
func (h *halfYear) promise(p *Page, kind, text string) {
	p.t.Helper()
	form := p.In("加上这一项")
	form.Type("哪一类", kind)
	form.Type("内容", text)
	form.Follow("加上这一项")
	p.In(text).Sees("正在兑现")
}

// keeps reports that a promise was made good.
func (h *halfYear) keeps(p *Page, pledge, how string) {
	p.t.Helper()
	line := p.In(pledge)
	line.Click("报落实情况")
	line.Click("已兑现")
	line.Type("做了什么", how)
	line.Follow("记下落实情况")
	p.In(pledge).Sees(how)
}

// looksBack is the self-summary: the unit's, which is returned once, and the member's, which begins with what he promised
// 〔四(一)〕.
func (h *halfYear) looksBack(t *testing.T) {
	p, general, phone := h.branch.On(t), h.general.On(t), h.member.On(t)
	p.Visit(h.URL)
	p.In("写" + theBranch + "的总结").Follow("写总结")
	from, _ := window()
	p.Type("讨论的日期", from)
	p.Type("参加讨论的人", "李娜、吴浩、郑雪")
	p.Type("学习实践活动整改措施落实情况", "上次提出的三件事都办完")
	p.Type("创先争优活动开展情况", "党员先锋岗设到实习车间")
	p.Type("上级党组织提出的活动要求落实情况", "按月上报，没有漏项")
	p.Type("总结成绩", "二十六名同学全部通过答辩")
	p.Type("查找问题", "组织生活到会率低")
	p.Type("分析原因", "实习时间与组织生活冲突")
	p.Follow("存为草稿")
	p.Sees("草稿已保存")
	notes := filepath.Join(t.TempDir(), "讨论记录.pdf")
	if err := os.WriteFile(notes, []byte("%PDF-1.4\n%讨论记录\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	p.Attach("照片或文件", notes)
	p.Follow("上传附件")
	p.Sees("讨论记录.pdf")
	p.Follow("交总结")
	p.Sees("总结已交")

	general.Visit(h.URL + p.Path())
	general.Sees("组织生活到会率低")
	general.Click("退回补充")
	general.Type("退回原因", "请写明到会率")
	general.In("退回补充？").Follow("退回补充")
	general.Sees("已退回")

	p.Visit(h.URL)
	p.In("总结被退回").Follow("去修改")
	p.Sees("请写明到会率")
	p.Type("查找问题", "组织生活到会率低，十月只有六成")
	p.Follow("交总结")
	p.Sees("总结已交")

	phone.Visit(h.URL)
	phone.In("写您的总结").Follow("写总结")
	phone.FitsWidth(390)
	phone.Sees("公开承诺兑现情况")
	if got := phone.Value("公开承诺兑现情况"); got == "" {
		t.Error("the summary does not begin with what was promised")
	}

	phone.Type("创先争优活动开展情况", "立了辅导岗")
	phone.Type("总结成绩", "毕业设计提前完成")
	phone.Type("查找问题", "理论学习笔记不完整")
	phone.Type("分析原因", "没有固定时间")
	phone.Follow("交总结")
	phone.Sees("总结已交")
}
