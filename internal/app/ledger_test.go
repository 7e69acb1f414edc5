package app_test

import (
	"strconv"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestTheLedgerIsReadFromTheNewestBackPageByPageAndNothingIsLostBetween(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		noted(t, w, "probe:1", 250)
		noted(t, w, "probe:2", 100) // exactly one page
		for object, want := range map[string]int{"probe:1": 250, "probe:2": 100, "probe:3": 0} {
			var seen []app.LedgerLine
			pages, more, last := 0, true, int64(0)
			for more {
				got, err := w.App.Ledger(t.Context(), operator, app.LedgerFilter{Object: object}, last)
				ok(t, err)
				page, next := got.Lines, got.More
				if next && len(page) == 0 {
					t.Fatalf("an empty page of %s says that more follow", object)
				}

				if seen, more = append(seen, page...), next; len(page) > 0 {
					last = page[len(page)-1].ID
				}

				pages++
			}

			if len(seen) != want || pages != max(1, (want+19)/20) {
				t.Errorf("%s has %d entries on %d pages, want %d", object, len(seen), pages, want)
			}

			for i, e := range seen {
				if e.Round != int64(want-i) || e.Object != object {
					t.Fatalf("entry %d of %s is number %d of %s, want the newest first", i, object, e.Round, e.Object)
				}
			}
		}

		all, err := w.App.Ledger(t.Context(), operator, app.LedgerFilter{}, 0)
		ok(t, err)
		if all.Lines[0].Object != "probe:2" || all.Lines[0].Round != 100 {
			t.Errorf("the newest of all is %+v", all.Lines[0])
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

func TestTheLedgerIsChosenByPersonActObjectRoundAndDay(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.AddAccount(access.Account{ID: 71, Login: "wangli", Name: "王丽", MadeAt: tx.Now.UnixMilli()}, "")
		}))
		wang := access.Actor{Account: 71, Name: "王丽"}
		day := time.Date(2011, 1, 8, 23, 59, 0, 0, time.UTC)
		for i, at := range []time.Time{day, day.Add(time.Minute)} { // the last minute of a day, and the first of the next
			ok(t, w.App.At(func() time.Time { return at }).NoteExamined(t.Context(), operator, i))
			ok(t, w.Store.At(func() time.Time { return at }).Write(t.Context(), func(tx *store.Tx) error {
				e, err := ledger.Make(tx.Now, wang, access.LaunchRound, "unit:"+strconv.FormatInt(int64(w.Unit("Z1")), 10), int64(w.Round), nil)
				if err != nil {
					return err
				}
				return tx.AppendLedger(e, nil)
			}))
		}

		zone := w.App.Now().Location()
		first, second := org.DateOf(day.In(zone)), org.DateOf(day.Add(time.Minute).In(zone))
		for _, c := range []struct {
			name string
			f    app.LedgerFilter
			want int
		}{
			{"by her name", app.LedgerFilter{Person: "王丽"}, 2},
			{"by the beginning of her login", app.LedgerFilter{Person: "wang"}, 2},
			{"by somebody who is nobody", app.LedgerFilter{Person: "无此人"}, 0},
			{"her act", app.LedgerFilter{Person: "王丽", Action: access.LaunchRound}, 2},
			{"an act that is not hers", app.LedgerFilter{Person: "王丽", Action: access.CloseRound}, 0},
			{"of the kind", app.LedgerFilter{Person: "王丽", Kind: "unit"}, 2},
			{"of another kind", app.LedgerFilter{Person: "王丽", Kind: "round"}, 0},
			{"in the round", app.LedgerFilter{Person: "王丽", Round: w.Round}, 2},
			{"in another round", app.LedgerFilter{Person: "王丽", Round: w.Round + 1}, 0},
			{"up to the first day", app.LedgerFilter{Person: "王丽", To: first}, 1},
			{"from the second day on", app.LedgerFilter{Person: "王丽", From: second}, 1},
			{"both days", app.LedgerFilter{Person: "王丽", From: first, To: second}, 2},
			{"before", app.LedgerFilter{Person: "王丽", To: first.AddDays(-1)}, 0},
		} {
			if zone != time.UTC && (c.f.From != "" || c.f.To != "") {
				continue // the minutes lie on other days
			}

			p, err := w.App.Ledger(t.Context(), operator, c.f, 0)
			if err != nil || len(p.Lines) != c.want {
				t.Errorf("%s: %d entries, %v; want %d", c.name, len(p.Lines), err, c.want)
			}

			for _, l := range p.Lines {
				if l.About != "中共临海学院机械学院总支部委员会" || l.In == "" {
					t.Errorf("%s: beside %s stands %q, in the round %q", c.name, l.Object, l.About, l.In)
				}
			}
		}
	})
}

// A search that would leave somebody out in silence says so instead, on the page and in the file.
func TestTheLedgerOfMoreAccountsThanASearchFindsIsRefused(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for n := range 51 {
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
				return tx.AddAccount(access.Account{ID: int64(100 + n), Login: "wu" + strconv.Itoa(n), Name: "吴一" + strconv.Itoa(n), MadeAt: tx.Now.UnixMilli()}, "")
			}))
			_, err := w.App.Ledger(t.Context(), operator, app.LedgerFilter{Person: "吴"}, 0)
			if refused := errs.Is(err, errs.Invalid); refused != (n == 50) || err != nil && !refused {
				t.Fatalf("with %d accounts: %v", n+1, err)
			}
		}
	})
}
