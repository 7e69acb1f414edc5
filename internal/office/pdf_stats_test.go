package office_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"lingping/internal/office"
)

// Whatever stands in a cell of the workbook stands in the PDF.
func TestAnnex1SaysTheSameAsAPDF(t *testing.T) {
	for _, edition := range []int{office.OneTable, office.TwoTables} {
		s := statsTable()
		s.Edition, s.Pledges = edition, true
		for i := range 60 {
			s.Rows = append(s.Rows, office.StatsRow{Unit: fmt.Sprintf("第%d支部", i), Note: "备注𬱖"})
		}

		file := pdfOf(t, func(w io.Writer) error { return office.NewPress(office.Fonts{}).PrintStats(w, s) })
		if said := asked(t, "qpdf", "--check", file); !strings.Contains(said, "No syntax or stream encoding errors") {
			t.Error(said)
		}

		said := strings.Join(strings.Fields(asked(t, "pdftotext", "-layout", file, "-")), "")
		letters := map[rune]int{}
		for _, r := range said {
			letters[r]++
		}

		book, err := excelize.OpenReader(bytes.NewReader(statsXLSX(t, s)))
		if err != nil {
			t.Fatal(err)
		}

		rows, err := book.GetRows("统计表")
		if err != nil {
			t.Fatal(err)
		}

		want := map[rune]int{}
		for _, row := range rows[4:] {
			for _, cell := range row {
				for _, r := range strings.Join(strings.Fields(cell), "") {
					want[r]++
				}
			}
		}

		for r, n := range want {
			if letters[r] < n {
				t.Errorf("edition %d: %q stands %d times in the PDF and %d times in the workbook", edition, r, letters[r], n)
			}
		}
	}
}
