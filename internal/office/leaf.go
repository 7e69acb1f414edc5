package office

import "lingping/internal/pdf"

// Leaf is a page of a paper to be looked at: what stands on it, and where, in twips from the upper left corner.
type Leaf struct {
	Width, Height int
	Lines         []LeafLine
	Texts         []LeafText
	Fills         []LeafFill
}

// LeafLine is a line that is drawn.
type LeafLine struct{ X1, Y1, X2, Y2, Width int }

// LeafFill is a rectangle that is black.
type LeafFill struct{ X, Y, Width, Height int }

// LeafText is a line of text. Long is how long it is set, whatever font stands in for the one it was measured in.
type LeafText struct {
	X, Y, Size, Long int
	Bold             bool
	Text             string
}

// Leaves are the pages of a sheet, as they stand in its PDF.
func Leaves(s Sheet) []Leaf {
	f := s.form()
	c := &leaves{font: pdf.Song()}
	d := printer{c}
	d.form(&f, OneSided)
	return c.all
}

// leaves are pages in the making.
type leaves struct {
	font *pdf.Font
	all  []Leaf
}

func (c *leaves) Page(width, height int) { c.all = append(c.all, Leaf{Width: width, Height: height}) }
func (c *leaves) Pages() int             { return len(c.all) }
func (c *leaves) Bookmark(...string)     {} // a page is seen by itself
func (c *leaves) last() *Leaf            { return &c.all[len(c.all)-1] }

func (c *leaves) Line(x1, y1, x2, y2, width int) {
	c.last().Lines = append(c.last().Lines, LeafLine{x1, y1, x2, y2, width})
}

func (c *leaves) Fill(x, y, width, height int) {
	c.last().Fills = append(c.last().Fills, LeafFill{x, y, width, height})
}

func (c *leaves) Width(text string, size int, gap pdf.Gap) (width, characters int) {
	return c.font.Width(text, size, gap)
}

func (c *leaves) Write(t pdf.Text) {
	long, n := c.font.Width(t.Text, t.Size, t.Gap)
	if n == 0 {
		return
	}
	c.last().Texts = append(c.last().Texts, LeafText{X: t.X, Y: t.Y, Size: t.Size, Long: long + t.Stretch*(n-1), Bold: t.Bold, Text: t.Text})
}
