package e2e_test

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
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

// axeRules are what is looked at: WCAG 2.1 A and AA, and that no column is without a head. How light the letters are is all
// that the dark changes.
const (
	axeRules    = `runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], rules: { "empty-table-header": { enabled: true } }`
	axeContrast = `runOnly: { type: "rule", values: ["color-contrast"] }`
)

// Aloud gives what keeps the page from being read by everybody: a sentence for each place that breaks one of the rules.
func (p *Page) Aloud(rules string) []string {
	p.t.Helper()
	script, err := axe()
	if err != nil {
		p.t.Fatal(err)
	}

	ctx, cancel := p.limited("reading the page aloud")
	defer cancel()

	faults, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](script+`;axe.run(document, { resultTypes: ["violations"], `+rules+` })
		.then((found) => found.violations.flatMap((rule) => rule.nodes.map((node) =>
			rule.id + " at " + node.target.join(" ") + ": " + node.failureSummary.replace(/\s+/g, " "))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatal(errors.Join(err, context.Cause(ctx)))
	}

	return faults
}
