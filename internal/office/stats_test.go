package office_test

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
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

// points is how wide the columns from–to are, in points, where the default font of the workbook is missing.
func points(t *testing.T, f *excelize.File, from, to int) float64 {
	t.Helper()
	wide := 0.0
	for i := from; i <= to; i++ {
		name, err := excelize.ColumnNumberToName(i)
		if err != nil {
			t.Fatal(err)
		}

		w, err := f.GetColWidth("统计表", name)
		if err != nil {
			t.Fatal(err)
		}
		wide += w * 7
	}

	return wide
}

// The usual columns go on two pages beside each other, with more groups on three; each page has names, heads, title and
// the line for signatures, and its type is printed at more than 8 points.
func TestTheStatisticsPrintReadablyBesideEachOther(t *testing.T) {
	s := statsTable()
	s.Edition = office.TwoTables
	s.Ballot, s.Pledges = true, true
	f, rows := openStats(t, s)
	layout, err := f.GetPageLayout("统计表")
	if err != nil {
		t.Fatal(err)
	}

	if *layout.Size != 9 || *layout.Orientation != "landscape" || layout.AdjustTo == nil || *layout.AdjustTo < 77 {
		t.Errorf("type of 10.5 points is printed too small: %+v", layout)
	}

	if names := f.GetDefinedName(); len(names) != 1 || names[0].RefersTo != "'统计表'!$A:$B,'统计表'!$3:$4" {
		t.Errorf("names and heads are not repeated in print: %+v", names)
	}

	sheet := parts(t, statsXLSX(t, s))["xl/worksheets/sheet1.xml"]
	breaks := regexp.MustCompile(`<brk id="(\d+)"`).FindAllStringSubmatch(sheet[strings.Index(sheet, "<colBreaks"):], -1)
	if len(breaks) != 1 {
		t.Fatalf("it is printed on %d pages beside each other, want two", len(breaks)+1)
	}

	at, err := strconv.Atoi(breaks[0][1])
	if err != nil {
		t.Fatal(err)
	}

	for _, wide := range []float64{points(t, f, 1, at), points(t, f, 1, 2) + points(t, f, at+1, len(rows[3]))} {
		if page := 842 - 2*0.4*72; wide*float64(*layout.AdjustTo)/100 > page {
			t.Errorf("a page is %.0f points wide at %d %%, the paper has %.0f", wide, *layout.AdjustTo, page)
		}
	}

	if rows[2][at] == "" {
		t.Errorf("the second page begins amid a group: %v", rows[2][at-2:at+2])
	}

	for _, row := range []int{0, 1, len(rows) - 2, len(rows) - 1} {
		if rows[row][2] == "" || rows[row][at] == "" {
			t.Errorf("row %d stands on one page only: %q", row+1, rows[row])
		}
	}
}

// Somebody may stand in two rows, and the total then is less than the rows give: the note says so.
func TestATotalThatIsLessThanItsRowsIsExplained(t *testing.T) {
	s := statsTable()
	s.Edition = office.TwoTables
	_, rows := openStats(t, s)
	note := strings.Join(rows[len(rows)-2], "")
	if !strings.Contains(note, "各行相加可以大于合计") {
		t.Errorf("the note says %q", note)
	}

	s.Total.ReviewersDue, s.Total.ReviewersDone, s.Total.SecretariesDue = s.Total.ReviewersDue+2, s.Total.ReviewersDone+1, s.Total.SecretariesDue+1
	if _, rows = openStats(t, s); strings.Contains(strings.Join(rows[len(rows)-2], ""), "大于合计") {
		t.Error("nobody stands in two rows, and the note says so")
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
