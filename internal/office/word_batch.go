package office

import (
	"archive/zip"
	"bytes"
	"io"
	"iter"
	"regexp"
	"strings"

	"lingping/internal/errs"
)

// bodySpan is where the text of a document lies in its part: all of it, and of that the page of its last section.
type bodySpan struct {
	from, to         int // without the marks of the body itself
	pageFrom, pageTo int // 0: it says nothing of its page
}

// start takes the beginning of an element that lies from–to; depth is how many are open around it.
func (b *bodySpan) start(name string, depth, from, to int) {
	switch {
	case name == "body" && depth == 1:
		b.from = to
	case name == "sectPr" && depth == 2:
		b.pageFrom = from
	}
}

// end takes the end of one.
func (b *bodySpan) end(name string, depth, from, to int) {
	switch {
	case name == "body" && depth == 1:
		b.to = from
	case name == "sectPr" && depth == 2:
		b.pageTo = to
	}
}

// sound reports whether there is a text.
func (b *bodySpan) sound() bool { return b.from > 0 && b.to > b.from && b.pageTo >= b.pageFrom }

// text is the end of what stands on the pages: what says how the last one is made is no text.
func (b *bodySpan) text() int {
	if b.pageFrom > b.from {
		return b.pageFrom
	}
	return b.to
}

// errHeads is the answer where forms that differ at the head of their pages should be one document.
var errHeads = errs.NewInvalid("本单位的 Word 表在页眉或页脚里有字段，各张不同，不能合成一个 Word 文件：请选压缩包，一人一个文件。")

// WriteAll writes the form filled with each sheet into one document, each as a section of its own, and says how many they were; of
// none there is no document (errs.NotFound). others are as with Write.
func (f *WordForm) WriteAll(w io.Writer, sides Sides, sheets iter.Seq2[Sheet, error], others []string) (n int, err error) {
	defer errs.Wrap(&err, "office.WordForm.WriteAll")
	for name, part := range f.parts {
		if name != documentName && len(part.paras) > 0 {
			return 0, errHeads
		}
	}

	z := zip.NewWriter(w)
	for _, e := range f.entries {
		if e.Name != documentName {
			if err := z.Copy(e); err != nil {
				return 0, err
			}
		}
	}

	header := partHeader(documentName)
	out, err := z.CreateHeader(&header)
	if err != nil {
		return 0, err
	}

	if n, err = f.parts[documentName].fillAll(out, sides, sheets, others); err != nil {
		return n, err
	}

	if n == 0 {
		return 0, errNoSheet
	}

	return n, z.Close()
}

// fillAll writes the part with its body once for each sheet.
func (f *formPart) fillAll(w io.Writer, sides Sides, sheets iter.Seq2[Sheet, error], others []string) (n int, err error) {
	page := f.page(sides)
	if _, err := w.Write(f.data[:f.body.from]); err != nil {
		return 0, err
	}

	for s, err := range sheets {
		if err != nil {
			return n, err
		}

		if n++; n > 1 {
			if _, err := io.WriteString(w, sectionMark(page)); err != nil {
				return n, err
			}
		}

		values := s.values()
		values.dash(others)
		text := f.piece(f.body.from, f.body.text(), f.edits(values, f.body.from, f.body.text()))
		if _, err := w.Write(rowMark.ReplaceAll(text, nil)); err != nil {
			return n, err
		}
	}

	_, err = w.Write(append([]byte(page), f.data[f.body.to:]...))
	return n, err
}

// sectionMark ends a section: a line without height, which says how its pages are made.
func sectionMark(page string) string {
	return `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>` + page + `</w:pPr></w:p>`
}

// What a page says of how it begins, of earlier pages, and what has to stand before how it begins.
var (
	pageBegins = regexp.MustCompile(`<w:type\b[^>]*/>|<w:sectPrChange\b(?s:.*?)</w:sectPrChange>`)
	pageHeads  = regexp.MustCompile(`<w:(headerReference|footerReference)\b[^>]*/>|</w:(footnotePr|endnotePr)>|<w:(footnotePr|endnotePr)\b[^>]*/>`)
)

// page is how the pages of each sheet are made: as the form has it, the first one on a new page, or on the front of a new sheet.
func (f *formPart) page(sides Sides) string {
	begins := `<w:type w:val="nextPage"/>`
	if sides == TwoSided {
		begins = `<w:type w:val="oddPage"/>`
	}

	own := string(bytes.TrimSpace(f.data[f.body.pageFrom:f.body.pageTo]))
	if own = pageBegins.ReplaceAllString(own, ""); own == "" || !strings.HasSuffix(own, "</w:sectPr>") {
		return `<w:sectPr>` + begins + `</w:sectPr>`
	}

	at := strings.Index(own, ">") + 1
	if heads := pageHeads.FindAllStringIndex(own, -1); len(heads) > 0 {
		at = heads[len(heads)-1][1]
	}

	return own[:at] + begins + own[at:]
}
