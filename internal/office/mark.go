package office

import (
	"strconv"
	"strings"

	"lingping/internal/qr"
)

// recordMark is the number of a sheet's record and the code that leads to it. Both stand above the text of the first page, where
// they take no room from it.
type recordMark struct {
	number string
	dots   [][3]int // runs of black dots: x, y, length
	side   int      // of the code in dots, its border included; 0: there is no code
}

// Where the code stands, in twips: 14 mm in the upper right corner of the margin.
const (
	codeSide = 794
	codeLeft = pageWidth - formSide - codeSide
	codeTop  = 300
	markSize = 18 // of the number, in half points
)

// recordMark is the mark of a sheet. An address that no code can hold leaves the number alone.
func (h Head) recordMark() (m recordMark) {
	if h.Number == "" {
		return m
	}

	m.number = "编号 " + h.Number
	if h.Address == "" {
		return m
	}

	code, err := qr.New(h.Address)
	if err != nil {
		return m
	}

	m.side = code.Side()
	for y := range m.side {
		for x := 0; x < m.side; x++ {
			run := 0
			for code.Black(x+run, y) {
				run++
			}

			if run > 0 {
				m.dots = append(m.dots, [3]int{x, y, run})
				x += run
			}
		}
	}

	return m
}

// annexLine writes the first line of a form: which annex it is, and on its right the number of the record.
func (m *markup) annexLine(annex string, mark recordMark) {
	if mark.number == "" {
		m.plain(styleAnnex, annex)
		return
	}

	m.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + styleAnnex + `"/><w:tabs><w:tab w:val="right" w:pos="`)
	m.number(formWidth)
	m.WriteString(`"/></w:tabs></w:pPr>`)
	m.run(annex, "")
	m.WriteString(`<w:r><w:rPr><w:sz w:val="`)
	m.number(markSize)
	m.WriteString(`"/></w:rPr><w:tab/><w:t xml:space="preserve">`)
	m.escape(mark.number)
	m.WriteString(`</w:t></w:r>`)
	m.code(mark)
	m.WriteString(`</w:p>`)
}

// code draws the code at its place on the page.
func (m *markup) code(mark recordMark) {
	if mark.side == 0 {
		return
	}

	side := strconv.Itoa(mark.side)
	points := func(twips int) string { return strconv.FormatFloat(float64(twips)/20, 'f', -1, 64) + "pt" }
	m.WriteString(`<w:r><w:pict><v:shape style="position:absolute;margin-left:` + points(codeLeft) + `;margin-top:` + points(codeTop) +
		`;width:` + points(codeSide) + `;height:` + points(codeSide) +
		`;z-index:1;mso-position-horizontal-relative:page;mso-position-vertical-relative:page" coordsize="` + side + `,` + side + `" path="`)
	for _, d := range mark.dots {
		x, y, right, below := strconv.Itoa(d[0]), strconv.Itoa(d[1]), strconv.Itoa(d[0]+d[2]), strconv.Itoa(d[1]+1)
		m.WriteString(strings.Join([]string{"m" + x, y + "l" + right, y, right, below, x, below + "xe"}, ","))
	}
	m.WriteString(`" fillcolor="black" stroked="f"/></w:pict></w:r>`)
}

// mark draws the number and the code on the first page.
func (d *printer) mark(mark recordMark) {
	if mark.number == "" {
		return
	}

	d.line(mark.number, formSide+formWidth-d.width(mark.number, markSize), formTop, annexLine, markSize, false)
	for _, run := range mark.dots {
		x, right := codeLeft+run[0]*codeSide/mark.side, codeLeft+(run[0]+run[2])*codeSide/mark.side
		y, below := codeTop+run[1]*codeSide/mark.side, codeTop+(run[1]+1)*codeSide/mark.side
		d.Fill(x, y, right-x, below-y)
	}
}
