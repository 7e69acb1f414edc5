package app_test

import (
	"errors"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// onlyOf is a pool of the members of B11 with but one of them.
func onlyOf(w *testkit.World, number string) app.NewDraw {
	in := pool(w, "B11", scheme.Member, 1)
	for _, n := range []string{"101", "102", "103"} {
		if n != number {
			in.Exclude = append(in.Exclude, app.LeftOut{Ref: n, Reason: "另有安排"})
		}
	}
	return in
}

// castNow freezes a pool and draws from it.
func castNow(t *testing.T, w *testkit.World, in app.NewDraw) round.DrawID {
	t.Helper()
	id := must(w.App.FreezeDraw(t.Context(), w.AsOffice().Actor, in))(t)
	ok(t, w.App.CastDraw(t.Context(), w.AsOffice().Actor, id, public("7")))
	return id
}

// markedBy wants what is owed of members of B11 to be marked by draws.
func markedBy(t *testing.T, w *testkit.World, after string, want map[string]round.DrawID) {
	t.Helper()
	for number, id := range want {
		if v := must(w.AsLocal().Sheet("member " + number))(t); v.Drawn != id {
			t.Errorf("after %s the review of %s is marked by %d, want %d", after, number, v.Drawn, id)
		}
	}
	healthy(t, w)
}

func TestWhoMovesKeepsTheMarkOfHisDraw(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := castNow(t, w, onlyOf(w, "103"))
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			p, err := tx.Person(w.Person("103"))
			p.Branch = w.Unit("B12")
			return errors.Join(err, tx.SavePersons([]org.Person{p}))
		}))
		_, err := w.App.AcceptRosterChanges(t.Context(), operator, w.Round, "2011-01-10", "组织关系转接")
		ok(t, err)
		markedBy(t, w, "he moved", map[string]round.DrawID{"103": id})
		if w.Tally("B11")[round.DrawnDue] != 0 || w.Tally("B12")[round.DrawnDue] != 1 {
			t.Errorf("B11 counts %d drawn, B12 %d", w.Tally("B11")[round.DrawnDue], w.Tally("B12")[round.DrawnDue])
		}
	})
}

func TestOfTwoDrawsThatChoseOneTheOtherMarksWhenTheFirstLetsHimGo(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		in := pool(w, "B11", scheme.Member, 1)
		in.Exclude = []app.LeftOut{{Ref: "102", Reason: "书记"}}
		first := castNow(t, w, in)
		drawn := must(w.App.Draw(t.Context(), w.AsOffice().Actor, first))(t).Lots[0].Ref
		second := castNow(t, w, onlyOf(w, drawn))
		markedBy(t, w, "two draws", map[string]round.DrawID{drawn: first})
		ok(t, w.App.ReplaceLot(t.Context(), w.AsOffice().Actor, first, drawn, "住院"))
		markedBy(t, w, "the first let him go", map[string]round.DrawID{drawn: second})
	})
}

func TestADrawIsReplacedByWhatReplacesOneThatWasNeverHeld(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		first := castNow(t, w, onlyOf(w, "103"))
		in := onlyOf(w, "102")
		in.Again, in.Reason = first, "名单有误"
		never := must(w.App.FreezeDraw(t.Context(), office, in))(t)
		markedBy(t, w, "the second was frozen", map[string]round.DrawID{"103": first})
		in.Again, in.Reason = never, "纸条丢了"
		last := castNow(t, w, in)
		markedBy(t, w, "the third was held", map[string]round.DrawID{"103": 0, "102": last})
		if told := must(w.App.Home(t.Context(), w.As("103").Actor, 0))(t).Drawn; len(told) != 0 {
			t.Errorf("103 is told of %d draws, which do not hold", len(told))
		}
	})
}

func TestALayerIsDrawnAgainFromItsOwnUnits(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		in := pool(w, "W0", scheme.Member, 1)
		in.Layers = round.LayersByPart
		id := castNow(t, w, in)
		layer := must(w.App.Draw(t.Context(), office, id))(t)
		again := id
		for range 2 { // also when that which was drawn again is drawn again
			in := pool(w, "W0", scheme.Member, 1)
			in.Again, in.Reason = again, "漏了人"
			again = castNow(t, w, in)
			v := must(w.App.Draw(t.Context(), office, again))(t)
			if v.Pool() != layer.Pool() || v.Layer != layer.Layer {
				t.Errorf("layer %q is drawn again as %q from %q, was from %q", layer.Layer, v.Layer, v.Pool(), layer.Pool())
			}
		}
	})
}

func TestDrawsFromBeforeThereWereMarksMarkOnceTheHouseIsPrepared(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := castNow(t, w, onlyOf(w, "103"))
		ok(t, w.Store.WriteAlone(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE obligation SET drawn_id = 0`)
			if err := errors.Join(err, tx.RecountRound(w.Round)); err != nil {
				return err
			}

			_, err = tx.Exec(`DELETE FROM counter WHERE name LIKE 'times.%.%'`) // which came later
			_, earlier := tx.Exec(`UPDATE round SET figures = 2`)
			return errors.Join(err, earlier)
		}))
		ok(t, w.App.Prepare(t.Context()))
		markedBy(t, w, "the house was prepared", map[string]round.DrawID{"103": id})
	})
}
