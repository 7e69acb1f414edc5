package app_test

import (
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestABranchSecretaryIsCompleteOnlyOnceHeHasReceivedHisOwnReviewToo(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		pair := func() store.PairRow {
			t.Helper()
			l, err := w.App.Pairs(t.Context(), w.AsOffice().Actor, w.Round, 0)
			if err != nil {
				t.Fatal(err)
			}

			i := slices.IndexFunc(l.Pairs, func(p store.PairRow) bool { return p.Person == w.Person("102") })
			if i < 0 {
				t.Fatal("the secretary of 教工党支部 is not listed")
			}

			return l.Pairs[i]
		}

		for _, member := range []string{"member 101", "member 103"} {
			if err := w.As("102").Submit(member); err != nil {
				t.Fatal(err)
			}
		}

		if p := pair(); p.Gives.Left() != 0 || p.Receives == review.Confirmed || p.Complete() {
			t.Errorf("gave all and received none: %+v", p)
		}

		if err := w.As("101").Submit("member 102"); err != nil {
			t.Fatal(err)
		}

		if p := pair(); !p.Complete() {
			t.Errorf("gave and received: %+v", p)
		}

		if _, err := w.App.Pairs(t.Context(), w.As("103").Actor, w.Round, 0); !errs.Is(err, errs.NotFound) {
			t.Errorf("a member sees it: %v", err)
		}
	})
}

func TestARemarkOfWhatStepsAreLackingStandsInTheReminderOfEveryUnit(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		r, err := w.App.Reminders(t.Context(), w.AsOffice().Actor, w.Round, app.ReminderFilter{}, 0)
		if err != nil {
			t.Fatal(err)
		}

		found := false
		for _, part := range r.Parts {
			for _, f := range part.Lacks {
				found = true
				if f.Step == scheme.StepReview || f.Units.Left()+f.Persons.Left() == 0 {
					t.Errorf("%s is reminded of %+v", part.Unit.Name, f)
				}
			}
		}

		if !found {
			t.Error("nobody is reminded of a step beside the review")
		}
	})
}
