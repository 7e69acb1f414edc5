package view

import (
	"net/url"
	"regexp"
	"strings"
	"sync"

	"lingping/docs"
)

// Handbook is the handbook as it is shown.
type Handbook struct {
	Title string
	Parts []HandbookPart
}

// HandbookPart is a heading, a paragraph or one item of a list.
type HandbookPart struct {
	Kind HandbookKind
	Mark string // of a numbered item
	ID   string // where a link leads; empty: none does
	Said []HandbookSpan
}

// HandbookKind is what a part is.
type HandbookKind int

// The kinds of parts of a handbook.
const (
	HandbookText HandbookKind = iota
	HandbookChapter
	HandbookSection
	HandbookItem
)

// HandbookSpan is a piece of a line; at most one of its looks is set.
type HandbookSpan struct {
	Text   string
	Strong bool
	Code   bool
}

// ReadHandbook is the handbook of the program. Of Markdown it knows what the handbook uses: headings, numbered and other
// items whose lines may go on, strong text, code, and links, of which it shows the words.
var ReadHandbook = sync.OnceValue(func() Handbook { return parseHandbook(docs.Handbook) })

var (
	handbookItem = regexp.MustCompile(`^(\d+\.|-) `)
	handbookLink = regexp.MustCompile(`\[([^\]]+)\]\([^)]*\)`)
	handbookLook = regexp.MustCompile("\\*\\*([^*]+)\\*\\*|`([^`]+)`")
)

func parseHandbook(text string) (h Handbook) {
	open := false // the last part goes on
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		var part HandbookPart
		switch mark := handbookItem.FindString(line); {
		case line == "":
			open = false
			continue
		case strings.HasPrefix(line, "# "):
			h.Title, open = line[2:], false
			continue
		case strings.HasPrefix(line, "## "):
			part, line = HandbookPart{Kind: HandbookChapter, ID: line[3:]}, line[3:]
		case strings.HasPrefix(line, "### "):
			part, line = HandbookPart{Kind: HandbookSection, ID: line[4:]}, line[4:]
		case mark != "":
			part, line = HandbookPart{Kind: HandbookItem, Mark: strings.Trim(mark, " -")}, line[len(mark):]
		case open:
			last := &h.Parts[len(h.Parts)-1]
			last.Said = append(last.Said, handbookSpans(line)...)
			continue
		}

		part.Said = handbookSpans(line)
		if part.Kind != HandbookChapter && part.Kind != HandbookSection && part.Said[0].Strong {
			part.ID = part.Said[0].Text
		}
		open = part.Kind == HandbookText || part.Kind == HandbookItem
		h.Parts = append(h.Parts, part)
	}

	return h
}

func handbookSpans(line string) (spans []HandbookSpan) {
	line = handbookLink.ReplaceAllString(line, "$1")
	from := 0
	for _, at := range handbookLook.FindAllStringSubmatchIndex(line, -1) {
		if at[0] > from {
			spans = append(spans, HandbookSpan{Text: line[from:at[0]]})
		}

		if at[2] >= 0 {
			spans = append(spans, HandbookSpan{Text: line[at[2]:at[3]], Strong: true})
		} else {
			spans = append(spans, HandbookSpan{Text: line[at[4]:at[5]], Code: true})
		}
		from = at[1]
	}

	if from < len(line) {
		spans = append(spans, HandbookSpan{Text: line[from:]})
	}

	return spans
}

// Href leads to the part from its own page.
func (p HandbookPart) Href() string { return "#" + url.PathEscape(p.ID) }

// Words are the part without its looks.
func (p HandbookPart) Words() string {
	var b strings.Builder
	for _, s := range p.Said {
		b.WriteString(s.Text)
	}
	return b.String()
}
