package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/ledger"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// entriesOf are the entries of an action, the newest first.
func entriesOf(t *testing.T, w *testkit.World, action access.Action) []ledger.Entry {
	t.Helper()
	var all []ledger.Entry
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		all, err = tx.Ledger(store.LedgerFilter{}, 1<<62, 10_000)
		return err
	}))
	return slices.DeleteFunc(all, func(e ledger.Entry) bool { return e.Action != action })
}

// heardPool is what was heard of the branch, closed and mixed.
func heardPool(t *testing.T, w *testkit.World) dossier.PoolID {
	t.Helper()
	id, _ := gather(t, w, w.As("101"), gathering(w, "B11"), five("谈心太少")...)
	_, _, err := w.App.CloseBatch(t.Context(), w.As("101").Actor, id)
	ok(t, err)
	return poolOf(t, w, id)
}

func TestFailedSignInsStandInTheLedgerAndAGuesserCannotFloodIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for i := range 40 {
			account(t, w, fmt.Sprintf("user%02d", i), "")
		}

		guess := func(a *app.App, login string, network int) {
			_, err := a.SignIn(t.Context(), app.SignIn{Login: login, Password: "梧桐树下四杯清茶", Network: fmt.Sprint(network)})
			if err == nil {
				t.Errorf("%s came in", login)
			}
		}

		for i := range 3 {
			guess(w.App, "user07", i)
			guess(w.App, "nobody", i)
		}

		if n := len(entriesOf(t, w, access.RefuseSignIn)); n > 0 {
			t.Errorf("signing in wrote %d entries itself", n)
		}

		ok(t, w.App.WriteLooked(t.Context()))
		told := entriesOf(t, w, access.RefuseSignIn)
		if len(told) != 2 || !strings.Contains(told[0].Detail+told[1].Detail, `"login":"user07"`) || !strings.Contains(told[0].Detail, `"failed":3`) {
			t.Errorf("six failures of two logins are told by %+v", told)
		}

		for i := range 40 {
			for n := range 2 {
				guess(w.App, fmt.Sprintf("user%02d", i), 100+n)
			}
			ok(t, w.App.WriteLooked(t.Context()))
		}

		if n := len(entriesOf(t, w, access.RefuseSignIn)); n != 2+29 {
			t.Errorf("within the hour there are %d entries, want one for each of 30 accounts and one for the others", n)
		}

		later := w.App.At(func() time.Time { return w.App.Now().Add(time.Hour) })
		ok(t, later.WriteLooked(t.Context()))
		all := entriesOf(t, w, access.RefuseSignIn)
		failed := 0
		for _, e := range all {
			var n int
			_, after, _ := strings.Cut(e.Detail, `"failed":`)
			if _, err := fmt.Sscanf(after, "%d", &n); err != nil {
				t.Errorf("%s: %v", e.Detail, err)
			}
			failed += n
		}

		if failed != 6+80 || len(all) > 2*31 {
			t.Errorf("an hour later %d entries tell of %d failures, want 86", len(all), failed)
		}
	})
}

func TestWhoReadOpinionsStandsInTheLedgerOnceADay(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := heardPool(t, w)
		reader := w.As("101").Actor
		for range 3 {
			_, err := w.App.Heard(t.Context(), reader, id)
			ok(t, err)
		}

		if _, err := w.App.Heard(t.Context(), w.As("103").Actor, id); err == nil {
			t.Error("somebody else reads them")
		}

		if n := len(entriesOf(t, w, access.ReadOpinions)); n > 0 {
			t.Errorf("reading wrote %d entries itself", n)
		}

		for range 2 {
			ok(t, w.App.WriteLooked(t.Context()))
		}

		told := entriesOf(t, w, access.ReadOpinions)
		if len(told) != 1 || told[0].Object != fmt.Sprintf("heard:%d", id) || told[0].Account != reader.Account || told[0].Actor != reader.Name {
			t.Errorf("three looks of one and a refused one are told by %+v", told)
		}

		tomorrow := w.App.At(func() time.Time { return w.App.Now().AddDate(0, 0, 1) })
		_, err := tomorrow.Heard(t.Context(), reader, id)
		ok(t, err)
		ok(t, tomorrow.WriteLooked(t.Context()))
		if n := len(entriesOf(t, w, access.ReadOpinions)); n != 2 {
			t.Errorf("a look on the next day makes %d entries, want two", n)
		}
	})
}

func TestWhatCouldNotBeWrittenOfWhoLookedIsWrittenLater(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		account(t, w, "user", "")
		_, err := w.App.SignIn(t.Context(), app.SignIn{Login: "user", Password: "梧桐树下四杯清茶", Network: "n"})
		if err == nil {
			t.Fatal("came in")
		}

		_, err = w.App.Heard(t.Context(), w.As("101").Actor, heardPool(t, w))
		ok(t, err)
		ended, stop := context.WithCancel(t.Context())
		stop()
		if err := w.App.WriteLooked(ended); err == nil {
			t.Error("nothing could be written, and nobody says so")
		}

		ok(t, w.App.WriteLooked(t.Context()))
		if a, b := len(entriesOf(t, w, access.RefuseSignIn)), len(entriesOf(t, w, access.ReadOpinions)); a != 1 || b != 1 {
			t.Errorf("later there are %d and %d entries, want one of each", a, b)
		}
	})
}

func TestEveryExportStandsInTheLedger(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		who := w.As("101")
		key, err := w.App.StartForms(t.Context(), who.Actor, app.FormOrder{Round: w.Round, Unit: w.Unit("Z1"), Form: app.UnitForm, Name: "x.zip"})
		ok(t, err)
		x, err := w.App.AwaitExport(t.Context(), who.Actor, key, time.Minute)
		ok(t, err)
		ok(t, w.App.WriteLooked(t.Context()))
		told := entriesOf(t, w, access.MakeExport)
		if len(told) != 1 || told[0].Object != "export:forms" || told[0].Account != who.Account || told[0].Round != int64(w.Round) {
			t.Errorf("an export (%s, %v) is told by %+v", x.State, x.Problem, told)
		}
	})
}
