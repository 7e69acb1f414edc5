package office

import (
	"fmt"
	"io"
	"slices"

	"lingping/internal/errs"
	"lingping/internal/pdf"
)

// The page of annex 1 as a PDF, in twips: A4 landscape with the margins of the workbook.
const (
	statsSide   = 576
	statsTop    = 1152
	statsBottom = 1008
)

// statsPrinter draws annex 1 in the parts of the workbook, each over as many pages as its rows take.
type statsPrinter struct {
	*printer
	book    *statsBook
	part    int
	columns []int   // of the part, from 0, with those that every page repeats
	edges   []int   // where each begins, and where the last ends
	scale   float64 // of type and widths
	number  int
	top     int // of the next row
}

// PrintStats writes the table as a .pdf: the parts of the workbook with the same columns, heads and scale.
func (p *Press) PrintStats(w io.Writer, t StatsTable) (err error) {
	defer errs.Wrap(&err, "office.PrintStats")
	b := &statsBook{t: t, columns: statsColumns(t)}
	b.parts = b.cut()
	out := pdf.New(w, pdf.Song(), t.title(0)+" "+oneLine(t.Unit))
	d := &statsPrinter{printer: &printer{out}, book: b,
		scale: float64(b.scaleOf(b.parts)) / 100}
	for i, part := range b.parts {
		d.part = i
		d.take(part)
		d.print()
	}

	return out.Close()
}

// take lays the columns of a part beside each other.
func (d *statsPrinter) take(part strip) {
	d.columns = nil
	for i := range d.book.columns {
		if i < named || i+1 >= part.from && i+1 <= part.to {
			d.columns = append(d.columns, i)
		}
	}

	width := 0
	d.edges = []int{0}
	for _, i := range d.columns {
		width += int(d.book.points(strip{i + 1, i + 1}) * 20 * d.scale)
		d.edges = append(d.edges, width)
	}

	for i := range d.edges {
		d.edges[i] += (pageHeight - width) / 2
	}
}

// size is a size in points, scaled, in twips.
func (d *statsPrinter) size(points float64) int { return int(points * 20 * d.scale) }

// print draws the part from its title to its signatures.
func (d *statsPrinter) print() {
	d.turn()
	t := d.book.t
	d.Bookmark(t.title(d.part))
	for i, r := range t.Rows {
		cells := []string{fmt.Sprint(i + 1), oneLine(r.Unit)}
		for _, j := range d.columns[named:] {
			cells = append(cells, d.figure(j, r.Figures, oneLine(r.Note)))
		}
		d.row(cells, false)
	}

	cells := []string{"", "合计"}
	for _, j := range d.columns[named:] {
		cells = append(cells, d.figure(j, t.Total, ""))
	}

	d.row(cells, true)
	d.foot()
}

// figure is the text of a column of figures; the last one holds the remark.
func (d *statsPrinter) figure(j int, f Figures, note string) string {
	if j == len(d.book.columns)-1 {
		return note
	}
	return d.book.columns[j].text(f)
}

// turn begins a page with title and heads.
func (d *statsPrinter) turn() {
	d.number++
	d.Page(pageHeight, pageWidth)
	number, t := fmt.Sprintf("— %d —", d.number), d.book.t
	d.write(number, (pageHeight-d.width(number, 21))/2, pageWidth-footBase, 21, false)
	d.top = statsTop
	left, width := d.edges[0], d.edges[len(d.edges)-1]-d.edges[0]
	d.put(t.title(d.part), spot{left, d.top, width, d.size(36), d.size(20), '中', true})
	d.top += d.size(36)
	meta := t.meta()
	for i, align := range []rune{'左', '中', '右'} {
		d.put(meta[i], spot{left + i*width/3, d.top, width / 3, d.size(22), d.size(12), align, false})
	}

	d.top += d.size(22)
	d.heads()
}

// heads draws the groups and the heads of the columns; a column without a group takes both rows.
func (d *statsPrinter) heads() {
	group, height := d.size(34), 0
	for _, i := range d.columns {
		height = max(height, d.size(d.book.columns[i].headHeight(d.book.t)))
	}

	for at := 0; at < len(d.columns); {
		c := d.book.columns[d.columns[at]]
		last := at + 1
		for c.group != "" && last < len(d.columns) && d.book.columns[d.columns[last]].group == c.group {
			last++
		}

		if c.group == "" {
			d.box(c.name, at, last, d.top, group+height, true)
		} else {
			d.box(c.group, at, last, d.top, group, true)
			for i := at; i < last; i++ {
				d.box(d.book.columns[d.columns[i]].name, i, i+1, d.top+group, height, true)
			}
		}
		at = last
	}

	d.top += group + height
}

// box draws a lined cell over the columns from–to of the part, with its text in the middle.
func (d *statsPrinter) box(text string, from, to, top, height int, bold bool) {
	left, right := d.edges[from], d.edges[to]
	d.frame(left, top, right, top+height)
	d.put(text, spot{left, top, right - left, height, d.size(10.5), '中', bold})
}

// frame draws the four lines around a cell.
func (d *printer) frame(left, top, right, bottom int) {
	d.Line(left, top, right, top, innerLine)
	d.Line(left, bottom, right, bottom, innerLine)
	d.Line(left, top, left, bottom, innerLine)
	d.Line(right, top, right, bottom, innerLine)
}

// row draws a row, on the next page where there is no more room.
func (d *statsPrinter) row(cells []string, bold bool) {
	height := d.size(22)
	for i, text := range cells {
		height = max(height, len(d.broken(text, d.edges[i+1]-d.edges[i], d.size(10.5)))*d.size(14)+d.size(8))
	}

	if d.top+height > pageWidth-statsBottom {
		d.turn()
	}

	for i, text := range cells {
		left, right := d.edges[i], d.edges[i+1]
		d.frame(left, d.top, right, d.top+height)
		align := '中'
		if j := d.columns[i]; j == 1 && !bold || j == len(d.book.columns)-1 {
			align = '左'
		}
		d.put(text, spot{left, d.top, right - left, height, d.size(10.5), align, bold})
	}

	d.top += height
}

// foot draws the remark and the line for signatures.
func (d *statsPrinter) foot() {
	left, width := d.edges[0], d.edges[len(d.edges)-1]-d.edges[0]
	note := d.book.note()
	height := len(d.broken(note, width, d.size(10.5)))*d.size(14) + d.size(8)
	if d.top+height+d.size(26) > pageWidth-statsBottom {
		d.turn()
	}

	d.put(note, spot{left, d.top, width, height, d.size(10.5), '左', false})
	d.top += height
	signed := d.book.t.signed()
	for i, text := range signed {
		align := '左'
		if i == len(signed)-1 {
			align = '右'
		}
		d.put(text, spot{left + i*width/len(signed), d.top, width / len(signed), d.size(26), d.size(12), align, false})
	}
}

// spot is room for a text, in twips: 左, 中 or 右 in it.
type spot struct {
	x, y, width, height int
	size                int
	align               rune
	bold                bool
}

// cellMargin is the space at both sides of a text in a spot.
const cellMargin = 30

// broken is a text in lines for the width.
func (d *printer) broken(text string, width, size int) (lines []string) {
	breakLines(text, max(fullEm, (width-2*cellMargin)*fullEm/size), 0, func(line string) { lines = append(lines, line) })
	return lines
}

// put writes a text into its room: figures that are too long are set smaller, other texts are broken into lines.
func (d *printer) put(text string, s spot) {
	lines := []string{text}
	wide, _ := d.Width(text, s.size, gap)
	if room := s.width - 2*cellMargin; wide > room && slices.ContainsFunc([]rune(text), isIdeograph) {
		lines = d.broken(text, s.width, s.size)
	} else if wide > room {
		s.size = s.size * room / wide
	}

	pitch := s.size * 4 / 3
	top := s.y + (s.height-len(lines)*pitch)/2
	for _, line := range lines {
		wide, _ := d.Width(line, s.size, gap)
		x := s.x + cellMargin
		switch s.align {
		case '中':
			x = s.x + (s.width-wide)/2
		case '右':
			x = s.x + s.width - cellMargin - wide
		}

		d.Write(pdf.Text{X: x, Y: top + (pitch-s.size)/2 + s.size*88/100, Size: s.size, Bold: s.bold, Text: line, Gap: gap})
		top += pitch
	}
}
