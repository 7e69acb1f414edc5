package web_test

import (
	"html"
	"net/url"
	"regexp"
	"testing"
)

var (
	reportAddress = regexp.MustCompile(`action="(/commitments/[0-9]+/report[^"]*)"`)
	fileAddress   = regexp.MustCompile(`href="(/rounds/[0-9]+/summary/files/[^"]*)"`)
)

// unescaped is an address as it stands in a page.
func unescaped(address string) string { return html.UnescapeString(address) }

func TestAMemberLooksBackAndTheReviewerReadsItBesideTheSheet(t *testing.T) {
	h := house2011(t)
	sun, qian := h.as(t, "103"), h.as(t, "102")
	at := h.dossier("/summary", "B11", "103")
	sun.visit("/").reads(t, "写您的总结（回头看）")
	sun.visit(at).reads(t, "公开承诺兑现情况")
	form := url.Values{"token": {sun.visit(at).token()}, "revision": {"0"}, "check-0": {"整改已落实"}, "check-1": {""},
		"achievements": {"实验室开放课时增加一倍"}, "problems": {"", " "}, "causes": {"期末教学任务集中"}}
	in := sun.form(at, form)
	in.Header.Set("Autosave", "1")
	saved := sun.do(in)
	saved.wants(t, "autosave", 204)
	if saved.Header.Get("Revision") != "1" || saved.Header.Get("Saved-At") != "10:00:00" {
		t.Errorf("it says revision %q at %q", saved.Header.Get("Revision"), saved.Header.Get("Saved-At"))
	}

	qian.visit(at).wants(t, "the draft to the reviewer", 404)
	form.Set("revision", "1")
	form.Set("causes", "期末教学任务过于集中")
	submit := h.dossier("/summary/submit", "B11", "103")
	lacking := sun.post(submit, form)
	lacking.wants(t, "handing in without a problem", 422)
	lacking.reads(t, "还没有写“查找问题”")
	form.Set("revision", hidden(lacking, "revision"))
	form["problems"] = []string{"到学生宿舍少"}
	sun.post(submit, form).wants(t, "handing in", 303)
	sun.visit(at).reads(t, "已交 孙䶮于 2011-01-05")
	desk := qian.visit(h.sheet("member 103", "/edit"))
	desk.reads(t, "对方的总结 1. 到学生宿舍少")
	desk.reads(t, "对方的总结 期末教学任务过于集中")
	back := h.dossier("/summary/return", "B11", "103")
	qian.fill(at, back, "reason", " ").wants(t, "sending back without a reason", 422)
	qian.fill(at, back, "reason", "请写具体事例").wants(t, "sending back", 303, "/")
	sun.visit("/").reads(t, "您的总结被退回，请修改")
	sun.visit(at).reads(t, "钱芳退回修改： 请写具体事例")
}

func TestTheListSaysWhoHasHandedInAndLeadsToThePapers(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	at := h.dossier("/summary", "B11", "101")
	list := h.dossier("/summaries", "B11", "")
	qian.visit(list).reads(t, "已交 0 份，共 4 份。")
	qian.visit(at).reads(t, "您在按纸质材料替赵伟录入")
	qian.fill(at, h.dossier("/summary/submit", "B11", "101"), "revision", "0", "achievements", "带头上课", "problems", "下支部少").wants(t, "entering from paper", 303)
	page := qian.visit(list)
	page.reads(t, "已交 1 份，共 4 份。")
	page.reads(t, "赵伟 已交 按纸质材料录入")
	h.as(t, "103").visit(list).wants(t, "the list to a member", 404)
}

func TestFilesOfASummaryAreAttachedAndHandedOut(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	at := h.dossier("/summary", "B11", "")
	qian.upload(at, h.dossier("/summary/files", "B11", ""), "照片.pdf", "%PDF-1.4\n").wants(t, "attaching", 303)
	file := fileAddress.FindStringSubmatch(qian.visit(at).text)
	if file == nil {
		t.Fatal("the page does not show the file")
	}

	got := qian.visit(unescaped(file[1]))
	got.wants(t, "the file", 200)
	got.says(t, "%PDF-1.4")
	h.as(t, "101").visit(unescaped(file[1])).wants(t, "the file of a draft to the line", 404)
	qian.upload(at, h.dossier("/summary/files", "B11", ""), "坏.exe", "MZ").wants(t, "a program", 422)
}
