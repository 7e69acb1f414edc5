package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
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
		reminders, err := w.App.Reminders(t.Context(), who, w.Round, app.ReminderFilter{}, 0)
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

		z1, err := w.App.Unit(t.Context(), who, w.Unit("Z1"))
		if err != nil || len(z1.Rounds) != 1 || z1.Rounds[0].State != review.Owed {
			t.Fatalf("rounds of Z1: %+v, %v", z1.Rounds, err)
		}

		root, err := w.App.Unit(t.Context(), who, w.Unit("W0"))
		if err != nil || root.Members[w.Unit("Z1")] != 6 || root.Members[w.Unit("D2")] != 3 {
			t.Fatalf("members below: %v, %v", root.Members, err)
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
		if err := a.ForgetRosters(t.Context(), who); err != nil {
			t.Fatal(err)
		}

		if _, err := a.CheckKeptRoster(t.Context(), who, old, app.RosterAnswers{}); err == nil {
			t.Error("it is still there after a day")
		}
	})
}

// Who owes a review is found by the same words as on the page of persons, on both engines alike.
func TestOwersAreFoundByTheirWords(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		all := must(w.App.AllOwed(t.Context(), operator, w.Round, app.OwedFilter{}))(t).Rows
		words := map[org.PersonID]org.Words{}
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			for _, row := range all {
				words[row.Owner] = must(tx.Person(row.Owner))(t).Words()
			}
			return nil
		}))

		for _, q := range []string{"赵", "伟", "10", "ＺＨＡＯ", "zhao", "%", "_", "没有", " 赵 "} {
			var want, got []review.ID
			for _, row := range all {
				if slices.ContainsFunc(slices.Concat(words[row.Owner].Whole, words[row.Owner].Inner), func(word string) bool { return strings.HasPrefix(word, org.Fold(q)) }) {
					want = append(want, row.ID)
				}
			}

			list := must(w.App.AllOwed(t.Context(), operator, w.Round, app.OwedFilter{Owner: q}))(t)
			for _, row := range list.Rows {
				got = append(got, row.ID)
			}

			if !slices.Equal(got, want) || list.Total != len(want) {
				t.Errorf("%q finds %d of the owed reviews and says %d, want %d", q, len(got), list.Total, len(want))
			}
		}
	})
}
