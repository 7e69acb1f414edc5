package app_test

import (
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// invalid wants what was handed in to be refused with a sentence.
func invalid(t *testing.T, what string, err error) {
	t.Helper()
	if !errs.Is(err, errs.Invalid) {
		t.Errorf("%s: %v, want a refusal of what was handed in", what, err)
	}
}

// signedIn is who comes in with the login and the secret.
func signedIn(t *testing.T, w *testkit.World, login, secret string) (access.Actor, app.SignedIn) {
	t.Helper()
	in, err := w.App.SignIn(t.Context(), app.SignIn{Login: login, Password: secret, Network: "10.0.0.1"})
	ok(t, err)
	account, _, err := w.App.Visit(t.Context(), in.Token)
	ok(t, err)
	return account.Actor(), in
}

// administrator is the first administrator, signed in.
func administrator(t *testing.T, w *testkit.World) access.Actor {
	t.Helper()
	slips, err := w.App.InitHouse(t.Context(), access.LocalOperator(), app.NewHouse{Login: "admin", Joined: true})
	ok(t, err)
	who, _ := signedIn(t, w, "admin", slips[0].Code)
	return who
}

func account(t *testing.T, w *testkit.World, login, number string) app.Slip {
	t.Helper()
	slip, err := w.App.MakeAccount(t.Context(), access.LocalOperator(), app.NewAccount{Login: login, Name: login, Number: number})
	ok(t, err)
	return slip
}

func written(t *testing.T, w *testkit.World) int {
	t.Helper()
	n := 0
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		n = 0
		for _, err := range tx.EachEntry() {
			if err != nil {
				return err
			}
			n++
		}

		return nil
	}))
	return n
}

func TestANewAccountMustChangeItsCode(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slip := account(t, w, "102", "102")
		qian, in := signedIn(t, w, "102", strings.ToLower(slip.Code))
		if !in.Account.MustChange || qian.Person != w.Person("102") {
			t.Errorf("钱芳 comes in as %+v", in.Account)
		}

		change := func(present, next string) error {
			return w.App.ChangeOwnSecret(t.Context(), qian, present, next, in.Session.Hash)
		}
		invalid(t, "a wrong present code", change("nothing", "梧桐树下三杯清茶"))
		invalid(t, "an easy password", change(slip.Code, "qianfang102"))
		_, elsewhere := signedIn(t, w, "102", slip.Code)
		ok(t, change(slip.Code, "梧桐树下三杯清茶"))
		if _, _, err := w.App.Visit(t.Context(), elsewhere.Token); !errs.Is(err, errs.NotFound) {
			t.Errorf("the session elsewhere outlives the old code: %v", err)
		}

		if now, _, err := w.App.Visit(t.Context(), in.Token); err != nil || now.MustChange {
			t.Errorf("his own session is %+v, %v", now, err)
		}

		_, err := w.App.SignIn(t.Context(), app.SignIn{Login: "102", Password: slip.Code, Network: "10.0.0.1"})
		invalid(t, "the old code", err)
		signedIn(t, w, "102", "梧桐树下三杯清茶")
	})
}

func TestTheDoorDoesNotTellWhatWasWrong(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		shut := account(t, w, "102", "102")
		ok(t, w.App.Disable(t.Context(), access.LocalOperator(), shut.Account, true))
		open := account(t, w, "103", "103")
		var said []string
		for _, in := range []app.SignIn{
			{Login: "nobody", Password: "whatever"}, {Login: "103", Password: "wrong"}, {Login: "102", Password: shut.Code},
		} {
			_, err := w.App.SignIn(t.Context(), in)
			invalid(t, in.Login, err)
			said = append(said, err.Error())
		}

		if said[0] != said[1] || said[1] != said[2] {
			t.Errorf("the door says %q", said)
		}

		signedIn(t, w, "103", open.Code)
	})
}

func TestGuessingIsSlowedAndWritesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slip := account(t, w, "102", "102")
		before := written(t, w)
		var last error
		for range 9 {
			_, last = w.App.SignIn(t.Context(), app.SignIn{Login: "102", Password: "AAAA-BBBB-CCCC", Network: "203.0.113.9"})
		}

		if !errs.Is(last, errs.Unavailable) {
			t.Errorf("nine guesses end with %v", last)
		}

		if n := written(t, w); n != before {
			t.Errorf("guessing left %d entries", n-before)
		}

		signedIn(t, w, "102", slip.Code) // from his own network
	})
}

func TestARoleActsOnTheNextRequest(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		admin := administrator(t, w)
		slip := account(t, w, "office", "")
		_, in := signedIn(t, w, "office", slip.Code)
		now := func() access.Actor {
			a, _, err := w.App.Visit(t.Context(), in.Token)
			ok(t, err)
			return a.Actor()
		}

		ledger := func() error {
			_, err := w.App.Ledger(t.Context(), now(), "", 0)
			return err
		}

		refused(t, "the ledger before", ledger())
		ok(t, w.App.GrantRole(t.Context(), admin, slip.Account, access.RoleAudit, ""))
		ok(t, ledger())
		ok(t, w.App.RevokeRole(t.Context(), admin, slip.Account, access.Role{Kind: access.RoleAudit}))
		refused(t, "the ledger after", ledger())
	})
}

func TestNobodyGivesHimselfRights(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		admin := administrator(t, w)
		conflict(t, "a role for oneself", w.App.GrantRole(t.Context(), admin, admin.Account, access.RoleAudit, ""))
		conflict(t, "shutting oneself out", w.App.Disable(t.Context(), admin, admin.Account, true))
		err := w.App.RevokeRole(t.Context(), access.LocalOperator(), admin.Account, access.Role{Kind: access.RoleSecurity})
		conflict(t, "the last security administrator", err)

		system := access.Actor{Account: 901, Name: "系统", Roles: []access.Role{{Kind: access.RoleSystem}}}
		security := access.Actor{Account: 902, Name: "安全", Roles: []access.Role{{Kind: access.RoleSecurity}}}
		slip := account(t, w, "102", "102")
		refused(t, "a system administrator granting a role", w.App.GrantRole(t.Context(), system, slip.Account, access.RoleOffice, ""))
		_, err = w.App.ResetSecret(t.Context(), security, slip.Account)
		refused(t, "a security administrator resetting a password", err)
		_, err = w.App.ResetSecret(t.Context(), system, admin.Account)
		conflict(t, "a system administrator taking over a security administrator", err)
		_, err = w.App.ResetSecret(t.Context(), system, slip.Account)
		ok(t, err)
	})
}

func TestAnOfficeIsNamedByItsUnit(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		admin := administrator(t, w)
		slip := account(t, w, "office", "")
		invalid(t, "an office of no unit", w.App.GrantRole(t.Context(), admin, slip.Account, access.RoleOffice, "X9"))
		ok(t, w.App.GrantRole(t.Context(), admin, slip.Account, access.RoleOffice, "Z1"))
		ok(t, w.App.GrantRole(t.Context(), admin, slip.Account, access.RoleOffice, ""))
		v, err := w.App.Account(t.Context(), admin, slip.Account)
		ok(t, err)
		if len(v.Offices) != 2 || v.Offices[0].ID != 0 || v.Offices[1].ID != w.Unit("Z1") {
			t.Errorf("the office is of %+v", v.Offices)
		}
	})
}

func TestEverybodyWhoOwesGetsASlip(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		account(t, w, "qian", "102")
		made, err := w.App.MakeAccountsForRound(t.Context(), access.LocalOperator(), w.Round)
		ok(t, err)
		slips := made.Slips
		var logins []string
		for _, s := range slips {
			logins = append(logins, s.Login)
		}

		// Every reviewer of the plan but 钱芳, who has an account, from the top of the tree down.
		if got, want := strings.Join(logins, " "), "001 002 003 004 403 101 104 201 202 301"; got != want {
			t.Errorf("slips for %s, want %s", got, want)
		}

		liu := slips[0]
		who, in := signedIn(t, w, liu.Login, liu.Code)
		if who.Person != w.Person("001") || !in.Account.MustChange || liu.Unit == "" {
			t.Errorf("the first slip %+v lets in %+v", liu, in.Account)
		}

		again, err := w.App.MakeAccountsForRound(t.Context(), access.LocalOperator(), w.Round)
		ok(t, err)
		if len(again.Slips) != 0 {
			t.Errorf("a second time makes %d more", len(again.Slips))
		}

		_, err = w.App.MakeAccountsForRound(t.Context(), w.AsOffice().Actor, w.Round)
		refused(t, "an office making accounts", err)
	})
}

func TestSettingsAreTheSystemAdministrators(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		h := app.House{Name: "临海学院", Help: "请找党委办公室"}
		refused(t, "an office", w.App.ChangeHouse(t.Context(), w.AsOffice().Actor, h))
		ok(t, w.App.ChangeHouse(t.Context(), administrator(t, w), h))
		got, err := w.App.House(t.Context())
		ok(t, err)
		if got != h {
			t.Errorf("the house is %+v", got)
		}

		invalid(t, "a name without end", w.App.ChangeHouse(t.Context(), access.LocalOperator(), app.House{Name: strings.Repeat("长", 41)}))
	})
}
