package paper_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"lingping/internal/paper"
)

// A pack of before does not say in which edition its annex 1 was printed: it is checked against the one table of then,
// and one of today against the two of today. Each is alike with its like alone.
func TestAnnex1OfAPackIsComparedWithTheEditionInWhichItWasPrinted(t *testing.T) {
	text, err := scheme.Source("chuangxian-2010")
	if err != nil {
		t.Fatal(err)
	}

	plan := house(t).Plan
	d := filing.Data{Format: filing.Format, Scheme: "chuangxian-2010", SchemeText: string(text), HandedAt: "2026-06-20T09:00:00+08:00",
		Units: []filing.UnitRow{{ID: 1, Name: "机械总支", Kind: org.GeneralBranch}, {ID: 2, Parent: 1, Name: "教工支部", Kind: org.Branch}}}
	printed := func(as filing.Annex) []byte {
		d.Annex = as
		book, err := paper.PrintedStats(d, plan)
		if err != nil {
			t.Fatal(err)
		}
		return book
	}

	before, today := printed(filing.Annex{}), printed(filing.Annex{Edition: office.TwoTables, Columns: plan.Statistics.Columns})
	for name, c := range map[string]struct {
		a, b  []byte
		alike bool
	}{
		"two of before": {before, printed(filing.Annex{}), true}, "two of today": {today, today, true}, "one of each": {before, today, false},
	} {
		wrong, err := office.CompareStats(c.a, c.b)
		if err != nil {
			t.Fatal(err)
		}
		if alike := len(wrong) == 0; alike != c.alike {
			t.Errorf("%s: %v", name, wrong)
		}
	}

	fewer := printed(filing.Annex{Edition: office.TwoTables, Columns: []scheme.Column{scheme.ColumnUnits}})
	f, err := excelize.OpenReader(bytes.NewReader(fewer))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()

	rows, err := f.GetRows("统计表")
	if err != nil {
		t.Fatal(err)
	}

	if heads := strings.Join(rows[2], " "); !strings.Contains(heads, "党组织") || strings.Contains(heads, "点评主体") {
		t.Errorf("a pack with one group of columns is printed with %q", heads)
	}
}
