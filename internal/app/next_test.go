package app_test

import (
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
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

func TestWhatIsUnfinishedGoesOverIntoTheNextRound(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		member, secretary, office := w.As("103").Actor, w.As("102"), w.AsOffice().Actor
		for _, text := range []string{"每周接待学生一次", "整理实验室台账"} {
			id, err := w.App.AddCommitment(t.Context(), member, promise(w, "B11", "103", text))
			if err != nil {
				t.Fatal(err)
			}

			if text == "整理实验室台账" {
				if _, err := w.App.ReportCommitment(t.Context(), member, id, dossier.Kept, "已整理", ""); err != nil {
					t.Fatal(err)
				}
			}
		}

		if err := secretary.Submit("member 103"); err != nil {
			t.Fatal(err)
		}

		next, err := w.App.NextRound(t.Context(), office, w.Round)
		if err != nil {
			t.Fatal(err)
		}

		id, err := w.App.OpenRound(t.Context(), office, app.NewRound{Name: "下一轮", From: next.From, To: next.To, Previous: w.Round})
		if err != nil {
			t.Fatal(err)
		}

		if _, err := w.App.LaunchRound(t.Context(), office, id); err != nil {
			t.Fatal(err)
		}

		kept, err := w.App.Commitments(t.Context(), member, id, w.Unit("B11"), w.Person("103"))
		if err != nil || len(kept.List) != 1 || kept.List[0].Text != "每周接待学生一次" || kept.List[0].From == 0 {
			t.Errorf("the next round has %+v, %v; want the one that was not kept", kept.List, err)
		}

		ledger, err := w.App.Actions(t.Context(), secretary.Actor, id, app.ActionFilter{Unit: w.Unit("B11")}, 0)
		if err != nil || len(ledger.Carried) == 0 || ledger.Total != 0 {
			t.Errorf("%d carried over and %d new, %v; want those that the last round asked for", len(ledger.Carried), ledger.Total, err)
		}

		summary, err := w.App.Summary(t.Context(), member, id, w.Unit("B11"), w.Person("103"))
		if err != nil || !slices.ContainsFunc(summary.Text.Checks, func(c dossier.Check) bool { return strings.Contains(c.Text, "待认领") }) {
			t.Errorf("the summary proposes %+v, %v; want what is still to be put right", summary.Text.Checks, err)
		}

		h, err := w.App.Examine(t.Context(), access.LocalOperator())
		if err != nil || len(h.Wrong) > 0 {
			t.Errorf("the figures are wrong: %v, %v", h.Wrong, err)
		}
	})
}
