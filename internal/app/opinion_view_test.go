package app_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// voices are what somebody sees, as the slips from which it was made; each slip says words of its own.
type voices map[string]bool

// standsAlone reports whether one is the other and fewer people more than are asked for.
func standsAlone(a, b voices) bool {
	if len(a) > len(b) {
		a, b = b, a
	}

	for text := range a {
		if !b[text] {
			return false
		}
	}

	return len(b) > len(a) && len(b)-len(a) < dossier.OpinionFloor
}

// Batches of whatever size are closed one after the other; after each, everybody looks at all that he may see, and at every
// figure. No two of all these views, of whoever and whenever, differ by one to four people.
func TestNoTwoViewsOfAnybodyAtAnyTimeDifferByAFewPeople(t *testing.T) {
	people := []string{"001", "002", "003", "004", "101", "102", "103", "104", "201", "202", "office"}
	worlds(t, func(t *testing.T, w *testkit.World) {
		draw := rand.New(rand.NewPCG(11, 12))
		views, pools := map[string]voices{"nothing": {}}, map[dossier.PoolID]bool{}
		heard := map[string]voices{} // what was said on each unit, with all below it
		for n := range 12 {
			unit := []string{"B11", "B12", "B21"}[draw.IntN(3)]
			var texts []string
			for i := range draw.IntN(8) {
				texts = append(texts, fmt.Sprintf("%s第%d次第%d份", unit, n, i))
			}

			id, _ := gather(t, w, w.AsOffice(), gathering(w, unit), texts...)
			_, _, err := w.App.CloseBatch(t.Context(), w.AsOffice().Actor, id)
			ok(t, err)
			for pool, of := range poolsOf(t, w) {
				fresh := !pools[pool]
				pools[pool] = true
				for _, who := range people {
					seat := w.AsOffice()
					if who != "office" {
						seat = w.As(who)
					}

					v, err := w.App.Heard(t.Context(), seat.Actor, pool)
					if err != nil {
						continue
					}

					seen := voices{}
					for _, o := range v.List {
						seen[o.Text] = true
					}

					if len(seen) != v.Slips {
						t.Errorf("%s sees %d opinions of %d slips", who, len(seen), v.Slips)
					}

					views[fmt.Sprintf("%s reads pool %d", who, pool)] = seen
					if fresh && who == "office" {
						hearMore(heard, seen, of)
					}
				}
			}

			for _, code := range []string{"B11", "B12", "B21", "Z1", "Z2", "W0"} {
				if figure := int(w.Tally(code)[round.Opinions]); figure != len(heard[code]) {
					t.Errorf("the figure of %s is %d, heard were %d", code, figure, len(heard[code]))
				}
				views[fmt.Sprintf("the figure of %s after %d batches", code, n+1)] = maps.Clone(heard[code])
			}
		}

		for one, a := range views {
			for other, b := range views {
				if one < other && standsAlone(a, b) {
					t.Errorf("%s: %d people; %s: %d of them", one, max(len(a), len(b)), other, min(len(a), len(b)))
				}
			}
		}

		if len(pools) < 4 || len(views) < 60 {
			t.Errorf("%d pools and %d views: the test looks at too little", len(pools), len(views))
		}
	})
}

// hearMore adds what was seen to what was heard on a unit and those above it.
func hearMore(heard map[string]voices, seen voices, unit string) {
	above := map[string]string{"B11": "Z1", "B12": "Z1", "B21": "Z2", "Z1": "W0", "Z2": "W0"}
	for code := unit; code != ""; code = above[code] {
		if heard[code] == nil {
			heard[code] = voices{}
		}
		maps.Copy(heard[code], seen)
	}
}

// poolsOf are all pools with the codes of their units.
func poolsOf(t *testing.T, w *testkit.World) map[dossier.PoolID]string {
	t.Helper()
	out := map[dossier.PoolID]string{}
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		ids, err := store.All(tx, store.Scalar[dossier.PoolID], `SELECT id FROM opinion_pool`)
		if err != nil {
			return err
		}

		for _, id := range ids {
			p, _, err := tx.Pool(id)
			if err != nil {
				return err
			}

			unit, err := tx.FrozenUnit(p.Round, p.Unit)
			if err != nil {
				return err
			}

			out[id] = unit.Code
		}

		return nil
	}))
	return out
}
