package e2e_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// signsOutElsewhere ends the session behind an open page, as another window of the browser would.
func (p *Page) signsOutElsewhere() {
	p.t.Helper()
	ctx, cancel := p.limited("signing out elsewhere")
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[int](`fetch("/logout", { method: "POST", redirect: "manual",
		body: new URLSearchParams(new FormData(document.querySelector("form[action='/logout']"))) }).then((answer) => answer.status)`,
		chromedp.EvalAwaitPromise)); err != nil {
		p.t.Fatal(err)
	}
}

// A session that ends while somebody writes: the page keeps his text, he signs in over it and goes on; if somebody else signs in
// there, the text is gone from the page and nothing is saved in the other's name.
func TestWhoIsSignedOutWhileWritingGoesOnAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	c := NewCampaign(t)
	p := c.As("004")
	for i, width := range widths {
		p.Resize(width, 844)
		p.Visit(c.URL + "/")
		p.Follow([]string{"周平", "王丽"}[i])
		at := p.Path()
		p.showAll()
		p.Type("点评地点", "行政楼二楼会议室")
		p.Sees("已自动保存")
		p.signsOutElsewhere()
		p.Type("努力方向", "每月最后一个周五归档，由组织委员抽查")
		p.Sees("登录已经失效，请再登录一次")
		p.FitsWidth(width)
		p.Type("密码", "wrong-"+password)
		p.Click("登录，接着写")
		p.Sees("登录名或密码不对")
		p.Type("密码", password)
		p.Click("登录，接着写")
		p.Sees("已自动保存")
		p.Visit(c.URL + at)
		p.showAll()
		if got := p.Value("努力方向"); got != "每月最后一个周五归档，由组织委员抽查" {
			t.Errorf("at %d, after signing in over the page, there is kept: %q", width, got)
		}
	}

	at := p.Path()
	p.signsOutElsewhere()
	p.Type("努力方向", "只有他自己才能交的话")
	p.Sees("登录已经失效，请再登录一次")
	p.Type("登录名", "office")
	p.Type("密码", password)
	p.Click("登录，接着写")
	p.Sees("现在登录的是另一个账号")
	if p.Has("只有他自己才能交的话") {
		t.Error("what one typed stands on the page of another")
	}

	p = c.Enter("004", password)
	p.Visit(c.URL + at)
	p.showAll()
	if got := p.Value("努力方向"); got != "每月最后一个周五归档，由组织委员抽查" {
		t.Errorf("in the name of another was saved: %q", got)
	}
}
