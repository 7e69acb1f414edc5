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

// tries does something again and again, at most so often, and gives how often until somebody was told to wait.
func tries(t *testing.T, most int, try func() error) int {
	t.Helper()
	for n := 1; n <= most; n++ {
		err := try()
		switch {
		case errs.Is(err, errs.Unavailable):
			return n
		case !errs.Is(err, errs.Invalid):
			t.Fatalf("try %d: %v", n, err)
		}
	}

	t.Fatalf("nobody is told to wait in %d tries", most)
	return 0
}

// Waits at the door and mistakes with slip codes are remembered by one program: another over the same database begins to
// count anew (docs/adr/0012-clock.md says so).
func TestWaitsBelongToOneProgram(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		_, err := w.App.InitHouse(t.Context(), access.LocalOperator(), app.NewHouse{Login: "admin", Joined: true})
		ok(t, err)
		first, second := app.New(w.Store), app.New(w.Store)
		guess := func(a *app.App) error {
			_, err := a.SignIn(t.Context(), app.SignIn{Login: "admin", Password: "wrong-secret-word", Network: network})
			return err
		}

		code := func(a *app.App) error {
			_, err := a.ReadSlip(t.Context(), network, auth.NewSlipCode())
			return err
		}

		tries(t, 20, func() error { return guess(first) })
		if err := guess(second); !errs.Is(err, errs.Invalid) {
			t.Errorf("another program answers a guess with %v, want it to count anew", err)
		}

		tries(t, 100, func() error { return code(first) })
		if err := code(second); !errs.Is(err, errs.Invalid) {
			t.Errorf("another program answers a code that is none with %v, want it to count anew", err)
		}
	})
}

// A scheme is parsed once by each program, from what is kept with the round: all read the same.
func TestProgramsReadTheSameSchemeOfARound(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		for _, a := range []*app.App{app.New(w.Store), app.New(w.Store)} {
			for range 2 {
				v, err := a.Round(t.Context(), access.LocalOperator(), w.Round)
				ok(t, err)
				if len(v.Plan.Modes) != 4 {
					t.Errorf("the scheme has %d modes", len(v.Plan.Modes))
				}
			}
		}
	})
}

// A wait is as long as it is, whatever the clock of the house is set to meanwhile.
func TestAClockSetBackMakesNoWaitLongerAndNoneShorter(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	_, err := w.App.InitHouse(t.Context(), access.LocalOperator(), app.NewHouse{Login: "admin", Joined: true})
	ok(t, err)
	noon := w.Store.Now()
	guess := func(at time.Time) error {
		_, err := w.App.At(fixed(at)).SignIn(t.Context(), app.SignIn{Login: "admin", Password: "wrong-secret-word", Network: network})
		return err
	}

	tries(t, 20, func() error { return guess(noon) })
	for _, at := range []time.Time{noon.Add(-24 * time.Hour), noon.Add(24 * time.Hour)} {
		err := guess(at)
		var seconds any
		if e, isOurs := err.(*errs.Error); isOurs && len(e.Args) == 1 {
			seconds = e.Args[0]
		}

		if n, is := seconds.(int); !errs.Is(err, errs.Unavailable) || !is || n > 2 {
			t.Errorf("the clock of the house set to %v, a wait of a second is told as %v", at, err)
		}
	}

	tries(t, 100, func() error {
		_, err := w.App.At(fixed(noon)).ReadSlip(t.Context(), network, auth.NewSlipCode())
		return err
	})

	for _, at := range []time.Time{noon.Add(-24 * time.Hour), noon.Add(24 * time.Hour)} {
		if _, err := w.App.At(fixed(at)).ReadSlip(t.Context(), network, auth.NewSlipCode()); !errs.Is(err, errs.Unavailable) {
			t.Errorf("the clock of the house set to %v, the hour of waiting is over: %v", at, err)
		}
	}
}
