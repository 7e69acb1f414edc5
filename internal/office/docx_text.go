package office

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// markup is WordprocessingML in the making.
type markup struct{ bytes.Buffer }

// clean is text as a form can hold it: characters that XML 1.0 forbids and broken UTF-8 are dropped, tabs are spaces,
// every kind of line end is \n, and blank lines and spaces at both ends are gone.
func clean(s string) string {
	dirty := strings.IndexFunc(s, func(r rune) bool {
		return r < ' ' || r == utf8.RuneError || r == '\u2028' || r == '\u2029' || r >= '\uFFFE' && r <= '\uFFFF'
	})
	if dirty >= 0 {
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\n':
				return r
			case r == '\t':
				return ' '
			case r == '\u2028' || r == '\u2029':
				return '\n'
			case r < ' ' || r == utf8.RuneError || r == '\uFFFE' || r == '\uFFFF':
				return -1
			}
			return r
		}, strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
	}

	return strings.TrimSpace(s)
}

// lines are the lines of clean text, without the empty ones between.
func lines(s string) []string {
	var out []string
	for line := range strings.Lines(clean(s)) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}

	return out
}

// escape writes s as character data or as the value of an attribute.
func (m *markup) escape(s string) {
	from := 0
	for i := 0; i < len(s); i++ {
		var ref string
		switch s[i] {
		case '&':
			ref = "&amp;"
		case '<':
			ref = "&lt;"
		case '>':
			ref = "&gt;"
		case '"':
			ref = "&quot;"
		default:
			continue
		}

		m.WriteString(s[from:i])
		m.WriteString(ref)
		from = i + 1
	}

	m.WriteString(s[from:])
}

// number writes n.
func (m *markup) number(n int) { m.Write(strconv.AppendInt(m.AvailableBuffer(), int64(n), 10)) }

// run writes a run of text; newlines become line breaks. Every run says that its doubtful characters (quotes, dashes,
// middle dots) are East Asian, or Word sets them in the Latin font.
func (m *markup) run(text, style string) {
	m.WriteString("<w:r><w:rPr>")
	if style != "" {
		m.WriteString(`<w:rStyle w:val="` + style + `"/>`)
	}

	m.WriteString(`<w:rFonts w:hint="eastAsia"/></w:rPr>`)
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			m.WriteString("<w:br/>")
		}
		m.WriteString(`<w:t xml:space="preserve">`)
		m.escape(line)
		m.WriteString("</w:t>")
	}

	m.WriteString("</w:r>")
}

// role is what a paragraph is for; with the density of the sheet it gives the paragraph style.
type role string

// The roles of paragraphs inside a table.
const (
	labelRole role = "Label" // 黑体, centred
	valueRole role = "Value" // 仿宋, centred
	leftRole  role = "Left"  // 仿宋, from the left edge
	textRole  role = "Text"  // 仿宋, 首行缩进 2 字
	signRole  role = "Sign"  // 仿宋, to the right
	nameRole  role = "Name"  // like signRole, with room for a signature after it
)

// The styles of paragraphs outside a table.
const (
	styleAnnex     = "Annex"
	styleTitle     = "FormTitle" // with the number of the size
	styleSubtitle  = "FormSubtitle"
	styleMeta      = "Meta"
	styleMetaSmall = "MetaSmall"
	styleBoxes     = "Boxes"   // a run with □ and ☑
	styleLead      = "Lead"    // a run in 黑体 before the text of a paragraph
	styleEnd       = "End"     // the paragraph that ends a form, which Word wants after its table
	styleFurther   = "Further" // the head of a form's further pages
)

// para is a paragraph of a cell: a lead in 黑体, then text.
type para struct {
	role       role
	lead, text string
	style      string // of the characters of text; empty: as the role has them
}

// write writes the paragraph in the density with the number d into a cell of the width.
func (p para) write(m *markup, width, d int, keepNext bool) {
	if p.role == labelRole {
		p.text = balanced(p.text, (width-2*sideMargin)/(densities[d].fact()*10))
	}

	m.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + string(p.role))
	m.number(d)
	m.WriteString(`"/>`)
	if keepNext {
		m.WriteString("<w:keepNext/>")
	}

	m.WriteString("</w:pPr>")
	if p.lead != "" {
		m.run(p.lead, styleLead)
	}

	if p.text != "" {
		m.run(p.text, p.style)
	}

	m.WriteString("</w:p>")
}

// plain writes a paragraph outside a table.
func (m *markup) plain(style, text string) {
	m.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	for i, piece := range strings.Split(text, "\t") {
		if i > 0 {
			m.WriteString("<w:r><w:tab/></w:r>")
		}
		if piece != "" {
			m.run(piece, "")
		}
	}

	m.WriteString("</w:p>")
}
