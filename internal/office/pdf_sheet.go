package office

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"lingping/internal/errs"
	"lingping/internal/pdf"
)

// canvas is what papers are drawn on: a PDF, or pages to be looked at. Whatever is drawn is drawn on its newest page.
// Places and sizes are twips, from the upper left corner.
type canvas interface {
	Page(width, height int) // begins one
	Pages() int
	Bookmark(names ...string)
	Line(x1, y1, x2, y2, width int)
	Fill(x, y, width, height int) // blackens a rectangle
	Write(pdf.Text)
	Width(text string, size int, gap pdf.Gap) (width, characters int)
}

// printer draws papers by the same measure and the same layout as the Word files: the lines of each page are those that
// were measured.
type printer struct{ canvas }

// PrintSheet writes one sheet as a .pdf with the title.
func (p *Press) PrintSheet(w io.Writer, title string, s Sheet) error {
	return p.PrintSheets(w, title, OneSided, func(yield func(Sheet, error) bool) { yield(s, nil) })
}

// PrintSheets writes many sheets as one .pdf with the title, bookmarked by unit and person, each beginning a page, or the
// front of a new sheet of paper. It fails with the first error of sheets, or when there is none. Memory holds one page
// and the bookmarks.
func (p *Press) PrintSheets(w io.Writer, title string, sides Sides, sheets iter.Seq2[Sheet, error]) (err error) {
	defer errs.Wrap(&err, "office.PrintSheets")
	out := pdf.New(w, pdf.Song(), title)
	d := printer{out}
	for s, err := range sheets {
		if err != nil {
			return err
		}

		f := s.form()
		d.form(&f, sides)
		if err := out.Err(); err != nil {
			return err
		}
	}

	if out.Pages() == 0 {
		return errNoSheet
	}

	return out.Close()
}

// errNoSheet is the answer where no sheet is to be printed.
var errNoSheet = errs.NewNotFound("这个范围里没有可以打印的登记表；请换一个党组织或另一种登记表。")

// marks is a line of bookmarks; what has no name yet is a dash.
func marks(names ...string) []string {
	for i, name := range names {
		if names[i] = oneLine(name); names[i] == "" {
			names[i] = "—"
		}
	}
	return names
}

// turnPage begins a page of a paper whose text has so much free at its left and right, with its number within the paper at the foot: odd ones on the right, even ones on
// the left, as GB/T 9704 has it.
func (d *printer) turnPage(number, left, right int) {
	d.Page(pageWidth, pageHeight)
	text := fmt.Sprintf("— %d —", number)
	x := left + footIndent
	if number%2 == 1 {
		x = pageWidth - right - footIndent - d.width(text, footSize)
	}
	d.write(text, x, pageHeight-footBase, footSize, false)
}

// The number of a page: its size in half points, and in twips its distance from the side of the text and from the edge
// of the paper.
const (
	footSize   = 28
	footIndent = 280
	footBase   = 650
)

// headTop is where the head of further pages begins, from the edge.
const headTop = 624

// form draws a form on as many pages as it takes.
func (d *printer) form(f *paper, sides Sides) {
	if sides == TwoSided && d.Pages()%2 == 1 {
		d.Page(pageWidth, pageHeight) // the back of the sheet before stays empty
	}

	lay := f.lay()
	for i, leaf := range lay.leaves {
		d.turnPage(i+1, formSide, formSide)
		top := formTop
		if i == 0 {
			d.Bookmark(f.marks...)
			d.mark(f.mark)
			top = d.above(f, lay)
		} else {
			d.line(f.annex+"（续）", formSide, headTop, metaLine, 24, false)
		}

		pieces := leaf
		if i > 0 && lay.rows[0].head {
			pieces = append([]piece{{row: 0, height: lay.heights[0]}}, leaf...)
		}

		d.table(tablePage{grid: f.grid, rows: f.rows(), pieces: pieces, density: densities[lay.density], top: top})
	}
}

// rows are the rows of all blocks.
func (f *paper) rows() (rows []row) {
	for _, b := range f.blocks {
		rows = append(rows, b.rows...)
	}
	return rows
}

// above draws what stands above the table, and says where that begins.
func (d *printer) above(f *paper, lay layout) (top int) {
	top = formTop
	d.line(f.annex, formSide, top, annexLine, 32, true)
	top += annexLine
	set := titles[densities[lay.density].title]
	for _, text := range titleLines(f.title, set.size) {
		d.centred(text, formSide, top, formWidth, set.line, set.size, true)
		top += set.line
	}

	if f.subtitle != "" {
		d.centred(f.subtitle, formSide, top, formWidth, metaLine, 28, false)
		top += metaLine
	}

	for _, m := range f.meta() {
		size := 24
		if m.style == styleMetaSmall {
			size = 21
		}

		left, right, _ := strings.Cut(m.text, "\t")
		d.line(left, formSide, top, metaLine, size, false)
		d.line(right, formSide+formWidth-d.width(right, size), top, metaLine, size, false)
		top += metaLine
	}

	return top
}

// base is where letters of the size, in half points, stand on a line of the exact height that begins at top.
func base(top, height, size int) int { return top + (height-10*size)/2 + 10*size*88/100 }

// width is how wide a text is set in the size, in half points.
func (d *printer) width(text string, size int) int {
	w, _ := d.Width(text, 10*size, gap)
	return w
}

// write writes a text whose letters stand at y.
func (d *printer) write(text string, x, y, size int, bold bool) {
	d.Write(pdf.Text{X: x, Y: y, Size: 10 * size, Bold: bold, Text: text, Gap: gap})
}

// line writes a text on a line of the exact height that begins at top.
func (d *printer) line(text string, x, top, height, size int, bold bool) {
	d.write(text, x, base(top, height, size), size, bold)
}

// centred writes a text in the middle of a line.
func (d *printer) centred(text string, x, top, width, height, size int, bold bool) {
	d.line(text, x+(width-d.width(text, size))/2, top, height, size, bold)
}
