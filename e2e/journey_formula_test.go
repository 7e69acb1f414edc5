package e2e_test

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/office"
)

// armed are texts that programs take for formulas, or that look like them.
var armed = []string{"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "＝1+1", "＋1", "=cmd|'/c calc'!A0", `=HYPERLINK("http://x","点")`, "_x003D_1+1"}

// What people wrote stays what they wrote in every workbook, opened and saved by LibreOffice: never a formula.
func TestNoTextOfAWorkbookBecomesAFormula(t *testing.T) {
	t.Parallel()
	journey(t)
	stats := office.StatsTable{Edition: office.TwoTables, Modes: []string{"集中"}}
	for _, text := range armed {
		stats.Rows = append(stats.Rows, office.StatsRow{Unit: text, Note: text})
	}

	ledger := office.ActionLedger{Unit: armed[0], Rows: func(yield func(office.ActionLine, error) bool) {
		for _, text := range armed {
			if !yield(office.ActionLine{Source: text, Problem: text, Measure: text, Verdict: text}, nil) {
				return
			}
		}
	}}

	press := office.NewPress(office.DefaultFonts())
	for name, write := range map[string]func(io.Writer) error{
		"stats":  func(w io.Writer) error { return press.WriteStats(w, stats) },
		"ledger": func(w io.Writer) error { return press.WriteActions(w, ledger) },
	} {
		file := filepath.Join(t.TempDir(), name+".xlsx")
		out, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}

		if err := write(out); err != nil {
			t.Fatal(err)
		}

		if err := out.Close(); err != nil {
			t.Fatal(err)
		}

		saysWhatWasWritten(t, name, Workbook(t, file))
	}
}

// saysWhatWasWritten opens a workbook that LibreOffice saved: every armed text is there, none of them computed.
func saysWhatWasWritten(t *testing.T, name, file string) {
	t.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()

	var said []string
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}

		for r, row := range rows {
			for c, text := range row {
				said = append(said, text)
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}

				formula, err := f.GetCellFormula(sheet, at)
				if err != nil {
					t.Fatal(err)
				}

				if formula != "" && !strings.HasPrefix(formula, "SUM(") && !strings.HasPrefix(formula, "ROUNDDOWN(") {
					t.Errorf("%s: %s!%s holds the formula %s", name, sheet, at, formula)
				}
			}
		}
	}

	for _, text := range armed {
		if !slices.Contains(said, text) && !slices.Contains(said, strings.TrimSpace(text)) {
			t.Errorf("%s: %q is not there any more", name, text)
		}
	}
}
