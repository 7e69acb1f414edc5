package office

import (
	"fmt"
	"io"
	"regexp"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// Letter is a written reply to whoever gave a review 〔四(五) 以书面形式及时回复领导〕, laid out as official letters are:
// title, salutation, text in paragraphs, signature, day.
type Letter struct {
	Title, Salutation, Body, Signature string
	Day                                org.Date
}

// The styles of a letter.
const (
	styleSalutation = "Salutation"
	styleLetter     = "LetterText"
	styleHeading    = "LetterHeading"
	styleSigned     = "LetterSigned"
)

// The measures of a letter by GB/T 9704, in twips and half points: a type area of 156 × 225 mm, 三号仿宋, lines 28.5
// points apart.
const (
	letterTop    = 2098
	letterBottom = 1984
	letterLeft   = 1587
	letterRight  = 1474
	letterLine   = 570
	letterSize   = 32
)

// letterTail ends a letter.
func letterTail() string {
	return fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>`+
		`<w:pgSz w:w="%d" w:h="%d"/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="1310" w:gutter="0"/>`+
		`</w:sectPr></w:body></w:document>`,
		pageWidth, pageHeight, letterTop, letterRight, letterBottom, letterLeft)
}

// letterStyles are the paragraph styles of letters.
func letterStyles(fonts Fonts) []paragraphStyle {
	indent := `<w:ind w:firstLineChars="200" w:firstLine="640"/>`
	return []paragraphStyle{
		{id: styleSalutation, name: "称呼", font: fonts.Body[0], size: letterSize, line: letterLine, justify: "left"},
		{id: styleLetter, name: "信的正文", font: fonts.Body[0], size: letterSize, line: letterLine, justify: "both", indent: indent},
		{id: styleHeading, name: "信的小标题", font: fonts.Label[0], size: letterSize, line: letterLine, justify: "both", indent: indent},
		{id: styleSigned, name: "落款", font: fonts.Body[0], size: letterSize, line: letterLine, justify: "right",
			indent: `<w:ind w:rightChars="400" w:right="1280"/>`},
	}
}

// heading is how a paragraph begins that is a heading: 一、 十二、
var heading = regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、`)

// WriteLetter writes the letter as a .docx.
func (p *Press) WriteLetter(w io.Writer, l Letter) (err error) {
	defer errs.Wrap(&err, "office.WriteLetter")
	return p.writePackage(w, func(body io.Writer) error {
		m := &markup{}
		m.WriteString(documentHead)
		for _, line := range titleLines(clean(l.Title), titles[0].size) {
			m.plain(titleStyle(0), line)
		}

		m.plain(styleSalutation, "")
		m.plain(styleSalutation, oneLine(l.Salutation))
		for _, line := range lines(l.Body) {
			style := styleLetter
			if heading.MatchString(line) {
				style = styleHeading
			}
			m.plain(style, line)
		}

		m.plain(styleLetter, "")
		m.plain(styleSigned, oneLine(l.Signature))
		m.plain(styleSigned, l.Day.Chinese())
		m.WriteString(letterTail())
		_, err := m.WriteTo(body)
		return err
	}, func() string { return "" })
}
