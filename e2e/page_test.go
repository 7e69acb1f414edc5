package e2e_test

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Page is a tab and somebody in front of it. It names things as that person would: a button by what is written on it, a
// field by its label. Each step waits until it can be done, and fails the test when that does not come true in time.
type Page struct {
	t     *testing.T
	ctx   context.Context
	scope string
}

//go:embed driver.js
var driver string

// answer is what driver.js says.
type answer struct {
	Missing string
	Point   []float64
	Value   string
	Rows    [][]string
}

// Visit goes to an address and waits until the page is there.
func (p *Page) Visit(url string) {
	p.t.Helper()
	p.do("visiting "+url, chromedp.Navigate(url))
}

// In is the same page, looked at only where the words stand: the row, list item, form or section around them.
func (p *Page) In(words string) *Page {
	return &Page{t: p.t, ctx: p.ctx, scope: words}
}

// On is the same page seen by another test, such as a subtest.
func (p *Page) On(t *testing.T) *Page { return &Page{t: t, ctx: p.ctx, scope: p.scope} }

// Click presses what bears the words: a button, a link, a summary, the label of a box to tick.
func (p *Page) Click(words string) {
	p.t.Helper()
	at := p.ask("press", words, "")
	p.do("clicking “"+words+"”", chromedp.MouseClickXY(at.Point[0], at.Point[1]))
}

// Follow clicks, and waits until the next page is there.
func (p *Page) Follow(words string) {
	p.t.Helper()
	at := p.ask("press", words, "")
	p.do("following “"+words+"”", loading(chromedp.MouseClickXY(at.Point[0], at.Point[1])))
}

// Type replaces what stands in the field with the label; in a list it chooses the option with that text.
func (p *Page) Type(label, text string) {
	p.t.Helper()
	if p.ask("write", label, text).Value == "type" {
		p.do("typing into “"+label+"”", insert(text))
	}
}

// Keys types the text where the cursor is, once there is one: a page that has just come gives it to its first field only
// when it is drawn.
func (p *Page) Keys(text string) {
	p.t.Helper()
	p.ask("cursor", "", "")
	p.do("typing “"+text+"”", insert(text))
}

// TabTo moves on with the Tab key until the cursor is at what bears the words.
func (p *Page) TabTo(words string) {
	p.t.Helper()
	var passed []string
	for range 200 {
		p.Press("\t")
		at := p.ask("focus", "", "").Value
		if at == words || strings.Contains(at, words) {
			return
		}
		passed = append(passed, at)
	}

	p.t.Fatalf("the Tab key does not come to “%s”, only to %s", words, strings.Join(passed, " | "))
}

// Press sends a key, such as "\r" or kb.ArrowDown, to where the cursor is, held together with modifiers.
func (p *Page) Press(key string, held ...chromedp.Modifier) {
	p.t.Helper()
	p.do("pressing a key", stroke(key, held))
}

// FollowBy presses a key and waits until the next page is there.
func (p *Page) FollowBy(key string, held ...chromedp.Modifier) {
	p.t.Helper()
	p.do("following by a key", loading(stroke(key, held)))
}

// Attach hands files to the field with the label.
func (p *Page) Attach(label string, files ...string) {
	p.t.Helper()
	p.ask("file", label, "")
	p.do("attaching to “"+label+"”", chromedp.SetUploadFiles(chromedp.CSS("[data-driver=file]"), files, chromedp.NodeReady))
}

// Sees waits until the words stand on the page.
func (p *Page) Sees(words string) {
	p.t.Helper()
	p.ask("sees", words, "")
}

// Has reports whether something to press bears the words now, without waiting for it.
func (p *Page) Has(words string) bool {
	p.t.Helper()
	return p.ask("has", words, "").Value == "yes"
}

// Text is the visible text of the first element that fits the CSS selector; of the whole page when it is empty.
func (p *Page) Text(css string) string {
	p.t.Helper()
	return p.ask("text", css, "").Value
}

// Chinese is what a page in another language marks as Chinese, such as the paper of a review.
func (p *Page) Chinese() string {
	p.t.Helper()
	return p.ask("chinese", "", "").Value
}

// Value is what stands in the field with the label; "true" or "false" for a box to tick.
func (p *Page) Value(label string) string {
	p.t.Helper()
	return p.ask("read", label, "").Value
}

// Table is the text of the cells, row by row, of the first table in which the words stand.
func (p *Page) Table(words string) [][]string {
	p.t.Helper()
	return p.ask("table", words, "").Rows
}

// Links are the addresses within the house to which the page leads, files left out.
func (p *Page) Links() []string {
	p.t.Helper()
	return strings.Fields(p.ask("links", "", "").Value)
}

// Path is the address of the page within the house.
func (p *Page) Path() string {
	p.t.Helper()
	return p.ask("path", "", "").Value
}

// Status is the HTTP status with which the page came.
func (p *Page) Status() string {
	p.t.Helper()
	return p.ask("status", "", "").Value
}

// Resize sets the size of the window in CSS pixels.
func (p *Page) Resize(width, height int64) {
	p.t.Helper()
	p.do("resizing", chromedp.EmulateViewport(width, height))
}

// Darken shows the page as to a reader who likes light letters on dark ground.
func (p *Page) Darken() {
	p.t.Helper()
	p.do("darkening", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
		return err
	}))
}

// FitsWidth fails the test when the page has to be scrolled sideways at this width.
func (p *Page) FitsWidth(width int64) {
	p.t.Helper()
	p.Resize(width, 800)
	if over := p.ask("width", "", "").Value; over != "0" {
		p.t.Errorf("at a width of %d the page is %s pixels too wide", width, over)
	}
}

// Screenshot saves a picture of the whole page at the width as a PNG file.
func (p *Page) Screenshot(file string, width int64) {
	p.t.Helper()
	p.Resize(width, 900)
	ctx, cancel := p.limited("taking a picture")
	defer cancel()

	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(file, picture, 0o644)
	}

	if err != nil {
		p.t.Fatalf("taking the picture %s: %v", file, err)
	}
}

// Download clicks on what bears the words and gives the path of the file that comes, under the name the server gave it.
func (p *Page) Download(words string) string {
	p.t.Helper()
	dir := p.t.TempDir()
	yes := true
	_, err := chromedp.CallBrowser(p.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior:         browser.SetDownloadBehaviorBehaviorAllowAndName,
		BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID,
		DownloadPath:     dir,
		EventsEnabled:    &yes,
	})
	if err != nil {
		p.t.Fatalf("preparing for a download: %v", err)
	}

	ctx, cancel := p.limited("downloading “" + words + "”")
	defer cancel()

	begun := chromedp.BrowserEvents(ctx, browser.DownloadWillBegin)
	progress := chromedp.BrowserEvents(ctx, browser.DownloadProgress)
	p.Click(words)
	name, guid := "", ""
	for e, err := range begun {
		if err != nil {
			p.t.Fatalf("“%s” brought no file: %v", words, errors.Join(err, context.Cause(ctx)))
		}
		name, guid = e.SuggestedFilename, e.GUID
		break
	}

	for e, err := range progress {
		if err != nil || e.GUID == guid && e.State == browser.DownloadProgressStateCanceled {
			p.t.Fatalf("the file %s did not come whole: %v", name, errors.Join(err, context.Cause(ctx)))
		}
		if e.GUID == guid && e.State == browser.DownloadProgressStateCompleted {
			break
		}
	}

	file := filepath.Join(dir, name)
	if err := os.Rename(filepath.Join(dir, guid), file); err != nil {
		p.t.Fatal(err)
	}

	return file
}

// ask puts a question to driver.js until it has an answer.
func (p *Page) ask(question, words, value string) answer {
	p.t.Helper()
	args, err := json.Marshal([]string{question, p.scope, words, value})
	if err != nil {
		p.t.Fatal(err)
	}

	ctx, cancel := p.limited(strings.TrimSpace(question + " " + words))
	defer cancel()

	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()

	missing := "the page did not answer"
	for {
		got, err := chromedp.Run(ctx, chromedp.Evaluate[answer](fmt.Sprintf("(%s)(...%s)", driver, args)))
		switch {
		case err == nil && got.Missing == "":
			return got
		case err == nil:
			missing = got.Missing
		case ctx.Err() == nil:
			missing = err.Error() // between two pages there is nobody to ask
		}

		select {
		case <-ctx.Done():
			p.t.Fatalf("%s (%v)\n%s", missing, context.Cause(ctx), p.situation())
		case <-again.C:
		}
	}
}

func (p *Page) do(doing string, step chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := p.limited(doing)
	defer cancel()
	if err := chromedp.Do(ctx, step); err != nil {
		p.t.Fatalf("%s: %v\n%s", doing, errors.Join(err, context.Cause(ctx)), p.situation())
	}
}

// situation is where a page is and what it shows, for the reader of a failed test.
func (p *Page) situation() string {
	ctx, cancel := context.WithTimeout(p.ctx, patience/10)
	defer cancel()
	where, _ := chromedp.Run(ctx, chromedp.Location())
	shown, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("document.body.innerText.slice(0, 1500)"))
	return fmt.Sprintf("at %s, which shows:\n%s", where, shown)
}

// limited is the page's context for one step; when it ends by itself its cause says which step that was.
func (p *Page) limited(doing string) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(p.ctx, patience, fmt.Errorf("%s took longer than %s", doing, patience))
}

// loading does a step and waits until the page that follows has been loaded.
func loading(step chromedp.Action[chromedp.Void]) chromedp.Action[chromedp.Void] {
	wait := chromedp.WaitEvent(page.LoadEventFired, nil, step)
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := wait(ctx, t)
		return err
	})
}

// stroke presses a key as a keyboard does: a page that takes the key for something of its own gets no letter of it.
func stroke(key string, held []chromedp.Modifier) chromedp.Action[chromedp.Void] {
	return chromedp.KeyEvent(key, chromedp.KeyModifiers(held...), func(k *input.DispatchKeyEventParams) {
		if k.Type == input.DispatchKeyEventTypeKeyDown {
			k.Type = input.DispatchKeyEventTypeRawKeyDown
		}
	})
}

// insert types the text where the cursor is, as an input method does.
func insert(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
}
