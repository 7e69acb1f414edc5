package web_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/testkit"
)

// rounds opens a round over each of two general branches for every stage.
func (sc *scene) rounds(t *testing.T, w *testkit.World) {
	for _, side := range []struct{ name, top, branch, person string }{{"inner", "Z1", "B11", "103"}, {"outer", "Z2", "B21", "203"}} {
		for _, stage := range roundStages {
			r := must(w.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{
				Scheme: "chuangxian-2010", Name: side.top + string(stage), From: "2011-01-01", To: "2011-06-30", Unit: side.top}))(t)
			var seal int64
			if stage != access.Draft {
				must(w.App.LaunchRound(t.Context(), access.LocalOperator(), r))(t)
				must(w.App.SealStats(t.Context(), access.LocalOperator(), r, w.Unit(side.branch)))(t)
				seal = must(w.App.StatsOf(t.Context(), access.LocalOperator(), r, w.Unit(side.branch)))(t).Copies[0].ID
			}

			var pack filing.Filing
			if stage != access.Draft {
				pack = must(w.App.HandInFiling(t.Context(), access.LocalOperator(), r, filing.Key{Unit: w.Unit(side.top)}, "先报"))(t)
			}

			if stage == access.Ended {
				sc.end(t, w, r)
			}

			here := object{
				"round": id(int64(r)), "unit": id(int64(w.Unit(side.branch))), "code": side.branch,
				"person": id(int64(w.Person(side.person))), "copy": id(seal), "pack": id(int64(pack.ID)), "top": id(int64(w.Unit(side.top))), "secretary": id(int64(w.Person("102")))}
			sc.objects["unit "+string(stage)+" "+side.name], sc.objects["arrangement "+string(stage)+" "+side.name] = here, here
		}
	}
}
