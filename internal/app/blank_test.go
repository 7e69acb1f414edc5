package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/testkit"
)

func TestBlanksAskForWhatTheSheetsAskFor(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Save("member 103", must(w.As("102").Draft("member 103"))(t)))
		_, err := w.App.OpenFieldwork(t.Context(), w.As("101").Actor, morning(w, "B11"))
		ok(t, err)
		citable := 0
		for _, c := range []struct {
			who string
			of  []string
		}{{"102", []string{"member 101", "member 103"}}, {"101", []string{"unit B11"}}, {"102", []string{"unit B11"}}} {
			var ids []review.ID
			for _, of := range c.of {
				ids = append(ids, w.Of(of))
			}

			blanks, err := w.App.Blanks(t.Context(), w.As(c.who).Actor, ids)
			ok(t, err)
			for i, of := range c.of {
				sheet, err := w.As(c.who).Sheet(of)
				ok(t, err)
				want := app.Blank{ID: sheet.ID}
				for _, p := range sheet.Parts {
					want.Parts = append(want.Parts, app.BlankPart{ObligationRow: p.ObligationRow, Revision: p.Review.Revision, Aspects: p.Aspects, Required: p.Required})
					cited, err := w.App.Citable(t.Context(), w.As(c.who).Actor, p.ID)
					ok(t, err)
					citable += len(cited)
					if diff := cmp.Diff(p.Evidence, cited); diff != "" {
						t.Errorf("%s can cite in %s something else than the page offers:\n%s", c.who, of, diff)
					}
				}

				if diff := cmp.Diff(want, blanks[i]); diff != "" {
					t.Errorf("%s is asked for %s otherwise than by the page:\n%s", c.who, of, diff)
				}
			}
		}

		if citable == 0 {
			t.Error("nothing can be cited")
		}

		_, err = w.App.Blanks(t.Context(), w.As("102").Actor, []review.ID{w.Of("member 101"), w.Of("member 105")})
		refused(t, "a sheet of another branch among others", err)
		_, err = w.App.Citable(t.Context(), w.As("102").Actor, w.Of("member 105"))
		refused(t, "what can be cited in another branch", err)
	})
}

func TestTheWholeListIsThePagesOfItOneAfterTheOther(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for _, state := range []app.ListState{app.ListOwed, app.ListAll} {
			all, err := w.App.AllOwed(t.Context(), operator, w.Round, app.OwedFilter{State: state})
			ok(t, err)
			var paged app.OwedList
			for from := 0; from == 0 || from < paged.Total; from += app.OwedEach {
				page, err := w.App.Owed(t.Context(), operator, w.Round, app.OwedFilter{State: state}, from)
				ok(t, err)
				page.Rows = append(paged.Rows, page.Rows...)
				if from > 0 {
					page.Gaps = paged.Gaps
				}

				paged = page
			}

			if diff := cmp.Diff(paged.Rows, all.Rows); diff != "" || len(all.Gaps) != len(paged.Gaps) || all.Total != len(all.Rows) {
				t.Errorf("%s: %d gaps and %d rows of %d, the pages have %d gaps:\n%s", state, len(all.Gaps), len(all.Rows), all.Total, len(paged.Gaps), diff)
			}
		}
	})
}
