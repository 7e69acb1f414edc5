package e2e_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// chromium is the one browser of this test process, started by the first page.
var chromium = sync.OnceValues(startChromium)

// quitChromium ends the browser when one was started; TestMain calls it last.
var quitChromium = func() {}

func startChromium() (context.Context, error) {
	profile, err := os.MkdirTemp("", "lingping-chromium-")
	if err != nil {
		return nil, err
	}

	ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
		chromedp.NoSandbox, // root may not use one, and only our own pages are visited
		chromedp.DisableGPU,
		chromedp.UserDataDir(profile),
		chromedp.WSURLReadTimeout(patience),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("no-first-run", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("lang", "zh-CN"),
	), chromedp.WithErrorf(func(string, ...any) {})) // what the browser says about itself is not about us

	quitChromium = func() {
		cancel()
		os.RemoveAll(profile)
	}
	return ctx, chromedp.Do(ctx)
}

// NewPage opens a page with cookies, history and downloads of its own. A script error or a breach of the content
// policy on it fails the test.
func NewPage(t *testing.T) *Page {
	t.Helper()
	journey(t)
	browser, err := chromium()
	if err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}

	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("opening a page: %v", err)
	}

	p := &Page{t: t, ctx: ctx}
	p.listen()
	p.do("giving the page the keyboard", chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	})) // others are open beside it

	p.Resize(1280, 900)
	return p
}

// NewPlainPage is NewPage in a browser that runs no scripts.
func NewPlainPage(t *testing.T) *Page {
	t.Helper()
	p := NewPage(t)
	p.do("turning scripts off", chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	return p
}

// listen gathers what the page complains of; whatever it was, the test has failed at its end.
func (p *Page) listen() {
	messages := chromedp.Console(p.ctx)
	var mu sync.Mutex
	var complaints []string
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}

			// Refusals (401, 409, 422 …) are what journeys look for; a missing script or style sheet is not.
			refused := m.Source == "network" && !strings.Contains(m.URL, "/static/")
			if (m.Type == chromedp.ConsoleError || m.IsException()) && !refused {
				mu.Lock()
				complaints = append(complaints, m.Text+" "+m.URL)
				mu.Unlock()
			}
		}
	}()

	p.t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, c := range complaints {
			p.t.Errorf("the browser complained: %s", c)
		}
	})
}
