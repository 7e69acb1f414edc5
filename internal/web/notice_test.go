package web_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/scheme"
)

var codeInPage = regexp.MustCompile(`/n/([0-9A-Z]{16})"`)

// officer is a person of the campaign office with an account of his own.
func (h *house) officer(t *testing.T, name string) desk {
	t.Helper()
	d := h.as(t, name)
	check(t, h.App.GrantRole(t.Context(), access.LocalOperator(), 1000+int64(h.Person(name)), access.RoleOffice, ""))
	return d
}

// hostileText is text that would do harm if a page took it for more than text.
const hostileText = `<script>alert(1)</script><img src=x onerror=alert(2)>"'&`

func TestANoticeIsMadePublicOnItsPages(t *testing.T) {
	h := house2011(t)
	check(t, h.As("101").Submit("unit B11"))
	d, err := h.As("102").Draft("member 103")
	check(t, err)
	d.Parts[0].Text.Say(scheme.PartOverall, hostileText)
	check(t, h.As("102").SubmitAs("member 103", d))
	qian, one, two := h.as(t, "102"), h.officer(t, "203"), h.officer(t, "303")
	stranger := h.browser(t)
	form := fmt.Sprintf("/notices/new?round=%d&unit=%d", h.Round, h.Unit("B11"))
	qian.visit(fmt.Sprintf("/units/%d", h.Unit("B11"))).says(t, "提出通报")
	qian.visit(form).reads(t, "将公开的内容")
	proposed := qian.fill(form, "/notices", "round", fmt.Sprint(h.Round), "unit", fmt.Sprint(h.Unit("B11")), "kind", "unit", "kind", "secretary", "kind", "member")
	proposed.wants(t, "proposing", 303)
	at := proposed.Header.Get("Location")
	qian.visit(form).wants(t, "proposing while one is on its way", 303, at)
	qian.visit(at+"/bulletin").wants(t, "the bulletin before it is approved", 409)
	one.visit(at).reads(t, "没有不宜公开的内容，审查通过")
	one.fill(at, at+"/check").wants(t, "checking", 303, at)
	one.slip(at, at+"/approve").wants(t, "approving what one has checked", 409)
	two.fill(at, at+"/approve").wants(t, "approving", 303, at)
	qian.fill(at, at+"/publish").wants(t, "publishing by no channel", 422)
	qian.fill(at, at+"/publish", "channel-0", "会议", "day-0", "2011-01-04", "place-0", "第二教室", "channel-2", "网上", "from", "2011-01-05", "to", "2011-01-12").
		wants(t, "publishing", 303, at)
	page := qian.visit(at)
	page.reads(t, "正在公示，到 2011年1月12日 为止。")
	code := codeInPage.FindStringSubmatch(page.text)
	if code == nil {
		t.Fatalf("the page has no way to the public page:\n%s", page.text)
	}

	public := stranger.visit("/n/" + code[1])
	public.wants(t, "the public page", 200)
	if robots := public.Header.Get("X-Robots-Tag"); !strings.Contains(robots, "noindex") {
		t.Errorf("search engines are told %q", robots)
	}

	if strings.Contains(public.text, "<script>alert") || strings.Contains(public.text, "<img src=x") || !strings.Contains(public.text, "&lt;script&gt;alert(1)") {
		t.Error("typed text is taken for more than text")
	}

	public.reads(t, "孙䶮")
	if strings.Contains(public.text, "<h3>赵伟") {
		t.Error("the public page names a member who is in no sheet of it")
	}

	proof := checkpointed(t, h)
	bulletin := qian.visit(at + "/bulletin")
	bulletin.reads(t, "如何核对")
	bulletin.reads(t, "台账检查点："+proof.Short())
	bulletin.says(t, `<path d="M`)
	posted := stranger.visit("/n/" + code[1]) // which was drawn before there was a checkpoint
	posted.reads(t, "台账检查点："+proof.Short())
	posted.says(t, `<path d="M`)
	if text := stranger.visit("/n/" + code[1] + "/text"); text.StatusCode != 200 || !strings.Contains(text.text, hostileText) {
		t.Errorf("the text for hashing: %d %s", text.StatusCode, text.text)
	}

	list := stranger.visit("/n")
	list.reads(t, "机械学院教工党支部")
	if strings.Contains(list.text, code[1]) {
		t.Error("the public list gives the address of a notice for its own unit away")
	}

	door := strings.Replace(at, "/notices/", "/n/", 1) + "/door"
	list.says(t, `href="`+door+`"`)
	stranger.fill(door, door, "poster", "AAAAAAAA").reads(t, "查阅码不对")
	stranger.fill(door, door, "poster", code[1][:8]).wants(t, "typing what stands on the poster", 303, "/n/"+code[1])
	bulletin.reads(t, code[1][:4]+" "+code[1][4:8])
	h.as(t, "103").visit(at+"/display").wants(t, "a member of the branch coming by signing in", 303, "/n/"+code[1])
	other := h.as(t, "202")
	other.visit(at+"/display").wants(t, "somebody of another branch", 303, door+"?of=others")
	other.visit(door+"?of=others").reads(t, "这个账号不在这份通报的范围内")
	if where := stranger.visit(at + "/display").Header.Get("Location"); !strings.HasPrefix(where, "/login") {
		t.Errorf("whoever has not signed in comes to %q", where)
	}
}

// How things stand is on the page of the public at once, for pages that were drawn before too, and apart from what was approved.
func TestThePublicPageShowsHowThingsStandApartFromWhatWasApproved(t *testing.T) {
	h := house2011(t)
	at, code := h.published(t)
	stranger := h.browser(t)
	page := stranger.visit("/n/" + code)
	page.reads(t, "点评人 钱芳")
	page.reads(t, "待整改，期限 2011年2月4日")
	page.reads(t, "不在批准的内容和内容摘要之内")
	check(t, h.App.Recall(t.Context(), h.As("101").Actor, h.Of("unit B11"), "写错了对象"))
	stranger.visit("/n/"+code).reads(t, "这份点评已撤回，以后以重新公布的为准。")
	qian := h.as(t, "102")
	qian.visit("/").reads(t, "决定撤下还是重新公布")
	qian.visit(at).reads(t, "公示网页已标明。请决定")
	qian.fill(at, at+"/withdraw", "reason", "重新办理").wants(t, "taking it down", 303, at)
	if strings.Contains(qian.visit("/").words(), "决定撤下还是重新公布") {
		t.Error("taken down it still waits on home")
	}
}

func TestAStrangerAnswersANoticeAndReadsWhatBecameOfIt(t *testing.T) {
	h := house2011(t)
	at, code := h.published(t)
	stranger, line := h.browser(t), h.as(t, "001")
	long := stranger.fill("/n/"+code, "/n/"+code+"/feedback", "text", " ")
	long.wants(t, "empty feedback", 422)
	sent := stranger.fill("/n/"+code, "/n/"+code+"/feedback", "text", "食堂的事也请说说。", "class", "群众")
	sent.wants(t, "sending feedback", 303, "/n/receipt")
	said := stranger.visit("/n/receipt").words()
	number := regexp.MustCompile(`\d{4} \d{4} \d{4} \d{4}`).FindString(said)
	if number == "" {
		t.Fatalf("no receipt number: %s", said)
	}

	stranger.fill("/n/receipt", "/n/receipt", "receipt", number).reads(t, "已收到，还没有答复")
	page := line.visit(at)
	page.reads(t, "食堂的事也请说说。")
	answers := regexp.MustCompile(at+`/feedback/\d+`).FindAllString(page.text, -1)
	answer := answers[len(answers)-1] // the first is of the scene
	line.fill(at, answer, "disposition", "采纳", "answer", "三月起开放。").wants(t, "answering", 303, at)
	read := stranger.fill("/n/receipt", "/n/receipt", "receipt", number)
	read.reads(t, "三月起开放。")
	if strings.Contains(read.text, "食堂的事") {
		t.Error("the receipt gives away what was sent")
	}

	stranger.fill("/n/receipt", "/n/receipt", "receipt", "1").wants(t, "a wrong receipt number", 404)
	if own := h.as(t, "102").visit(at).words(); strings.Contains(own, "食堂的事") || !strings.Contains(own, "群众反馈 2 条") {
		t.Error("the reviewed secretary reads feedback, or does not hear that there is some")
	}

	unknown, over := stranger.visit("/n/AAAAAAAAAAAAAAAA"), stranger.visit("/n/"+strings.ToLower(code))
	if unknown.StatusCode != 404 || over.StatusCode != 404 || unknown.words() != over.words() {
		t.Errorf("a code that there is not: %d, and another: %d", unknown.StatusCode, over.StatusCode)
	}
}

func TestAMemberSaysOnHisPageThatHeObjects(t *testing.T) {
	h := house2011(t)
	check(t, h.As("102").Submit("member 103"))
	sun := h.as(t, "103")
	sheet := h.sheet("member 103", "")
	sun.visit(sheet).reads(t, "您的这一份是否公开由您决定")
	sun.fill(sheet, sheet+"/consent", "wish", "no").wants(t, "objecting", 303, sheet)
	sun.visit(sheet).reads(t, "不同意公开")
	h.as(t, "102").visit(sheet).reads(t, "不同意公开 孙䶮")
	h.as(t, "202").slip("/", sheet+"/consent", "wish", "yes").wants(t, "a stranger agreeing for him", 404)
}

// published makes a notice of the branch B11 public and gives its address and code.
func (h *house) published(t *testing.T) (at, code string) {
	t.Helper()
	sc := &scene{}
	check(t, h.As("101").Submit("unit B11"))
	check(t, h.As("102").Submit("member 103"))
	o := sc.notice(t, h.On(t), "102", "B11", access.Published)
	return "/notices/" + o["notice"], o["code"]
}
