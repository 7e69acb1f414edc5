package web

import (
	"net/url"
	"strconv"

	"lingping/internal/web/ui"
)

// pager leads through a list of total rows shown each at a time; the page has shown rows, from the one at index from on.
func pager(address string, query url.Values, from, shown, total, each int) ui.Pager {
	p := ui.Pager{From: from + 1, To: from + shown, Of: total}
	at := func(from int) string {
		query.Set("from", strconv.Itoa(from))
		return address + "?" + query.Encode()
	}
	if from > 0 {
		p.Prev = at(max(0, from-each))
	}
	if from+shown < total {
		p.Next = at(from + each)
	}
	return p
}
