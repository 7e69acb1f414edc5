package app_test

import (
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

// reminded is what reminders speak of: how much by each reviewer, and by each day.
type reminded struct {
	owners map[string]int
	days   map[round.Due]int
	total  int
}

func remindedOf(t *testing.T, w *testkit.World, f app.ReminderFilter) reminded {
	t.Helper()
	r, err := w.App.Reminders(t.Context(), access.LocalOperator(), w.Round, f, 0)
	ok(t, err)
	got := reminded{map[string]int{}, map[round.Due]int{}, r.Total}
	for _, part := range r.Parts {
		for _, o := range part.Owners {
			got.owners[o.Name] += o.Reviews
			for _, g := range o.Groups {
				got.days[g.Due] += g.Reviews
			}
		}
	}

	return got
}

// The rule of the days is round.Due; what the database chooses by it must be just what the rule chooses of all.
func TestRemindersByADayAreWhatTheRuleOfDaysChoosesOfAll(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		handInPlan(t, w, w.As("101"), "Z1", "2011-01-07")
		drawn := pool(w, "B21", scheme.Member, 1)
		drawn.Due = "2011-01-08"
		castNow(t, w, drawn)
		all := remindedOf(t, w, app.ReminderFilter{})
		if len(all.days) < 3 || all.total != 44 {
			t.Fatalf("%d are reminded of, by the days %v; want 44, some of them planned, one drawn", all.total, all.days)
		}

		for _, by := range []org.Date{"2011-01-06", "2011-01-07", "2011-01-08", "2011-01-11", "2011-01-12", "2011-01-13"} {
			want := 0
			for due, n := range all.days {
				if due.Day() <= by {
					want += n
				}
			}

			got := remindedOf(t, w, app.ReminderFilter{By: by})
			if got.total != want {
				t.Errorf("by %s %d are reminded of, the rule chooses %d", by, got.total, want)
			}
		}

		if n := remindedOf(t, w, app.ReminderFilter{By: "2011-01-07"}).total; n == 0 || n == 44 {
			t.Errorf("%d are planned for the day, want some", n)
		}
	})
}

func TestRemindersOfOneLeaderAndOfOneUnitSpeakOfNobodyElse(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		all := remindedOf(t, w, app.ReminderFilter{})
		one := remindedOf(t, w, app.ReminderFilter{Owner: "李娜"})
		if len(one.owners) != 1 || one.owners["李娜"] != all.owners["李娜"] || one.total != all.owners["李娜"] {
			t.Errorf("of 李娜 stands %v (%d), in all %d", one.owners, one.total, all.owners["李娜"])
		}

		inside := remindedOf(t, w, app.ReminderFilter{Unit: w.Unit("Z1"), Owner: "李娜"})
		list, err := w.App.Owed(t.Context(), access.LocalOperator(), w.Round, app.OwedFilter{Unit: w.Unit("Z1"), Owner: "李娜"}, 0)
		ok(t, err)
		if inside.total != list.Total {
			t.Errorf("in Z1 %d of 李娜 are reminded of, the list has %d", inside.total, list.Total)
		}

		for _, row := range list.Rows {
			if row.State == review.Confirmed {
				t.Errorf("%s is done and in the list of what is owed", row.SubjectName())
			}
		}
	})
}

func TestOnlyWhatShouldHaveBeenDoneIsOverdue(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			day  org.Date
			want int
		}{{"2011-01-12", 0}, {"2011-01-13", 44}} {
			at, err := time.Parse("2006-01-02 15:04", string(c.day)+" 12:00")
			ok(t, err)
			a := w.App.At(func() time.Time { return at })
			r, err := a.Reminders(t.Context(), access.LocalOperator(), w.Round, app.ReminderFilter{Late: true}, 0)
			if err != nil || r.Total != c.want {
				t.Errorf("on %s %d are overdue, %v; want %d", c.day, r.Total, err, c.want)
			}
		}
	})
}
