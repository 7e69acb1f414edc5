package view_test

import (
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/web/ui"
	"lingping/internal/web/view"
)

// A page that leaves out what is too much says so, and says it only then.
func TestAPageSaysWhatIsTooMuchForIt(t *testing.T) {
	p := ui.Page{Lang: i18n.Chinese, Now: time.Date(2011, 1, 8, 9, 0, 0, 0, time.UTC),
		Asset: func(name string) string { return "/static/" + name }}
	s, err := scheme.Load("chuangxian-2010")
	if err != nil {
		t.Fatal(err)
	}

	board := func(n int) templ.Component {
		var v view.Board
		v.Plan = s
		v.Figures.Times = round.Part{Due: int64(n)}
		return view.BoardPage(p, v)
	}

	archive := func(n int) templ.Component {
		return view.RetentionPage(p, app.RetentionView{Figures: store.ArchiveFigures{Entries: n}}, "", "")
	}

	for _, c := range []struct {
		page func(int) templ.Component
		most int
		says string
	}{
		{board, app.MapMost, "不画全图"},
		{archive, store.EntriesCounted, "操作台账 10000 条以上"},
	} {
		for _, n := range []int{0, c.most, c.most + 1} {
			var out strings.Builder
			if err := c.page(n).Render(t.Context(), &out); err != nil {
				t.Fatal(err)
			}
			if said := strings.Contains(out.String(), c.says); said != (n > c.most) {
				t.Errorf("with %d the page says %q: %v", n, c.says, said)
			}
		}
	}
}
