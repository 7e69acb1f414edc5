package app_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"lingping/internal/domain/review"
	"lingping/internal/testkit"
)

// Whoever hands a sheet in is told where he stands from the sheet as the act left it; a fresh look says the same.
func TestWhoHandedInStandsWhereAFreshLookFindsHim(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			who, of string
		}{
			{"004", "member 002"}, {"103", "member 103"}, {"101", "unit B12 by 101"}, {"102", "secretary 102"},
		} {
			seat := w.As(c.who)
			d, err := seat.Draft(c.of)
			ok(t, err)
			h, err := w.App.HandIn(t.Context(), seat.Actor, w.Of(c.of), d, "")
			ok(t, err)
			v, err := w.App.Sheet(t.Context(), seat.Actor, w.Of(c.of))
			ok(t, err)
			if !reflect.DeepEqual(h.First, v.Parts[0].ObligationRow) || h.Records != len(v.Parts) || h.State != v.State {
				t.Errorf("%s: after handing in %+v (%d records, %s), a look finds %+v (%d, %s)",
					c.of, h.First, h.Records, h.State, v.Parts[0].ObligationRow, len(v.Parts), v.State)
			}

			series, err := w.App.SeriesOf(t.Context(), seat.Actor, w.Of(c.of))
			ok(t, err)
			if h.Series.Key != series.Key || len(h.Series.Sheets) != len(series.Sheets) || h.Series.Left() != series.Left() {
				t.Errorf("%s: after handing in the series is %+v with %d left, a look finds %+v with %d left",
					c.of, h.Series.Key, h.Series.Left(), series.Key, series.Left())
			}
		}
	})
}

// A sheet is handed in when it is committed: whoever leaves before what comes next was read is not told that it failed.
func TestWhatCantBeReadAfterAHandInDoesNotUndoIt(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	seat := w.As("004")
	d, err := seat.Draft("member 002")
	ok(t, err)
	ctx, leave := context.WithCancel(t.Context())
	defer leave()

	moments := 0
	during := w.App.At(func() time.Time { // asked once by each transaction: the second reads what comes next
		if moments++; moments == 2 {
			leave()
		}
		return w.Store.Now()
	})
	h, err := during.HandIn(ctx, seat.Actor, w.Of("member 002"), d, "")
	if err != nil || h.Unread == nil || h.State != review.Confirmed {
		t.Errorf("handed in with %v; what comes next: %v, state %q", err, h.Unread, h.State)
	}

	v, err := seat.Sheet("member 002")
	if ok(t, err); v.State != review.Confirmed {
		t.Errorf("afterwards the sheet is %s", v.State)
	}
}
