package app_test

import (
	"fmt"
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestWhatASeatOwesPassesToItsNewHolder(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		hand := round.HandOver{Extent: round.Everything, From: w.Person("102"), To: w.Person("101"), Reason: "书记调整"}
		_, err := w.App.HandOverSeat(t.Context(), operator, w.Round, hand)
		conflict(t, "to somebody who would review himself", err)
		hand.To = w.Person("005")
		moved, err := w.App.HandOverSeat(t.Context(), operator, w.Round, hand)
		ok(t, err)
		if moved != 1 {
			t.Errorf("%d reviews moved, want the one of 赵伟 that was left", moved)
		}

		refused(t, "the old secretary", w.As("102").Submit("member 101"))
		ok(t, w.As("005").Submit("member 101"))
		_, err = w.App.HandOverSeat(t.Context(), operator, w.Round, hand)
		conflict(t, "handing over nothing", err)
		healthy(t, w)
	})
}

func TestOneSeatIsHandedOverAndTheOthersStay(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		before, err := w.App.Owing(t.Context(), operator, w.Round, "301", 0)
		ok(t, err)
		left := func(list []app.Owing, seat string) (n int) {
			for _, o := range list {
				if o.Person == w.Person("301") && o.Seat == w.Unit(seat) {
					n += o.Left
				}
			}
			return n
		}

		if left(before.Owing, "B31") != 2 {
			t.Fatalf("韩磊 owes %d reviews as secretary of his branch, want 2", left(before.Owing, "B31"))
		}

		_, err = w.App.HandOverTo(t.Context(), operator, w.Round,
			round.HandOver{Extent: round.OneSeat, Seat: w.Unit("D1"), From: w.Person("004"), Reason: "支部改选"}, "周平")
		conflict(t, "to somebody who is among the members himself", err)
		moved, err := w.App.HandOverTo(t.Context(), operator, w.Round,
			round.HandOver{Extent: round.OneSeat, Seat: w.Unit("B31"), From: w.Person("301"), Reason: "支部改选"}, "005")
		ok(t, err)
		after, err := w.App.Owing(t.Context(), operator, w.Round, "301", 0)
		ok(t, err)
		if moved != 2 || left(after.Owing, "B31") != 0 {
			t.Errorf("%d moved, %d left", moved, left(after.Owing, "B31"))
		}
	})
}

// What somebody has passed on is what he had then. A post that he is given afterwards, and that a new look at the roster
// brings into the round, is his own.
func TestAHandOverPassesOnNothingThatBeganAfterIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		must(w.App.HandOverSeat(t.Context(), operator, w.Round, round.HandOver{Extent: round.Everything,
			From: w.Person("102"), To: w.Person("303"), Reason: "书记调整"}))(t)
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.SavePost(org.Post{ID: 900, Person: w.Person("102"), Unit: w.Unit("B22"), Kind: org.Secretary, From: "2011-01-10"})
		}))
		must(w.App.AcceptRosterChanges(t.Context(), operator, w.Round, "2011-01-10", "调任"))(t)
		for unit, number := range map[string]string{"B11": "303", "B22": "102"} {
			ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
				s, err := tx.Superiors(w.Round, w.Unit(unit))
				if got := s.Principals(w.Unit(unit)); len(got) != 1 || got[0] != w.Person(number) {
					t.Errorf("%s is led by %v, want %s (%d)", unit, got, number, w.Person(number))
				}
				return err
			}))
		}

		healthy(t, w)
	})
}

// Who owes is found whatever number of others is called as he is.
func TestWhoOwesIsFoundAmongManyOfHisName(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			var others []org.Person
			for i := range 150 {
				others = append(others, org.Person{ID: org.PersonID(tx.NewID()), Name: "韩丁", Number: fmt.Sprint("A", 1000+i), Pinyin: "handing",
					Initials: "hd", Standing: org.Formal, Branch: w.Unit("B31")})
			}
			return tx.AddPersons(others, nil)
		}))

		list, err := w.App.Owing(t.Context(), operator, w.Round, "韩", 0)
		ok(t, err)
		if list.More || !slices.ContainsFunc(list.Owing, func(o app.Owing) bool { return o.Person == w.Person("301") }) {
			t.Errorf("among 150 others of his name 韩磊 is not found: %v", list)
		}
	})
}
