package office

import (
	"bytes"

	"github.com/xuri/excelize/v2"

	"lingping/internal/errs"
)

// maxStatsDifferences is how many cells are named before the rest is left out.
const maxStatsDifferences = 50

// CompareStats holds an annex 1 that was handed in against the same table printed anew, cell by cell, and gives a
// sentence for each cell that says something else.
func CompareStats(handedIn, printed []byte) ([]error, error) {
	said, err := statsCells(handedIn)
	if err != nil {
		return nil, errs.NewInvalid("附件1 的 Excel 表读不懂，可能已经损坏，或者不是领评写的。")
	}

	want, err := statsCells(printed)
	if err != nil {
		return nil, err
	}

	var wrong []error
	for row := range max(len(said), len(want)) {
		for col := range max(len(cellsOf(said, row)), len(cellsOf(want, row))) {
			a, b := cellAt(said, row, col), cellAt(want, row, col)
			if a == b || len(wrong) == maxStatsDifferences {
				continue
			}
			wrong = append(wrong, errs.NewInvalid("附件1 的单元格 %s（%s）：表里是“%s”，按数据重新统计是“%s”。",
				cellName(col+1, row+1), headOf(want, col), a, b))
		}
	}

	return wrong, nil
}

func cellsOf(rows [][]string, row int) []string {
	if row < len(rows) {
		return rows[row]
	}
	return nil
}

func cellAt(rows [][]string, row, col int) string {
	if cells := cellsOf(rows, row); col < len(cells) {
		return cells[col]
	}
	return ""
}

// headOf is the head of a column.
func headOf(rows [][]string, col int) string {
	if head := cellAt(rows, headRow-1, col); head != "" {
		return head
	}
	return cellAt(rows, groupRow-1, col)
}

// statsCells are the values of the sheet as they are kept, formulas as what they gave.
func statsCells(book []byte) ([][]string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(book), excelize.Options{RawCellValue: true, UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.GetRows(statsSheet, excelize.Options{RawCellValue: true})
}
