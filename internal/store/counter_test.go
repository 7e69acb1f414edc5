package store_test

import (
	"maps"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestAFigureCountsForItsUnitAndAllAboveUntilItIsTakenBack(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		const talks = round.Count("talks")
		count := func(unit org.UnitID, n int64) {
			t.Helper()
			if err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.Count(w.Round, unit, round.Tally{talks: n}) }); err != nil {
				t.Fatal(err)
			}
		}

		want := func(when string, figures map[string]int64) {
			t.Helper()
			for _, code := range []string{"B11", "B12", "Z1", "Z2", "W0"} {
				if got := w.Tally(code)[talks]; got != figures[code] {
					t.Errorf("%s %s has %d, want %d", when, code, got, figures[code])
				}
			}
		}

		count(w.Unit("B11"), 2)
		count(w.Unit("Z1"), 3)
		want("after two counts", map[string]int64{"B11": 2, "Z1": 5, "W0": 5})
		count(0, 7)
		want("a subject without a unit counts at the root:", map[string]int64{"B11": 2, "Z1": 5, "W0": 12})
		before := w.Tally("W0")
		var moved [2]int64
		for i := range moved {
			if err := s.Write(t.Context(), func(tx *store.Tx) (err error) {
				moved[i], err = tx.FoldCounters(w.Round)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}

		if !maps.Equal(w.Tally("W0"), before) || moved[0] == 0 || moved[1] != 0 {
			t.Errorf("folding moved %v rows and made %v of %v", moved, w.Tally("W0"), before)
		}

		count(w.Unit("B11"), -2)
		want("taken back,", map[string]int64{"Z1": 3, "W0": 10})
		if _, there := w.Tally("B11")[talks]; there {
			t.Error("a figure of zero is not as one that is missing")
		}
	})
}
