package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestTheNextRoundTakesTheSchemeOfTheLastAndIsSetBesideIt(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		office := w.AsOffice().Actor
		if err := w.As("102").Submit("member 103"); err != nil {
			t.Fatal(err)
		}
		next, err := w.App.NextRound(t.Context(), office, w.Round)
		if err != nil || next.Previous != w.Round {
			t.Fatalf("the next round is %+v, %v", next, err)
		}
		id, err := w.App.OpenRound(t.Context(), office, app.NewRound{Name: "下一轮", From: next.From, To: next.To, Previous: w.Round})
		if err != nil {
			t.Fatal(err)
		}
		v, err := w.App.Round(t.Context(), office, id)
		last, _ := w.App.Round(t.Context(), office, w.Round)
		if err != nil || v.Previous != w.Round || v.SchemeText != last.SchemeText {
			t.Errorf("it follows round %d, with its scheme: %v, %v", v.Previous, v.SchemeText == last.SchemeText, err)
		}
		if _, err := w.App.LaunchRound(t.Context(), office, id); err != nil {
			t.Fatal(err)
		}
		c, err := w.App.Compare(t.Context(), office, id, w.Unit("Z1"))
		if err != nil || len(c.Rows) != 3 {
			t.Fatalf("%d rows, %v; want the general branch and its two branches", len(c.Rows), err)
		}
		if got := c.Rows[0]; got.Before[round.MembersDone] != 1 || got.Now[round.MembersDone] != 0 || got.Now[round.MembersDue] == 0 {
			t.Errorf("before %v, now %v", got.Before[round.MembersDone], got.Now[round.MembersDone])
		}
		if _, err := w.App.NextRound(t.Context(), w.As("103").Actor, w.Round); !errs.Is(err, errs.NotFound) {
			t.Errorf("a member prepares rounds: %v", err)
		}
	})
}
