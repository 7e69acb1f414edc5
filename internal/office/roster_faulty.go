package office

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// FaultyRow is a row of a roster file with what is wrong in it.
type FaultyRow struct {
	Sheet *org.Sheet
	At    int
	Says  string
}

// WriteFaultyRows writes those rows of a roster file that are named, under what stands above them in the file, as a workbook
// to be corrected and imported by itself. A last column, which no import reads, says what is wrong. Beside its cells a row is
// given what only stands around it: the value of a merged cell or of the first row of its group, and the row above that names
// its branch.
func WriteFaultyRows(ctx context.Context, w io.Writer, name string, file io.ReaderAt, size int64, limits Limits, rows []FaultyRow) (err error) {
	defer errs.Wrap(&err, "office.WriteFaultyRows %s", name)

	tables, err := openTables(ctx, name, file, size, limits)
	if err != nil {
		return err
	}

	f := excelize.NewFile()
	defer f.Close()

	first := true
	for _, t := range tables {
		p := newPicker(f, t.name, rows)
		if p == nil {
			continue
		}

		if p.sheet, err = nextSheet(f, t.name, first); err != nil {
			return err
		}

		first = false
		if err := t.each(ctx, p.line); err != nil {
			return err
		}

		if err := p.merge(); err != nil {
			return err
		}
	}

	return f.Write(w)
}

// nextSheet is a sheet of the workbook with the name of a tab; the first is there already.
func nextSheet(f *excelize.File, name string, first bool) (string, error) {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || r == '\'' {
			return ' '
		}
		return r
	}, name)

	for utf8.RuneCountInString(name) > excelize.MaxSheetNameLength {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}

	if first {
		return name, f.SetSheetName("Sheet1", name)
	}

	_, err := f.NewSheet(name)
	return name, err
}

// picker copies the rows that are wanted from one sheet of the file.
type picker struct {
	f       *excelize.File
	sheet   string
	head    int // the last row of the head
	says    map[int]string
	grouped []int // columns that are filled in the first row of each group
	last    map[int]cell
	section *line
	above   []line // up to the head
	at      int    // rows written
}

func newPicker(f *excelize.File, tab string, rows []FaultyRow) *picker {
	p := &picker{f: f, says: map[int]string{}, last: map[int]cell{}}
	for _, row := range rows {
		if row.Sheet.Name != tab || row.At <= row.Sheet.HeadRow {
			continue
		}

		p.head = max(p.head, row.Sheet.HeadRow)
		p.says[row.At] = strings.TrimSpace(p.says[row.At] + " " + row.Says)
		if letter := row.Sheet.Grouped; letter != "" {
			if column, err := columnOf(letter, -1); err == nil && !slices.Contains(p.grouped, column) {
				p.grouped = append(p.grouped, column)
			}
		}
	}

	if len(p.says) == 0 {
		return nil
	}

	return p
}

func (p *picker) line(l line) error {
	if l.at <= p.head {
		l.cells = slices.Clone(l.cells)
		p.above = append(p.above, l)
		return p.write(l, "")
	}

	for _, column := range p.grouped {
		switch {
		case column < len(l.cells) && l.cells[column].text != "":
			p.last[column] = l.cells[column]
		case p.last[column].text != "":
			for len(l.cells) <= column {
				l.cells = append(l.cells, cell{})
			}
			l.cells[column] = p.last[column]
		}
	}

	if namesUnit(l) {
		l.cells = slices.Clone(l.cells)
		p.section = &l
		return nil
	}

	says, ok := p.says[l.at]
	if !ok {
		return nil
	}

	if p.section != nil {
		if err := p.write(*p.section, ""); err != nil {
			return err
		}
		p.section = nil
	}

	return p.write(l, says)
}

// namesUnit reports whether nothing stands in a row but the name of a unit.
func namesUnit(l line) bool {
	text, filled := "", 0
	for _, c := range l.cells {
		if c.fill == own && plain(c.text) != "" {
			text, filled = unwrapped(c.text), filled+1
		}
	}
	return filled == 1 && sectionName.MatchString(org.Fold(text))
}

// write writes a row as the file has it, and what is wrong behind the last column of the head.
func (p *picker) write(l line, says string) error {
	p.at++
	inHead := l.at <= p.head
	for column, c := range l.cells {
		if c.text == "" || c.fill == across || inHead && c.fill == down {
			continue
		}

		at := columnName(column) + strconv.Itoa(p.at)
		var err error
		switch number, wrong := strconv.ParseFloat(c.text, 64); {
		case c.form == asRough && wrong == nil:
			err = p.f.SetCellFloat(p.sheet, at, number, -1, 64)
		case c.form == asUnsaved:
			err = p.f.SetCellStr(p.sheet, at, "#N/A")
		default:
			err = p.f.SetCellStr(p.sheet, at, c.text)
		}

		if err != nil {
			return err
		}
	}

	if says == "" && l.at != p.head {
		return nil
	}

	if l.at == p.head {
		says = faultLabel
	}

	return p.f.SetCellStr(p.sheet, columnName(p.width())+strconv.Itoa(p.at), says)
}

// width is how many columns there are above the rows.
func (p *picker) width() int {
	n := 0
	for _, l := range p.above {
		n = max(n, len(l.cells))
	}
	return n
}

// merge merges in the head what is merged there in the file.
func (p *picker) merge() error {
	for i, l := range p.above {
		for column, c := range l.cells {
			if c.fill != own || c.text == "" {
				continue
			}

			right, below := column, i
			for right+1 < len(l.cells) && l.cells[right+1].fill == across && l.cells[right+1].text == c.text {
				right++
			}

			for below+1 < len(p.above) && p.above[below+1].at == p.above[below].at+1 && goesOn(p.above[below+1], column, c) {
				below++
			}

			if right == column && below == i {
				continue
			}

			if err := p.f.MergeCell(p.sheet, columnName(column)+strconv.Itoa(i+1), columnName(right)+strconv.Itoa(below+1)); err != nil {
				return err
			}
		}
	}

	return nil
}

func goesOn(l line, column int, c cell) bool {
	return column < len(l.cells) && l.cells[column].fill == down && l.cells[column].text == c.text
}
