package app_test

import (
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

func TestARoundInPreparationTakesACorrectedScheme(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		keeps(t, w, office, spring)
		id, err := w.App.OpenRound(t.Context(), office, app.NewRound{Scheme: "chunji", Name: "又一轮", From: "2011-07-01", To: "2011-12-31"})
		ok(t, err)
		before, err := w.App.PlanPage(t.Context(), office, id, app.PlanFilter{})
		ok(t, err)
		keeps(t, w, office, spring+"subjects: [{kind: unit, aspects: [{key: fire, text: 看防火}]}]\nremove: {subjects: [member]}\n")
		d, err := w.App.RoundDraft(t.Context(), office, id)
		ok(t, err)
		if d.Newer.String() != "chunji@2" {
			t.Errorf("offered is %s", d.Newer)
		}

		ok(t, w.App.ChangeRound(t.Context(), office, id, app.RoundChange{Name: "改名", From: "2011-07-01", To: "2011-11-30", Scheme: "chunji@2"}))
		after, err := w.App.PlanPage(t.Context(), office, id, app.PlanFilter{})
		ok(t, err)
		r := after.Round
		if before.Counts.Members == 0 || after.Counts.Members != 0 || r.Scheme != "chunji@2" || r.Name != "改名" || r.To != "2011-11-30" ||
			r.Version <= before.Round.Version {
			t.Errorf("before %+v, after %+v of %+v", before.Counts, after.Counts, r)
		}

		_, err = w.App.LaunchRound(t.Context(), office, id)
		ok(t, err)
		conflict(t, "a launched round is changed", w.App.ChangeRound(t.Context(), office, id, app.RoundChange{Name: "x", From: r.From, To: r.To}))
		conflict(t, "a launched round is withdrawn", w.App.WithdrawRound(t.Context(), office, id, "不办了"))
		v, err := w.App.Round(t.Context(), office, id)
		ok(t, err)
		if len(v.Plan.AspectsFor(scheme.Unit, nil)) != 1 {
			t.Errorf("launched it looks at %v", v.Plan.AspectsFor(scheme.Unit, nil))
		}
	})
}

func TestALaunchedRoundKeepsItsSchemeAndFigures(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		keeps(t, w, office, spring)
		id, err := w.App.OpenRound(t.Context(), office, app.NewRound{Scheme: "chunji", Name: "又一轮", From: "2011-07-01", To: "2011-12-31"})
		ok(t, err)
		_, err = w.App.LaunchRound(t.Context(), office, id)
		ok(t, err)
		kept := func() (string, round.Coverage) {
			v, err := w.App.ReadRound(t.Context(), office, id)
			ok(t, err)
			return v.Plan.Text, v.Figures
		}

		text, figures := kept()
		keeps(t, w, office, spring+"remove: {subjects: [member]}\n")
		if now, c := kept(); now != text || c != figures || !strings.Contains(text, "kind: member") {
			t.Errorf("a new version of the scheme changed the round: %v, %v", figures, c)
		}
	})
}

func TestAWithdrawnRoundIsGone(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := anew(t, w, "")
		if err := w.App.WithdrawRound(t.Context(), operator, id, " "); !errs.Is(err, errs.Invalid) {
			t.Errorf("without a reason: %v", err)
		}

		refused(t, "the secretary of the house withdraws", w.App.WithdrawRound(t.Context(), w.As("001").Actor, id, "x"))
		ok(t, w.App.WithdrawRound(t.Context(), w.AsOffice().Actor, id, "日期填错"))
		if _, err := w.App.Round(t.Context(), operator, id); !errs.Is(err, errs.NotFound) {
			t.Errorf("it is still found: %v", err)
		}

		rounds, err := w.App.Rounds(t.Context(), operator)
		ok(t, err)
		for _, r := range rounds {
			if r.ID == id {
				t.Error("it is still listed")
			}
		}

		again := anew(t, w, "") // the same name and window may be used again
		if again == id {
			t.Error("the number is used again")
		}
	})
}

func TestARoundIsPreparedOnceAndInARealYear(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := anew(t, w, "")
		in := app.NewRound{Scheme: "chuangxian-2010", Name: " 又一轮 ", From: "2011-07-01", To: "2011-12-31"}
		_, err := w.App.OpenRound(t.Context(), operator, in)
		conflict(t, "the same name and window", err)
		for _, days := range [][2]org.Date{{"0202-01-01", "0202-06-30"}, {"2011-07-01", "9011-12-31"}, {"1921-06-30", "1921-12-31"}} {
			in.Name, in.From, in.To = "甲", days[0], days[1]
			if _, err := w.App.OpenRound(t.Context(), operator, in); !errs.Is(err, errs.Invalid) {
				t.Errorf("%v: %v", days, err)
			}
		}

		other := anew(t, w, "Z1")
		change := app.RoundChange{Name: "又一轮", From: "2011-07-01", To: "2011-12-31"}
		ok(t, w.App.ChangeRound(t.Context(), operator, other, change)) // over another unit
		ok(t, w.App.ChangeRound(t.Context(), operator, id, change))    // nothing changed
		in.Name, in.From, in.To = "另一轮", "2011-07-01", "2011-12-31"
		third, err := w.App.OpenRound(t.Context(), operator, in)
		ok(t, err)
		conflict(t, "changed to what there is", w.App.ChangeRound(t.Context(), operator, third, change))
		change.From = "0202-01-01"
		if err := w.App.ChangeRound(t.Context(), operator, third, change); !errs.Is(err, errs.Invalid) {
			t.Errorf("changed to the year 202: %v", err)
		}
	})
}
