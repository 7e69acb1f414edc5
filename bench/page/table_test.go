package page_test

import (
	"strings"
	"testing"

	"lingping/bench/page"
)

func TestTheTableOfSizesMarksWhatGrows(t *testing.T) {
	sizes := []*page.Size{
		{N: 5000, Names: []string{"home", "plan", "late"}, Costs: map[string]page.Cost{"home": cost(8000, 9, 60, 90), "plan": cost(50_000, 14, 7000, 4000), "late": cost(1, 1, 1, 1)}},
		{N: 100_000, Costs: map[string]page.Cost{"home": cost(8100, 9, 61, 120), "plan": cost(90_000, 14, 140_000, 300_000)}, Wrong: []string{"W(100000): late: 503"}},
	}

	var b strings.Builder
	if err := page.Write(&b, sizes); err != nil {
		t.Fatal(err)
	}

	for _, line := range []string{
		"| home | 0.0 → 0.0 | – | 8000 → 8100 | 1.0 | 9 → 9 | 1.0 | 60 → 61 | 1.0 | 90 → 120 | 1.3 | 0 → 0 | – |",
		"| plan | 0.0 → 0.0 | – | 50000 → 90000 | **1.8** | 14 → 14 | 1.0 | 7000 → 140000 | **20.0** | 4000 → 300000 | **75.0** | 0 → 0 | – |",
		"| late | 0.0 → – | – | 1 → – | – | 1 → – | – | 1 → – | – | 1 → – | – | 0 → – | – |",
		"Not measured: W(100000): late: 503",
	} {
		if !strings.Contains(b.String(), line+"\n") {
			t.Errorf("the table has no line %q:\n%s", line, b.String())
		}
	}
}
