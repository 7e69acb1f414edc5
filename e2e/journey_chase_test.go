package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// widths are those of an office's screen and of a telephone.
var widths = []int64{1440, 390}

// keep saves a picture of the page into the folder $LINGPING_SHOTS, where one is named.
func keep(p *Page, name string, width int64) {
	if folder := os.Getenv("LINGPING_SHOTS"); folder != "" {
		p.Screenshot(filepath.Join(folder, name), width)
	}
}

// The office takes one text for the whole work group, and looks at one leader alone.
func TestAnOfficeCopiesOneReminderForAll(t *testing.T) {
	t.Parallel()
	c := NewCampaign(t)
	p := c.Enter("office", password)
	for _, width := range widths {
		p.FitsWidth(width)
		p.Visit(c.URL + "/rounds/" + c.Round + "/reminders")
		p.FitsWidth(width)
		p.Click("复制全部")
		p.Sees("已复制，可以粘贴")
		all := p.Value("全部催办文字")
		for _, said := range []string{"机关第一党支部：还有 1 人的 4 项点评没有完成", "张敏：4 项", "赵伟", "请登录"} {
			if !strings.Contains(all, said) {
				t.Errorf("at %d the text for the group does not say %q:\n%s", width, said, all)
			}
		}

		keep(p, "reminders-"+map[int64]string{1440: "desk", 390: "phone"}[width]+".png", width)
		p.Type("点评人姓名或工号", "张敏")
		p.Follow("查找")
		p.Sees("符合条件的有 4 项。")
		p.Follow("看全部要催的")
		p.Sees("打印催办单")
	}
}

// Who audits finds by a name the one act that he looks for, and takes it along.
func TestAnAuditorFindsOneActByPerson(t *testing.T) {
	t.Parallel()
	c := NewCampaign(t)
	zhang := c.As("004")
	zhang.Sees("您还要点评")
	p := c.auditor()
	p.Sees("最近一次体检")
	for _, width := range widths {
		p.Visit(c.URL + "/ledger")
		p.FitsWidth(width)
		p.Type("操作人姓名或登录名", "张敏")
		p.Type("操作", "修改自己的账号")
		p.Follow("查找")
		p.Sees("张敏的操作：修改自己的账号，账号 张敏")
		if p.Has("没有符合条件的记录") {
			t.Errorf("at %d the one act is not found", width)
		}

		p.FitsWidth(width)
		keep(p, "ledger-"+map[int64]string{1440: "desk", 390: "phone"}[width]+".png", width)
	}

	p.Resize(1440, 900)
	file := p.Download("导出 JSON（每行一条）")
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), `"action":"account.own"`) || strings.Count(string(text), "\n") != 1 {
		t.Errorf("taken along is %q, %v; want the one act", text, err)
	}
}
