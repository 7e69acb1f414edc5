package web

import (
	"net/http"
	"net/url"
	"strconv"

	"lingping/internal/i18n"
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

// address is what people type to come here, for slips and notices.
func (w *Web) address(r *http.Request) string {
	if w.options.BaseURL != "" {
		return w.options.BaseURL
	}
	if w.options.TLS {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// inRow writes words in a row as the reader's language does; those of the catalogue in that language.
func inRow[T ~string](p ui.Page, words []T) string {
	row := make(i18n.Words, len(words))
	for i, w := range words {
		row[i] = i18n.Word(w)
	}
	return i18n.T(p.Lang, "%s", row)
}

// pause is what stands between the clauses of a sentence.
func pause(p ui.Page) string {
	if p.Lang == i18n.English {
		return "; "
	}
	return "；"
}
