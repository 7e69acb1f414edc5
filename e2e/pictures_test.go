//go:build pictures

package e2e_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// demoPassword opens every account of the demo.
const demoPassword = "lingping-demo"

// TestPictures takes the pictures of the README from the demo university into the folder $LINGPING_PICTURES. It has a
// build tag of its own because it checks nothing.
func TestPictures(t *testing.T) {
	dir := os.Getenv("LINGPING_PICTURES")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	h := NewHouse(t)
	c := &campaign{House: h, t: t, URL: h.Serve("demo")}
	take := func(p *Page, name string, width, height int64) {
		p.Resize(width, height)
		picture, err := chromedp.Run(p.limited(), chromedp.CaptureScreenshot())
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	office := c.Enter("office", demoPassword)
	office.Sees("本轮全图")
	take(office, "board", 1280, 900)
	office.Follow("情况统计表")
	take(office, "stats", 1280, 800)
	office.Visit(c.URL + "/rounds")
	office.Follow("下半年")
	office.Follow("谁点评谁")
	take(office, "plan", 1280, 900)
	office.Visit(c.URL + "/import")
	take(office, "import", 1280, 800)
	branch := c.Enter("branch", demoPassword)
	take(branch, "home", 1280, 800)
	take(branch, "home-phone", 390, 800)
	branch.Resize(1280, 900)
	branch.Follow("接着写")
	take(branch, "review-edit", 1280, 900)
}
