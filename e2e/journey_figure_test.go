package e2e_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// boardCounts looks at the board after three of five members of a branch were reviewed.
func (c *campaign) boardCounts(p *Page) {
	t := c.t
	t.Helper()
	p.Sees("中共临海学院委员会")
	p.Sees("免评 2 个，缺点评人 0 个")
	row := rowOf(p.Table("书记（人）"), "机关第一党支部")
	want := []string{"机关第一党支部", "1", "0", "0%", "1", "0", "0%", "0", "0", "—", "5", "3", "60%", "7", "3", "42.8%"}
	if diff := cmp.Diff(want, row); diff != "" {
		t.Errorf("the branch on the board (-want +got):\n%s", diff)
	}

	p.In("机关第一党支部 1 0 0%").Follow("5")
	p.Sees("周平")
	p.Sees("张敏")
}

// formsOpen downloads the sheets of the branch and of all units and opens them in LibreOffice.
func (c *campaign) formsOpen(p *Page) {
	t := c.t
	t.Helper()
	p.Visit(c.URL + "/rounds/" + c.Round)
	p.Follow("登记表")
	p.Type("换一个党组织", "机关第一党支部")
	p.Follow("选定")
	p.In("哪一种登记表").Click("附件3")
	p.Click("一个 Word 文件 一人一页起")
	members := PDFWords(t, PDF(t, p.Download("下载登记表")))
	contains(t, "annex 3", members, "陈建国", "周平", "王丽", "刘强", "张敏")
	for _, s := range []sheet{zhou, wang, liu} {
		contains(t, "annex 3", members, append(s.problems, s.post, s.promise, s.masses, s.causes, s.advice, s.overall)...)
	}

	contains(t, "annex 3", members, dissent)
	if pages := strings.Count(members, "\f"); pages < 5 || pages > 10 {
		t.Errorf("the sheets of five members take %d pages", pages)
	}

	p.Type("换一个党组织", "中共临海学院委员会")
	p.Follow("选定")
	p.In("哪一种登记表").Click("附件2")
	p.Click("一个 Word 文件 一人一页起")
	units := PDFWords(t, PDF(t, p.Download("下载登记表")))
	contains(t, "annex 2", units, "机械学院总支部委员会", "离退休党支部", "赵伟", "许荣")
	if pages := strings.Count(units, "\f"); pages < 10 || pages > 30 {
		t.Errorf("the sheets of ten units take %d pages", pages)
	}
}

// contains checks that a paper says the texts, wherever its lines break.
func contains(t *testing.T, what, paper string, texts ...string) {
	t.Helper()
	whole := strings.Join(strings.Fields(paper), "")
	for _, text := range texts {
		if !strings.Contains(whole, strings.Join(strings.Fields(text), "")) {
			t.Errorf("%s does not say %q", what, text)
		}
	}
}

// figures are the totals of annex 1 by name.
type figures map[string]string

// figuresAgree compares the totals on the screen, in the workbook and on the command line.
func (c *campaign) figuresAgree(p *Page, papers bool) {
	t := c.t
	t.Helper()
	p.Visit(c.URL + "/rounds/" + c.Round)
	p.Follow("情况统计表")
	screen := screenFigures(p.Table("点评次数"))
	want := figures{"reviewers due": "11", "reviewers done": "0", "units due": "10", "units done": "0",
		"secretaries due": "8", "secretaries done": "0", "members due": "22", "members done": "3", "reviews": "3",
		"individual": "3", "problems": "4"}
	if diff := cmp.Diff(want, screen); diff != "" {
		t.Errorf("the figures on the screen (-want +got):\n%s", diff)
	}

	file := p.Download("下载 Excel 表")
	if papers {
		file = Workbook(t, file)
	}

	if diff := cmp.Diff(screen, bookFigures(t, file)); diff != "" {
		t.Errorf("the workbook %s (-screen +workbook):\n%s", filepath.Base(file), diff)
	}

	if diff := cmp.Diff(screen, c.statsFigures()); diff != "" {
		t.Errorf("the command stats (-screen +command):\n%s", diff)
	}

	for name, n := range c.coverageFigures() {
		if screen[name] != n {
			t.Errorf("%s: the screen has %s, the command coverage %s", name, screen[name], n)
		}
	}
}

// screenFigures reads the row of totals on the page.
func screenFigures(table [][]string) figures {
	total := rowOf(table, "合计")
	at := map[string]int{"reviewers due": 1, "reviewers done": 2, "units due": 4, "units done": 5, "secretaries due": 9,
		"secretaries done": 10, "members due": 15, "members done": 16, "reviews": 22, "individual": 24, "problems": 29}
	f := figures{}
	for name, i := range at {
		if i < len(total) {
			f[name] = total[i]
		}
	}

	return f
}

// bookFigures reads the row of totals of the workbook by its heads.
func bookFigures(t *testing.T, file string) figures {
	t.Helper()
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()

	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}

	heads := map[string]string{"点评主体 应点评领导人数": "reviewers due", "点评主体 已点评领导人数": "reviewers done",
		"党组织 应点评数": "units due", "党组织 已点评数": "units done", "书记 应点评人数": "secretaries due",
		"书记 已点评人数": "secretaries done", "党员 应点评人数": "members due", "党员 已点评人数": "members done",
		"点评方式（次） 总次数": "reviews", "点评方式（次） 个别点评": "individual", "意见与整改 点评意见条数": "problems"}

	f := figures{}
	for _, row := range rows {
		if len(row) < 2 || !strings.Contains(row[0]+row[1], "合计") {
			continue
		}

		group := ""
		for col, value := range row {
			if g := cellAt(rows, 2, col); g != "" {
				group = g
			}
			if name, ok := heads[group+" "+cellAt(rows, 3, col)]; ok {
				f[name] = value
			}
		}

		return f
	}

	t.Fatalf("the workbook has no totals: %q", rows)
	return nil
}

// cellAt is a cell of a sheet without line breaks, empty beyond its edge.
func cellAt(rows [][]string, row, col int) string {
	if row >= len(rows) || col >= len(rows[row]) {
		return ""
	}
	return strings.Join(strings.Fields(rows[row][col]), "")
}

type part struct{ Due, Done int64 }

// statsFigures asks the command line for annex 1.
func (c *campaign) statsFigures() figures {
	var said struct {
		Total struct {
			Reviewers, Secretaries part
			Figures                map[string]int64
		}
	}

	c.JSON(&said, "stats", c.Round)
	f := figures{}
	f.add("reviewers", said.Total.Reviewers)
	f.add("secretaries", said.Total.Secretaries)
	of := said.Total.Figures
	f.add("units", part{of["units.due"], of["units.done"]})
	f.add("members", part{of["members.due"], of["members.done"]})
	f["reviews"], f["individual"] = fmt.Sprint(of["times.done"]), fmt.Sprint(of["mode.individual"])
	f["problems"] = fmt.Sprint(of["problems"])
	return f
}

// coverageFigures asks the command line how far the round is.
func (c *campaign) coverageFigures() figures {
	var said struct{ Units, Secretaries, Members, Reviewers part }
	c.JSON(&said, "coverage", c.Round)
	f := figures{}
	f.add("units", said.Units)
	f.add("secretaries", said.Secretaries)
	f.add("members", said.Members)
	f.add("reviewers", said.Reviewers)
	return f
}

func (f figures) add(name string, p part) {
	f[name+" due"], f[name+" done"] = fmt.Sprint(p.Due), fmt.Sprint(p.Done)
}
