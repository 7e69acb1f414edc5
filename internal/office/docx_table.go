package office

// merge says how a cell takes part in a vertical merge. Only the first cell of a row may.
type merge uint8

const (
	apart   merge = iota // a cell by itself
	begins               // the first of the merged cells, which holds the text
	carries              // one of the cells below it
)

// box is a cell of a table: paragraphs over a number of grid columns.
type box struct {
	span   int
	paras  []para
	merge  merge
	openUp bool   // no line above: the cell goes on with the one above it
	openDn bool   // no line below
	align  string // vertical: "top", "center" or "bottom"; empty is center
}

// row is a row of a table. Heights are in twips (twentieths of a point).
type row struct {
	cells []box
	min   int  // the least height, for handwriting
	grow  int  // its share of the height that is left over on a page
	sign  bool // holds a signature or a seal: never split over two pages
	keep  bool // stays on the page of the row below
	whole bool // not split over two pages although nobody signs in it
	head  bool // repeated where the table goes on on a further page
}

// grid is the widths of the columns of a table, in twips.
type grid []int

// width is the width of span columns from column at on.
func (g grid) width(at, span int) int {
	w := 0
	for _, c := range g[at : at+span] {
		w += c
	}
	return w
}

// Space at the left and right edges inside a cell.
const sideMargin = 70

// table writes rows as one table in the density with the number d; heights are the rows' planned heights.
func (m *markup) table(g grid, rows []row, heights []int, d int) {
	m.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="`)
	m.number(g.width(0, len(g)))
	m.WriteString(`" w:type="dxa"/><w:jc w:val="center"/>` + tableBorders + `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="`)
	m.number(densities[d].pad)
	m.WriteString(`" w:type="dxa"/><w:left w:w="`)
	m.number(sideMargin)
	m.WriteString(`" w:type="dxa"/><w:bottom w:w="`)
	m.number(densities[d].pad)
	m.WriteString(`" w:type="dxa"/><w:right w:w="`)
	m.number(sideMargin)
	m.WriteString(`" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, w := range g {
		m.WriteString(`<w:gridCol w:w="`)
		m.number(w)
		m.WriteString(`"/>`)
	}

	m.WriteString("</w:tblGrid>")
	for i, r := range rows {
		m.row(g, r, heights[i], d)
	}

	m.WriteString("</w:tbl>")
}

// tableBorders: outer frame 1.5 pt, inner lines 0.5 pt (in eighths of a point).
const tableBorders = `<w:tblBorders>` +
	`<w:top w:val="single" w:sz="12" w:space="0" w:color="000000"/>` +
	`<w:left w:val="single" w:sz="12" w:space="0" w:color="000000"/>` +
	`<w:bottom w:val="single" w:sz="12" w:space="0" w:color="000000"/>` +
	`<w:right w:val="single" w:sz="12" w:space="0" w:color="000000"/>` +
	`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders>`

func (m *markup) row(g grid, r row, height, d int) {
	m.WriteString("<w:tr><w:trPr>")
	if r.sign || r.whole {
		m.WriteString("<w:cantSplit/>")
	}

	m.WriteString(`<w:trHeight w:val="`)
	m.number(height)
	m.WriteString(`" w:hRule="atLeast"/>`)
	if r.head {
		m.WriteString("<w:tblHeader/>")
	}

	m.WriteString("</w:trPr>")
	at := 0
	for _, c := range r.cells {
		m.cell(c, g.width(at, c.span), d, r.keep)
		at += c.span
	}

	m.WriteString("</w:tr>")
}

func (m *markup) cell(c box, width, d int, keepNext bool) {
	m.WriteString(`<w:tc><w:tcPr><w:tcW w:w="`)
	m.number(width)
	m.WriteString(`" w:type="dxa"/>`)
	if c.span > 1 {
		m.WriteString(`<w:gridSpan w:val="`)
		m.number(c.span)
		m.WriteString(`"/>`)
	}

	switch c.merge {
	case begins:
		m.WriteString(`<w:vMerge w:val="restart"/>`)
	case carries:
		m.WriteString(`<w:vMerge/>`)
	}

	if c.openUp || c.openDn {
		m.WriteString("<w:tcBorders>")
		if c.openUp {
			m.WriteString(`<w:top w:val="nil"/>`)
		}

		if c.openDn {
			m.WriteString(`<w:bottom w:val="nil"/>`)
		}

		m.WriteString("</w:tcBorders>")
	}

	align := c.align
	if align == "" {
		align = "center"
	}

	m.WriteString(`<w:vAlign w:val="` + align + `"/></w:tcPr>`)
	if c.merge == carries || len(c.paras) == 0 {
		para{role: valueRole}.write(m, width, d, keepNext) // a cell without a paragraph is no cell to Word
	} else {
		for _, p := range c.paras {
			p.write(m, width, d, keepNext)
		}
	}

	m.WriteString("</w:tc>")
}
