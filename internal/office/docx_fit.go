package office

import (
	"slices"
	"strings"
)

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
	widest   int  // the first density to try
	blank    bool // its heights are room for handwriting, which may be less
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
// turned before any block; a blank form with less and less room for the pen. A form too long for that is set closely as one table that flows over as many pages as it
// needs, its first row repeated. What is left over on planned pages is given to the rows that ask for it, so that a
// sheet fills its page.
func (f *paper) lay() layout {
	m := measured{paper: f}
	for _, b := range f.blocks {
		m.starts = append(m.starts, len(m.rows))
		m.rows = append(m.rows, b.rows...)
	}

	for range 3 {
		if lay, ok := m.planned(); ok {
			return lay
		}

		if !f.blank {
			break
		}

		m.squeeze()
	}

	return m.flowing()
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

// measured is a form whose rows are measured once in each density that is tried.
type measured struct {
	*paper
	rows    []row
	starts  []int // of the blocks
	heights [len(densities)][]int
}

// needed are the heights that the text of the rows asks for in the density.
func (m *measured) needed(d int) []int {
	if m.heights[d] == nil {
		for _, r := range m.rows {
			m.heights[d] = append(m.heights[d], m.grid.height(r, densities[d]))
		}
	}
	return m.heights[d]
}

// planned is the form on one page or on two, if it goes on them.
func (m *measured) planned() (layout, bool) {
	for d := m.widest; d < len(densities); d++ {
		if page, ok := m.plan(0, len(m.rows), d, m.room(true)); ok {
			return layout{d, []planned{page}}, true
		}
	}

	for _, proper := range []bool{true, false} {
		for d := m.widest; d < len(densities); d++ {
			for k := len(m.blocks) - 1; k > 0; k-- {
				if m.blocks[k].turn != proper {
					continue
				}
				if pages, ok := m.turned(m.starts[k], d); ok {
					return layout{d, pages}, true
				}
			}
		}
	}

	return layout{}, false
}

// squeeze takes a sixth of the room for handwriting away.
func (m *measured) squeeze() {
	for i := range m.rows {
		m.rows[i].min -= m.rows[i].min / 6
	}
	m.heights = [len(densities)][]int{}
}

// plan gives the rows from–to their heights on a page with the room, and reports whether they go on it.
func (m *measured) plan(from, to, d, room int) (planned, bool) {
	rows, heights := slices.Clone(m.rows[from:to]), slices.Clone(m.needed(d)[from:to])
	if rows[0].cells[0].merge == carries { // the page begins amid an upright label: repeat it
		rows[0].cells = slices.Clone(rows[0].cells)
		rows[0].cells[0] = m.labelOf(from)
	}

	m.grid.fitLabels(rows, heights, densities[d])
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

// labelOf is the first cell that the row shares with rows above it.
func (m *measured) labelOf(row int) box {
	for m.rows[row].cells[0].merge == carries {
		row--
	}
	return m.rows[row].cells[0]
}

// turned is the form on two pages, the second beginning with the row at.
func (m *measured) turned(at, d int) ([]planned, bool) {
	front, ok := m.plan(0, at, d, m.room(true))
	if !ok {
		return nil, false
	}
	back, ok := m.plan(at, len(m.rows), d, m.room(false))
	return []planned{front, back}, ok
}

// wholeBelow: rows shorter than this stay whole where a table flows over many pages.
const wholeBelow = typeHeight / 5

// flowing is the form as one table set closely.
func (m *measured) flowing() layout {
	closest := len(densities) - 1
	needed := m.needed(closest)
	heights := make([]int, len(m.rows))
	for i, r := range m.rows {
		heights[i] = r.min
		m.rows[i].whole = needed[i] < wholeBelow
	}

	m.rows[0].head = true
	return layout{closest, []planned{{m.rows, heights}}}
}

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

// breaks reports whether a line may end between the two characters.
func breaks(before, after rune) bool {
	switch {
	case isIdeograph(before) && isIdeograph(after): // nearly always
		return true
	case before == ' ':
		return after != ' '
	case after != ' ' && em(before) == 1 && em(after) == 1:
		return false
	}
	return !closes(after) && !opens(before)
}

// isIdeograph reports whether r is one of the common Chinese characters.
func isIdeograph(r rune) bool { return r >= 0x3400 && r <= 0x9fff }

// closes reports whether no line may begin with r.
func closes(r rune) bool {
	switch r {
	case '、', '。', '，', '．', '；', '：', '？', '！', '）', '〕', '】', '》', '〉', '」', '』', '”', '’', '…', '—', '·', '％',
		')', ']', '}', ',', '.', ';', ':', '?', '!', '%':
		return true
	}
	return false
}

// opens reports whether no line may end with r.
func opens(r rune) bool {
	switch r {
	case '（', '〔', '【', '《', '〈', '「', '『', '“', '‘', '(', '[', '{':
		return true
	}
	return false
}
