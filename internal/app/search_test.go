package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

// Whatever the box at the head of the page lists opens for who asked, and what the office looks for is found.
func TestWhateverASearchFindsOpens(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		importReviews(t, w, collectedHead+goodRows, app.ImportOptions{})
		found := map[string]map[string]int{}
		for _, number := range []string{"101", "102", "103", "104", "105", "office"} {
			who := w.AsOffice().Actor
			if number != "office" {
				who = w.As(number).Actor
			}

			found[number] = map[string]int{}
			for _, q := range []string{"机", "Z1", "郑雪", "105", "机党〔2011〕3号", "机党[2011]3号", "机械学院登记表.csv"} {
				f := must(w.App.Search(t.Context(), who, q))(t)
				opens(t, w, who, f)
				found[number][q] = len(f.Persons) + len(f.Units) + len(f.Sheets) + len(f.Notices)
			}
		}

		for _, q := range []string{"机", "Z1", "郑雪", "105", "机党〔2011〕3号", "机党[2011]3号"} {
			if found["office"][q] == 0 {
				t.Errorf("the office finds nothing by %q", q)
			}
		}

		if n := found["104"]["机党〔2011〕3号"]; n != 1 {
			t.Errorf("who signed the sheet finds %d by its number, want it alone", n)
		}

		if n := found["103"]["机党〔2011〕3号"]; n != 0 {
			t.Errorf("a member finds %d sheets of another branch by their number", n)
		}

		if _, err := w.App.Search(t.Context(), w.AsOffice().Actor, "z"); !errs.Is(err, errs.Invalid) {
			t.Errorf("a search for one letter gave %v", err)
		}
	})
}

func opens(t *testing.T, w *testkit.World, who access.Actor, f app.Found) {
	t.Helper()
	for _, p := range f.Persons {
		_, err := w.App.Person(t.Context(), who, p.ID)
		ok(t, err)
	}

	for _, u := range f.Units {
		_, err := w.App.Unit(t.Context(), who, u.ID)
		ok(t, err)
	}

	for _, s := range f.Sheets {
		_, err := w.App.ReadSheet(t.Context(), who, s.ID)
		ok(t, err)
	}

	for _, n := range f.Notices {
		_, err := w.App.Notice(t.Context(), who, n.ID)
		ok(t, err)
	}
}
