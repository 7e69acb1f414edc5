package office_test

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"lingping/internal/office"
)

func statsXLSX(t tester, s office.StatsTable) []byte {
	t.Helper()
	return must(t, func(w io.Writer) error { return office.NewPress(office.Fonts{}).WriteStats(w, s) })
}

// openStats reads a workbook back. The values are the cached ones: nothing is calculated.
func openStats(t *testing.T, s office.StatsTable) (*excelize.File, [][]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(statsXLSX(t, s)))
	if err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() { f.Close() })
	rows, err := f.GetRows("统计表")
	if err != nil {
		t.Fatal(err)
	}

	return f, rows
}

func TestAnnex1ReadsAsTheOfficeExpects(t *testing.T) {
	s := statsTable()
	s.Ballot, s.Pledges = true, true
	s.Total.Voters, s.Total.Satisfied = 200, 187
	_, rows := openStats(t, s)
	var out strings.Builder
	for _, r := range rows {
		out.WriteString(strings.Join(r, "│") + "\n")
	}

	golden(t, "annex1.txt", out.String())
}

func TestTotalsAreSumsWhereFiguresAddUpAndValuesWhereTheyDoNot(t *testing.T) {
	f, rows := openStats(t, statsTable())
	total := 5 + 8
	for column, c := range map[string]struct{ formula, value string }{
		"C": {"", "62"}, // 应点评领导: the rows give 64, two stand in two of them
		"J": {"", "56"}, // 应点评书记, distinct persons too
		"E": {"SUM(E5:E12)", "57"},
		"L": {"SUM(L5:L12)", "1113"},
		"G": {"ROUNDDOWN(F13/E13,3)", "87.7%"},
	} {
		at := fmt.Sprintf("%s%d", column, total)
		formula, err := f.GetCellFormula("统计表", at)
		if err != nil {
			t.Fatal(err)
		}

		value, err := f.GetCellValue("统计表", at)
		if err != nil {
			t.Fatal(err)
		}

		if formula != c.formula || value != c.value {
			t.Errorf("%s is %q with the value %q, wanted %q with %q", at, formula, value, c.formula, c.value)
		}
	}

	if rows[total-1][0] != "合计" {
		t.Errorf("row %d begins with %q", total, rows[total-1][0])
	}
}

func TestAFigureThatDoesNotEqualTheSumOfItsRowsIsNotASum(t *testing.T) {
	s := statsTable()
	s.Total.Problems += 3
	f, _ := openStats(t, s)
	if formula, _ := f.GetCellFormula("统计表", "AC13"); formula != "" {
		t.Errorf("the total of problems is %s, which the counted figure contradicts", formula)
	}

	if value, _ := f.GetCellValue("统计表", "AC13"); value != "304" {
		t.Errorf("the total of problems is %s", value)
	}
}

func TestCachedValuesOfFormulasAreNumbers(t *testing.T) {
	sheet := parts(t, statsXLSX(t, statsTable()))["xl/worksheets/sheet1.xml"]
	cells := regexp.MustCompile(`<c [^>]*>(<f>[^<]*</f><v>[^<]*</v>)</c>`).FindAllString(sheet, -1)
	if n := strings.Count(sheet, "<f>"); n == 0 || len(cells) != n {
		t.Fatalf("%d formulas, %d of them with a value", n, len(cells))
	}

	for _, c := range cells {
		if strings.Contains(c, " t=") {
			t.Errorf("%s is kept as text", c)
		}
	}
}

func TestAlmostAllIsNotAHundredPercent(t *testing.T) {
	s := office.StatsTable{Total: office.Figures{UnitsDue: 10_000, UnitsDone: 9_999}}
	f, _ := openStats(t, s)
	if value, _ := f.GetCellValue("统计表", "G5"); value != "99.9%" {
		t.Errorf("9,999 of 10,000 is shown as %s", value)
	}
}

func TestTextIsNeverAFormula(t *testing.T) {
	s := statsTable()
	for i, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "_x003D_1+1"} {
		s.Rows[i].Unit, s.Rows[i].Note = text, text
	}

	s.Title, s.Unit, s.Round, s.Basis, s.Principal, s.Phone = "=1", "=1", "=1", "=1", "=1", "=1"
	s.Modes[0] = "=HYPERLINK(1)"
	f, rows := openStats(t, s)
	for r := range rows {
		for c := range rows[r] {
			at, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				t.Fatal(err)
			}

			formula, err := f.GetCellFormula("统计表", at)
			if err != nil {
				t.Fatal(err)
			}

			if formula != "" && !strings.HasPrefix(formula, "SUM(") && !strings.HasPrefix(formula, "ROUNDDOWN(") {
				t.Errorf("%s holds the formula %s", at, formula)
			}
		}
	}

	if rows[10][1] != "_x003D_1+1" {
		t.Errorf("the name became %q", rows[10][1])
	}
}

func TestTheStatisticsPrintOnOnePageWidthWithTheirHeads(t *testing.T) {
	f, _ := openStats(t, statsTable())
	layout, err := f.GetPageLayout("统计表")
	if err != nil {
		t.Fatal(err)
	}

	if *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Error("not A4 landscape, one page wide")
	}

	panes, err := f.GetPanes("统计表")
	if err != nil {
		t.Fatal(err)
	}

	if !panes.Freeze || panes.XSplit != 2 || panes.YSplit != 4 {
		t.Errorf("the heads are not frozen: %+v", panes)
	}

	names := f.GetDefinedName()
	if len(names) != 1 || names[0].Name != "_xlnm.Print_Titles" || names[0].RefersTo != "'统计表'!$3:$4" {
		t.Errorf("the heads are not repeated in print: %+v", names)
	}
}

func TestStatisticsWithoutUnitsAreATableOfTheTotal(t *testing.T) {
	f, rows := openStats(t, office.StatsTable{Total: office.Figures{UnitsDue: 3}})
	if rows[4][0] != "合计" {
		t.Errorf("the row after the heads is %q", rows[4])
	}

	if formula, _ := f.GetCellFormula("统计表", "E5"); formula != "" {
		t.Errorf("the total of no rows is %s", formula)
	}
}
