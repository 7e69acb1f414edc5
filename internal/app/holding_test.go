package app_test

import (
	"cmp"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// In the world 孙䶮 (103) led the general branch Z2 and its branch B21 until 2001, was in charge of Z2 until 2009 and sat in
// B22 until the month before the round; 卫超 (203) will lead Z1 and B11 from next September.
func TestAPostThatHasEndedOrIsStillToComeGivesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		everythingHappens(t, w)
		for number, own := range map[string]string{"103": "member 103", "203": "member 203"} {
			who := w.As(number).Actor
			h := must(w.App.Home(t.Context(), who, 0))(t)
			for _, task := range h.Tasks {
				if task.Kind != app.TaskSummary || task.Ref != int64(who.Person) {
					if task.Kind == app.TaskClaim || task.Kind == app.TaskReport {
						continue // of his own review
					}
					t.Errorf("home asks %s for %s of %s", number, task.Kind, task.Name)
				}
			}
			for _, s := range h.About {
				if s.Subject.Kind != scheme.Member || s.Subject.Person != who.Person {
					t.Errorf("home tells %s of the review of %s %s", number, s.Subject.Kind, s.Unit.Name)
				}
			}
			for _, a := range must(w.App.OwnActions(t.Context(), who, app.ActionFilter{}, 0))(t).Rows {
				if a.Action.Review != w.Of(own) {
					t.Errorf("%s is shown what is to be put right by %s: %q", number, a.UnitName, a.Problem)
				}
			}
			for _, help := range must(w.App.OwnHelps(t.Context(), who))(t).Rows {
				t.Errorf("%s is shown what is promised to %s", number, help.Helped())
			}
			list := must(w.App.Opinions(t.Context(), who))(t)
			if len(list.Batches)+len(list.Shared) > 0 {
				t.Errorf("%s is shown the opinions on %+v %+v", number, list.Batches, list.Shared)
			}
			for _, place := range must(w.App.BatchPlaces(t.Context(), who))(t) {
				t.Errorf("%s is offered to ask for opinions on %s", number, place.UnitName)
			}
			for _, l := range must(w.App.EverydayDesk(t.Context(), who))(t).Clocks {
				t.Errorf("%s is to see to %s", number, l.Unit.Name)
			}
		}
	})
}

// everythingHappens lets every review of the world's round be given, promises help beside the reviews of units, and asks
// for opinions on every unit.
func everythingHappens(t *testing.T, w *testkit.World) {
	t.Helper()
	for _, row := range planRows(t, w, w.Round) {
		if row.Kind == scheme.Secretary {
			continue // on the sheet of his unit
		}
		name := string(row.Kind) + " " + cmp.Or(row.PersonNumber, row.UnitCode) + " by " + row.OwnerNumber
		ok(t, w.As(row.OwnerNumber).Submit(name))
		if row.Kind == scheme.Unit {
			must(w.App.BeginHelp(t.Context(), w.As(row.OwnerNumber).Actor, w.Of(name), "协调一间活动室给"+row.UnitName, "2011-03-01"))(t)
			must(w.App.OpenBatch(t.Context(), w.As(row.OwnerNumber).Actor, gathering(w, row.UnitCode)))(t)
		}
	}
}

// planRows are what is owed in a round.
func planRows(t *testing.T, w *testkit.World, id round.ID) (rows []store.PlanRow) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		top, err := tx.RootUnit()
		if err != nil {
			return err
		}
		for row, err := range tx.PlanRows(id, top) {
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	}))
	return rows
}
