package app_test

import (
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

// stepCode is what the authenticator with this key shows so many half minutes after the moment of the house.
func stepCode(t *testing.T, a *app.App, key string, after int64) string {
	t.Helper()
	code, err := auth.StepCode(key, auth.StepOf(a.Now())+after)
	ok(t, err)
	return code
}

// still is the world with its clock stopped, so that a code is good as long as a test runs.
func still(w *testkit.World) *app.App {
	now := w.Store.Now()
	return w.App.At(func() time.Time { return now })
}

// enrolled is somebody who signs in by two steps, with his key and recovery codes.
func enrolled(t *testing.T, w *testkit.World, a *app.App, login, number string) (key string, slip app.Slip, codes []string) {
	t.Helper()
	slip = account(t, w, login, number)
	who, in := signedIn(t, w, login, slip.Code)
	key = auth.NewStepKey()
	codes, err := a.EnrolSecond(t.Context(), who, app.EnrolSecond{Key: key, Code: stepCode(t, a, key, -1), Present: slip.Code, Keep: in.Session.Hash})
	ok(t, err)
	if len(codes) != auth.RecoveryCodes {
		t.Errorf("%d recovery codes are given", len(codes))
	}
	return key, slip, codes
}

// half is a sign-in of which the first step was right.
func half(t *testing.T, a *app.App, slip app.Slip) app.SignedIn {
	t.Helper()
	in, err := a.SignIn(t.Context(), app.SignIn{Login: slip.Login, Password: slip.Code, Network: "10.0.0.1", Shared: true})
	ok(t, err)
	if _, _, err := a.Visit(t.Context(), in.Token); !in.Half || !errs.Is(err, errs.NotFound) {
		t.Errorf("half a sign-in is let in: %v, %v", in.Half, err)
	}
	return in
}

func TestWhoHasASecondStepIsLetInByBothAndByACodeOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		a := still(w)
		key, slip, _ := enrolled(t, w, a, "102", "102")
		in := half(t, a, slip)
		for _, code := range []string{"", "12345", stepCode(t, a, key, 5), stepCode(t, a, key, -1)} { // the last was used to enrol
			_, err := a.FinishSignIn(t.Context(), app.FinishSignIn{Token: in.Token, Code: code})
			invalid(t, "code "+code, err)
		}

		done, err := a.FinishSignIn(t.Context(), app.FinishSignIn{Token: in.Token, Code: stepCode(t, a, key, 0)})
		ok(t, err)
		if account, s, err := a.Visit(t.Context(), done.Token); err != nil || account.Login != "102" || !s.Shared || done.Token == in.Token {
			t.Errorf("both steps let in %+v in %+v: %v", account, s, err)
		}

		_, err = a.FinishSignIn(t.Context(), app.FinishSignIn{Token: in.Token, Code: stepCode(t, a, key, 1)})
		if !errs.Is(err, errs.NotFound) {
			t.Errorf("half a sign-in is good twice: %v", err)
		}

		_, err = a.FinishSignIn(t.Context(), app.FinishSignIn{Token: half(t, a, slip).Token, Code: stepCode(t, a, key, 0)})
		invalid(t, "a code that was used", err)
	})
}

func TestOneCodeShownByManyAtOnceLetsInOne(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		a := still(w)
		key, slip, codes := enrolled(t, w, a, "102", "102")
		for what, code := range map[string]string{"of the authenticator": stepCode(t, a, key, 0), "recovery": codes[3]} {
			var wait sync.WaitGroup
			var mu sync.Mutex
			in := 0
			for range 4 {
				token := half(t, a, slip).Token
				wait.Go(func() {
					if _, err := a.FinishSignIn(t.Context(), app.FinishSignIn{Token: token, Code: code}); err == nil {
						mu.Lock()
						in++
						mu.Unlock()
					}
				})
			}

			wait.Wait()
			if in != 1 {
				t.Errorf("a code %s lets in %d", what, in)
			}
		}
	})
}

func TestHalfASignInIsSoonOverAndEndsWithAResetOrADisabling(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		a, local := still(w), access.LocalOperator()
		key, slip, codes := enrolled(t, w, a, "102", "102")
		for at, want := range map[time.Duration]bool{access.SignInHalf - time.Millisecond: true, access.SignInHalf: false} {
			in, now := half(t, a, slip), a.Now()
			later := a.At(func() time.Time { return now.Add(at) })
			if _, err := later.HalfOf(t.Context(), in.Token); (err == nil) != want {
				t.Errorf("after %v it is good: %v", at, err == nil)
			}
		}

		in := half(t, a, slip)
		ok(t, a.Disable(t.Context(), local, slip.Account, true))
		_, err := a.FinishSignIn(t.Context(), app.FinishSignIn{Token: in.Token, Code: codes[0]})
		if !errs.Is(err, errs.NotFound) {
			t.Errorf("the account was disabled: %v", err)
		}

		ok(t, a.Disable(t.Context(), local, slip.Account, false))
		in = half(t, a, slip)
		fresh, err := a.ResetSecret(t.Context(), local, slip.Account)
		ok(t, err)
		_, err = a.FinishSignIn(t.Context(), app.FinishSignIn{Token: in.Token, Code: codes[0]})
		if !errs.Is(err, errs.NotFound) {
			t.Errorf("the password was reset: %v", err)
		}

		slip.Code = fresh.Code // a new password is no way round the second step
		_, err = a.FinishSignIn(t.Context(), app.FinishSignIn{Token: half(t, a, slip).Token, Code: stepCode(t, a, key, 0)})
		ok(t, err)
	})
}

func TestALostSecondStepIsTakenAwayBySecurityAndNobodyElse(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		a := still(w)
		_, slip, _ := enrolled(t, w, a, "102", "102")
		for kind, want := range map[access.RoleKind]bool{access.RoleSystem: false, access.RoleAudit: false, access.RoleOffice: false, access.RoleSecurity: true} {
			who := access.Actor{Account: 7, Name: "某某", Roles: []access.Role{{Kind: kind}}}
			if err := a.TakeSecond(t.Context(), who, slip.Account); (err == nil) != want && kind != access.RoleSecurity {
				t.Errorf("%s takes it away: %v", kind, err)
			}
		}

		in, err := a.SignIn(t.Context(), app.SignIn{Login: slip.Login, Password: slip.Code, Network: "10.0.0.1"})
		ok(t, err)
		if in.Half {
			t.Error("the second step is asked after it was taken away")
		}

		acts, err := a.AccountActs(t.Context(), in.Account.Actor(), 1)
		ok(t, err)
		if len(acts) == 0 || acts[0].Did != app.SecondTaken {
			t.Errorf("he reads %+v", acts)
		}
	})
}

func TestAnAdministratorWhoMustHasASecondStepFirst(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		admin := administrator(t, w)
		ok(t, w.App.GrantRole(t.Context(), access.LocalOperator(), account(t, w, "zhang", "").Account, access.RoleOffice, ""))
		invalid(t, "a duty that there is not", w.App.SetSecondDuty(t.Context(), admin, "everybody"))
		for _, c := range []struct {
			duty          access.SecondDuty
			admin, office bool
		}{{access.SecondByChoice, false, false}, {access.SecondForAdministrators, true, false}, {access.SecondForOffices, true, true}} {
			ok(t, w.App.SetSecondDuty(t.Context(), admin, c.duty))
			for id, want := range map[string]bool{"admin": c.admin, "zhang": c.office} {
				account, err := w.App.AccountNamed(t.Context(), access.LocalOperator(), id)
				ok(t, err)
				if got := c.duty.Binds(account); got != want {
					t.Errorf("%q binds %s: %v", c.duty, id, got)
				}
			}
		}
	})
}

// What an authenticator and the house share, and what recovery codes are, is read nowhere but at the door.
func TestTheLedgerAndTheListsKnowNoSecretOfASecondStep(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		a := still(w)
		key, _, codes := enrolled(t, w, a, "102", "102")
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			details, err := store.All(tx, store.Scalar[string], `SELECT detail FROM ledger`)
			for _, d := range details {
				for _, secret := range append(codes, key) {
					if strings.Contains(d, secret) {
						t.Errorf("the ledger holds %q: %s", secret, d)
					}
				}
			}
			return err
		}))
	})
}

// Whoever sits at an unwatched screen guesses codes; that he can prove a key of his own forgives him no guess.
func TestAKeyOfOnesOwnForgivesNoWrongCodes(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		a := still(w)
		_, slip, _ := enrolled(t, w, a, "102", "102")
		one, err := a.AccountNamed(t.Context(), access.LocalOperator(), "102")
		ok(t, err)
		guess := func() error {
			_, err := a.RenewRecovery(t.Context(), one.Actor(), "000000")
			return err
		}
		for range 5 {
			invalid(t, "a guess", guess())
		}

		mine := auth.NewStepKey()
		_, err = a.EnrolSecond(t.Context(), one.Actor(), app.EnrolSecond{Key: mine, Code: stepCode(t, a, mine, 0), Present: slip.Code})
		conflict(t, "a second key", err)
		if err := guess(); !errs.Is(err, errs.Unavailable) {
			t.Errorf("after a key of his own he guesses on: %v", err)
		}

		ok(t, a.TakeSecond(t.Context(), access.LocalOperator(), one.ID))
		_, err = a.EnrolSecond(t.Context(), one.Actor(), app.EnrolSecond{Key: mine, Code: stepCode(t, a, mine, 0), Present: "falsch"})
		invalid(t, "without the password", err)
		_, err = a.EnrolSecond(t.Context(), one.Actor(), app.EnrolSecond{Key: mine, Code: stepCode(t, a, mine, 0), Present: slip.Code})
		ok(t, err)
		if err := guess(); !errs.Is(err, errs.Unavailable) {
			t.Errorf("after enrolling a key of his own he guesses on: %v", err)
		}

		acts, err := a.AccountActs(t.Context(), one.Actor(), 1)
		ok(t, err)
		if len(acts) < 3 || acts[0].Did != app.SecondOn || acts[1].Did != app.SecondTaken || acts[2].Did != app.SecondOn {
			t.Errorf("he reads %+v", acts)
		}
	})
}
