package e2e_test

import (
	"strings"
	"testing"
)

// A clerk makes the office's own scheme of a built-in one, by the notice and without a file: theme, days, addressee, a
// step's name, one aspect. The trial, the round's plan and the paper show them.
func TestAClerkChangesASchemeWithoutAFile(t *testing.T) {
	t.Parallel()
	c := NewHouseOfOffice(t)
	c.Run("import", rosterFile(t))
	c.URL = c.Serve()
	p := c.Enter("office", password)
	p.Follow("方案")
	p.Follow("创先争优活动领导点评方案")
	p.Follow("改成本单位的方案")
	p.FitsWidth(390)
	p.Resize(1280, 900)
	writesScheme(p)
	p.Sees("已保存为“linchang-2011”的第 1 版")
	p.Sees("护林防火保春耕")

	p.Follow("在名册上试用")
	p.Follow("试用")
	p.Sees("44 项任务，11 名点评人")
	p.Sees("缺口 2 个")
	p.In("张榜公布").Sees("场部各支部")
	p.FitsWidth(390)
	p.Resize(1280, 900)

	p.Follow("林场领导点评方案")
	p.preparesRound("护林点评")
	p.Sees("已筹备“护林点评”")
	p.Sees("报场部办")
	p.Follow("护林点评")
	p.Sees("主题：护林防火保春耕")
	c.correctsDraft(p)
	c.printsSheets(p)
}

// preparesRound prepares a round for the coming weeks from the page of a scheme.
func (p *Page) preparesRound(name string) {
	from, to := window()
	p.Follow("按它筹备轮次")
	p.Type("轮次名称", name)
	p.Type("开始日期", from)
	p.Type("结束日期", to)
	p.Follow("筹备并试算")
}

// writesScheme fills in the page on which a scheme is changed.
func writesScheme(p *Page) {
	p.Type("方案的简称", "linchang-2011")
	p.Type("方案的标题", "林场领导点评方案")
	p.Type("主题", "护林防火保春耕")
	p.Type("依据的文件", "关于做好上半年领导点评工作的通知")
	p.Type("发文日期", "2011-05-04")
	notice := p.In("通报期限（天）")
	notice.Type("环节名称", "张榜公布")
	notice.Type("谁来做", "场部各支部")
	notice.Type("通报期限（天）", "9")
	notice.Type("通报算在", "最后一天之后（当天写 0）")
	first := p.In("报送 1")
	first.Type("谁报", "各党总支")
	first.Type("报到哪里", "场部办")
	first.Type("报附件几", "2")
	first.Type("以后各轮：最后一天之后几天", "3")
	aspect := p.In("方面 1")
	aspect.Type("短标题", "护林防火")
	aspect.Type("全文", "护林防火责任区的巡护情况")
	p.Type("附件3", "林场党员领导点评登记表")
	p.Type("改了什么（可以不写）", "首稿")
	p.Follow("保存方案")
}

// correctsDraft keeps a second version with another theme and gives it to the round.
func (c *campaign) correctsDraft(p *Page) {
	p.Follow("方案")
	p.Follow("林场领导点评方案")
	p.Follow("修改，存为新的一版")
	p.Type("主题", "护林防火保夏收")
	p.Follow("保存方案")
	p.Sees("与前一版相比，改了 1 处")
	p.Follow("点评轮次")
	p.Follow("护林点评")
	p.Follow("修改名称、日期、方案")
	p.Sees("本轮的方案已经有第 2 版")
	p.Type("点评方案", "林场领导点评方案（linchang-2011 第 2 版）")
	p.Follow("保存修改并重新试算")
	p.Sees("已修改")
	p.Follow("护林点评")
	p.Sees("主题：护林防火保夏收")
}

// printsSheets launches the round and reads the sheets of a branch.
func (c *campaign) printsSheets(p *Page) {
	p.Follow("看试算，准备启动")
	p.Click("启动本轮")
	p.Follow("启动本轮")
	p.Sees("已启动")
	p.Follow("护林点评")
	p.Follow("登记表")
	p.Type("换一个党组织", "机关第一党支部")
	p.Follow("选定")
	p.In("哪一种登记表").Click("附件3")
	p.Click("一个 Word 文件 一人一页起")
	paper := PDFWords(c.t, PDF(c.t, p.Download("下载登记表")))
	contains(c.t, "annex 3", paper, "林场党员领导点评登记表", "护林防火")
	if strings.Contains(paper, "青岛理工") {
		c.t.Error("another institution's name stands on the paper")
	}
}
