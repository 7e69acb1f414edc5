package app_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
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

func TestAHouseBeginsWithThreeAdministratorsWhoMustChangeTheirCodes(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		first := func(in app.NewHouse) error {
			_, err := w.App.InitHouse(t.Context(), access.LocalOperator(), in)
			return err
		}
		invalid(t, "an easy password", first(app.NewHouse{Login: "admin", Password: "12345678"}))
		invalid(t, "no login", first(app.NewHouse{Login: ""}))
		_, err := w.App.InitHouse(t.Context(), w.AsOffice().Actor, app.NewHouse{Login: "admin"})
		refused(t, "an office making itself administrator", err)
		slips, err := w.App.InitHouse(t.Context(), access.LocalOperator(), app.NewHouse{Login: "Admin"})
		ok(t, err)
		want := map[string]access.RoleKind{"admin": access.RoleSystem, "admin-security": access.RoleSecurity, "admin-audit": access.RoleAudit}
		if len(slips) != len(want) {
			t.Fatalf("%d accounts are made, want %d", len(slips), len(want))
		}
		for _, slip := range slips {
			who, in := signedIn(t, w, slip.Login, slip.Code)
			if len(who.Roles) != 1 || who.Roles[0].Kind != want[slip.Login] || !in.Account.MustChange || slip.Name != want[slip.Login].Name() {
				t.Errorf("%s comes in as %+v", slip.Login, in.Account)
			}
		}
		conflict(t, "a second time", first(app.NewHouse{Login: "second"}))
	})
}

func TestOnALaptopOneAccountJoinsAllThatMayBeJoined(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slips, err := w.App.InitHouse(t.Context(), access.LocalOperator(), app.NewHouse{Login: "admin", Password: "梧桐树下三杯清茶", Joined: true})
		ok(t, err)
		who, in := signedIn(t, w, "admin", "梧桐树下三杯清茶")
		for _, k := range access.RoleKinds() {
			if (access.Account{Roles: who.Roles}).Has(k) != (k != access.RoleAudit) {
				t.Errorf("the one account has the roles %+v", who.Roles)
			}
		}
		if len(slips) != 2 || in.Account.MustChange || slips[0].Code != "" {
			t.Errorf("%d accounts are made; who brought a password is told %+v", len(slips), slips[0])
		}
		auditor, in := signedIn(t, w, "admin-audit", slips[1].Code)
		if len(auditor.Roles) != 1 || auditor.Roles[0].Kind != access.RoleAudit || !in.Account.MustChange {
			t.Errorf("the auditor comes in as %+v", in.Account)
		}
	})
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

func TestOfManyWhoMakeAnAccountForTheSamePersonOneDoes(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		var answers tally
		var made atomic.Int64
		together(12, func(i int) {
			if i == 0 {
				slips, err := w.App.MakeAccountsForRound(t.Context(), access.LocalOperator(), w.Round)
				if err != nil {
					t.Errorf("the bulk beside them: %v", err)
				}
				for _, s := range slips {
					if s.Login == "102" {
						made.Add(1)
					}
				}
				return
			}
			_, err := w.App.MakeAccount(t.Context(), access.LocalOperator(), app.NewAccount{Login: fmt.Sprint("qian", i), Number: "102"})
			if err == nil {
				made.Add(1)
			} else if !strings.Contains(err.Error(), "一人只能有一个账号") {
				t.Errorf("one of them is told %v", err)
			}
			answers.count(err)
		})
		if made.Load() != 1 || answers[errs.Conflict].Load() < 10 {
			t.Errorf("%d accounts were made, %d told that there is one", made.Load(), answers[errs.Conflict].Load())
		}
	})
}

// Whoever reads the ledger must know whose account it was without looking elsewhere.
func TestEveryEntryAboutAnAccountNamesItsLoginAndItsPerson(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		admin := administrator(t, w)
		slip := account(t, w, "qian", "102")
		qian, in := signedIn(t, w, "qian", slip.Code)
		ok(t, w.App.ChangeOwnSecret(t.Context(), qian, slip.Code, "梧桐树下三杯清茶", in.Session.Hash))
		ok(t, w.App.SetLanguage(t.Context(), qian, i18n.English))
		ok(t, w.App.EndSession(t.Context(), qian, in.Session.Hash))
		_, _ = signedIn(t, w, "qian", "梧桐树下三杯清茶")
		_, err := w.App.EndOtherSessions(t.Context(), qian, "")
		ok(t, err)
		_, err = w.App.ResetSecret(t.Context(), admin, slip.Account)
		ok(t, err)
		for _, disabled := range []bool{true, false} {
			ok(t, w.App.Disable(t.Context(), admin, slip.Account, disabled))
		}
		ok(t, w.App.GrantRole(t.Context(), admin, slip.Account, access.RoleOffice, "Z1"))
		ok(t, w.App.RevokeRole(t.Context(), admin, slip.Account, access.Role{Kind: access.RoleOffice, Unit: w.Unit("Z1")}))
		_, err = w.App.MakeAccountsForRound(t.Context(), access.LocalOperator(), w.Round)
		ok(t, err)
		about := map[string]int{}
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			clear(about)
			var entries []ledger.Entry
			for e, err := range tx.EachEntry() {
				if err != nil {
					return err
				}
				entries = append(entries, e)
			}
			for _, e := range entries {
				number, found := strings.CutPrefix(e.Object, "account:")
				if !found {
					continue
				}
				id, err := strconv.ParseInt(number, 10, 64)
				if err != nil {
					return err
				}
				a, err := tx.Account(id)
				if err != nil {
					return err
				}
				about[a.Login]++
				var fact struct {
					Login, Name string
					Person      org.PersonID
				}
				if err := json.Unmarshal([]byte(e.Detail), &fact); err != nil {
					return err
				}
				if fact.Login != a.Login || fact.Name != a.Name || fact.Person != a.Person {
					t.Errorf("an entry of %s about %s says %s", e.Action, a.Login, e.Detail)
				}
			}
			return nil
		}))
		if about["qian"] != 12 || about["101"] != 1 {
			t.Errorf("the entries are about %v, want 12 about 钱芳 and one about 赵伟, whose account was made with others", about)
		}
	})
}

func TestWhoseAccountItIsIsToldWhatOthersDidToIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		admin := administrator(t, w)
		now := w.Store.Now()
		slip := account(t, w, "qian", "102")
		qian, in := signedIn(t, w, "qian", slip.Code)
		ok(t, w.App.EndSession(t.Context(), qian, in.Session.Hash)) // his own doing is no news to him
		ok(t, w.App.GrantRole(t.Context(), admin, slip.Account, access.RoleOffice, "Z1"))
		ok(t, w.App.GrantRole(t.Context(), admin, slip.Account, access.RoleOffice, ""))
		ok(t, w.App.RevokeRole(t.Context(), admin, slip.Account, access.Role{Kind: access.RoleOffice, Unit: w.Unit("Z1")}))
		ok(t, w.App.Disable(t.Context(), admin, slip.Account, true))
		ok(t, w.App.Disable(t.Context(), admin, slip.Account, false))
		_, err := w.App.ResetSecret(t.Context(), admin, slip.Account)
		ok(t, err)
		told := func(who access.Actor, at time.Time, days int) string {
			t.Helper()
			acts, err := w.App.At(func() time.Time { return at }).AccountActs(t.Context(), who, days)
			ok(t, err)
			var said []string
			for _, a := range acts {
				said = append(said, strings.TrimSpace(fmt.Sprint(a.By, " ", a.Did, " ", a.Role.Name(), a.Unit)))
			}
			return strings.Join(said, "; ")
		}
		want := "管理员 reset; 管理员 enabled; 管理员 disabled; 管理员 revoked 活动办中共临海学院机械学院总支部委员会; 管理员 granted 活动办; " +
			"管理员 granted 活动办中共临海学院机械学院总支部委员会; 本机操作员 made"
		if got := told(qian, now, 14); got != want {
			t.Errorf("he is told\n%s, want\n%s", got, want)
		}
		if got := told(qian, now.AddDate(0, 0, 14), 14); got != want {
			t.Errorf("on the last day he is told %q", got)
		}
		if got := told(qian, now.AddDate(0, 0, 15), 14); got != "" {
			t.Errorf("afterwards he is still told %q", got)
		}
		_, err = w.App.AccountActs(t.Context(), access.Actor{}, 14)
		refused(t, "the public", err)
		slips, err := w.App.MakeAccountsForRound(t.Context(), admin, w.Round)
		ok(t, err)
		one, _ := signedIn(t, w, slips[0].Login, slips[0].Code)
		if got := told(one, now, 14); got != "管理员 made" {
			t.Errorf("who got his account with others is told %q", got)
		}
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
			_, _, err := w.App.Ledger(t.Context(), now(), "", 0)
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
		}{{0, 1}, {12*time.Hour - time.Second, 2}, {12*time.Hour + time.Second, 2}, {48 * time.Hour, 1}} {
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

func TestEverybodyWhoOwesGetsASlip(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		account(t, w, "qian", "102")
		slips, err := w.App.MakeAccountsForRound(t.Context(), access.LocalOperator(), w.Round)
		ok(t, err)
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
		if len(again) != 0 {
			t.Errorf("a second time makes %d more", len(again))
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
