package paper

import (
	"io"
	"iter"
	"time"

	"lingping/internal/office"
)

// LedgerBook is what was done by whom, as a workbook.
type LedgerBook struct {
	Rows iter.Seq2[LedgerRow, error] // read as they are written; an error ends the book
}

// LedgerRow is an entry of the ledger in words.
type LedgerRow struct {
	At                     time.Time
	Actor, Sentence, Facts string
	Object, Round          string
	Digest                 string
	Sound                  bool
}

// LedgerBookName is what people call the file of a day.
func LedgerBookName(day, ending string) string { return "操作台账 " + day + ending }

// WriteLedgerBook writes the book.
func WriteLedgerBook(w io.Writer, b LedgerBook) error {
	return office.NewPress(office.DefaultFonts()).WriteRecords(w, office.Records{Name: "操作台账", Columns: []office.RecordColumn{
		{Name: "时间", Wide: 17}, {Name: "操作人", Wide: 14}, {Name: "做了什么", Wide: 44}, {Name: "对象", Wide: 28}, {Name: "轮次", Wide: 22},
		{Name: "要点", Wide: 40}, {Name: "校验", Wide: 8}, {Name: "校验码", Wide: 24},
	}, Rows: func(yield func([]string, error) bool) {
		for row, err := range b.Rows {
			if !yield(row.texts(), err) {
				return
			}
		}
	}})
}

func (row LedgerRow) texts() []string {
	sound := "完好"
	if !row.Sound {
		sound = "与校验码不符"
	}
	return []string{row.At.Format("2006-01-02 15:04:05"), row.Actor, row.Sentence, row.Object, row.Round, row.Facts, sound, row.Digest}
}
