package web_test

import (
	"testing"

	"lingping/internal/domain/review"
)

func TestADissentStandsBesideTheReviewAndIsAnsweredThere(t *testing.T) {
	h := house2011(t)
	check(t, h.As("102").Submit("member 103"))
	sun, qian := h.as(t, "103"), h.as(t, "102")
	page := sun.visit(h.sheet("member 103", ""))
	page.reads(t, "签收不等于同意。")
	sun.fill(h.sheet("member 103", ""), h.sheet("member 103", "/acknowledge"), "dissent", "我值过三次班。").wants(t, "acknowledging", 303)
	qian.visit(h.sheet("member 103", "")).reads(t, "孙䶮有不同意见： 我值过三次班。")
	qian.fill(h.sheet("member 103", ""), h.sheet("member 103", "/answer"), "answer", "").wants(t, "an empty answer", 422)
	qian.fill(h.sheet("member 103", ""), h.sheet("member 103", "/answer"), "answer", "已核对，予以更正。").wants(t, "answering", 303)
	d, err := h.As("102").Draft("member 103")
	check(t, err)
	d.Parts[0].Text.Problems = []string{"走访少。"}
	check(t, h.App.Correct(t.Context(), h.As("102").Actor, h.Of("member 103"), d, "值班表核对"))
	for _, who := range []desk{sun, h.as(t, "101")} { // the subject and the line see both versions with what was said against the first
		page := who.visit(h.sheet("member 103", ""))
		page.reads(t, "更正，原因：值班表核对")
		page.reads(t, "原来 改为")
		page.reads(t, "被点评一方的意见 我值过三次班。 钱芳答复 已核对，予以更正。")
	}
}

func TestAReviewIsTakenBackOnItsPage(t *testing.T) {
	h := house2011(t)
	check(t, h.As("102").Submit("member 103"))
	qian := h.as(t, "102")
	qian.visit(h.sheet("member 103", "")).reads(t, "撤回这张已生效的登记表？")
	qian.fill(h.sheet("member 103", ""), h.sheet("member 103", "/recall"), "recall", "").wants(t, "recalling without a reason", 422)
	qian.fill(h.sheet("member 103", ""), h.sheet("member 103", "/recall"), "recall", "写错了人").wants(t, "recalling", 303)
	h.stands(t, "member 103", review.Draft)
	page := qian.visit(h.sheet("member 103", ""))
	page.reads(t, "钱芳撤回了已生效的登记表，改好后重新提交；原因：写错了人")
	page.reads(t, "第 1 版全文")
	h.as(t, "103").visit(h.sheet("member 103", "")).wants(t, "the draft to its subject", 404)
}
