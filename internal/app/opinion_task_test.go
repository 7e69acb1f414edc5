package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/testkit"
)

// opinionTasksOf are the tasks of a kind.
func opinionTasksOf(t *testing.T, w *testkit.World, who access.Actor, kind app.TaskKind) (out []app.Task) {
	t.Helper()
	all, err := w.App.Tasks(t.Context(), who)
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
