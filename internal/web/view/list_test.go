package view_test

import (
	"net/url"
	"testing"

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
