package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

func keepsHouse(t *testing.T, a *app.App) {
	t.Helper()
	ok(t, a.EndWhatIsOver(t.Context(), access.LocalOperator()))
}

// A notice stands through the last second of its last day by the clock of the house, and once its end is kept it stays
// ended, whatever the clock says then.
func TestADisplayEndsOnceWhateverTheClockSaysAfterwards(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		in := online()
		ok(t, w.App.PublishNotice(t.Context(), w.As("102").Actor, id, in))
		last, after, noon := shanghai(t, w, "2011-01-12 23:59:59"), shanghai(t, w, "2011-01-13 00:00:00"), shanghai(t, w, "2011-01-10 12:00:00")
		keepsHouse(t, last)
		_, err := publicly(t, w, last, id)
		ok(t, err)
		_, err = publicly(t, w, after, id)
		refused(t, "the public reading on the day after the last", err)
		keepsHouse(t, after)
		_, err = publicly(t, w, noon, id)
		refused(t, "the public reading an ended display after the clock was set back", err)
		shown, err := noon.PublicNotices(t.Context(), access.Actor{}, 0, 10)
		ok(t, err)
		list := shown.Notices
		if len(list) > 0 {
			t.Errorf("the clock set back, %d ended notices are listed", len(list))
		}

		_, err = noon.SendFeedback(t.Context(), access.Actor{}, network, codeOf(t, w, id), "masses", "晚了")
		refused(t, "feedback to an ended display", err)
		ok(t, noon.PublishNotice(t.Context(), w.As("102").Actor, id, in))
		_, err = publicly(t, w, noon, id)
		refused(t, "the public reading after the same days were entered again", err)
		in.To = "2011-01-20"
		ok(t, noon.PublishNotice(t.Context(), w.As("102").Actor, id, in))
		_, err = publicly(t, w, noon, id)
		ok(t, err)
	})
}

// A gathering takes slips through its last day; once it is over, neither a clock set back nor the code that was not used
// opens it again, and it can still be closed.
func TestAGatheringIsOverOnceWhateverTheClockSaysAfterwards(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		id, left := gather(t, w, zhao, gathering(w, "B11"), five("谈心太少")...)
		last, after, noon := shanghai(t, w, "2011-01-10 23:59:59"), shanghai(t, w, "2011-01-11 00:00:00"), shanghai(t, w, "2011-01-10 12:00:00")
		keepsHouse(t, last)
		ok(t, last.SendSlip(t.Context(), network, left[0], slip("赶上了")))
		conflict(t, "a slip on the day after", after.SendSlip(t.Context(), network, left[1], slip("迟")))
		keepsHouse(t, after)
		conflict(t, "a slip after the end, the clock set back", noon.SendSlip(t.Context(), network, left[1], slip("又早了")))
		_, _, err := noon.PrintSlips(t.Context(), zhao.Actor, id, 1)
		conflict(t, "printing further slips", err)
		if tasks := opinionTasksOf(t, w, zhao.Actor, app.TaskOpinionsClose); len(tasks) != 1 {
			t.Errorf("the reviewer is reminded of %d gatherings to close, want 1", len(tasks))
		}

		heard, _, err := noon.CloseBatch(t.Context(), zhao.Actor, id)
		ok(t, err)
		if !heard {
			t.Error("six slips are not enough")
		}

		if err := noon.SendSlip(t.Context(), network, left[1], slip("再试")); !errs.Is(err, errs.Invalid) {
			t.Errorf("a code of a closed gathering: %v", err)
		}

		if err := noon.SendSlip(t.Context(), network, left[0], slip("再试")); !errs.Is(err, errs.Invalid) {
			t.Errorf("a used code: %v", err)
		}

		sound(t, w, "a gathering that was over")
	})
}

func TestWhatIsOverIsWrittenDownOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		gather(t, w, w.As("101"), gathering(w, "B11"))
		after := shanghai(t, w, "2011-01-11 00:00:00")
		before := entries(t, w)
		for range 3 {
			keepsHouse(t, after)
		}

		if got := entries(t, w) - before; got != 1 {
			t.Errorf("%d entries say that a gathering is over, want 1", got)
		}
	})
}
