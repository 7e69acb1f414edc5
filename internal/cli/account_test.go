package cli_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/store"
)

// Whoever sits at the machine lets in again whom nobody else can: it is in the ledger, and its owner reads of it.
func TestTheOperatorLetsInAgainWhoIsLockedOut(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	d.run(0, "init", "--admin", "xtgl")
	out, _ := d.run(0, "account", "reset", "XTGL-security")
	code := regexp.MustCompile(`[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}`).FindString(out)
	if _, errOut := d.run(1, "account", "second-off", "xtgl-security"); !strings.Contains(errOut, "没有开启两步验证") {
		t.Errorf("there is no second step: %s", errOut)
	}

	d.run(1, "account", "reset", "nobody")
	d.run(2, "account", "reset")
	enrol(t, d, code)
	d.run(0, "account", "second-off", "xtgl-security")
	d.inside(func(a *app.App) {
		in, err := a.SignIn(t.Context(), app.SignIn{Login: "xtgl-security", Password: code, Network: "10.0.0.1"})
		check(t, err)
		acts, err := a.AccountActs(t.Context(), in.Account.Actor(), 1)
		check(t, err)
		if in.Half || len(acts) < 3 || acts[0].Did != app.SecondTaken || acts[1].Did != app.SecondOn || acts[2].Did != app.AccountReset {
			t.Errorf("half let in: %v; he reads %+v", in.Half, acts)
		}
	})
}

func enrol(t *testing.T, d desk, code string) {
	t.Helper()
	d.inside(func(a *app.App) {
		account, err := a.AccountNamed(t.Context(), access.LocalOperator(), "xtgl-security")
		check(t, err)
		key := auth.NewStepKey()
		shown, err := auth.StepCode(key, auth.StepOf(a.Now()))
		check(t, err)
		_, err = a.EnrolSecond(t.Context(), account.Actor(), app.EnrolSecond{Key: key, Code: shown, Present: code})
		check(t, err)
	})
}

// inside does something with the house of the desk.
func (d desk) inside(do func(*app.App)) {
	d.t.Helper()
	s, err := store.Open(d.t.Context(), filepath.Join(d.dir, "data", "lingping.db"))
	check(d.t, err)
	do(app.New(s))
	check(d.t, s.Close())
}
