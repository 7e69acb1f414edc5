package app_test

import (
	"testing"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestTheLedgerIsReadFromTheNewestBackPageByPageAndNothingIsLostBetween(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		noted(t, w, "probe:1", 250)
		noted(t, w, "probe:2", 100) // exactly one page
		for object, want := range map[string]int{"probe:1": 250, "probe:2": 100, "probe:3": 0} {
			var seen []ledger.Entry
			pages, more, last := 0, true, int64(0)
			for more {
				shown, err := w.App.Ledger(t.Context(), operator, object, last)
				ok(t, err)
				page, next := shown.Entries, shown.More
				if next && len(page) == 0 {
					t.Fatalf("an empty page of %s says that more follow", object)
				}

				if seen, more = append(seen, page...), next; len(page) > 0 {
					last = page[len(page)-1].ID
				}

				pages++
			}

			if len(seen) != want || pages != max(1, (want+99)/100) {
				t.Errorf("%s has %d entries on %d pages, want %d", object, len(seen), pages, want)
			}

			for i, e := range seen {
				if e.Round != int64(want-i) || e.Object != object {
					t.Fatalf("entry %d of %s is number %d of %s, want the newest first", i, object, e.Round, e.Object)
				}
			}
		}

		shown, err := w.App.Ledger(t.Context(), operator, "", 0)
		ok(t, err)
		all := shown.Entries
		if all[0].Object != "probe:2" || all[0].Round != 100 {
			t.Errorf("the newest of all is %+v", all[0])
		}
	})
}

// noted puts entries about the object into the ledger, numbered from 1 by their round.
func noted(t *testing.T, w *testkit.World, object string, n int) {
	t.Helper()
	ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
		for i := range n {
			e, err := ledger.Make(tx.Now, operator, access.FoldCounters, object, int64(i+1), nil)
			if err != nil {
				return err
			}

			if err := tx.AppendLedger(e, nil); err != nil {
				return err
			}
		}
		return nil
	}))
}

func TestAnEmptiedCommitmentIsFoundByTheDoctor(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE ledger SET actor = '别人', salt = 'x', commitment = '' WHERE action = $1`, access.LaunchRound)
			return err
		}))

		h, err := w.App.Examine(t.Context(), operator)
		ok(t, err)
		if len(h.Wrong) != 1 {
			t.Errorf("the doctor says %v, want the changed entry", h.Wrong)
		}
	})
}

func TestAMessageWaitsAQuarterToBeFetchedAndIsThenForgotten(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		waiting := func() int {
			_, n, err := w.App.Outbox(t.Context(), operator)
			ok(t, err)
			return n
		}

		told, _, err := w.App.Outbox(t.Context(), operator)
		ok(t, err)
		if len(told) != 1 {
			t.Fatalf("after the launch %d messages wait, want one", len(told))
		}

		launched := time.UnixMilli(told[0].At)
		quarter := 90 * 24 * time.Hour
		for _, age := range []time.Duration{0, time.Minute, 24 * time.Hour, quarter} {
			ok(t, w.App.At(fixed(launched.Add(age))).FoldCounters(t.Context(), operator))
			if n := waiting(); n != 1 {
				t.Fatalf("%s after the launch %d messages wait, want one", age, n)
			}
		}

		ok(t, w.App.At(fixed(launched.Add(quarter+time.Millisecond))).FoldCounters(t.Context(), operator))
		if n := waiting(); n != 0 {
			t.Errorf("after a quarter %d still wait", n)
		}
	})
}
