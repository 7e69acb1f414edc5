package e2e_test

import (
	"regexp"
	"testing"

	"lingping/internal/clock"
	"lingping/internal/domain/org"
)

// saysThePublic is what somebody says to the notice.
const saysThePublic = "活动室周末真的开门了，希望能坚持下去"

var receiptNumber = regexp.MustCompile(`\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}`)

// publishes makes what was said of the branch public: proposed, checked, approved and published by three people, and not
// readable a moment earlier 〔四(四)〕.
func (h *halfYear) publishes(t *testing.T) {
	p, office, second, visitor := h.branch.On(t), h.office.On(t), h.second.On(t), NewPage(t)
	h.atBranch(p)
	p.Follow("提出通报")
	p.Follow("提出，交保密审查")
	p.Sees("通报已提出，内容已固定")
	notice := h.URL + p.Path()
	for _, act := range []string{"没有不宜公开的内容，审查通过", "批准公布"} {
		if p.Has(act) {
			t.Errorf("whoever proposed the notice is offered “%s”", act)
		}
	}

	visitor.Visit(h.URL + "/n")
	visitor.Sees("现在没有正在公示的通报")

	office.Visit(notice)
	office.Follow("没有不宜公开的内容，审查通过")
	office.Sees("保密审查已通过")
	if office.Has("批准公布") {
		t.Error("whoever checked the notice can approve it too")
	}

	second.Visit(notice)
	second.Follow("批准公布")
	second.Sees("已批准")
	visitor.Visit(h.URL + "/n")
	visitor.Sees("现在没有正在公示的通报")

	p.Visit(notice)
	today := org.DateOf(clock.Home()())
	p.Click("会议")
	p.In("会议 日期").Type("地点", "机械楼一楼会议室")
	p.In("会议 日期").Type("日期", string(today))
	p.Click("网上")
	p.Follow("公布")
	p.Sees("公示网页")
}

// atBranch opens the page of the branch as anybody finds it.
func (h *halfYear) atBranch(p *Page) {
	p.t.Helper()
	p.Visit(h.URL + "/units")
	p.Type("名称、代码或拼音", theBranch)
	p.Follow("查找")
	p.Follow(theBranch)
}

// opensByThePoster comes to the page from the public list, which is for the people of the unit: with what stands on the poster.
func (h *halfYear) opensByThePoster(visitor *Page, address string) {
	visitor.Visit(h.URL + "/n")
	visitor.Follow(theBranch)
	visitor.Type("查阅码（张贴稿二维码旁边的 8 位）", "00000000")
	visitor.Follow("打开通报")
	visitor.Sees("查阅码不对")
	visitor.Type("查阅码（张贴稿二维码旁边的 8 位）", address[len("/n/"):len("/n/")+8])
	visitor.Follow("打开通报")
	visitor.Sees(byGeneral.problem)
}

// publicReads is a visitor without an account: he reads, says something, and finds the answer by his number.
func (h *halfYear) publicReads(t *testing.T) {
	p, second, visitor := h.branch.On(t), h.second.On(t), NewPage(t)
	address := regexp.MustCompile(`/n/[0-9A-Za-z]+`).FindString(p.Text("main"))
	visitor.Resize(390, 844)
	visitor.Visit(h.URL + address)
	visitor.FitsWidth(390)
	visitor.Sees(byGeneral.problem)
	visitor.Sees("点评人")
	visitor.Sees("现在的情况")
	h.opensByThePoster(visitor, address)
	visitor.Sees(byLeader.achievements)
	visitor.Type("意见", saysThePublic)
	visitor.Follow("发送，取回执号")
	receipt := receiptNumber.FindString(visitor.Text("main"))
	if receipt == "" {
		t.Fatalf("there is no number on\n%s", visitor.Text("main"))
	}

	second.Visit(h.URL + p.Path())
	second.In(saysThePublic).Type("怎样处理", "采纳")
	second.In(saysThePublic).Type("一句答复", "谢谢，值班排到了学期末")
	second.In(saysThePublic).Follow("保存答复")
	visitor.Visit(h.URL + "/n/receipt")
	visitor.Type("回执号", receipt)
	visitor.Follow("看答复")
	visitor.Sees("值班排到了学期末")
}
