package office

import (
	"math"

	"github.com/xuri/excelize/v2"
)

// statsStyle is the numbers of the styles of annex 1 in its workbook.
type statsStyle struct {
	title, left, middle, right, note int // without lines
	head, text, number, share        int // in the table
	total, totalShare                int
}

func newStatsStyle(f *excelize.File, fonts Fonts) (statsStyle, error) {
	var s statsStyle
	lined := []excelize.Border{}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		lined = append(lined, excelize.Border{Type: side, Style: 1, Color: "000000"})
	}

	percent := "0.0%"
	for _, want := range []struct {
		id     *int
		font   string
		size   float64
		bold   bool
		align  string
		border []excelize.Border
		format *string
	}{
		{&s.title, fonts.Title[0], 20, false, "center", nil, nil},
		{&s.left, fonts.Body[0], 12, false, "left", nil, nil},
		{&s.middle, fonts.Body[0], 12, false, "center", nil, nil},
		{&s.right, fonts.Body[0], 12, false, "right", nil, nil},
		{&s.note, fonts.Body[0], 10.5, false, "left", nil, nil},
		{&s.head, fonts.Label[0], 10.5, false, "center", lined, nil},
		{&s.text, fonts.Body[0], 10.5, false, "left", lined, nil},
		{&s.number, fonts.Body[0], 10.5, false, "center", lined, nil},
		{&s.share, fonts.Body[0], 10.5, false, "center", lined, &percent},
		{&s.total, fonts.Body[0], 10.5, true, "center", lined, nil},
		{&s.totalShare, fonts.Body[0], 10.5, true, "center", lined, &percent},
	} {
		figure := want.id == &s.number || want.id == &s.share || want.id == &s.total || want.id == &s.totalShare
		id, err := f.NewStyle(&excelize.Style{
			Font: &excelize.Font{Family: want.font, Size: want.size, Bold: want.bold},
			Alignment: &excelize.Alignment{
				Horizontal: want.align, Vertical: "center", WrapText: !figure, ShrinkToFit: figure, // never ###
			},
			Border:       want.border,
			CustomNumFmt: want.format,
		})
		if err != nil {
			return s, err
		}

		*want.id = id
	}

	return s, nil
}

// segment is a text over the columns from–to of a row.
type segment struct {
	from, to int
	style    int
	text     string
	share    float64 // of the width of what stands beside each other; 0: as much as the others
}

// banner writes a row of merged segments, outside the table.
func (b *statsBook) banner(row int, height float64, segments ...segment) error {
	cells := make([]any, len(b.columns))
	for _, s := range segments {
		if s.to > s.from {
			if err := b.out.MergeCell(cellName(s.from, row), cellName(s.to, row)); err != nil {
				return err
			}
		}

		for i := s.from; i <= s.to; i++ {
			cells[i-1] = excelize.Cell{StyleID: s.style}
		}

		cells[s.from-1] = excelize.Cell{StyleID: s.style, Value: s.text}
	}

	return b.out.SetRow(cellName(1, row), cells, excelize.RowOpts{Height: height})
}

// rowHeight is the height of a row in points: a long name or note is wrapped.
func (b *statsBook) rowHeight(r StatsRow) float64 {
	lines := 1.0
	for _, text := range []struct {
		s    string
		wide float64
	}{{r.Unit, b.columns[1].width(b.t)}, {r.Note, b.columns[len(b.columns)-1].width(b.t)}} {
		lines = max(lines, math.Ceil(2*float64(ems(oneLine(text.s)))/fullEm/text.wide))
	}

	return lines*14 + 8
}

// cellName is A1 for column 1, row 1. Columns come from our own list and so are always in range.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err)
	}
	return name
}
