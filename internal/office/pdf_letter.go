package office

import (
	"io"

	"lingping/internal/errs"
	"lingping/internal/pdf"
)

// letterPage is a page of a letter that is being filled.
type letterPage struct {
	*printer
	number int
	top    int // of the next line
}

// letterWidth is the width of the lines of a letter.
const letterWidth = pageWidth - letterLeft - letterRight

// PrintLetter writes the letter as a .pdf, laid out as the .docx is.
func (p *Press) PrintLetter(w io.Writer, l Letter) (err error) {
	defer errs.Wrap(&err, "office.PrintLetter")
	out := pdf.New(w, pdf.Song(), oneLine(l.Title))
	d := letterPage{printer: &printer{out}}
	d.turn()
	for _, line := range titleLines(clean(l.Title), titles[0].size) {
		d.line(line, letterLeft+(letterWidth-d.width(line, titles[0].size))/2, d.room(titles[0].line), titles[0].line, titles[0].size, true)
	}

	d.room(letterLine)
	breakLines(oneLine(l.Salutation), 100*letterWidth/letterSize, 0, func(line string) {
		d.line(line, letterLeft, d.room(letterLine), letterLine, letterSize, false)
	})

	for _, line := range lines(l.Body) {
		d.text(para{role: textRole, text: line}, heading.MatchString(line))
	}

	d.room(letterLine)
	for _, line := range []string{oneLine(l.Signature), l.Day.Chinese()} {
		x := pageWidth - letterRight - signedIndent - d.width(line, letterSize)
		d.line(line, max(letterLeft, x), d.room(letterLine), letterLine, letterSize, false)
	}

	return out.Close()
}

// signedIndent is how far from the right edge a letter is signed: four characters.
const signedIndent = 4 * 10 * letterSize

// turn begins a page.
func (d *letterPage) turn() {
	d.number++
	d.turnPage(d.number, letterLeft, letterRight)
	d.top = letterTop
}

// room takes the room of a line, on the next page where there is no more, and says where it begins.
func (d *letterPage) room(height int) (top int) {
	if d.top+height > pageHeight-letterBottom {
		d.turn()
	}
	d.top += height
	return d.top - height
}

// text sets a paragraph of the letter.
func (d *letterPage) text(p para, bold bool) {
	set := density{size: letterSize, line: letterLine}
	p.each(letterWidth, set, func(l setLine) {
		line := paintedLine{setLine: l, para: p}
		if bold {
			line.lead = len(l.text)
		}
		d.cellLine(line, set, letterLeft, d.room(letterLine), letterWidth)
	})
}
