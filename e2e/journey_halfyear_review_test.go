package e2e_test

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// What was found and said before the review, and what became of it on the sheet.
const (
	found      = "实习学生党员两个月没有参加组织生活"
	saidAloud  = "党员活动室周末不开门，实习回来没有地方学习"
	saidByHand = "希望支部把组织生活安排到周末"
)

// looksAround is the fieldwork of the two who review the branch 〔四(二)〕.
func (h *halfYear) looksAround(t *testing.T) {
	p := h.general.On(t)
	p.Visit(h.URL)
	p.In("个党组织没有去").Follow("登记调研")
	p.Click("座谈会")
	p.Click(theBranch)
	p.Type("地点", "三号宿舍楼")
	p.Type("见了党员（人）", "3")
	p.Type("见了群众（人）", "9")
	p.Type("发现的问题", found)
	p.Follow("登记这次调研")
	p.Sees("调研已登记")

	phone := h.leader.On(t)
	phone.Visit(h.URL)
	phone.FitsWidth(390)
	phone.In("个党组织没有去").Follow("登记调研")
	phone.FitsWidth(390)
	phone.Click("实地走访")
	phone.Click(theBranch)
	phone.Type("地点", "实习车间")
	phone.Follow("登记这次调研")
	phone.Sees("调研已登记")
}

var slipCode = regexp.MustCompile(`[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}`)

// hears gathers opinions by slips from a bowl: two are filled in a browser, the others by further people 〔四(二)、四末〕.
func (h *halfYear) hears(t *testing.T) {
	p := h.general.On(t)
	_, to := window()
	p.Visit(h.URL + "/opinions")
	p.Follow("新的征求意见")
	p.Type("征求对谁的意见", theBranch+"：对党组织、书记及支部党员")
	p.Click("点评前征求意见")
	p.Type("名称", "学生党支部座谈会")
	p.Type("截止日期", to)
	p.Follow("开始征求意见")
	p.Type("张数", "6")
	p.Follow("生成并打印意见条")
	codes := slipCode.FindAllString(p.Text("main"), -1)
	if len(codes) != 6 {
		t.Fatalf("six slips bear the codes %q", codes)
	}

	for i, text := range []string{saidAloud, saidByHand} {
		h.slips(t, codes[i], text)
	}

	for _, code := range codes[2:] {
		h.sends(t, code, saidByHand)
	}

	p.Follow("已经印好，返回")
	p.Sees("截止后才显示")
	p.Click("截止并整理")
	p.In("现在截止并整理意见").Follow("截止并整理")
	p.Sees("够 5 份，可以看")
	p.Follow("看意见")
	p.Sees(saidAloud)
	p.In(saidByHand).Sees("5 份写的相同")

	branch := h.branch.On(t) // she reviews the members, and so what is said of them; not what is said of her branch
	branch.Visit(h.URL + p.Path())
	branch.Sees("您能看的 0 条")
	for _, said := range []string{saidAloud, saidByHand} {
		if strings.Contains(branch.Text(""), said) {
			t.Errorf("the secretary of the branch reads “%s”", said)
		}
	}
}

// slips fills in a slip as somebody does who has scanned its code: without an account, on his own telephone.
func (h *halfYear) slips(t *testing.T, code, text string) {
	t.Helper()
	p := NewPage(t)
	p.Resize(390, 844)
	p.Visit(h.URL + "/o#" + code)
	if p.Value("意见条上的码") == "" {
		p.Type("意见条上的码", code)
	}

	p.Follow("填写意见")
	p.FitsWidth(390)
	p.Type("对党组织的意见和建议", text)
	p.Follow("提交意见")
	p.Sees("已收到")
	p.Visit(h.URL + "/o")
	p.Type("意见条上的码", code)
	p.Follow("填写意见")
	if p.Has("提交意见") {
		t.Error("a slip can be used twice")
	}
}

var formToken = regexp.MustCompile(`name="token" value="([^"]+)"`)

// sends fills in a slip without a browser, as the program sees anybody's. It is given nothing by which it would be known
// again.
func (h *halfYear) sends(t *testing.T, code, text string) {
	t.Helper()
	page, err := http.Get(h.URL + "/o")
	if form := body(t)(page, err); len(page.Cookies()) > 0 || formToken.MatchString(form) {
		t.Fatalf("the form for slips marks its reader: %v\n%s", page.Cookies(), form)
	}

	said := body(t)(http.PostForm(h.URL+"/o/send", url.Values{"code": {code}, "text0": {text}}))
	if !regexp.MustCompile("已收到").MatchString(said) {
		t.Errorf("a slip is answered with\n%s", said)
	}
}

// body reads an answer to its end.
func body(t *testing.T) func(*http.Response, error) string {
	return func(answer *http.Response, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()

		text, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}

		return string(text)
	}
}

// unitSheet is what is said of the branch and, below it, of its secretary.
type unitSheet struct {
	work, promise, service, building, together string
	achievements, problem, advice, overall     string
	lead, organise, demand, hope               string // of the secretary
}

var (
	byGeneral = unitSheet{
		work: "毕业设计帮扶小组带动二十六名同学按期答辩", promise: "支部承诺的三件实事兑现两件", service: "为实习同学代办档案四十一份",
		building: "发展对象政审材料一次通过", together: "与班团支部合办读书会六期",
		achievements: "学生党员宿舍挂牌做得扎实", problem: "组织生活与实习时间冲突，到会率低", advice: "把组织生活改到周末，车间现场也可以开",
		overall: "支部有战斗力，制度还要跟上", lead: "带头联系实习企业三家", organise: "党员先锋岗设到了车间",
		demand: "对外出实习党员联系少", hope: "每两周与实习党员通一次电话"}
	byLeader = unitSheet{
		work: "学科竞赛获奖人数比去年多九人", promise: "承诺都上了公开栏", service: "新生报到两天全程陪同",
		building: "党员发展程序规范", together: "带动班级集体获校先进",
		achievements: "竞赛团队由党员牵头，成绩突出", problem: "党员活动室使用率不高", advice: "活动室周末开放，由党员轮流值班",
		overall: "朝气足，办法多", lead: "自己带队参加竞赛", organise: "组织党员与困难生结对",
		demand: "支部台账更新不及时", hope: "台账随办随记"}
)

// write fills the sheet of a unit and its secretary in.
func (s unitSheet) write(p *Page) {
	for label, text := range map[string]string{"业务工作和重点任务": s.work, "公开承诺和践诺": s.promise, "为师生员工办实事": s.service,
		"履行管党职责": s.building, "党建带群建": s.together} {
		p.Type(label, text)
	}

	unit, secretary, whole := p.In("履行管党职责"), p.In("组织党员创先争优"), p.In("对党组织的总体评价和努力方向")
	unit.Type("主要成绩", s.achievements)
	unit.Type("存在问题", s.problem)
	whole.Type("努力方向", s.advice)
	whole.Type("总体评价", s.overall)
	secretary.Type("带头创先争优", s.lead)
	secretary.Type("组织党员创先争优", s.organise)
	secretary.Type("存在问题", s.demand)
	secretary.Type("努力方向", s.hope)
}

// reviewsAtMeeting is the meeting that the plan foresaw, and the sheet that is written on it 〔三(一)、四(三)〕.
func (h *halfYear) reviewsAtMeeting(t *testing.T) {
	p := h.general.On(t)
	p.Follow("党组织")
	p.Follow("中共临海学院" + theGeneral)
	p.Follow("进度总览")
	p.Follow("各单位的点评方案")
	p.In("9 / 9").Follow(theGeneral)
	p.In(theBranch + "及其书记 按方案").Follow("按方案记一次活动")
	p.Type("名称", "学生党支部组织生活会")
	p.Type("党员 应到", "3")
	p.Type("党员 实到", "2")
	p.Type("党员 请假", "1")
	p.Type("群众代表 实到", "4")
	p.Type("请假名单", "吴浩")
	p.Follow("建好，开始逐人填写")
	p.Sees("已建好“学生党支部组织生活会”")
	p.In(theBranch + "及书记").Follow("填写")
	p.Sees("机械楼一楼会议室")
	byGeneral.write(p)
	for _, evidence := range []string{found, saidAloud} {
		p.In("履行管党职责").Type("“"+evidence+"”是第几条问题的依据", "第 1 条问题")
	}

	p.Follow("提交（即为点评）")
	p.Sees("已点评" + theBranch + "及书记")
	p.Sees("写了问题，没有写原因") // what might be looked at again is said once it is handed in
	p.Follow("学生党支部组织生活会")
	p.In(theBranch + "及书记").Follow("查看")
	p.In(byGeneral.problem).Sees("依据：调研")

	p.Follow("征求意见") // what the sheet rests on was answered by handing it in, and may be said better; the other is explained
	p.Follow("学生党支部座谈会")
	p.Follow("看意见")
	p.In(saidAloud).Sees("已写入点评，列为要整改的问题")
	for _, one := range []struct{ said, open, how, sentence, demand string }{
		{saidAloud, "修改处理结果", "采纳", "活动室周末开放，已列入整改", byGeneral.problem},
		{saidByHand, "写明怎样处理", "解释", "组织生活的时间由支部大会商定", ""},
	} {
		opinion := p.In(one.said)
		opinion.Click(one.open)
		opinion.Click(one.how)
		opinion.Type("一句话说明", one.sentence)
		if one.demand != "" {
			opinion.Type("采纳后写成了哪一条问题", one.demand)
		}

		opinion.Follow("记下处理结果")
		p.In(one.said).Sees(one.sentence)
	}

	p.In(saidAloud).Sees("写成了问题：" + byGeneral.problem)
}

// confirms is the other way: the branch fills the sheet of the leader, who reads it on his telephone and confirms.
func (h *halfYear) confirms(t *testing.T) {
	p := h.branch.On(t)
	p.Visit(h.URL)
	p.In("点评人：刘强").Follow("先由我方填写")
	p.Type("点评地点", "实习车间")
	p.Click("现场点评")
	byLeader.write(p)
	p.Follow("交给刘强确认")
	p.Sees("可以再看一眼")
	p.Sees("等刘强确认后生效")

	phone := h.leader.On(t)
	phone.Visit(h.URL)
	phone.In("等我确认的").Follow("看内容")
	phone.FitsWidth(390)
	phone.Sees(byLeader.problem)
	phone.Follow("内容属实，确认生效")
	phone.Sees("已确认，这张登记表生效了")
}

// ownSheet is what the member writes of himself, for his secretary to confirm.
var ownSheet = sheet{name: "郑雪",
	post:     "毕业设计提前一个月完成，帮三名同学补了实验",
	promise:  "承诺每周辅导一次高等数学，一学期讲了十五次",
	masses:   "宿舍楼值班四十个晚上",
	problems: []string{"理论学习笔记不完整", "联系宿舍同学不经常"},
	causes:   "把时间都放在毕业设计上",
	advice:   "每周记一次笔记，每月到每间宿舍走一遍"}

// hisSheet is what the secretary writes himself of another member.
var hisSheet = sheet{name: "吴浩",
	post: "在实习单位评为优秀实习生", promise: "承诺的技术讲座办了一次", masses: "替同学联系实习岗位六个",
	problems: []string{"实习期间没有向支部汇报思想"}, causes: "车间倒班，没有固定时间", advice: "每月写一份思想汇报"}

// reviewsMembers are the sheets of two members, one filled by himself on a telephone 〔二(二)、四(三)〕.
func (h *halfYear) reviewsMembers(t *testing.T) {
	phone, p := h.member.On(t), h.branch.On(t)
	phone.Visit(h.URL)
	phone.In("点评人：李娜").Follow("先由我方填写")
	phone.FitsWidth(390)
	ownSheet.write(phone)
	phone.Follow("交给李娜确认")
	phone.Sees("等李娜确认后生效")

	p.Visit(h.URL)
	p.In("等我确认的").In("郑雪").Follow("看内容")
	p.Follow("内容属实，确认生效")
	p.Sees("已确认")
	p.Visit(h.URL)
	p.Follow("吴浩")
	hisSheet.write(p)
	p.Follow("提交（即为点评）")
	p.Sees("已点评吴浩")
}

// disagrees is what the member says against his review, and the answer to it.
const (
	disagrees = "十一月住院两周，没有走访宿舍，请写明"
	answered  = "情况属实，以后住院请先告诉支部，走访由小组长代做"
)

// dissents is a signature that is no consent, and the one answer to it.
func (h *halfYear) dissents(t *testing.T) {
	phone, p := h.member.On(t), h.branch.On(t)
	phone.Visit(h.URL)
	phone.In("点评人：李娜").Follow("阅读")
	phone.Click("我有不同意见或补充（可不写）")
	phone.Type("不同意见或补充", disagrees)
	phone.Follow("看过了，签收")
	phone.Sees("您的不同意见已写在登记表上")

	p.Visit(h.URL)
	p.In("有不同意见，等您答复").Follow("看不同意见")
	p.Sees(disagrees)
	p.Type("您的答复", answered)
	p.Follow("答复，写在登记表上")
	p.Sees("答复已写在不同意见旁边")
	phone.Visit(h.URL + p.Path())
	phone.Sees(answered)
}
