package app_test

import (
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestSigningInAsSomebodyElseInABrowserEndsTheSessionBefore(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qianSlip, sunSlip := account(t, w, "102", "102"), account(t, w, "103", "103")
		_, qian := signedIn(t, w, "102", qianSlip.Code)
		_, elsewhere := signedIn(t, w, "102", qianSlip.Code)
		sun, err := w.App.SignIn(t.Context(), app.SignIn{Login: "103", Password: sunSlip.Code, Network: "10.0.0.1", Old: qian.Token})
		ok(t, err)
		over(t, w, "the session that the browser had", qian)
		for _, in := range []app.SignedIn{sun, elsewhere} {
			_, _, err := w.App.Visit(t.Context(), in.Token)
			ok(t, err)
		}
		_, err = w.App.SignIn(t.Context(), app.SignIn{Login: "102", Password: "falsch", Network: "10.0.0.1", Old: sun.Token})
		invalid(t, "a wrong password", err)
		_, _, err = w.App.Visit(t.Context(), sun.Token)
		ok(t, err) // who could not come in ends nothing
	})
}

func TestAResetEndsEverySession(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slip := account(t, w, "102", "102")
		_, here := signedIn(t, w, "102", slip.Code)
		_, there := signedIn(t, w, "102", slip.Code)
		fresh, err := w.App.ResetSecret(t.Context(), access.LocalOperator(), slip.Account)
		ok(t, err)
		over(t, w, "a session from before the reset", here)
		over(t, w, "another from before the reset", there)
		_, err = w.App.SignIn(t.Context(), app.SignIn{Login: "102", Password: slip.Code, Network: "10.0.0.1"})
		invalid(t, "the code from before the reset", err)
		_, in := signedIn(t, w, "102", fresh.Code)
		if !in.Account.MustChange {
			t.Error("the code of a reset need not be changed")
		}
	})
}

// Whoever disables an account ends its sessions; one that is there all the same, as from another node, is no good either.
func TestASessionOfADisabledAccountIsNoGood(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slip := account(t, w, "102", "102")
		ok(t, w.App.Disable(t.Context(), access.LocalOperator(), slip.Account, true))
		token, hash := auth.NewToken()
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.AddSession(access.NewSession(hash, slip.Account, false, tx.Now))
		}))
		if _, _, err := w.App.Visit(t.Context(), token); !errs.Is(err, errs.NotFound) {
			t.Errorf("it still lets in: %v", err)
		}
		ok(t, w.App.Disable(t.Context(), access.LocalOperator(), slip.Account, false))
		if _, _, err := w.App.Visit(t.Context(), token); !errs.Is(err, errs.NotFound) {
			t.Errorf("it comes back with the account: %v", err)
		}
	})
}

func TestSessionsThatAreOverAreSweptAwayAtTheNextSignIn(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slip := account(t, w, "102", "102")
		now := w.Store.Now()
		kept := func(at time.Time) int {
			t.Helper()
			later := w.App.At(func() time.Time { return at })
			_, err := later.SignIn(t.Context(), app.SignIn{Login: "102", Password: slip.Code, Network: "10.0.0.1", Shared: true})
			ok(t, err)
			n := 0
			ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
				sessions, err := tx.Sessions(slip.Account)
				n = len(sessions)
				return err
			}))
			return n
		}
		for _, c := range []struct {
			after time.Duration
			want  int
		}{{0, 1}, {access.Idle(true) - time.Second, 2}, {access.Idle(true), 2}, {48 * time.Hour, 1}} {
			if n := kept(now.Add(c.after)); n != c.want {
				t.Errorf("after %v %d sessions are kept, want %d", c.after, n, c.want)
			}
		}
	})
}

// over wants a session to be no good any more.
func over(t *testing.T, w *testkit.World, what string, in app.SignedIn) {
	t.Helper()
	if _, _, err := w.App.Visit(t.Context(), in.Token); !errs.Is(err, errs.NotFound) {
		t.Errorf("%s lives on: %v", what, err)
	}
}

func TestDisablingEndsEverySession(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		admin := administrator(t, w)
		slip := account(t, w, "102", "102")
		_, in := signedIn(t, w, "102", slip.Code)
		ok(t, w.App.Disable(t.Context(), admin, slip.Account, true))
		if _, _, err := w.App.Visit(t.Context(), in.Token); !errs.Is(err, errs.NotFound) {
			t.Errorf("a disabled account goes on: %v", err)
		}
		ok(t, w.App.Disable(t.Context(), admin, slip.Account, false))
		signedIn(t, w, "102", slip.Code)
	})
}

func TestSessionsAreOnesOwn(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qianSlip, sunSlip := account(t, w, "102", "102"), account(t, w, "103", "103")
		qian, here := signedIn(t, w, "102", qianSlip.Code)
		_, there := signedIn(t, w, "102", qianSlip.Code)
		sun, his := signedIn(t, w, "103", sunSlip.Code)
		ok(t, w.App.EndSession(t.Context(), sun, here.Session.Hash)) // not his: nothing happens
		list, err := w.App.Sessions(t.Context(), qian)
		ok(t, err)
		if len(list) != 2 {
			t.Fatalf("钱芳 has %d sessions", len(list))
		}
		n, err := w.App.EndOtherSessions(t.Context(), qian, here.Session.Hash)
		ok(t, err)
		if _, _, err := w.App.Visit(t.Context(), there.Token); n != 1 || err == nil {
			t.Errorf("%d ended, the other is %v", n, err)
		}
		for _, in := range []app.SignedIn{here, his} {
			if _, _, err := w.App.Visit(t.Context(), in.Token); err != nil {
				t.Errorf("a session that nobody ended: %v", err)
			}
		}
	})
}
