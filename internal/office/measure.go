package office

import "strings"

// The measure of text: how wide a character is and where lines are broken. Word, WPS and LibreOffice each break for
// themselves; what is measured here is never narrower than what they set, so that a form that fits by this measure fits
// in all of them, and the program's own PDF is set by it.

// fullEm is the width of a character of the East Asian font, in thousandths of an em, as are all widths here.
const fullEm = 1000

// latin is how wide the printable ASCII characters are, from the space on: the widths of DejaVu Serif, which stands in
// where there is no Times New Roman and is the wider of the two.
var latin = [...]uint16{
	318, 402, 460, 838, 636, 950, 890, 275, 390, 390, 500, 838, 318, 338, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636,
	636, 636, 337, 337, 838, 838, 838, 536, 1000, 722, 735, 765, 802, 730, 694, 799, 872, 395, 401, 747, 664, 1024, 875, 820,
	673, 820, 753, 685, 667, 843, 722, 1028, 712, 660, 695, 390, 337, 390, 838, 500, 500, 596, 640, 560, 640, 592, 370, 640,
	644, 320, 310, 606, 320, 948, 644, 602, 640, 640, 478, 513, 402, 644, 565, 856, 564, 565, 527, 636, 337, 636, 838,
}

// em is the width of a character.
func em(r rune) int {
	switch {
	case r >= ' ' && int(r-' ') < len(latin):
		return int(latin[r-' '])
	case r < 0x370 && r != '·' && r != '×' && r != '±':
		return 700 // letters with marks
	}
	return fullEm
}

// gap is the space that is set between a Chinese character and a letter or digit.
func gap(before, after rune) int {
	if isIdeograph(before) && isASCII(after) || isASCII(before) && isIdeograph(after) {
		return fullEm / 4
	}
	return 0
}

func isASCII(r rune) bool { return r > ' ' && r < 0x7f }

// ems is the width of a line.
func ems(s string) int {
	n := 0
	var last rune
	for _, r := range s {
		n += gap(last, r) + em(r)
		last = r
	}
	return n
}

// twips is the width of a line set in the size, which is in half points.
func twips(s string, size int) int { return ems(s) * size / 100 }

// breakLines breaks a text into lines of the room, the first of which begins used from the edge, and hands them out.
// Words of Latin letters and digits stay whole, and 避头尾: no line begins with a closing mark or ends with an opening
// one. What is wider than a line by itself is torn.
func breakLines(s string, room, used int, line func(string)) {
	b := breaker{text: s, room: room, used: used, line: line}
	var last rune
	for i, r := range s {
		if b.width > 0 && breaks(last, r) {
			b.place(i)
		}

		b.width += gap(last, r) + em(r)
		last = r
	}

	b.place(len(s))
	line(s[b.from:])
}

// breaker is a text on its way into lines.
type breaker struct {
	text       string
	room, used int
	line       func(string)
	from       int // where the line begins
	unit       int // where what may not be torn begins
	width      int // of that
}

// place sets what may not be torn, which ends before at, on the line or on the next.
func (b *breaker) place(at int) {
	if b.used+b.width > b.room && b.from < b.unit {
		b.end(b.unit)
	}

	if b.used+b.width > b.room {
		b.tear(at)
	}

	b.used += b.width
	b.unit, b.width = at, 0
}

// tear sets as much of what is wider than a line as whole lines take; its rest is what is still to be placed.
func (b *breaker) tear(at int) {
	var last rune
	for i, r := range b.text[b.unit:at] {
		need := gap(last, r) + em(r)
		if b.used+need > b.room && b.from < b.unit+i {
			b.end(b.unit + i)
			need = em(r)
		}

		b.used += need
		last = r
	}

	b.width = 0
}

// end ends the line before at.
func (b *breaker) end(at int) {
	b.line(b.text[b.from:at])
	b.from, b.used = at, 0
}

// breaks reports whether a line may end between the two characters.
func breaks(before, after rune) bool {
	switch {
	case isIdeograph(before) && isIdeograph(after): // nearly always
		return true
	case before == ' ':
		return after != ' '
	case after != ' ' && em(before) != fullEm && em(after) != fullEm:
		return false
	}
	return !closes(after) && !opens(before)
}

// isIdeograph reports whether r is one of the common Chinese characters.
func isIdeograph(r rune) bool { return r >= 0x3400 && r <= 0x9fff }

// The marks with which no line begins, and those with which none ends.
const (
	closing = "、。，．；：？！）〕】》〉」』”’…—·％)]},.;:?!%"
	opening = "（〔【《〈「『“‘([{"
)

// closes reports whether no line may begin with r.
func closes(r rune) bool { return strings.ContainsRune(closing, r) }

// opens reports whether no line may end with r.
func opens(r rune) bool { return strings.ContainsRune(opening, r) }

// height is the least height of a row set in d, but for a label that it shares with others.
func (g grid) height(r row, d density) int {
	h, at := r.min, 0
	for _, c := range r.cells {
		if c.merge == apart {
			h = max(h, c.height(g.width(at, c.span), d))
		}
		at += c.span
	}

	return h
}

// fitLabels adds to the heights of rows that share a label what the label needs.
func (g grid) fitLabels(rows []row, heights []int, d density) {
	top := 0 // the row in which the latest first cell begins
	for i, r := range rows {
		if r.cells[0].merge != carries {
			top = i
		}

		if rows[top].cells[0].merge != begins || i+1 < len(rows) && rows[i+1].cells[0].merge == carries {
			continue
		}

		label := rows[top].cells[0]
		need := label.height(g.width(0, label.span), d)
		for _, h := range heights[top : i+1] {
			need -= h
		}

		for j := top; j <= i && need > 0; j++ {
			more := need / (i + 1 - j)
			heights[j], need = heights[j]+more, need-more
		}
	}
}

// height is what the text of a cell of the width needs.
func (c box) height(width int, d density) int {
	h := 2 * d.pad
	for _, p := range c.paras {
		h += p.lines(width-2*sideMargin, d) * d.line
	}
	return h
}

// lines is into how many lines the paragraph is broken at the width, in twips.
func (p para) lines(width int, d density) int {
	n := 0
	p.each(width, d, func(setLine) { n++ })
	return n
}

// setLine is a line of a paragraph as it is set.
type setLine struct {
	text   string
	begins int  // how far from the edge
	last   bool // no line of the paragraph follows, or one that begins anew
}

// each hands out the lines of the paragraph at the width, in twips.
func (p para) each(width int, d density, line func(setLine)) {
	size, used := p.begins(d)
	room := max(fullEm, 100*width/size)
	if p.role == labelRole {
		p.text = balanced(p.text, room/fullEm)
	}

	for text := range strings.SplitSeq(p.lead+p.text, "\n") {
		now, some := setLine{begins: used}, false
		breakLines(text, room, used, func(text string) {
			if some {
				line(now)
				now.begins = 0
			}
			now.text, some = text, true
		})

		now.last = true
		line(now)
		used = 0
	}
}

// begins is the size in which the paragraph is set, in half points, and how far from the edge its first line begins.
func (p para) begins(d density) (size, used int) {
	switch p.role {
	case textRole:
		return d.size, 2 * fullEm // the indent
	case signRole:
		return d.fact(), fullEm
	case nameRole:
		return d.fact(), nameRoom * fullEm
	}
	return d.fact(), 0
}

// balanced breaks a label of Chinese words, for lines of so many characters, so that no single character stands on the
// last: as evenly as words of two characters are torn least.
func balanced(label string, room int) string {
	all := []rune(label)
	if n := len(all); n <= room || room < 3 || n%room != 1 || strings.ContainsAny(label, "\n"+closing) || ems(label) != n*fullEm {
		return label
	}

	lines := (len(all) + room - 1) / room
	each := (len(all) + lines - 1) / lines
	if each%2 == 1 && each < room {
		each++
	}

	out := ""
	for len(all) > each {
		out, all = out+string(all[:each])+"\n", all[each:]
	}

	return out + string(all)
}
