package e2e_test

import (
	"strings"
)

// sheet is what a reviewer writes of somebody.
type sheet struct {
	name     string
	post     string // the three aspects
	promise  string
	masses   string
	problems []string
	causes   string
	advice   string
	overall  string
}

// The members of 机关第一党支部 as their secretary sees them, each in his own words.
var (
	zhou = sheet{name: "周平",
		post:     "承担全校学籍系统改造，提前两周上线，开学注册没有排队",
		promise:  "承诺的“学生来访当天答复”记了台账，四十二件全部办结",
		masses:   "每周二到学生宿舍值班，帮三名困难学生办成了助学贷款",
		problems: []string{"业务材料归档拖到学期末才做", "支部学习时发言少"},
		causes:   "习惯先办急事，没有给归档留固定时间",
		advice:   "每月最后一个周五归档，由组织委员抽查"}
	wang = sheet{name: "王丽",
		post:     "分管的学科点通过评估，带队走访了九个教研室",
		promise:  "公开承诺的三项里办成两项，实验楼改造因招标推迟",
		masses:   "接待日坚持参加，对退休教师反映的取暖问题跟到了底",
		problems: []string{"下支部的次数上半年多、下半年少"},
		causes:   "下半年评估任务集中，没有提前排开",
		advice:   "把联系支部的日子排进年历，季度末对照检查",
		overall:  "带头作用明显，群众评价好"}
	liu = sheet{name: "刘强",
		post:     "主抓的安全检查整改闭环，隐患三十一条全部销号",
		promise:  "承诺为青年教师解决的周转房落实了十二套",
		masses:   "在食堂设意见箱，回复都贴在公开栏",
		problems: []string{"会议偏多，有的可以合并"},
		causes:   "布置工作怕落空，宁可多开会",
		advice:   "每周只留一个半天开会，其余用便函",
		overall:  "作风务实，敢抓敢管"}
)

// write fills a sheet in, the problems as a list that grows by Enter. What the text does not say is left as it is.
func (s sheet) write(p *Page) {
	p.Sees(s.name)
	p.showAll()
	p.Type("点评地点", "行政楼二楼会议室")
	p.Click("个别点评")
	for label, text := range map[string]string{"立足本职争创一流": s.post, "开展公开承诺": s.promise, "联系服务群众": s.masses,
		"努力方向": s.advice} {
		p.Type(label, text)
	}

	for i, problem := range s.problems {
		if i == 0 {
			p.Type("存在问题", problem)
			continue
		}
		p.Press("\r")
		p.Keys(problem)
	}

	s.unfold(p, "原因分析", s.causes)
	s.unfold(p, "总体评价", s.overall)
}

// showAll opens the whole sheet where a phone shows one part at a time.
func (p *Page) showAll() {
	p.t.Helper()
	if p.Has("全部展开") {
		p.Click("全部展开")
	}
}

// unfold writes what may stand folded because it is not demanded.
func (s sheet) unfold(p *Page, label, text string) {
	if text == "" {
		return
	}

	if p.Has(label + " 可不写") {
		p.Click(label + " 可不写")
	}

	p.Type(label, text)
}

// secretaryReviews is a branch secretary's afternoon: a code from a slip, a password, and three members.
func (c *campaign) secretaryReviews(p *Page) {
	t := c.t
	t.Helper()
	c.AsOn(p, "004")
	p.Sees("您还要点评 4 张登记表")
	p.Follow("周平")
	hasty := zhou
	hasty.causes, hasty.advice = "", "继续努力"
	hasty.write(p)
	p.Sees("写了问题，没有写原因")
	p.Sees("“努力方向”只有勉励的话")
	zhou.unfold(p, "原因分析", zhou.causes)
	p.Type("努力方向", zhou.advice)
	p.Follow("提交（即为点评）")
	p.Sees("已点评周平")

	phone := NewPage(t)
	phone.Resize(390, 844)
	c.AsOn(phone, "004")
	phone.Sees("您还要点评 3 张登记表")
	phone.Follow("王丽")
	phone.FitsWidth(390)
	wang.write(phone)
	phone.Follow("提交（即为点评）")
	phone.Sees("已点评王丽")

	p.Follow("首页")
	p.Follow("刘强")
	liu.write(p)
	p.Follow("提交（即为点评）")
	p.Sees("已点评刘强")

	p.Follow("首页")
	p.Sees("您还要点评 1 张登记表")
	p.Follow("陈建国")
	p.Type("点评地点", "书记办公室")
	p.Follow("存为草稿")
	p.Sees("草稿已保存")
	c.draft = p.Path()
	p.Follow("退出")
}

// memberAcknowledges is the member's side: he reads what was said of him, signs with a word of his own, and can't look
// at what is being written of somebody else.
func (c *campaign) memberAcknowledges() {
	t := c.t
	t.Helper()
	p := c.As("005")
	p.In("点评人：张敏").Follow("阅读")
	for _, said := range append(zhou.problems, zhou.post, zhou.promise, zhou.masses, zhou.causes, zhou.advice) {
		p.Sees(said)
	}

	p.Click("我有不同意见或补充（可不写）")
	p.Type("不同意见或补充", dissent)
	p.Follow("看过了，签收")
	p.Sees("已在网上签收")
	p.Sees(dissent)

	for _, path := range []string{c.draft, strings.TrimSuffix(c.draft, "/edit")} {
		p.Visit(c.URL + path)
		if status := p.Status(); status != "404" {
			t.Errorf("%s answers a stranger with %s", path, status)
		}
		p.Sees("没有找到")
	}
}

// dissent is what the member adds to his review.
const dissent = "归档拖延是因为系统十一月才上线，请一并写明"
