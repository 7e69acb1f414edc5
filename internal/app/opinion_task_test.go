package app_test

import (
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/testkit"
)

// opinionTasksOf are the tasks of a kind.
func opinionTasksOf(t *testing.T, w *testkit.World, who access.Actor, kind app.TaskKind) (out []app.Task) {
	t.Helper()
	all, err := tasksFor(t.Context(), w.App, who)
	ok(t, err)
	for _, task := range all {
		if task.Kind == kind {
			out = append(out, task)
		}
	}

	return out
}

func TestAReviewerIsRemindedOfOpinionsUntilHeSaidWhatBecomesOfEach(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		in := gathering(w, "B11")
		in.Until = "2011-01-05"
		id, _ := gather(t, w, zhao, in, five("谈心")...)
		if got := opinionTasksOf(t, w, zhao.Actor, app.TaskOpinionsClose); len(got) != 0 {
			t.Errorf("on its last day %+v is to be closed", got)
		}

		_, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, id)
		ok(t, err)
		pool := poolOf(t, w, id)
		for left := 5; left > 0; left-- {
			todo := opinionTasksOf(t, w, zhao.Actor, app.TaskOpinions)
			if len(todo) != 1 || todo[0].Count != left || todo[0].Ref != int64(pool) {
				t.Fatalf("with %d left the tasks are %+v", left, todo)
			}

			v, err := w.App.Heard(t.Context(), zhao.Actor, pool)
			ok(t, err)
			for _, o := range v.List {
				if o.Outcome.Disposition == dossier.Undecided {
					ok(t, w.App.Dispose(t.Context(), zhao.Actor, pool, o.ID, dossier.Outcome{Disposition: dossier.Explained, Sentence: "已当面说明。"}))
					break
				}
			}
		}

		if got := opinionTasksOf(t, w, zhao.Actor, app.TaskOpinions); len(got) != 0 {
			t.Errorf("when all is said %+v is left", got)
		}

		if got := opinionTasksOf(t, w, w.As("102").Actor, app.TaskOpinions); len(got) != 0 {
			t.Errorf("the secretary himself is asked to dispose of %+v", got)
		}
	})
}

func TestSomeWeeksAfterItWasClosedTheMassesCanBeAskedWhetherItWasPutRight(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao, qian := w.As("101"), w.As("102")
		ok(t, zhao.Submit("unit B11"))
		for _, of := range []string{"unit B11", "secretary 102"} { // one sheet, one letter
			for _, a := range actionsOf(t, w, of) {
				putRight(t, w, qian, a.ID)
			}
		}

		ok(t, w.App.AcceptReply(t.Context(), zhao.Actor, answer(t, w, qian, "unit B11")))
		demands := actionsOf(t, w, "unit B11")
		for _, a := range demands {
			ok(t, w.App.CloseAction(t.Context(), zhao.Actor, a.ID, "看过记录，已改好。"))
		}

		rechecks := func(weeks int, who access.Actor) (out []app.Task) {
			later := w.On(t)
			later.App = w.App.At(func() time.Time { return time.Date(2011, 1, 5+7*weeks, 12, 0, 0, 0, time.UTC) })
			return opinionTasksOf(t, later, who, app.TaskRecheck)
		}

		for weeks, due := range map[int]int{0: 0, 3: 0, 5: 1, 11: 1, 13: 0} {
			if got := rechecks(weeks, zhao.Actor); len(got) != due {
				t.Errorf("after %d weeks the reviewer has %+v, want %d", weeks, got, due)
			}
		}

		if got := rechecks(5, qian.Actor); len(got) != 0 {
			t.Errorf("the secretary is asked to ask about himself: %+v", got)
		}

		later := w.App.At(func() time.Time { return time.Date(2011, 2, 9, 12, 0, 0, 0, time.UTC) })
		lines, err := later.RecheckLines(t.Context(), zhao.Actor, w.Round, w.Unit("B11"))
		ok(t, err)
		if len(lines) != len(demands) || lines[0] != demands[0].Problem {
			t.Errorf("the slip asks %q, want the problems of the branch alone", lines)
		}

		_, err = later.RecheckLines(t.Context(), qian.Actor, w.Round, w.Unit("B11"))
		refused(t, "the secretary preparing a recheck of his branch", err)
		in := gathering(w, "B11")
		in.Kind, in.Lines, in.Until = dossier.Recheck, lines, "2011-02-20"
		_, err = later.OpenBatch(t.Context(), zhao.Actor, in)
		ok(t, err)
		if got := rechecks(6, zhao.Actor); len(got) != 0 {
			t.Errorf("once it is asked the reviewer still has %+v", got)
		}
	})
}
