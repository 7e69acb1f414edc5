package view_test

import (
	"net/url"
	"testing"

	"lingping/internal/app"
	"lingping/internal/web/ui"
	"lingping/internal/web/view"
)

func TestAPagerLeadsOnAndBackWithTheQueryOrWithout(t *testing.T) {
	for _, c := range []struct {
		query      url.Values
		from       int
		prev, next string
	}{
		{nil, 0, "", "/list?from=50"},
		{nil, 50, "/list?from=0", "/list?from=100"},
		{url.Values{"q": {"王"}, "from": {"50"}}, 50, "/list?from=0&q=%E7%8E%8B", "/list?from=100&q=%E7%8E%8B"},
		{nil, 100, "/list?from=50", ""},
	} {
		p := view.Pager("/list", c.query, "from", c.from, min(50, 120-c.from), 120, 50)
		if p.Prev != c.prev || p.Next != c.next || p.Of != 120 {
			t.Errorf("from %d with %v: %+v", c.from, c.query, p)
		}
	}
}

// A list of which no more than a thousand rows are counted leads on as long as its pages are full, and knows on the last how
// many there were.
func TestAListThatIsNotCountedToItsEndLeadsToIt(t *testing.T) {
	for _, c := range []struct {
		from, shown, total int
		more               bool
		next               string
		says               ui.Pager
	}{
		{0, 100, 100, false, "", ui.Pager{From: 1, To: 100, Of: 100}},
		{0, 100, 1000, true, "/l?from=100", ui.Pager{From: 1, To: 100, Of: 1001, More: true}},
		{900, 100, 1000, true, "/l?from=1000", ui.Pager{From: 901, To: 1000, Of: 1001, More: true}},
		{1000, 100, 1000, true, "/l?from=1100", ui.Pager{From: 1001, To: 1100, Of: 1101, More: true}},
		{1100, 99, 1000, true, "", ui.Pager{From: 1101, To: 1199, Of: 1199}},
		{1200, 0, 1000, true, "", ui.Pager{From: 1000, To: 1000, Of: 1000}},
	} {
		got := view.OpenPager("/l", nil, "from", c.from, c.shown, c.total, 100, c.more)
		if next := got.Next; next != c.next {
			t.Errorf("from %d the next page is %q, want %q", c.from, next, c.next)
		}

		got.Prev, got.Next = "", ""
		if got != c.says {
			t.Errorf("from %d of %d it says %+v, want %+v", c.from, c.total, got, c.says)
		}
	}
}

// The forms of a pack stand on pages, each on one.
func TestTheFormsOfAPackStandOnPages(t *testing.T) {
	for _, n := range []int{0, 1, view.FilingSheetsEach, view.FilingSheetsEach + 1} {
		v := app.FilingView{Sheets: make([]app.FilingSheet, n)}
		seen := 0
		for from := 0; ; from += view.FilingSheetsEach {
			s := view.PageOfFiling(v, from)
			seen += len(s.Shown)
			if len(s.Shown) > view.FilingSheetsEach || (s.Pager.Next != "") != (seen < n) {
				t.Errorf("of %d forms the page from %d has %d and leads to %q", n, from, len(s.Shown), s.Pager.Next)
			}
			if s.Pager.Next == "" {
				break
			}
		}

		if seen != n {
			t.Errorf("the pages have %d forms of %d", seen, n)
		}
	}
}
