package e2e_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"lingping/internal/domain/org"
	"lingping/internal/office"
	"lingping/internal/testkit"
)

// shot saves a picture while these journeys are looked at; nothing without LINGPING_PICTURES.
func (p *Page) shot(name string, width int64) {
	if dir := os.Getenv("LINGPING_PICTURES"); dir != "" {
		p.Screenshot(filepath.Join(dir, name+".png"), width)
	}
}

// Paste hands a text that was copied elsewhere to where the cursor is.
func (p *Page) Paste(text string) {
	p.t.Helper()
	script := fmt.Sprintf(`(() => {
		const data = new DataTransfer();
		data.setData("text/plain", %q);
		document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
		return true;
	})()`, text)
	ctx, cancel := p.limited("pasting")
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script)); err != nil {
		p.t.Fatalf("pasting: %v", err)
	}
}

// largeBranch is the roster of the small institution with thirty members in 机关第一党支部.
func largeBranch(t *testing.T) string {
	t.Helper()
	r := testkit.Roster()
	var branch org.UnitID
	members := 0
	for _, p := range r.Persons {
		if p.Number == "004" {
			branch = p.Branch
		}
	}

	for _, p := range r.Persons {
		if p.Branch == branch {
			members++
		}
	}

	for i := range 30 - members {
		r.Persons = append(r.Persons, org.Person{ID: org.PersonID(90_000 + i), Number: fmt.Sprintf("9%02d", i),
			Name: string([]rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏")[i]) + "建" + string([]rune("国军民华平安")[i%6]), Branch: branch, Standing: org.Formal})
	}

	path := filepath.Join(t.TempDir(), "名册.xlsx")
	file, err := os.Create(path)
	if err == nil {
		err = office.WriteRoster(file, r)
	}

	if err == nil {
		err = file.Close()
	}

	if err != nil {
		t.Fatal(err)
	}

	return path
}

// From an empty house to the paper of a meeting: roster, round, a change of it, launch, codes, a meeting of thirty members
// written as one grid, and one Word of its sheets.
func TestAMeetingOfThirtyIsWrittenInOneGrid(t *testing.T) {
	t.Parallel()
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d wide", width), func(t *testing.T) { meetingOfThirty(t, width) })
	}
}

// meetingOfThirty goes from the empty house of an office to the one Word of a branch's meeting, in a window of the width.
func meetingOfThirty(t *testing.T, width int64) {
	c := NewHouseOfOffice(t)
	c.URL = c.Serve()
	p := c.Enter("office", password)
	p.Resize(width, 900)
	p.Follow("导入名册")
	p.Attach("名册文件", largeBranch(t))
	p.Follow("上传并核对（还不写入）")
	p.Follow("写入名册")
	p.Follow("筹备新轮次")
	from, to := window()
	p.Type("轮次名称", roundName)
	p.Type("点评方案", "创先争优活动领导点评方案（chuangxian-2010）")
	p.Type("开始日期", from)
	p.Type("结束日期", to)
	p.Follow("筹备并试算")
	c.launchesChanged(p)
	p = c.As("004")
	p.Resize(width, 900)
	c.opensMeeting(p)
	c.fillsGrid(p, width)
}

// launchesChanged gives the round another name in its preparation, launches it with its gaps, and goes on to the codes.
func (c *campaign) launchesChanged(p *Page) {
	c.t.Helper()
	for _, name := range []string{"蒋霞", "沈凯"} {
		p.Click("选择" + name)
	}

	p.Click("把选中的登记为免评")
	p.Type("免评原因", "书记空缺")
	p.Type("批准人", "陈建国")
	p.Follow("把选中的登记为免评")
	p.Follow(roundName)
	p.Follow("修改名称、日期、方案")
	p.Type("轮次名称", roundName+"（试点）")
	p.Follow("保存修改并重新试算")
	p.Sees(roundName + "（试点）")
	p.Click("启动本轮")
	p.Follow("启动本轮")
	p.shot("launched", 1440)
	p.Follow("给要点评的人开通账号，打印激活码条")
	c.makeCodes(p)
}

// opensMeeting opens the meeting of the branch from the secretary's home.
func (c *campaign) opensMeeting(p *Page) {
	c.t.Helper()
	p.Sees("您还要点评")
	p.shot("secretary-home", 1440)
	p.Follow("会议活动")
	p.Follow("新建会议活动")
	p.Type("名称", "支部党员大会")
	p.Click("今天")
	p.Type("点评地点", "行政楼二楼会议室")
	p.Click("集中点评")
	p.shot("meeting-new", 1440)
	p.Follow("建好，开始逐人填写")
	p.shot("meeting", 1440)
	p.Follow("一起填写")
}

// fillsGrid writes two people by keys and pastes the others, forgets one thing, and prints what was handed in.
func (c *campaign) fillsGrid(p *Page, width int64) {
	t := c.t
	t.Helper()
	p.shot("grid-empty", 1440)
	p.Resize(1440, 900) // on a telephone the heads stand within each card
	table := p.Table("点评对象")
	p.Resize(width, 900)
	heads, rows := table[0][1:], table[1:]
	if len(rows) != 29 {
		t.Fatalf("the grid has %d rows, want 29", len(rows))
	}

	p.Type(rows[0][0]+"："+bare(heads[0]), rows[0][0]+"带头把学籍系统改造提前两周上线")
	p.Press("\r")
	p.Keys(rows[1][0] + "承担评估材料，四十二件全部办结")
	if got := p.Value(rows[1][0] + "：" + bare(heads[0])); !strings.HasPrefix(got, rows[1][0]) {
		t.Errorf("Enter does not lead to the row below: there stands %q", got)
	}

	p.Type(rows[0][0]+"："+bare(heads[0]), "")
	p.Paste(c.copied(rows, len(heads)))
	p.Sees("已粘贴")
	p.Sees("已自动保存")
	p.Type(rows[7][0]+"："+bare(heads[0]), "")
	p.shot("grid-full", 1440)
	p.Follow("提交写好的（即为点评）")
	p.Sees("还有 1 张没有提交。")
	p.shot("grid-refused", 1440)
	p.Resize(390, 844)
	p.shot("grid-phone", 390)
	p.FitsWidth(390)
	p.Resize(width, 900)
	p.Click(rows[7][0] + "：" + bare(heads[0]))
	p.Keys("分管的三项工作都按期办结")
	p.Follow("提交写好的（即为点评）")
	p.Sees("已交 1 张登记表。")
	p.shot("grid-done", 1440)
	paper := p.Download("下载这 29 张（一个 Word，现在打印）")
	pages := strings.Split(strings.TrimSuffix(PDFText(t, PDF(t, paper)), "\f"), "\f")
	if len(pages) < 29 {
		t.Errorf("the paper of the meeting has %d pages, want a side for each of 29", len(pages))
	}

	text := strings.Join(pages, "\n")
	for _, row := range rows {
		if !strings.Contains(text, row[0]) {
			t.Errorf("%s is not in the paper of the meeting", row[0])
		}
	}
}

// copied is what a spreadsheet copies of the branch's notes: a row for each person, problems two to a cell in quotes.
func (c *campaign) copied(rows [][]string, columns int) string {
	var b strings.Builder
	for i, row := range rows {
		for j := range columns {
			if j > 0 {
				b.WriteString("\t")
			}

			said := fmt.Sprintf("%s第%d件事办在%d月，走访%d次，群众评价好", row[0], j+1, i%12+1, i*7+j+2)
			if j == 3 {
				said = fmt.Sprintf("\"下支部%d次偏少\n材料归档拖到%d月\"", i+1, i%12+1)
			}
			b.WriteString(said)
		}

		b.WriteString("\r\n")
	}

	return b.String()
}

// bare is a head without what is said of it.
func bare(head string) string { return strings.TrimSpace(strings.TrimSuffix(head, "必填")) }

// taps counts what a thumb does.
type taps struct {
	*Page
	n, screens int
}

func (p *taps) click(words string) {
	p.t.Helper()
	p.n++
	p.Click(words)
}

func (p *taps) follow(words string) {
	p.t.Helper()
	p.n++
	p.screens++
	p.Follow(words)
}

// A leader writes annex 2 on a telephone: one part after the other, looks at his answers, and hands in.
func TestALeaderWritesAnnexTwoOnATelephone(t *testing.T) {
	t.Parallel()
	c := NewCampaign(t)
	page := c.As("101")
	page.Resize(390, 844)
	page.shot("phone-home", 390)
	p := &taps{Page: page, screens: 1}
	p.follow(theBranch)
	page.shot("phone-step-1", 390)
	p.Sees("下一项")
	p.click("今天")
	p.n++
	p.Type("点评地点", "机械楼一楼会议室")
	p.click("集中点评")
	p.click("下一项")
	page.shot("phone-step-2", 390)
	steps := 0
	for p.Has("下一项") || p.Has("核对") {
		steps++
		if required(p.Page) {
			p.Keys(fmt.Sprintf("第%d项：带头联系学生宿舍%d间，办成实事%d件", steps, steps+3, steps+1))
		}

		if steps == 3 {
			page.shot("phone-step-4", 390)
		}

		if p.Has("核对") {
			p.click("核对")
			break
		}
		p.click("下一项")
	}

	p.Sees("核对后再交")
	page.shot("phone-check", 390)
	p.follow("提交（即为点评）")
	p.Sees("已点评" + theBranch)
	page.shot("phone-done", 390)
	t.Logf("annex 2 on a telephone: %d taps, %d pages, %d parts", p.n, p.screens, steps+1)
	if p.n > 40 {
		t.Errorf("annex 2 takes %d taps on a telephone", p.n)
	}
}

// required reports whether the cursor stands in a field that must be written.
func required(p *Page) bool {
	p.t.Helper()
	ctx, cancel := p.limited("looking at the cursor")
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(() => {
		const field = document.activeElement;
		return field.matches("textarea") && !!field.closest(".field").querySelector(".need");
	})()`))
	if err != nil {
		p.t.Fatal(err)
	}
	return got
}
