package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/assign"
	"lingping/internal/testkit"
)

func TestWhoIsExemptedIsNoGapWhenTheRosterIsComparedAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		before, err := w.App.RosterChanges(t.Context(), operator, w.Round, "", app.ChangeFilter{})
		ok(t, err)
		if len(before.Gaps) == 0 {
			t.Fatal("the small institution has no gap to exempt")
		}

		first := before.Gaps[0].Subject.Subject
		_, err = w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{Subjects: []assign.Subject{first},
			Reason: "组织关系正在转接", Approver: "陈建国"})
		ok(t, err)
		after, err := w.App.RosterChanges(t.Context(), operator, w.Round, "", app.ChangeFilter{})
		ok(t, err)
		if len(after.Gaps) != len(before.Gaps)-1 || len(after.Gaps) > 0 && after.Gaps[0].Subject.Subject == first {
			t.Errorf("%d gaps are shown after exempting one of %d, want one fewer", len(after.Gaps), len(before.Gaps))
		}
	})
}
