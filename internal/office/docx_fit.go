package office

import "strings"

// The page of GB/T 9704: A4 with a type area of 156 × 225 mm, in twips.
const (
	pageWidth    = 11906
	pageHeight   = 16838
	marginTop    = 2098
	marginBottom = 1984
	marginLeft   = 1587
	marginRight  = 1474
	typeWidth    = pageWidth - marginLeft - marginRight
	typeHeight   = pageHeight - marginTop - marginBottom
)

// density is how closely a sheet is set.
type density struct {
	size int // of what is filled in, in half points
	line int // exact distance of lines, in twips
	pad  int // space above and below the text of a cell, in twips
}

// fact is the size of labels and short facts, in half points: never more than 小四.
func (d density) fact() int { return min(d.size, 24) }

// densities from the widest to the closest: 四号, 小四, 五号.
var densities = [...]density{
	{28, 440, 40}, {28, 400, 30}, {24, 360, 30}, {24, 330, 20}, {21, 300, 20}, {21, 270, 10},
}

// Which density a form tries first.
const (
	fromFour      = 0 // 四号
	fromSmallFour = 2 // 小四
)

const (
	nameRoom = 8   // characters kept free for a signature beside its words
	hairline = 10  // what a line of the table adds to a row
	slack    = 160 // kept free on each page, for what another program measures differently
	endLine  = 20  // the paragraph after the last table
)

// block is rows that belong together: planned pages break only between blocks. A turn block is where the back of the
// sheet begins, if the form takes two pages.
type block struct {
	rows []row
	turn bool
}

// paper is one sheet, ready to be set.
type paper struct {
	annex    string   // 附件3
	title    []string // one or two lines
	subtitle string   // in brackets below the title; may be empty
	unit     string   // 填报单位（盖章）：…
	date     string   // 填表日期：…
	subject  string   // who or what the sheet is about, for the head of its second page
	grid     grid
	blocks   []block
	widest   int // the first density to try
}

// layout is a form spread over its pages.
type layout struct {
	density int
	pages   []planned
}

// planned is the rows of a page with their heights.
type planned struct {
	rows    []row
	heights []int
}

// lay finds the widest density in which the form takes one page; else two, turned at the block made for it; else two,
// turned before any block. A form too long for that is set closely as one table that flows over as many pages as it
// needs, its first row repeated. What is left over on planned pages is given to the rows that ask for it, so that a
// sheet fills its page.
func (f *paper) lay() layout {
	all := f.rows(0, len(f.blocks))
	for d := f.widest; d < len(densities); d++ {
		if page, ok := f.plan(all, d, f.room(true)); ok {
			return layout{d, []planned{page}}
		}
	}
	for _, proper := range []bool{true, false} {
		for d := f.widest; d < len(densities); d++ {
			for k := len(f.blocks) - 1; k > 0; k-- {
				if f.blocks[k].turn != proper {
					continue
				}
				if pages, ok := f.turned(k, d); ok {
					return layout{d, pages}
				}
			}
		}
	}
	return f.flowing(all)
}

// wholeBelow: rows shorter than this stay whole where a table flows over many pages.
const wholeBelow = typeHeight / 5

// flowing is the form as one table set closely.
func (f *paper) flowing(rows []row) layout {
	closest := len(densities) - 1
	needed := f.heights(rows, densities[closest])
	heights := make([]int, len(rows))
	for i, r := range rows {
		heights[i] = r.min
		rows[i].whole = needed[i] < wholeBelow
	}
	rows[0].head = true
	return layout{closest, []planned{{rows, heights}}}
}

// turned is the form on two pages, the second beginning with block k.
func (f *paper) turned(k, d int) ([]planned, bool) {
	front, ok := f.plan(f.rows(0, k), d, f.room(true))
	if !ok {
		return nil, false
	}
	back, ok := f.plan(f.rows(k, len(f.blocks)), d, f.room(false))
	return []planned{front, back}, ok
}

// rows are the rows of the blocks from–to, the last excluded.
func (f *paper) rows(from, to int) []row {
	var rows []row
	for _, b := range f.blocks[from:to] {
		rows = append(rows, b.rows...)
	}
	return rows
}

// plan gives rows their heights on a page with the room, and reports whether they go on it.
func (f *paper) plan(rows []row, d, room int) (planned, bool) {
	heights := f.heights(rows, densities[d])
	left, shares := room, 0
	for i, r := range rows {
		left -= heights[i] + hairline
		shares += r.grow
	}
	if left < 0 {
		return planned{}, false
	}
	for i, r := range rows {
		rows[i].whole = true
		if shares > 0 {
			heights[i] += left * r.grow / shares
		}
	}
	return planned{rows, heights}, true
}

// room is the height for rows on the first or on the second page.
func (f *paper) room(first bool) int {
	room := typeHeight - slack - endLine
	if !first {
		return room - metaLine
	}
	room -= annexLine + titleLine*len(f.title) + metaLine*len(f.meta())
	if f.subtitle != "" {
		room -= metaLine
	}
	return room
}

// heights are the least heights of rows set in d, with enough for labels that run over several rows.
func (f *paper) heights(rows []row, d density) []int {
	heights := make([]int, len(rows))
	top := 0 // the row in which the latest first cell begins
	for i, r := range rows {
		heights[i] = r.min
		at := 0
		for _, c := range r.cells {
			if c.merge == apart {
				heights[i] = max(heights[i], c.height(f.grid.width(at, c.span), d))
			}
			at += c.span
		}
		if r.cells[0].merge != carries {
			top = i
			continue
		}
		if i+1 < len(rows) && rows[i+1].cells[0].merge == carries {
			continue
		}
		label := rows[top].cells[0]
		need := label.height(f.grid.width(0, label.span), d)
		for _, h := range heights[top : i+1] {
			need -= h
		}
		for j := top; j <= i && need > 0; j++ {
			more := need / (i + 1 - j)
			heights[j], need = heights[j]+more, need-more
		}
	}
	return heights
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
	size, used := d.fact(), 0
	switch p.role {
	case textRole:
		size, used = d.size, 4 // the indent
	case signRole:
		used = 2
	case nameRole:
		used = 2 * nameRoom
	}
	room := max(2, 2*width/(size*10)) // half ems on a line
	n := 0
	for line := range strings.SplitSeq(p.lead+p.text, "\n") {
		n += brokenLines(line, room, used)
		used = 0
	}
	return n
}

// brokenLines is into how many lines of room half ems a text is broken that begins used half ems from the edge. Words
// of Latin letters and digits stay whole, and 避头尾: no line begins with a closing mark or ends with an opening one.
func brokenLines(s string, room, used int) int {
	n, unit := 1, 0 // unit: the width of what may not be torn, so far
	place := func() {
		if used+unit > room && used > 0 {
			n, used = n+1, 0
		}
		for unit > room {
			n, unit = n+1, unit-room
		}
		used, unit = used+unit, 0
	}
	var last rune
	for _, r := range s {
		if unit > 0 && breaks(last, r) {
			place()
		}
		unit += em(r)
		last = r
	}
	place()
	return n
}

// Marks that no line may begin or end with.
const (
	closers = "、。，．；：？！）〕】》〉」』”’…—·％)]},.;:?!%"
	openers = "（〔【《〈「『“‘([{"
)

// breaks reports whether a line may end between the two characters.
func breaks(before, after rune) bool {
	if before == ' ' {
		return after != ' '
	}
	if em(before) == 1 && em(after) == 1 && after != ' ' {
		return false
	}
	return !strings.ContainsRune(closers, after) && !strings.ContainsRune(openers, before)
}
