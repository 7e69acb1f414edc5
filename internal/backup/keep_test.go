package backup_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lingping/internal/backup"
)

func TestKeepIsReadStrictly(t *testing.T) {
	for text, want := range map[string]backup.Keep{"7,5,3": {7, 5, 3}, "1,0,0": {1, 0, 0}} {
		if k, err := backup.ParseKeep(text); err != nil || k != want {
			t.Errorf("%q is read as %+v, %v", text, k, err)
		}
	}

	for _, text := range []string{"", "7", "7,5", "0,5,3", "-1,0,0", "7,5,3,1", "7, 5, 3", "7,5,x", "07,5,3"} {
		if _, err := backup.ParseKeep(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

// Whatever was made when: the newest is always kept, no day of the last ones is without its newest, never more than asked for
// is kept, and to prune twice is to prune once.
func TestTheNewestOfEachDayWeekAndMonthIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := backup.Keep{Days: rapid.IntRange(1, 9).Draw(t, "days"), Weeks: rapid.IntRange(0, 6).Draw(t, "weeks"), Months: rapid.IntRange(0, 4).Draw(t, "months")}
		var made []time.Time
		for _, hour := range rapid.SliceOfDistinct(rapid.IntRange(0, 24*400), rapid.ID[int]).Draw(t, "hours") {
			made = append(made, time.Date(2026, 1, 1, hour, 0, 0, 0, time.UTC))
		}

		surplus := k.Surplus(made)
		kept := slices.DeleteFunc(slices.Clone(made), func(at time.Time) bool { return slices.Contains(surplus, at) })
		if len(kept) > k.Days+k.Weeks+k.Months {
			t.Errorf("%d are kept of %+v", len(kept), k)
		}

		if len(made) > 0 && !slices.Contains(kept, slices.MaxFunc(made, time.Time.Compare)) {
			t.Error("the newest is deleted")
		}

		if again := k.Surplus(kept); len(again) > 0 {
			t.Errorf("pruning twice deletes %v more", again)
		}

		days := map[string]time.Time{}
		for _, at := range made {
			if day := at.Format(time.DateOnly); at.After(days[day]) {
				days[day] = at
			}
		}

		newest := slices.SortedFunc(func(yield func(time.Time) bool) {
			for _, at := range days {
				if !yield(at) {
					return
				}
			}
		}, func(a, b time.Time) int { return b.Compare(a) })
		for _, at := range newest[:min(k.Days, len(newest))] {
			if !slices.Contains(kept, at) {
				t.Errorf("the newest of %v is deleted", at)
			}
		}
	})
}

// With what is usual nothing that was erased is in a copy for longer than 93 days.
func TestUsualCopiesAgeOut(t *testing.T) {
	k := backup.Keep{Days: 7, Weeks: 5, Months: 3}
	var made []time.Time
	for day := range 800 {
		made = append(made, time.Date(2025, 1, 1+day, 2, 0, 0, 0, time.UTC))
		made = slices.DeleteFunc(made, func(at time.Time) bool { return slices.Contains(k.Surplus(made), at) })
		if age := made[len(made)-1].Sub(made[0]); age > 93*24*time.Hour {
			t.Fatalf("on day %d a copy of %v is kept", day, age)
		}
	}
}
