package app_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// shanghai is the same product at a moment as a clock on the wall there shows it.
func shanghai(t *testing.T, w *testkit.World, wall string) *app.App {
	t.Helper()
	zone, err := clock.Zone("Asia/Shanghai")
	ok(t, err)
	at, err := time.Parse("2006-01-02 15:04:05 -0700", wall+" +0800")
	ok(t, err)
	return w.App.At(fixed(at.In(zone)))
}

// A day is written as people at the house write it: from midnight there, not from eight in the morning.
func TestTheDayThatIsWrittenIsTheDayOfTheHouse(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for wall, day := range map[string]string{
			"2010-12-31 23:59:59": "2010-12-31", "2011-01-01 00:00:00": "2011-01-01", "2011-01-01 07:59:59": "2011-01-01", "2011-01-01 08:00:00": "2011-01-01",
		} {
			a := shanghai(t, w, wall)
			in := gathering(w, "B11")
			id, err := a.OpenBatch(t.Context(), w.As("101").Actor, in)
			ok(t, err)
			v, err := a.Batch(t.Context(), w.As("101").Actor, id)
			ok(t, err)
			if string(v.Opened) != day {
				t.Errorf("opened at %s it bears the day %s", wall, v.Opened)
			}

			in.Until = v.Opened.AddDays(-1)
			_, err = a.OpenBatch(t.Context(), w.As("101").Actor, in)
			if !errs.Is(err, errs.Invalid) {
				t.Errorf("at %s yesterday may be the last day: %v", wall, err)
			}

			in.Until = v.Opened
			if _, err = a.OpenBatch(t.Context(), w.As("101").Actor, in); err != nil {
				t.Errorf("at %s today may not be the last day: %v", wall, err)
			}
		}
	})
}

// Signatures, receipts and their years bear the day of the house too, also while it is still yesterday in UTC.
func TestSignaturesAndReceiptYearsAreThoseOfTheHouse(t *testing.T) {
	for wall, want := range map[string]struct{ year, day string }{
		"2011-12-31 23:59:59": {"2011", "2011年12月31日"}, "2012-01-01 00:00:00": {"2012", "2012年1月1日"},
		"2012-01-01 07:59:59": {"2012", "2012年1月1日"}, "2012-01-01 08:00:00": {"2012", "2012年1月1日"},
	} {
		w := testkit.NewWorld(t, testkit.SQLite(t))
		w.App = shanghai(t, w, wall)
		ok(t, w.As("102").Submit("member 103"))
		reviewed(t, w)
		f, err := w.App.HandInFiling(t.Context(), w.As("101").Actor, w.Round, filing.Key{Unit: w.Unit("Z1")}, "")
		ok(t, err)
		ok(t, w.App.ReceiveFilings(t.Context(), w.AsOffice().Actor, []filing.ID{f.ID})[0].Err)
		var sheet, form bytes.Buffer
		_, err = w.App.Form(t.Context(), w.As("101").Actor, w.Of("unit B11 by 101"), app.Word, &sheet)
		ok(t, err)
		if text := wordsOf(t, sheet.Bytes()); !strings.Contains(text, "备〔"+want.year+"〕1号") || !strings.Contains(text, want.day) {
			t.Errorf("received at %s the form bears neither the receipt of %s nor the day %s: %s", wall, want.year, want.day, text)
		}

		_, err = w.App.Form(t.Context(), w.As("102").Actor, w.Of("member 103"), app.Word, &form)
		ok(t, err)
		if text := wordsOf(t, form.Bytes()); !strings.Contains(text, want.day) {
			t.Errorf("signed at %s the form does not bear the day %s: %s", wall, want.day, text)
		}
	}
}

func TestAHouseHasOneZoneThatIsKeptWithItsData(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		a := app.New(s)
		local := access.LocalOperator()
		zone := func(named string) string {
			t.Helper()
			home, err := a.AtHome(t.Context(), named)
			ok(t, err)
			return home.Now().Location().String()
		}

		if zone("") != "Asia/Shanghai" || zone("Asia/Urumqi") != "Asia/Urumqi" {
			t.Errorf("a house that has kept nothing lives in %s, or where its operator says: %s", zone(""), zone("Asia/Urumqi"))
		}

		if err := a.KeepZone(t.Context(), local, "Asia/Shangai"); !errs.Is(err, errs.Invalid) {
			t.Errorf("a misspelt zone is kept: %v", err)
		}

		refused(t, "somebody without a right", a.KeepZone(t.Context(), access.Actor{}, "Asia/Urumqi"))
		ok(t, a.KeepZone(t.Context(), local, "Asia/Urumqi"))
		ok(t, a.KeepZone(t.Context(), local, "Asia/Shanghai")) // it is kept once
		if zone("") != "Asia/Urumqi" || zone("Asia/Urumqi") != "Asia/Urumqi" {
			t.Errorf("the kept zone is %s", zone(""))
		}

		for _, program := range []*app.App{a, app.New(s)} {
			_, err := program.AtHome(t.Context(), "Asia/Shanghai")
			if !errs.Is(err, errs.Conflict) || !strings.Contains(err.Error(), "Asia/Urumqi") {
				t.Errorf("a program started with another zone: %v, want it refused with the kept one named", err)
			}
		}
	})
}

// An entry bears a time that is yet to come where a clock was fast then or is slow now: the examination names it.
func TestTheExaminationNamesEntriesFromTheFuture(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		var last int64
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			for e, err := range tx.EachEntry() {
				if err != nil {
					return err
				}
				last = max(last, e.At)
			}
			return nil
		}))

		future := func(behind time.Duration) (n int) {
			h, err := w.App.At(fixed(time.UnixMilli(last).Add(-behind))).Examine(t.Context(), access.LocalOperator())
			ok(t, err)
			for _, wrong := range h.Wrong {
				if strings.Contains(wrong.Error(), "比本机时钟还晚") {
					n++
				}
			}

			return n
		}

		if now, atOnce, soon := future(0), future(time.Minute), future(time.Minute+time.Millisecond); now != 0 || atOnce != 0 || soon != 1 {
			t.Errorf("entries from the future: %d now, %d a minute before, %d a moment more before; want 0, 0 and 1", now, atOnce, soon)
		}

		if day := future(24 * time.Hour); day < 2 {
			t.Errorf("a day before there are %d entries from the future", day)
		}
	})
}
