package office

import "slices"

// The page of a form, in twips: A4, 20 mm free at head and foot, 22 mm at both sides, so that a sheet printed on both
// sides can be bound.
const (
	pageWidth  = 11906
	pageHeight = 16838
	formTop    = 1134
	formSide   = 1247
	formWidth  = pageWidth - 2*formSide
	formHeight = pageHeight - 2*formTop
)

// density is how closely a form is set.
type density struct {
	size  int // of what is filled in, in half points
	line  int // exact distance of lines, in twips
	pad   int // space above and below the text of a cell, in twips
	title int // number of the style of the title
}

// fact is the size of labels and short facts, in half points: never more than 小四.
func (d density) fact() int { return min(d.size, 24) }

// densities from the widest to the closest: 四号, 小四, 五号.
var densities = [...]density{
	{28, 440, 40, 0}, {28, 400, 30, 0}, {24, 360, 30, 0}, {24, 330, 20, 0}, {21, 300, 20, 1}, {21, 270, 14, 1}, {21, 250, 10, 1},
}

// titleSet is how a title is set: its size in half points, and the exact distance of its lines in twips.
type titleSet struct{ size, line int }

// titles are 二号 and, on closely set forms, 小二.
var titles = [...]titleSet{{44, 600}, {36, 500}}

// Which density a form tries first.
const (
	fromFour      = 0 // 四号
	fromSmallFour = 2 // 小四
)

const (
	nameRoom = 8   // characters kept free for a signature beside its words
	hairline = 10  // what a line of the table adds to a row
	slack    = 240 // kept free on each page, for what another program measures differently
	endLine  = 20  // the paragraph after the table
)

// Heights of what stands above the table, in twips.
const (
	annexLine = 440
	metaLine  = 380
)

// block is rows that belong together: a form of two pages is turned between blocks if that can be. A turn block is where
// the back of the sheet begins by preference.
type block struct {
	rows []row
	turn bool
}

// paper is one form, ready to be set.
type paper struct {
	annex    string // 附件3
	title    string
	subtitle string // in brackets below the title; may be empty
	unit     string // 填报单位（盖章）：…
	date     string // 填表日期：…
	grid     grid
	blocks   []block
	widest   int  // the first density to try
	blank    bool // its heights are room for handwriting, which may be less
	mark     recordMark
	marks    []string // by which it is found among many: unit and person
}

// layout is a form set on its pages: one table, with the heights of its rows and the rows with which further pages
// begin.
type layout struct {
	density int
	rows    []row
	heights []int
	begins  []int // the first rows that begin on each page; the first is 0
	pages   int
	leaves  [][]piece // what stands on each page, without the row that further pages repeat
}

// piece is a row as it stands on a page, or as much of it as goes on one.
type piece struct {
	row         int
	height      int
	from, lines int // of each of its cells; lines is 0 where it is whole
}

// lay finds the widest density in which the form takes one page; else two, turned at the block made for it; else two,
// turned before any block; a blank form with less and less room for the pen. A form too long for that flows over as many
// pages as it needs. What is left over on planned pages is given to the rows that ask for it, so that a sheet fills its
// page. The table is one: where another program sets it a little wider than measured, it flows on and no page is left
// nearly empty.
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

// room is the height for rows on the first page.
func (f *paper) room(d int) int {
	set := titles[densities[d].title]
	room := formHeight - slack - endLine - annexLine - set.line*len(titleLines(f.title, set.size)) - metaLine*len(f.meta())
	if f.subtitle != "" {
		room -= metaLine
	}
	return room
}

// further is the height for rows on the second page and those after it, which repeat the first row.
func (m *measured) further(d int) int {
	room := formHeight - slack - endLine
	if m.repeats(d) {
		room -= m.needed(d)[0] + hairline
	}
	return room
}

// repeats reports whether further pages repeat the first row: not where a name as long as a novel would fill them.
func (m *measured) repeats(d int) bool { return m.needed(d)[0] < wholeBelow }

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
		if l, ok := m.fill(layout{density: d, begins: []int{0}}); ok {
			return l, true
		}
	}

	for _, proper := range []bool{true, false} {
		for d := m.widest; d < len(densities); d++ {
			for k := len(m.blocks) - 1; k > 0; k-- {
				if m.blocks[k].turn != proper || !m.worthAPage(m.starts[k], d) {
					continue
				}
				if l, ok := m.fill(layout{density: d, begins: []int{0, m.starts[k]}}); ok {
					return l, true
				}
			}
		}
	}

	return layout{}, false
}

// worthAPage reports whether the rows from k on take at least a third of a page: with less on its back, a sheet looks
// empty.
func (m *measured) worthAPage(k, d int) bool {
	total := 0
	for _, h := range m.needed(d)[k:] {
		total += h
	}
	return 3*total >= m.further(d)
}

// squeeze takes a sixth of the room for handwriting away.
func (m *measured) squeeze() {
	for i := range m.rows {
		m.rows[i].min -= m.rows[i].min / 6
	}
	m.heights = [len(densities)][]int{}
}

// fill gives the rows of each page their heights, so that they fill it, and reports whether they go on it.
func (m *measured) fill(l layout) (layout, bool) {
	l.rows, l.heights, l.pages = slices.Clone(m.rows), slices.Clone(m.needed(l.density)), len(l.begins)
	m.repeatLabels(&l)
	for i, from := range l.begins {
		to, room := len(l.rows), m.room(l.density)
		if i+1 < len(l.begins) {
			to = l.begins[i+1]
		}

		if i > 0 {
			room = m.further(l.density)
		}

		if !m.grid.spread(l.rows[from:to], l.heights[from:to], room, densities[l.density]) {
			return l, false
		}

		leaf := make([]piece, 0, to-from)
		for row := from; row < to; row++ {
			leaf = append(leaf, piece{row: row, height: l.heights[row]})
		}

		l.leaves = append(l.leaves, leaf)
	}

	return l, true
}

// repeatLabels lets the label that the first row of a page shares with rows before it begin anew.
func (m *measured) repeatLabels(l *layout) {
	for _, at := range l.begins {
		if l.rows[at].cells[0].merge == carries {
			l.rows[at].cells = slices.Clone(l.rows[at].cells)
			l.rows[at].cells[0] = m.labelOf(at)
		}
	}
	l.rows[0].head = l.pages > 1 && m.repeats(l.density)
}

// labelOf is the first cell that the row shares with rows above it.
func (m *measured) labelOf(row int) box {
	for m.rows[row].cells[0].merge == carries {
		row--
	}
	return m.rows[row].cells[0]
}

// spread gives rows that fill a page by themselves what is left of its room, and reports whether they go on it.
func (g grid) spread(rows []row, heights []int, room int, d density) bool {
	g.fitLabels(rows, heights, d)
	left, shares := room, 0
	for i, r := range rows {
		left -= heights[i] + hairline
		shares += r.grow
	}

	if left < 0 {
		return false
	}

	for i, r := range rows {
		rows[i].whole = true
		if shares > 0 {
			heights[i] += left * r.grow / shares
		}
	}

	return true
}

// wholeBelow: rows shorter than this stay whole where a table flows over many pages.
const wholeBelow = formHeight / 5

// flowing is the form over as many pages as it takes: set in 五号, in the density that leaves the most on its last page
// among those that take the fewest.
func (m *measured) flowing() layout {
	var best layout
	var fewest, most int
	for d := len(densities) - 3; d < len(densities); d++ {
		l, last := m.flow(d)
		if n := l.pages; best.rows == nil || n < fewest || n == fewest && last > most {
			best, fewest, most = l, n, last
		}
	}

	return best
}

// flow sets the form as it flows in the density, and says how much of its last page it takes.
func (m *measured) flow(d int) (l layout, last int) {
	l = layout{density: d, rows: slices.Clone(m.rows), heights: slices.Clone(m.needed(d)), begins: []int{0}, leaves: [][]piece{nil}}
	m.grid.fitLabels(l.rows, l.heights, densities[d])
	left, further := m.room(d), m.further(d)
	for i := range l.rows {
		need := l.heights[i] + hairline
		together := need
		if l.rows[i].keep {
			together += l.heights[i+1] + hairline
		}

		l.rows[i].whole = need < wholeBelow
		whole := piece{row: i, height: l.heights[i]}
		switch {
		case together <= left:
			left -= need
			l.place(whole)
		case l.rows[i].whole || together < further/2:
			l.begins, left = append(l.begins, i), further-need
			l.turn()
			l.place(whole)
		default:
			left = l.tear(whole, left, further)
			l.begins = append(l.begins, min(i+1, len(l.rows)-1))
		}
	}

	l.pages = len(l.leaves)
	m.repeatLabels(&l)
	for i, r := range m.rows { // a row that may be torn takes the height of its text
		if !l.rows[i].whole {
			l.heights[i] = r.min
		}
	}

	return l, further - left
}

// place puts a piece on the newest page.
func (l *layout) place(p piece) {
	last := len(l.leaves) - 1
	l.leaves[last] = append(l.leaves[last], p)
}

// turn begins a page.
func (l *layout) turn() { l.leaves = append(l.leaves, nil) }

// tear sets a row over as many pages as it takes, between lines, and says what is left of the last.
func (l *layout) tear(p piece, left, further int) int {
	d := densities[l.density]
	p.lines = (p.height - 2*d.pad + d.line - 1) / d.line
	for p.height+hairline > left {
		if n := min(p.lines, (left-hairline-2*d.pad)/d.line); n > 0 {
			l.place(piece{row: p.row, height: 2*d.pad + n*d.line, from: p.from, lines: n})
			p.from, p.lines = p.from+n, p.lines-n
			p.height = 2*d.pad + p.lines*d.line
		}

		l.turn()
		left = further
	}

	l.place(p)
	return left - p.height - hairline
}
