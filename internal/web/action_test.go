package web_test

import (
	"fmt"
	"testing"

	"lingping/internal/domain/rectify"
	"lingping/internal/store"
)

// demand is the address of the first thing that a review asked to be put right.
func (h *house) demand(t *testing.T, of string) string {
	t.Helper()
	var list []rectify.Action
	check(t, h.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		list, err = tx.ActionsOfReview(h.Of(of))
		return err
	}))
	if len(list) == 0 {
		t.Fatalf("%s asked nothing to be put right", of)
	}

	return fmt.Sprintf("/actions/%d", list[0].ID)
}

func TestAMemberPutsAProblemRightAndItsReviewerClosesIt(t *testing.T) {
	h := house2011(t)
	qian, sun := h.as(t, "102"), h.as(t, "103")
	check(t, h.As("102").Submit("member 103"))
	sun.visit("/").reads(t, "点评指出的 2 个问题等您认领整改")
	at := h.demand(t, "member 103")
	sun.fill(at, at+"/claim", "measure", "每周到宿舍走访").wants(t, "claiming", 303, at)
	sun.fill(at, at+"/report", "outcome", " ").wants(t, "reporting nothing", 422)
	sun.fill(at, at+"/report", "outcome", "走访了六次").wants(t, "reporting", 303, at)
	qian.visit(at).reads(t, "已报结，对方还要写书面回复送给您。")
	letter := h.sheet("member 103", "/reply")
	draft := sun.visit(letter)
	draft.says(t, "落实情况：走访了六次")
	sent := sun.fill(letter, letter, "title", "整改报告", "salutation", "钱芳同志：", "body", "一、已走访。", "signature", "孙䶮",
		"day", "2011-03-01", "revision", "0", "send", "on")
	sent.wants(t, "sending the letter", 303)
	reply := sent.Header.Get("Location")
	word := qian.visit(reply + "/letter.docx")
	word.wants(t, "the letter as a document", 200)
	if word.text[:2] != "PK" {
		t.Error("the letter is no Word document")
	}

	qian.fill(reply, reply+"/accept").wants(t, "accepting the letter", 303, reply)
	qian.visit("/").reads(t, "孙䶮：1 项整改等您验收")
	qian.fill(at, at+"/close", "verdict", "看过走访记录").wants(t, "closing", 303, at)
	closed := sun.visit(at)
	closed.reads(t, "钱芳验收")
	closed.reads(t, "验收销号 看过走访记录")
}

func TestTheLedgerOfActionsIsReadAndTakenOut(t *testing.T) {
	h := house2011(t)
	check(t, h.As("102").Submit("member 103"))
	zhao := h.as(t, "101")
	ledger := fmt.Sprintf("/rounds/%d/actions?unit=%d", h.Round, h.Unit("Z1"))
	zhao.visit(ledger).reads(t, "孙䶮深入学生宿舍的次数偏少。")
	zhao.visit(ledger+"&light=done").reads(t, "没有符合条件的整改事项。")
	book := zhao.exported(zhao.fill(ledger, fmt.Sprintf("/rounds/%d/actions/export?unit=%d", h.Round, h.Unit("Z1"))))
	if book.text[:2] != "PK" {
		t.Error("the ledger is no workbook")
	}
}

func TestASecretaryEntersWhatHisMembersWroteOnPaper(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	check(t, h.As("102").Submit("member 103"))
	var number int64
	at := h.demand(t, "member 103")
	if _, err := fmt.Sscanf(at, "/actions/%d", &number); err != nil {
		t.Fatal(err)
	}

	name := fmt.Sprint(number)
	qian.visit("/actions").reads(t, "替党员登记纸面交来的措施和落实情况（2 项）")
	qian.fill("/actions", "/actions/record", "action", name, "measure-"+name, "走访", "outcome-"+name, "走访了六次").wants(t, "entering from paper", 303, "/actions")
	qian.visit(at).reads(t, "（据纸面登记）")
}

func TestOnlyWhoIsHelpedClosesThePromiseOnItsPage(t *testing.T) {
	h := house2011(t)
	qian, sun := h.as(t, "102"), h.as(t, "103")
	on := h.sheet("member 103", "/help")
	begun := qian.fill(on, on, "text", "联系骨干培训名额", "deadline", "2011-03-01")
	begun.wants(t, "promising help", 303)
	help := begun.Header.Get("Location")
	qian.fill(help, help+"/report", "answer", "已报名").wants(t, "noting how far it is", 303, help)
	qian.slip(help, help+"/finish", "outcome", "办好了").wants(t, "closing one's own promise", 404)
	sun.visit("/").reads(t, "钱芳说已帮助办理，请看是否解决")
	sun.fill(help, help+"/finish", "outcome", "四月去参加").wants(t, "closing", 303, help)
	qian.visit(help).reads(t, "四月去参加")
}
