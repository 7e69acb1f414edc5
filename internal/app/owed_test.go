package app_test

import (
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestWhatIsOwedIsListedDrawnAndRemindedOfAlike(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		who := access.LocalOperator()
		list, err := w.App.Owed(t.Context(), who, w.Round, app.OwedFilter{}, 0)
		if err != nil || list.Total != 44 || len(list.Gaps) != 2 {
			t.Fatalf("%d owed, %d gaps, %v; want 44 and 2", list.Total, len(list.Gaps), err)
		}

		of, err := w.App.Owed(t.Context(), who, w.Round, app.OwedFilter{Unit: w.Unit("Z1"), Kind: scheme.Member, Owner: "李娜"}, 0)
		if err != nil || of.Total != 2 || len(of.Gaps) != 0 {
			t.Fatalf("李娜 owes %d members, %v; want 2", of.Total, err)
		}

		reminded := 0
		reminders, err := w.App.Reminders(t.Context(), who, w.Round, 0, 0)
		for _, part := range reminders.Parts {
			for _, o := range part.Owners {
				reminded += o.Reviews
			}
		}

		if err != nil || reminded != 44 {
			t.Fatalf("%d are reminded of, %v; want 44", reminded, err)
		}

		board, err := w.App.Board(t.Context(), who, w.Round, 0)
		cells := 0
		for _, r := range board.Map {
			cells += len(r.Cells)
			for _, c := range r.Cells {
				if c != review.Owed {
					t.Errorf("a cell of %s is %s before anything was written", r.Unit.Name, c)
				}
			}
		}

		if err != nil || cells != 42 { // 10 units, 9 seats of secretaries, 1 of a committee member, 22 members below the root
			t.Fatalf("%d cells, %v; want 42", cells, err)
		}

		rounds, err := w.App.UnitRounds(t.Context(), who, w.Unit("Z1"))
		if err != nil || len(rounds) != 1 || rounds[0].State != review.Owed {
			t.Fatalf("rounds of Z1: %+v, %v", rounds, err)
		}

		members, err := w.App.MembersBelow(t.Context(), who, w.Unit("W0"))
		if err != nil || members[w.Unit("Z1")] != 6 || members[w.Unit("D2")] != 3 {
			t.Fatalf("members below: %v, %v", members, err)
		}
	})
}

func TestARosterLeftLyingIsForgottenAfterADay(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		now := time.Now() // numbers of files are made by the true clock
		testkit.NewWorld(t, s)
		a := app.New(s.At(func() time.Time { return now }))
		who := access.LocalOperator()
		keep := func() int64 {
			t.Helper()
			id, err := a.KeepRoster(t.Context(), who, "党员.csv", []byte("工号,姓名,人员类别\n900,施工,正式\n"))
			if err != nil {
				t.Fatal(err)
			}
			return id
		}

		old := keep()
		now = now.Add(23 * time.Hour)
		keep()
		if _, err := a.CheckKeptRoster(t.Context(), who, old, app.RosterAnswers{}); err != nil {
			t.Errorf("within the day: %v", err)
		}

		now = now.Add(2 * time.Hour)
		keep()
		if _, err := a.CheckKeptRoster(t.Context(), who, old, app.RosterAnswers{}); err == nil {
			t.Error("it is still there after a day")
		}
	})
}
