package web

import (
	"net/url"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/web/ui"
	"lingping/internal/web/view"
)

// dayQuery is the day that a list is asked for in its address; empty without one.
func (r *request) dayQuery(name string) (org.Date, error) {
	text := r.text(name)
	if text == "" {
		return "", nil
	}

	day, err := org.ParseDay(text)
	if err != nil {
		return "", errs.NewInvalid("“%s”不是日期：请写成 2011-01-12 这样的年月日。", text)
	}

	return day, nil
}

// pager leads through a list of total rows shown each at a time; the page has shown rows, from the one at index from on.
func pager(address string, query url.Values, from, shown, total, each int) ui.Pager {
	return view.Pager(address, query, "from", from, shown, total, each)
}
