package office

import (
	"fmt"
	"io"
	"iter"

	"github.com/xuri/excelize/v2"

	"lingping/internal/errs"
)

// Records is a long list as a workbook: as many rows as there are, on as many sheets as they need.
type Records struct {
	Name    string // of the sheets
	Columns []RecordColumn
	Rows    iter.Seq2[[]string, error] // a text for each column; an error ends the book
}

// RecordColumn is a column with its width in signs.
type RecordColumn struct {
	Name string
	Wide float64
}

// recordsEach is how many rows one sheet takes; Excel opens 1,048,576.
const recordsEach = 1_000_000

// WriteRecords writes the list as an .xlsx, a row at a time. Every text is a string cell, whatever it begins with.
func (p *Press) WriteRecords(w io.Writer, l Records) (err error) {
	defer errs.Wrap(&err, "office.WriteRecords")

	f := excelize.NewFile()
	defer f.Close()

	if err := f.SetDocProps(&excelize.DocProperties{Creator: "领评", Language: "zh-CN"}); err != nil {
		return err
	}

	var out *excelize.StreamWriter
	at := 0
	for row, err := range l.Rows {
		if err != nil {
			return err
		}

		if at%recordsEach == 0 {
			if out, err = recordSheet(f, l, out, at/recordsEach); err != nil {
				return err
			}
		}

		cells := make([]any, len(row))
		for i, text := range row {
			cells[i] = text
		}

		if err := out.SetRow(cellName(1, at%recordsEach+2), cells); err != nil {
			return err
		}
		at++
	}

	if at == 0 {
		if out, err = recordSheet(f, l, nil, 0); err != nil {
			return err
		}
	}

	if err := out.Flush(); err != nil {
		return err
	}

	return f.Write(w)
}

// recordSheet ends the sheet before and begins the n-th with its head.
func recordSheet(f *excelize.File, l Records, before *excelize.StreamWriter, n int) (*excelize.StreamWriter, error) {
	name := l.Name
	if before != nil {
		if err := before.Flush(); err != nil {
			return nil, err
		}
		name = fmt.Sprintf("%s%d", l.Name, n+1)
	}

	if err := recordPage(f, name, n); err != nil {
		return nil, err
	}

	out, err := f.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}

	heads := make([]any, len(l.Columns))
	for i, c := range l.Columns {
		heads[i] = c.Name
		if err := out.SetColWidth(i+1, i+1, c.Wide); err != nil {
			return nil, err
		}
	}

	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}

	return out, out.SetRow("A1", heads)
}

// recordPage makes the sheet: A4 landscape, one page wide, its head repeated on each page.
func recordPage(f *excelize.File, name string, n int) error {
	if n == 0 {
		if err := f.SetSheetName("Sheet1", name); err != nil {
			return err
		}
	} else if _, err := f.NewSheet(name); err != nil {
		return err
	}

	paper, landscape, wide, tall, fit := 9, "landscape", 1, 0, true
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}); err != nil {
		return err
	}

	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}

	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$1", name), Scope: name})
}
