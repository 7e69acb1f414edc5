package app_test

import (
	"cmp"
	"errors"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// What is kept of a round's tree and holders in memory is what its rows say: after every act that changes them, in a
// transaction that reads, in one that has just changed them, and after that one was undone.
func TestTheTreeInMemoryIsTheTreeOfTheRows(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		acts := []struct {
			name string
			do   func() error
		}{
			{"the launch", func() error { return nil }},
			{"a hand-over", func() error {
				_, err := w.App.HandOverSeat(t.Context(), operator, w.Round, round.HandOver{Extent: round.Everything,
					From: w.Person("102"), To: w.Person("303"), Reason: "书记调整"})
				return err
			}},
			{"a second look at the roster", func() error {
				ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
					return tx.SavePost(org.Post{ID: 900, Person: w.Person("102"), Unit: w.Unit("B22"), Kind: org.Secretary, From: "2011-01-10"})
				}))
				_, err := w.App.AcceptRosterChanges(t.Context(), operator, w.Round, "2011-01-10", "调任")
				return err
			}},
		}

		undone := errors.New("undone")
		for _, act := range acts {
			ok(t, act.do())
			ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error { return sameAsRows(t, act.name, tx, w.Round) }))

			err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
				r, err := tx.Round(w.Round)
				ok(t, err)
				ok(t, tx.KeepHoldings(r, nil))
				ok(t, sameAsRows(t, act.name+", holders just written", tx, w.Round))
				return undone
			})

			if !errors.Is(err, undone) {
				t.Fatal(err)
			}

			ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error { return sameAsRows(t, act.name+", undone again", tx, w.Round) }))
		}
	})
}

// sameAsRows holds every answer that may come from memory against the rows, put together here once more.
func sameAsRows(t *testing.T, when string, tx *store.Tx, id round.ID) error {
	t.Helper()
	places, err := tx.FrozenUnits(id)
	ok(t, err)
	rows, err := tx.Holdings(id)
	ok(t, err)
	if len(places) == 0 || len(rows) == 0 {
		t.Fatalf("%s: %d units, %d holdings", when, len(places), len(rows))
	}

	same := func(what string, want, got any) {
		t.Helper()
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s (-rows +answer):\n%s", when, what, diff)
		}
	}

	for _, p := range places {
		var line []org.Place // from the root down
		for _, q := range places {
			if p.Within(q) {
				line = append(line, q)
			}
		}

		var want access.Superiors
		for _, q := range line {
			want.Units = append([]org.UnitID{q.ID}, want.Units...)
		}

		for _, h := range rows {
			if slices.Contains(want.Units, h.Unit) && (h.Unit == p.ID || h.Way != assign.Sit) {
				want.Holdings = append(want.Holdings, h)
			}
		}

		var children []org.Place
		for _, q := range places {
			if q.Parent == p.ID {
				children = append(children, q)
			}
		}

		same("superiors of "+p.Name, want, must(tx.Superiors(id, p.ID))(t))
		same("place of "+p.Name, p, must(tx.FrozenUnit(id, p.ID))(t))
		same("line of "+p.Name, line, must(tx.FrozenLine(id, p.ID))(t))
		same("children of "+p.Name, children, must(tx.FrozenChildren(id, p.ID))(t))
	}

	for _, h := range rows {
		want := slices.DeleteFunc(slices.Clone(rows), func(o assign.Holding) bool { return o.Person != h.Person })
		slices.SortStableFunc(want, func(a, b assign.Holding) int {
			return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Way, b.Way))
		})
		same("holdings of a person", want, must(tx.HoldingsOf(id, h.Person))(t))
	}

	_, err = tx.FrozenUnit(id, 1)
	if err == nil {
		t.Errorf("%s: a unit that is none has a place", when)
	}

	return nil
}
