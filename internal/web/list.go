package web

import (
	"net/url"

	"lingping/internal/web/ui"
	"lingping/internal/web/view"
)

// pager leads through a list of total rows shown each at a time; the page has shown rows, from the one at index from on.
func pager(address string, query url.Values, from, shown, total, each int) ui.Pager {
	return view.Pager(address, query, "from", from, shown, total, each)
}
