package e2e_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// What a page does with scripts it does without them: more slowly, and nothing is lost.
func TestASecretaryReviewsWithoutJavaScript(t *testing.T) {
	t.Parallel()
	c := NewCampaign(t)
	p := NewPlainPage(t)
	c.AsOn(p, "004")
	p.Text("html:not(.scripted)") // what scripts would have marked
	p.Follow("周平")
	p.Type("点评时间", "2010-12-28")
	p.Type("点评地点", "行政楼二楼会议室")
	p.Click("个别点评")
	p.Type("开展公开承诺", zhou.promise)
	p.Follow("存为草稿")
	p.Sees("草稿已保存")
	if p.Value("开展公开承诺") != zhou.promise {
		t.Errorf("the draft holds %q", p.Value("开展公开承诺"))
	}

	p.Follow("提交（即为点评）")
	p.Sees("还没有提交")
	p.Sees("还缺")
	p.Type("立足本职争创一流", zhou.post)
	p.Type("联系服务群众", zhou.masses)
	p.Type("存在问题", zhou.problems[0])
	p.Press("\t")
	p.Keys(zhou.problems[1])
	p.Type("努力方向", zhou.advice)
	p.Follow("提交（即为点评）")
	p.Sees("已点评周平")
	p.Sees("写了问题，没有写原因")
	p.Follow("首页")
	p.Sees("您还要点评 3 张登记表")
}

// The whole way of a secretary with the keys alone. TabTo also sees to it that one sees where the cursor is.
func TestASecretaryReviewsWithTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	c := NewCampaign(t)
	p := NewPage(t)
	p.Visit(c.URL + "/login")
	p.Keys("004") // the cursor stands in the first field
	p.TabTo("密码或一次性激活码")
	p.Keys(c.codes["004"])
	p.FollowBy("\r")
	p.Sees("先设一个自己的密码")
	p.Keys(c.codes["004"])
	p.TabTo("新密码")
	p.Keys(password)
	p.TabTo("再输一遍新密码")
	p.Keys(password)
	p.FollowBy("\r")
	p.Sees("密码已设好")

	p.TabTo("跳到正文")
	p.Press("\r")
	p.TabTo("周平")
	p.FollowBy("\r")
	p.Sees("基层党组织书记点评党员")
	p.TabTo("今天")
	p.Press("\r")
	p.TabTo("点评地点")
	p.Keys("行政楼二楼会议室")
	p.TabTo("集中点评")
	p.Press(" ")
	for _, field := range [][2]string{{"立足本职争创一流", zhou.post}, {"开展公开承诺", zhou.promise}, {"联系服务群众", zhou.masses}} {
		p.TabTo(field[0])
		p.Keys(field[1])
	}

	p.TabTo("存在问题")
	for _, problem := range append(zhou.problems, "值班记录不全", "联系学生偏少") { // one more than there are lines
		p.Keys(problem)
		p.Press("\r")
	}

	p.TabTo("原因分析")
	p.Press("\r")
	p.TabTo("原因分析")
	p.Keys(zhou.causes)
	p.TabTo("努力方向")
	p.Keys(zhou.advice)
	p.FollowBy("s", chromedp.ModifierAlt)
	p.Sees("草稿已保存")
	if got := p.Value("原因分析"); got != zhou.causes {
		t.Errorf("the causes are %q", got)
	}

	p.TabTo("提交（即为点评）")
	p.FollowBy("\r")
	p.Sees("已点评周平")
}
