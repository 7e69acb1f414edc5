package view

import (
	"maps"
	"net/url"
	"strconv"

	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

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

// Pager leads through a list of total rows shown each at a time; the page has shown rows, from the one at index from on,
// which the address names in the list's own word. The rest of the query, which may be nil, stays as it is.
func Pager(address string, query url.Values, word string, from, shown, total, each int) ui.Pager {
	from = min(from, total)
	p := ui.Pager{From: min(from+1, total), To: from + shown, Of: total}
	at := func(from int) string {
		there := url.Values{}
		maps.Copy(there, query)
		there.Set(word, strconv.Itoa(from))
		return address + "?" + there.Encode()
	}

	if from > 0 {
		p.Prev = at(max(0, from-each))
	}

	if from+shown < total {
		p.Next = at(from + each)
	}

	return p
}

// OpenPager is Pager for a list that may have more rows than total: how many there are is known on its last page.
func OpenPager(address string, query url.Values, word string, from, shown, total, each int, more bool) ui.Pager {
	more = more && shown == each // a page that is not full is the last
	if shown > 0 {
		total = max(total, from+shown)
	}

	if more {
		total++ // leads on
	}

	p := Pager(address, query, word, from, shown, total, each)
	p.More = more
	return p
}

// paged is one of several lists of a page: its pager, the word by which the address names its first row, that row, how many
// rows are shown, and how many there are.
type paged struct {
	into               *ui.Pager
	word               string
	from, shown, total int
}

// pagers leads through each of the lists of a page, while the others stay where they are.
func pagers(address string, query url.Values, each int, lists []paged) {
	for _, l := range lists {
		if l.from > 0 {
			query.Set(l.word, strconv.Itoa(l.from))
		}
	}
	for _, l := range lists {
		*l.into = Pager(address, query, l.word, l.from, l.shown, l.total, each)
	}
}
