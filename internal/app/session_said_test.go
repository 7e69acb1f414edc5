package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// renumbered gives a person of the roster another 工号, as an import may.
func renumbered(t *testing.T, w *testkit.World, id org.PersonID, number string) {
	t.Helper()
	ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
		p, err := tx.Person(id)
		ok(t, err)
		p.Number = number
		return tx.SavePersons([]org.Person{p})
	}))
}

// saidIn is the sign-in of whom the institution calls so.
func saidIn(t *testing.T, a *app.App, number string) (app.SignedIn, error) {
	t.Helper()
	return a.SignInSaid(t.Context(), app.SaidSignIn{Number: number, Via: access.Via("oidc")})
}

func TestWhoChangesTheRosterLetsNobodyIntoTheAccountOfAnother(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		victim, other := w.Person("101"), w.Person("102")
		account(t, w, "101", "101")
		account(t, w, "102", "102")
		in, err := saidIn(t, w.App, "101")
		ok(t, err)
		if in.Account.Login != "101" {
			t.Errorf("101 comes in as %s", in.Account.Login)
		}

		renumbered(t, w, other, "102x")
		renumbered(t, w, victim, "102")
		for _, number := range []string{"101", "102", "102x"} {
			in, err := saidIn(t, w.App, number)
			invalid(t, number+" comes in as "+in.Account.Login+" after the roster was changed", err)
		}
	})
}

func TestAMergeTakesNoAccountOfAnAdministratorAndLetsNobodyIntoOneThatItMoves(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		gone := doubled(t, w, "0102", "102", "B11")
		account(t, w, "102", "0102")
		protect(t, w)
		m := mergeOf(w, gone, "102")
		for _, kind := range []access.RoleKind{access.RoleSystem, access.RoleSecurity, access.RoleAudit} {
			setRole(t, w, "102", kind)
			_, err := w.App.LookAtMerge(t.Context(), operator, m)
			conflict(t, string(kind), err)
		}

		setRole(t, w, "102", "")
		merged(t, w, m)
		for _, number := range []string{"102", "0102"} {
			_, err := saidIn(t, w.App, number)
			invalid(t, number+" after the account was moved", err)
		}
	})
}

// setRole makes one role all that an account has; empty: none.
func setRole(t *testing.T, w *testkit.World, login string, kind access.RoleKind) {
	t.Helper()
	ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
		one, err := tx.AccountOf(login)
		ok(t, err)
		if one.Roles = nil; kind != "" {
			one.Roles = []access.Role{{Kind: kind}}
		}
		return tx.SaveRoles(one)
	}))
}

func TestANumberThatChangedIsConfirmedByWhoManagesTheAccountAndReadByItsOwner(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slip, watcher := account(t, w, "101", "101"), account(t, w, "102", "102")
		setRole(t, w, "102", access.RoleSecurity)
		system := access.Actor{Account: 77, Name: "管理员", Roles: []access.Role{{Kind: access.RoleSystem}}}
		conflict(t, "a number that did not change", w.App.TakeNumber(t.Context(), system, slip.Account))
		renumbered(t, w, w.Person("102"), "102x")
		conflict(t, "who watches over others", w.App.TakeNumber(t.Context(), system, watcher.Account))
		ok(t, w.App.TakeNumber(t.Context(), operator, watcher.Account))
		renumbered(t, w, w.Person("101"), "102X")
		conflict(t, "the number of another, but for its case", w.App.TakeNumber(t.Context(), system, slip.Account))
		renumbered(t, w, w.Person("101"), "101x")
		office := access.Actor{Account: 78, Name: "活动办", Roles: []access.Role{{Kind: access.RoleOffice}}}
		if err := w.App.TakeNumber(t.Context(), office, slip.Account); !errs.Is(err, errs.NotFound) {
			t.Errorf("an office confirms a number: %v", err)
		}

		ok(t, w.App.TakeNumber(t.Context(), system, slip.Account))
		in, err := saidIn(t, w.App, "101x")
		ok(t, err)
		if acts := must(w.App.AccountActs(t.Context(), in.Account.Actor(), 1))(t); in.Account.ID != slip.Account || acts[0].Did != app.NumberTaken || acts[0].By != "管理员" {
			t.Errorf("%s reads %+v", in.Account.Login, acts)
		}

		renumbered(t, w, w.Person("101"), "101y")
		saved(t, w, watcher.Account, "101X")
		_, err = saidIn(t, w.App, "101x")
		invalid(t, "a number of two accounts", err)
	})
}

// saved is an account by whose owner the institution knows this number.
func saved(t *testing.T, w *testkit.World, id int64, number string) {
	t.Helper()
	ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
		one, err := tx.Account(id)
		ok(t, err)
		one.Said = number
		return tx.SaveAccount(one)
	}))
}

func TestACodeThatWasNeverUsedIsGoodNoMoreOnceItsOwnerCameByTheInstitution(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slip := account(t, w, "101", "101")
		_, err := saidIn(t, w.App, "101")
		ok(t, err)
		sign := func(code string) error {
			_, err := w.App.SignIn(t.Context(), app.SignIn{Login: "101", Password: code, Network: "10.0.0.1"})
			return err
		}
		invalid(t, "the code of the slip", sign(slip.Code))
		fresh, err := w.App.ResetSecret(t.Context(), operator, slip.Account)
		ok(t, err)
		ok(t, sign(fresh.Code))
		ok(t, w.App.ChangeOwnSecret(t.Context(), must(saidOwner(t, w, "101"))(t), fresh.Code, "梧桐树下四杯清茶", ""))
		_, err = saidIn(t, w.App, "101")
		ok(t, err)
		ok(t, sign("梧桐树下四杯清茶"))
	})
}

// saidOwner is who signs in with the login.
func saidOwner(t *testing.T, w *testkit.World, login string) (access.Actor, error) {
	t.Helper()
	one, err := w.App.AccountNamed(t.Context(), operator, login)
	return one.Actor(), err
}

func TestANoticeOfNoSessionWritesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		account(t, w, "101", "101")
		in := must(w.App.SignInSaid(t.Context(), app.SaidSignIn{Number: "101", Via: access.ViaCAS, Outside: "s-1"}))(t)
		busy := w.Store.Write(t.Context(), func(*store.Tx) error { return w.App.EndOutside(t.Context(), "s-2") })
		ok(t, busy)
		if _, _, err := w.App.Visit(t.Context(), in.Token); err != nil {
			t.Errorf("a notice of another session ends it: %v", err)
		}

		ok(t, w.App.EndOutside(t.Context(), "s-1"))
		if _, _, err := w.App.Visit(t.Context(), in.Token); !errs.Is(err, errs.NotFound) {
			t.Errorf("a notice of the session does not end it: %v", err)
		}
	})
}
