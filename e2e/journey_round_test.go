package e2e_test

import (
	"slices"
	"strings"
	"testing"

	"lingping/internal/testkit"
)

// The whole way of an office, from a fresh house to the figures that it hands up, on both databases.
func TestARoundGoesFromTheRosterToTheStatistics(t *testing.T) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) { wholeRound(t) })
	t.Run("PostgreSQL", func(t *testing.T) {
		wholeRound(t, "LINGPING_DATABASE_URL="+testkit.BarePostgresURL(t))
	})
}

func wholeRound(t *testing.T, env ...string) {
	c := NewHouseOfOffice(t, env...)
	c.URL = c.Serve()
	p := c.Enter("office", password)
	p.Sees("从这里开始")
	importsRoster(t, p)
	opensRound(t, p)
	c.launches(p)
	p.Follow("退出")
	p.Sees("密码或一次性激活码")

	c.secretaryReviews(p)
	c.memberAcknowledges()
	p = c.Enter("office", password)
	c.boardCounts(p)
	papers := len(env) == 0 // they don't depend on the database, and LibreOffice takes its time
	if papers {
		c.formsOpen(p)
	}

	c.figuresAgree(p, papers)
	if out := c.Run("doctor"); !strings.Contains(out, "没有问题") {
		t.Errorf("doctor says %s", out)
	}
}

// importsRoster uploads a roster with faults, reads where they are, and imports the right one.
func importsRoster(t *testing.T, p *Page) {
	t.Helper()
	p.Follow("导入名册")
	p.Attach("名册文件", faultyRoster(t,
		slip{"党员", "郑雪", "人员类别", "党员发展对象"},
		slip{"党员", "蒋霞", "入党日期", "2010年13月"},
		slip{"职务", "钱芳", "党组织", "机械学院博士生党支部"}))

	p.Follow("上传并核对（还不写入）")
	p.Sees("错误 3 处")
	var places []string
	for _, row := range p.In("逐处列出").Table("说明")[1:] {
		places = append(places, strings.Join(row[:3], " "))
	}

	want := []string{"党员 12 G 人员类别", "党员 16 H 入党日期", "职务 8 D 党组织"}
	if !slices.Equal(places, want) {
		t.Errorf("the faults stand at %q, want %q", places, want)
	}

	p.Sees("机械学院博士生党支部")
	p.Follow("不导入，删除上传的文件")

	p.Attach("名册文件", rosterFile(t))
	p.Follow("上传并核对（还不写入）")
	for sheet, n := range map[string]string{"党组织": "11", "人员": "22", "职务": "20", "分工": "7"} {
		if row := rowOf(p.Table("不变"), sheet); len(row) < 2 || row[1] != n {
			t.Errorf("new on %s: %v, want %s", sheet, row, n)
		}
	}

	p.Follow("写入名册")
	p.Sees("新增 60 项，变更 0 项")
}

// rowOf is the row of a table that begins with the words.
func rowOf(table [][]string, words string) []string {
	i := slices.IndexFunc(table, func(row []string) bool { return len(row) > 0 && row[0] == words })
	if i < 0 {
		return nil
	}
	return table[i]
}

// opensRound prepares a round and reads in the dry run whom nobody would review.
func opensRound(t *testing.T, p *Page) {
	t.Helper()
	p.Follow("点评轮次")
	p.Follow("筹备新轮次")
	from, to := window()
	p.Type("轮次名称", roundName)
	p.Type("点评方案", "创先争优活动领导点评方案（chuangxian-2010）")
	p.Type("开始日期", from)
	p.Type("结束日期", to)
	p.Follow("筹备并试算")
	p.Sees("44 项任务，11 名点评人")
	p.Sees("缺口 2 个")
	for _, name := range []string{"蒋霞", "沈凯"} {
		p.In(name).Sees("文法学院学生党支部书记空缺")
		p.In(name).Sees("任命")
		p.Click("选择" + name)
	}

	p.Click("把选中的登记为免评")
	p.Type("免评原因", "书记空缺，毕业前由学院党总支集中谈话")
	p.Type("批准人", "陈建国")
	p.Follow("把选中的登记为免评")
	p.Sees("已登记免评 2 个")
	p.Sees("免评 2 个")
}

// launches starts the round and hands out codes: to all reviewers at once, and to one member.
func (c *campaign) launches(p *Page) {
	c.t.Helper()
	p.Click("启动本轮")
	p.Sees("将给 11 名点评人派出 44 项点评任务")
	p.Follow("启动本轮")
	var list struct {
		Rounds []struct{ ID, Name, State string }
	}
	c.JSON(&list, "round", "list")
	if len(list.Rounds) != 1 || list.Rounds[0].Name != roundName || list.Rounds[0].State != "launched" {
		c.t.Fatalf("the rounds are %+v", list.Rounds)
	}

	c.Round = list.Rounds[0].ID
	p.Follow("账号")
	c.makeCodes(p)
	p.Follow("已经交给本人，返回账号")
	c.makeCodeOn(p, "005")
}
