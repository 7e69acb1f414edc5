package app_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// onShared is the small institution with somebody signed in on a shared computer at a moment, and two programs over its
// database, each with its own memory.
type onShared struct {
	first, second *app.App
	store         *store.Store
	token, hash   string
	began         time.Time
}

func shared(t *testing.T, s *store.Store) onShared {
	t.Helper()
	w := testkit.NewWorld(t, s)
	slips, err := w.App.InitHouse(t.Context(), access.LocalOperator(), app.NewHouse{Login: "admin", Joined: true})
	ok(t, err)
	slip := slips[0]
	began := w.Store.Now()
	in, err := w.App.At(func() time.Time { return began }).SignIn(t.Context(),
		app.SignIn{Login: slip.Login, Password: slip.Code, Shared: true, Network: "10.0.0.1"})
	ok(t, err)
	return onShared{app.New(w.Store), app.New(w.Store), w.Store, in.Token, in.Session.Hash, began}
}

// visits says whether the session is alive after so long in a program.
func (in onShared) visits(t *testing.T, a *app.App, after time.Duration) bool {
	t.Helper()
	_, _, err := a.At(func() time.Time { return in.began.Add(after) }).Visit(t.Context(), in.token)
	if err != nil && !errs.Is(err, errs.NotFound) {
		t.Fatal(err)
	}
	return err == nil
}

// seen is how long after its beginning the row says that the session was used.
func (in onShared) seen(t *testing.T) (after time.Duration) {
	t.Helper()
	ok(t, in.store.Read(t.Context(), func(tx *store.Tx) error {
		s, _, err := tx.Visit(in.hash)
		after = time.Duration(s.SeenAt-s.MadeAt) * time.Millisecond
		return err
	}))
	return after
}

func TestAVisitOnlyReadsAndItsMomentIsWrittenBehind(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		in := shared(t, s)
		if !in.visits(t, in.first, 10*time.Minute) || in.seen(t) != 0 {
			t.Errorf("after a visit the row says %v", in.seen(t))
		}

		ok(t, in.first.WriteFreshness(t.Context()))
		if in.seen(t) != 10*time.Minute {
			t.Errorf("written behind, the row says %v", in.seen(t))
		}

		for _, after := range []time.Duration{10*time.Minute + 1, 13*time.Minute - time.Millisecond} {
			in.visits(t, in.first, after)
			ok(t, in.first.WriteFreshness(t.Context()))
			if in.seen(t) != 10*time.Minute {
				t.Errorf("a visit after %v is written at once: %v", after, in.seen(t))
			}
		}

		in.visits(t, in.first, 13*time.Minute)
		ok(t, in.first.WriteFreshness(t.Context()))
		if in.seen(t) != 13*time.Minute {
			t.Errorf("three minutes after it was last noted the row says %v", in.seen(t))
		}
	})
}

func TestTwoProgramsAgreeOnTheIdleEndOfASession(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		in := shared(t, s)
		in.visits(t, in.first, 29*time.Minute)
		ok(t, in.first.WriteFreshness(t.Context()))
		for after, alive := range map[time.Duration]bool{
			58 * time.Minute: true, 59*time.Minute - time.Millisecond: true, 59 * time.Minute: false, 2 * time.Hour: false,
		} {
			// fresh programs: what the visit before left in their memory is not asked here
			for _, a := range []*app.App{app.New(s), app.New(s)} {
				if in.visits(t, a, after) != alive {
					t.Errorf("after %v a program takes the session for alive: %v", after, !alive)
				}
			}
		}
	})
}

// What one program has not written yet, because nobody can write, holds in it alone: who works there stays signed in, and
// the other program ends the session by its row.
func TestWhileNobodyCanWriteWhoIsAtWorkStaysSignedInWhereHeIs(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		in := shared(t, s)
		for after := 20 * time.Minute; after < 2*time.Hour; after += 20 * time.Minute {
			if !in.visits(t, in.first, after) {
				t.Fatalf("signed out after %v though he is at work", after)
			}
		}

		if in.visits(t, in.second, 100*time.Minute) {
			t.Error("another program knows of visits that were not written")
		}

		if in.visits(t, in.first, 130*time.Minute+time.Millisecond) {
			t.Error("half an hour after the last visit the session is alive where it was used")
		}
	})
}

// When it can write again, the program does not take for over what it knows to be in use.
func TestWhoIsAtWorkIsNotSweptAwayOnceTheProgramCanWriteAgain(t *testing.T) {
	for what, sweep := range map[string]func(*app.App) error{
		"keeping the house": func(a *app.App) error { return a.EndWhatIsOver(t.Context(), access.LocalOperator()) },
		"a sign-in": func(a *app.App) error {
			slip, err := a.MakeAccount(t.Context(), access.LocalOperator(), app.NewAccount{Login: "office", Name: "活动办"})
			if err == nil {
				_, err = a.SignIn(t.Context(), app.SignIn{Login: slip.Login, Password: slip.Code, Network: "10.0.0.2"})
			}
			return err
		},
	} {
		t.Run(what, func(t *testing.T) {
			testkit.Stores(t, func(t *testing.T, s *store.Store) {
				in := shared(t, s)
				for after := 20 * time.Minute; after < 2*time.Hour; after += 20 * time.Minute {
					in.visits(t, in.first, after)
				}

				ok(t, sweep(in.first.At(func() time.Time { return in.began.Add(110 * time.Minute) })))
				if !in.visits(t, in.first, 110*time.Minute) {
					t.Error("ten minutes after his last visit he is signed out")
				}
			})
		})
	}
}

func TestASessionWrittenBehindIsNoLongerNoted(t *testing.T) {
	s := testkit.SQLite(t)
	in := shared(t, s)
	in.visits(t, in.first, 10*time.Minute)
	ended, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		in.first.KeepSessions(ended, slog.New(slog.DiscardHandler))
	}()

	for in.seen(t) != 10*time.Minute {
		if t.Context().Err() != nil {
			t.Fatal("never written")
		}
	}

	stop()
	<-done
}

// A session that is over is gone, and a clock set back does not bring it back; nor does it keep one alive that was used
// at a moment that is now to come.
func TestAClockSetBackOpensNoSession(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		in := shared(t, s)
		if in.visits(t, in.first, -24*time.Hour) {
			t.Error("a session made tomorrow is alive today")
		}

		if !in.visits(t, in.first, -10*time.Minute) {
			t.Error("a program whose clock is ten minutes behind refuses a session of another")
		}

		late := in.first.At(func() time.Time { return in.began.Add(30 * time.Minute) })
		ok(t, late.EndWhatIsOver(t.Context(), access.LocalOperator()))
		if in.visits(t, in.first, 29*time.Minute) {
			t.Error("a session that was over is alive after the clock was set back")
		}
	})
}

// Cached schemes, the throttle and the counts of mistakes belong to one program; what an account may do, and that it is
// disabled, is read at every request and so is the same in all.
func TestWhatAnotherProgramChangedHoldsAtTheNextRequest(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		in := shared(t, s)
		var account access.Account
		ok(t, s.Write(t.Context(), func(tx *store.Tx) (err error) {
			a, err := tx.AccountOf("admin")
			if err != nil {
				return err
			}

			a.Roles = []access.Role{{Kind: access.RoleAudit}}
			account = a
			return tx.SaveRoles(a)
		}))

		got, _, err := in.second.At(func() time.Time { return in.began }).Visit(t.Context(), in.token)
		ok(t, err)
		if !slices.ContainsFunc(got.Roles, func(r access.Role) bool { return r.Kind == access.RoleAudit }) {
			t.Errorf("the role is not seen: %v", got.Roles)
		}

		ok(t, s.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.EndSessions(account.ID, "")
			return err
		}))
		if in.visits(t, in.first, 0) || in.visits(t, in.second, 0) {
			t.Error("a session that was ended is alive in a program")
		}
	})
}
