package office

import (
	"strings"

	"lingping/internal/pdf"
)

// tablePage is as much of a table as stands on a page, which begins at top.
type tablePage struct {
	grid    grid
	rows    []row
	pieces  []piece
	density density
	top     int
}

// The widths of the lines of a table, in twips: 1.5 points around it, half a point inside.
const (
	frameLine = 30
	innerLine = 10
)

// table draws the rows of a page and the frame around them.
func (d *printer) table(t tablePage) {
	left := (pageWidth - t.grid.width(0, len(t.grid))) / 2
	right := left + t.grid.width(0, len(t.grid))
	y := t.top
	label := y // where the label at the side begins
	for i, p := range t.pieces {
		r := t.rows[p.row]
		height := p.height + hairline
		goesOn := i > 0 && r.cells[0].merge == carries && p.row == t.pieces[i-1].row+1
		if !goesOn {
			label = y
		}

		x, column := left, 0
		for j, c := range r.cells {
			wide := t.grid.width(column, c.span)
			column += c.span
			if i > 0 && !c.openUp && !(j == 0 && goesOn) {
				d.Line(x, y, x+wide, y, innerLine)
			}

			if j > 0 {
				d.Line(x, y, x, y+height, innerLine)
			}

			if c.merge == apart {
				d.cell(c, p, t.density, x, y, wide, height)
			}
			x += wide
		}

		if r.cells[0].merge != apart && t.labelEnds(i) {
			c := labelOver(t.rows, p.row)
			d.cell(c, piece{}, t.density, left, label, t.grid.width(0, c.span), y+height-label)
		}

		y += height
	}

	for _, x := range []int{left, right} {
		d.Line(x, t.top-frameLine/2, x, y+frameLine/2, frameLine)
	}

	for _, at := range []int{t.top, y} {
		d.Line(left, at, right, at, frameLine)
	}
}

// labelEnds reports whether the label beside the piece ends with it on this page.
func (t tablePage) labelEnds(i int) bool {
	if i+1 == len(t.pieces) {
		return true
	}
	next := t.pieces[i+1].row
	return t.rows[next].cells[0].merge != carries || next != t.pieces[i].row+1
}

// labelOver is the cell in which the label beside the row stands.
func labelOver(rows []row, at int) box {
	for rows[at].cells[0].merge == carries {
		at--
	}
	return rows[at].cells[0]
}

// paintedLine is a line of a cell on its way to the page.
type paintedLine struct {
	setLine
	para para
	lead int // bytes at its beginning that are a lead
}

// cellLines are the lines of a cell of the width.
func cellLines(c box, width int, set density) (lines []paintedLine) {
	for _, p := range c.paras {
		lead := len(p.lead)
		p.each(width-2*sideMargin, set, func(l setLine) {
			lines = append(lines, paintedLine{l, p, min(lead, len(l.text))})
			lead = max(0, lead-len(l.text))
		})
	}
	return lines
}

// cell writes the text of a cell, or that part of it which the piece holds, into its room on the page.
func (d *printer) cell(c box, p piece, set density, x, y, width, height int) {
	lines := cellLines(c, width, set)
	if p.lines > 0 {
		lines = lines[min(p.from, len(lines)):min(p.from+p.lines, len(lines))]
	}

	free := height - len(lines)*set.line
	top := y + free/2
	switch {
	case c.align == "top" || p.lines > 0:
		top = y + set.pad
	case c.align == "bottom":
		top = y + free - set.pad
	}

	for _, l := range lines {
		d.cellLine(l, set, x+sideMargin, top, width-2*sideMargin)
		top += set.line
	}
}

// cellLine writes a line as the role of its paragraph asks.
func (d *printer) cellLine(l paintedLine, set density, x, top, width int) {
	size, _ := l.para.begins(set)
	text := strings.TrimRight(l.text, " ")
	wide, letters := d.Width(text, 10*size, gap)
	free, stretch := width-wide, 0
	em := 10 * size
	switch l.para.role {
	case labelRole, valueRole:
		x += free / 2
	case signRole:
		x += max(0, free-em)
	case nameRole:
		x += max(0, free-nameRoom*em)
	case textRole:
		x += l.begins * em / fullEm
		if free -= l.begins * em / fullEm; !l.last && letters > 1 {
			stretch = max(0, free/(letters-1))
		}
	}

	y := base(top, set.line, size)
	lead := min(l.lead, len(text))
	d.Write(pdf.Text{X: x, Y: y, Size: em, Bold: true, Text: text[:lead], Stretch: stretch, Gap: gap})
	if lead > 0 {
		w, n := d.Width(text[:lead], em, gap)
		x += w + n*stretch
	}

	d.Write(pdf.Text{X: x, Y: y, Size: em, Bold: l.para.role == labelRole, Text: text[lead:], Stretch: stretch, Gap: gap})
}
