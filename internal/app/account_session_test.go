package app_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
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

// A secret was right when it was looked at, and is another when the session, or the new password, is to be written: the
// administrator was in between, and what he did holds.
func TestWhoStoodAtTheDoorDuringAResetIsNotLetIn(t *testing.T) {
	const old, next = "梧桐树下三杯清茶", "桂花树下四杯清茶"
	for name, change := range map[string]func(*store.Tx, int64) error{
		"reset": func(tx *store.Tx, id int64) error { return tx.SaveSecret(id, auth.NewHasher().Code(auth.NewCode())) },
		"disabled": func(tx *store.Tx, id int64) error {
			a, err := tx.Account(id)
			a.Disabled = true
			return errors.Join(err, tx.SaveAccount(a))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := testkit.NewWorld(t, testkit.SQLite(t))
			slip := account(t, w, "102", "102")
			qian, in := signedIn(t, w, "102", slip.Code)
			ok(t, w.App.ChangeOwnSecret(t.Context(), qian, slip.Code, old, in.Session.Hash))
			release := holdWrites(t, w.Store, func(tx *store.Tx) error {
				_, err := tx.EndSessions(slip.Account, "")
				return errors.Join(err, change(tx, slip.Account))
			})

			var late app.SignedIn
			var wait sync.WaitGroup
			var signing, changing error
			wait.Go(func() {
				late, signing = w.App.SignIn(t.Context(), app.SignIn{Login: "102", Password: old, Network: "10.0.0.1"})
			})
			wait.Go(func() { changing = w.App.ChangeOwnSecret(t.Context(), qian, old, next, in.Session.Hash) })
			awaitStack(t, "app.(*App).SignIn", "store.(*Store).Write")
			awaitStack(t, "app.(*App).ChangeOwnSecret", "store.(*Store).Write")
			release()
			wait.Wait()
			invalid(t, "signing in with what was the password", signing)
			invalid(t, "changing what was the password", changing)
			if _, _, err := w.App.Visit(t.Context(), late.Token); !errs.Is(err, errs.NotFound) {
				t.Errorf("the session of who stood at the door: %v", err)
			}
		})
	}
}

// holdWrites keeps the store's one writer until it is let go, and then writes.
func holdWrites(t *testing.T, s *store.Store, fn func(*store.Tx) error) (release func()) {
	t.Helper()
	held, let, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- s.WriteAlone(context.Background(), func(tx *store.Tx) error {
			close(held)
			<-let
			return fn(tx)
		})
	}()

	<-held
	return func() {
		close(let)
		ok(t, <-ended)
	}
}

// awaitStack waits until a goroutine is inside all of the functions.
func awaitStack(t *testing.T, functions ...string) {
	t.Helper()
	all := make([]byte, 1<<20)
	for t.Context().Err() == nil {
		for stack := range strings.SplitSeq(string(all[:runtime.Stack(all, true)]), "\n\n") {
			inside := true
			for _, f := range functions {
				inside = inside && strings.Contains(stack, f+"(")
			}

			if inside {
				return
			}
		}
		runtime.Gosched()
	}
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
		must(w.App.EndSessions(t.Context(), sun, here.Session.Hash, ""))(t) // not his: nothing happens
		list, err := w.App.Sessions(t.Context(), qian)
		ok(t, err)
		if len(list) != 2 {
			t.Fatalf("钱芳 has %d sessions", len(list))
		}

		n, err := w.App.EndSessions(t.Context(), qian, "", here.Session.Hash)
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
