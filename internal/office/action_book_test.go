package office_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/office"
)

func TestTheLedgerOfActionsIsReadByExcelAndHoldsNoFormula(t *testing.T) {
	ledger := office.ActionLedger{Unit: "机械学院党总支", Round: "2010年下半年", AsOf: "2011-03-01", Rows: lines(
		office.ActionLine{Source: "2010年下半年，钱芳", Subject: "孙䶮", Problem: "=1+1 走访偏少", Measure: "每周走访\n两次", Deadline: "2011-02-04",
			State: "整改中", Evidence: 2})}
	data := must(t, func(w io.Writer) error { return office.NewPress(office.DefaultFonts()).WriteActions(w, ledger) })
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()

	rows, err := f.GetRows("整改台账")
	if err != nil {
		t.Fatal(err)
	}

	if len(rows) != 4 || len(rows[2]) != 16 || rows[2][3] != "问题" || rows[3][3] != "=1+1 走访偏少" || rows[3][9] != "2011.02.04" || rows[3][11] != "2" {
		t.Errorf("the ledger reads %q", rows)
	}

	if formula, err := f.GetCellFormula("整改台账", "D4"); err != nil || formula != "" {
		t.Errorf("a problem became the formula %q (%v)", formula, err)
	}
}

// lines are rows of a ledger as they are read.
func lines(rows ...office.ActionLine) iter.Seq2[office.ActionLine, error] {
	return func(yield func(office.ActionLine, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func TestALedgerOfActionsThatCantBeReadToItsEndIsNoLedger(t *testing.T) {
	broken := errors.New("broken")
	ledger := office.ActionLedger{Rows: func(yield func(office.ActionLine, error) bool) { yield(office.ActionLine{}, broken) }}
	var out bytes.Buffer
	err := office.NewPress(office.DefaultFonts()).WriteActions(&out, ledger)
	if !errors.Is(err, broken) || out.Len() != 0 {
		t.Errorf("it was written in %d bytes with %v", out.Len(), err)
	}
}

func TestAReplyIsALetterWithItsParts(t *testing.T) {
	letter := office.Letter{Title: "关于点评意见整改落实情况的报告", Salutation: "钱芳同志：",
		Body: "情况报告如下。\n一、关于“走访偏少”\n落实情况：走访<六>次", Signature: "孙䶮", Day: "2011-03-01"}
	root := body(t, must(t, func(w io.Writer) error { return office.NewPress(office.DefaultFonts()).WriteLetter(w, letter) }))
	words := root.words()
	for _, want := range []string{"关于点评意见整改落实情况的报告", "钱芳同志：", "一、关于“走访偏少”", "走访<六>次", "孙䶮", "2011年3月1日"} {
		if !strings.Contains(words, want) {
			t.Errorf("the letter does not say %q:\n%s", want, words)
		}
	}

	checkOrder(t, root)
}

// A ledger of a whole province is written through: however many rows it has, little of it is in memory at a time.
func TestALongLedgerOfActionsIsWrittenWithLittleMemory(t *testing.T) {
	const rows, most = 100_000, 8 << 20
	live := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}

	before := live()
	highest, written := before, 0
	ledger := office.ActionLedger{Unit: "中共临海市委员会", Round: "2010年下半年", AsOf: "2011-03-01", Rows: func(yield func(office.ActionLine, error) bool) {
		for i := range rows {
			if i%20_000 == 0 {
				highest = max(highest, live())
			}
			if !yield(office.ActionLine{Source: "2010年下半年，钱芳", Subject: fmt.Sprintf("第%d党支部", i), Problem: "走访偏少", Measure: "每周走访两次",
				Deadline: "2011-02-04", State: "整改中"}, nil) {
				return
			}
		}
	}}

	err := office.NewPress(office.DefaultFonts()).WriteActions(writerFunc(func(piece []byte) (int, error) {
		if before, after := written>>20, (written+len(piece))>>20; written == 0 || before != after {
			highest = max(highest, live())
		}
		written += len(piece)
		return len(piece), nil
	}), ledger)
	if err != nil {
		t.Fatal(err)
	}

	if took := highest - before; took > most || written == 0 {
		t.Errorf("a ledger of %d rows has %d MB in memory, want at most %d", rows, took>>20, most>>20)
	}
}

// writerFunc is a writer out of a function.
type writerFunc func([]byte) (int, error)

// Write passes a piece on.
func (w writerFunc) Write(piece []byte) (int, error) { return w(piece) }
