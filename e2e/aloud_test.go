package e2e_test

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"sync"

	"github.com/chromedp/chromedp"
)

// axe looks at a page as a program that reads it aloud does; see README.md beside it.
//
//go:embed axe-4.14.1.min.js.gz
var axePacked []byte

var axe = sync.OnceValues(func() (string, error) {
	r, err := gzip.NewReader(bytes.NewReader(axePacked))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	return string(text), err
})

// runAxe runs the rules of WCAG 2.1 A and AA and gives a sentence for each place that breaks one. Browsers themselves lead
// the Tab key to what can be scrolled.
const runAxe = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"],
		rules: { "scrollable-region-focusable": { enabled: false } } })
	.then((found) => found.violations.flatMap((rule) => rule.nodes.map((node) =>
		rule.id + " at " + node.target.join(" ") + ": " + node.failureSummary.replace(/\s+/g, " "))))`

// Aloud gives what keeps the page from being read by everybody.
func (p *Page) Aloud() []string {
	p.t.Helper()
	script, err := axe()
	if err != nil {
		p.t.Fatal(err)
	}
	ctx := p.limited()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](script+";undefined")); err != nil {
		p.t.Fatal(err)
	}
	faults, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](runAxe, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatal(err)
	}
	return faults
}
