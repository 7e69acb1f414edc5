package app_test

import (
	"fmt"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

// When a round is launched its figures are counted in the plan, and not from the rows: they are what the rows say, whatever
// the scheme asks, over the whole tree or a part of it, and whoever was exempted before.
func TestTheFirstFiguresAreThoseOfARecount(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		launched := 0
		for _, s := range scheme.Builtin() {
			for _, top := range []string{"", "D1", "Z1", "B11"} {
				for _, exempt := range []bool{false, true} {
					id, err := w.App.OpenRound(t.Context(), operator, app.NewRound{
						Scheme: s.Name, Name: fmt.Sprint(s.Name, top, exempt), From: "2011-01-01", To: "2011-06-30", Unit: top, Aware: true})
					ok(t, err)
					if exempt {
						_, err := w.App.ExemptSubjects(t.Context(), operator, id, app.Exempting{Class: org.GroupInfirm, Reason: "住院", Approver: "校党委"})
						if err != nil {
							continue // nobody there is
						}
					}

					if _, err := w.App.LaunchRound(t.Context(), operator, id); err != nil {
						continue // the scheme does not fit this house
					}

					launched++
					w.Round = id
					sound(t, w, "launching "+s.Name+" of "+top)
				}
			}
		}

		if launched < 6 {
			t.Errorf("only %d rounds could be launched", launched)
		}
	})
}
