package app_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestRightsComeFromTheFrozenRosterUntilAHandOver(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))

		// In the living roster 卫超 takes 赵伟's place at the head of the general branch.
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			posts, err := tx.PostsOfPerson(w.Person("101"))
			if err != nil {
				return err
			}

			seat := posts[0].Post
			seat.Person = w.Person("203")
			if err := tx.SavePost(seat); err != nil {
				return err
			}

			return tx.SaveCharge(org.Charge{ID: 90, Person: w.Person("205"), Unit: w.Unit("B11"), Kind: org.InCharge})
		}))

		sees := func(when string, want map[string]bool) {
			t.Helper()
			for number, may := range want {
				if _, err := w.As(number).Sheet("member 103"); (err == nil) != may {
					t.Errorf("%s %s reading the review: %v, want %v", when, number, err, may)
				}
			}
		}

		sees("after a change of the living roster", map[string]bool{"101": true, "203": false, "205": false})
		_, err := w.App.HandOverSeat(t.Context(), access.LocalOperator(), w.Round, round.HandOver{
			Extent: round.OneSeat, Seat: w.Unit("Z1"), From: w.Person("101"), To: w.Person("203"), Reason: "书记调整"})
		ok(t, err)
		sees("after the hand-over", map[string]bool{"203": true, "101": false, "205": false})
	})
}
