package pdf

import (
	"bytes"
	"strconv"
)

// Twip is the unit of places and sizes: a twentieth of a point, as in Word files. Places are counted from the upper left
// corner of the page.
const Twip = 0.05

// Text is a line of text. X and Y are where its first letter stands on the line.
type Text struct {
	X, Y    int
	Size    int // in twips
	Bold    bool
	Text    string
	Stretch int // added between two characters, in twips
	Gap     Gap // nil: none
}

// Gap is the space to be set between two characters, in thousandths of an em.
type Gap func(before, after rune) int

// page is the page that is written on.
type page struct {
	bytes.Buffer // what is drawn, in the language of PDF
	height       int
	inText       bool
	size         int
	bold         bool
	stretch      int
	pen          int
}

// begin begins an empty page.
func (p *page) begin(height int) {
	*p = page{Buffer: p.Buffer, height: height, size: -1, pen: -1}
	p.Reset()
	p.WriteString(".05 0 0 .05 0 0 cm\n")
}

// num writes n and a space.
func (p *page) num(n int) {
	p.Write(strconv.AppendInt(p.AvailableBuffer(), int64(n), 10))
	p.WriteByte(' ')
}

// op writes an operator after its numbers.
func (p *page) op(name string, numbers ...int) {
	for _, n := range numbers {
		p.num(n)
	}
	p.WriteString(name)
	p.WriteByte('\n')
}

// text turns to writing.
func (p *page) text() {
	if !p.inText {
		p.op("BT")
		p.inText = true
	}
}

// drawing turns from writing to drawing.
func (p *page) drawing() {
	if p.inText {
		p.op("ET")
		p.inText = false
	}
}

// stroke sets the width of lines.
func (p *page) stroke(width int) {
	if p.pen != width {
		p.op("w", width)
		p.pen = width
	}
}

// Line draws a line of the width.
func (d *Document) Line(x1, y1, x2, y2, width int) {
	p := &d.page
	p.drawing()
	p.stroke(width)
	p.op("m", x1, p.height-y1)
	p.op("l", x2, p.height-y2)
	p.op("S")
}

// Fill blackens a rectangle, whose upper left corner is given.
func (d *Document) Fill(x, y, width, height int) {
	p := &d.page
	p.drawing()
	p.op("re", x, p.height-y-height, width, height)
	p.op("f")
}

// Write writes a line of text.
func (d *Document) Write(t Text) {
	if t.Text == "" {
		return
	}

	p := &d.page
	p.text()
	if p.size != t.Size {
		p.WriteString("/F ")
		p.op("Tf", t.Size)
		p.size = t.Size
	}

	if p.bold != t.Bold {
		p.bold = t.Bold
		mode := 0
		if t.Bold {
			mode = 2
		}
		p.op("Tr", mode)
	}

	if t.Bold {
		p.stroke(t.Size / 36)
	}

	if p.stretch != t.Stretch {
		p.op("Tc", t.Stretch)
		p.stretch = t.Stretch
	}

	p.op("Tm", 1, 0, 0, 1, t.X, p.height-t.Y)
	d.show(t)
}

// show writes the characters of a line.
func (d *Document) show(t Text) {
	p := &d.page
	p.WriteString("[(")
	var last rune
	for _, r := range t.Text {
		if unseen(r) {
			continue
		}

		if t.Gap != nil && last != 0 {
			if gap := t.Gap(last, r); gap != 0 {
				p.WriteString(")")
				p.num(-gap)
				p.WriteString("(")
			}
		}

		n := d.glyphs.use(r).number
		p.code(byte(n >> 8))
		p.code(byte(n))
		last = r
	}

	p.WriteString(")]TJ\n")
}

// code writes a byte of a string.
func (p *page) code(b byte) {
	switch b {
	case '(', ')', '\\':
		p.WriteByte('\\')
	case '\r':
		p.WriteString(`\r`)
		return
	}
	p.WriteByte(b)
}

// Width is how wide a text is set in the size, in twips, and of how many characters it is.
func (d *Document) Width(text string, size int, gap Gap) (width, characters int) {
	return widthOf(text, size, gap, func(r rune) int { return int(d.glyphs.use(r).width) })
}

// Width is the same of a text that is not in a document.
func (f *Font) Width(text string, size int, gap Gap) (width, characters int) {
	return widthOf(text, size, gap, f.Advance)
}

func widthOf(text string, size int, gap Gap, advance func(rune) int) (width, characters int) {
	var last rune
	for _, r := range text {
		if unseen(r) {
			continue
		}

		if gap != nil && last != 0 {
			width += gap(last, r)
		}

		width += advance(r)
		characters++
		last = r
	}

	return width * size / 1000, characters
}
