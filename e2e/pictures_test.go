//go:build pictures

package e2e_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPictures takes the pictures of the README from the demo university into the folder $LINGPING_PICTURES. It has a
// build tag of its own because it checks nothing.
func TestPictures(t *testing.T) {
	h := NewHouse(t)
	var err error
	if h.Dir, err = buildDemo("whole"); err != nil {
		t.Fatal(err)
	}

	c := &campaign{House: h, t: t, URL: h.Serve("demo")}
	login := NewPage(t)
	login.Visit(c.URL)
	login.picture("login", 1280)

	office := c.Enter("office", demoPassword)
	office.Sees("本轮全图")
	office.picture("board", 1280)
	office.Follow("情况统计表")
	office.picture("stats", 1280)
	office.Follow("党组织")
	office.Follow("机械工程学院")
	office.picture("unit", 1280)
	office.Follow("点评轮次")
	office.Follow("筹备新轮次")
	from, to := window()
	office.Type("轮次名称", "试点补点评")
	office.Type("点评方案", "创先争优活动领导点评方案（chuangxian-2010）")
	office.Type("开始日期", from)
	office.Type("结束日期", to)
	office.Follow("筹备并试算")
	office.picture("plan", 1280)
	importing(t).picture("import", 1280)

	branch := c.Enter("branch", demoPassword)
	branch.picture("home", 1280)
	branch.picture("home-phone", 390)
	branch.Resize(1280, 800)
	branch.Follow("接着写")
	branch.picture("review-edit", 1280)
}

// importing is the office of a new house in front of a roster with faults.
func importing(t *testing.T) *Page {
	t.Helper()
	c := NewHouseOfOffice(t)
	c.URL = c.Serve()
	p := c.Enter("office", password)
	p.Follow("导入名册")
	p.Attach("名册文件", faultyRoster(t,
		slip{"党员", "郑雪", "人员类别", "党员发展对象"},
		slip{"党员", "卫超", "入党日期", "2010年13月"},
		slip{"职务", "钱芳", "党组织", "机械学院博士生党支部"}))

	p.Follow("上传并核对（还不写入）")
	return p
}

// picture saves what is seen in a window of the width.
func (p *Page) picture(name string, width int64) {
	p.t.Helper()
	p.Resize(width, 800)
	ctx, cancel := p.limited("taking a picture")
	defer cancel()

	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(os.Getenv("LINGPING_PICTURES"), name+".png"), picture, 0o644)
	}

	if err != nil {
		p.t.Fatalf("taking the picture %s: %v", name, err)
	}
}
