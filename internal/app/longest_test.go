package app_test

import (
	"lingping/internal/domain/filing"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestTheDoctorTellsTheLongestTransactionsOfTheRunningProgram(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		h, err := w.App.Examine(t.Context(), operator)
		ok(t, err)
		if len(h.Longest) != 0 {
			t.Errorf("before anything was noted the doctor tells %+v", h.Longest)
		}

		_, err = w.App.PreviewPack(t.Context(), operator, w.Round, filing.Key{Unit: w.Unit("Z1")}, new(strings.Builder), nil)
		ok(t, err)
		slow(t, w)
		ok(t, w.App.NoteLongest(t.Context(), operator))
		refused(t, "somebody else noting", w.App.NoteLongest(t.Context(), w.AsOffice().Actor))
		h, err = w.App.Examine(t.Context(), operator)
		ok(t, err)
		told := map[store.Use]time.Duration{}
		for _, l := range h.Longest {
			told[l.Use] = l.Took
		}

		if told[store.Page] < time.Millisecond || told[store.Page] > w.Store.Longest()[store.Page] {
			t.Errorf("the doctor tells %v of pages, whose longest took %v", told[store.Page], w.Store.Longest()[store.Page])
		}

		if len(h.Wrong) != 0 {
			t.Errorf("the doctor finds wrong: %v", h.Wrong)
		}

		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.SaveSetting("longest.page", "6001 1294200000000") }))
		ok(t, w.App.NoteLongest(t.Context(), operator))
		h, err = w.App.Examine(t.Context(), operator)
		ok(t, err)
		if len(h.Wrong) != 1 || !strings.Contains(h.Wrong[0].Error(), "网页读取") {
			t.Errorf("of a page that held the database for more than 6 s the doctor says %v", h.Wrong)
		}
	})
}

// slow reads a page for more than a millisecond.
func slow(t *testing.T, w *testkit.World) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		for began := time.Now(); time.Since(began) < 2*time.Millisecond; {
			if _, err := tx.Settings(); err != nil {
				return err
			}
		}
		return nil
	}))
}

func TestATransactionIsOverTheBoundWhenItsLastStatementShouldHaveStopped(t *testing.T) {
	most := store.Bound + time.Second
	for _, c := range []struct {
		app.Longest
		over bool
	}{
		{app.Longest{Use: store.Page, Took: most}, false}, {app.Longest{Use: store.Page, Took: most + time.Millisecond}, true},
		{app.Longest{Use: store.Export, Took: most + 1}, true}, {app.Longest{Use: store.Save, Took: most + 1}, true},
		{app.Longest{Use: store.Alone, Took: time.Hour}, false},
	} {
		if c.Over() != c.over {
			t.Errorf("%s of %v: over is %v", c.Use, c.Took, c.Over())
		}
	}
}
