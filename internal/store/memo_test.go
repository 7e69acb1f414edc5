package store_test

import (
	"testing"

	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestATransactionForgetsWhatItRemembersWhenItSaves(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		var tally store.Tally
		must(t, s.Write(tally.On(t.Context()), func(tx *store.Tx) error {
			r := round.Round{ID: 1, Name: "一轮", State: round.Draft}
			must(t, tx.AddRound(r))
			tally.Reset()
			for range 3 {
				if got, err := tx.Round(1); err != nil || got.State != round.Draft {
					t.Errorf("the round is %q, %v", got.State, err)
				}
			}

			if n := tally.Work().Statements; n != 1 {
				t.Errorf("asking three times for a round takes %d statements, want 1", n)
			}

			r.State = round.Launched
			must(t, tx.SaveRoundState(r))
			if got, err := tx.Round(1); err != nil || got.State != round.Launched {
				t.Errorf("after it was saved as launched the round is %q, %v", got.State, err)
			}

			return nil
		}))
	})
}
