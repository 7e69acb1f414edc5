package cli_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// A bundle is verified where there is no data, against a checkpoint that was taken away before.
func TestABundleIsVerifiedWithoutTheDatabase(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	s, err := store.Open(t.Context(), filepath.Join(d.dir, "data", "lingping.db"))
	check(t, err)
	w := testkit.NewWorld(t, s)
	_, err = w.App.MakeAccount(t.Context(), access.LocalOperator(), app.NewAccount{Login: "user", Name: "用户"})
	check(t, err)
	check(t, errors.Join(w.App.Prepare(t.Context()), s.Close()))

	old, bundle := filepath.Join(d.dir, "old.txt"), filepath.Join(d.dir, "bundle.zip")
	d.run(0, "checkpoint", "--out", old)
	d.run(2, "bundle")
	d.run(0, "bundle", "--out", bundle)
	check(t, os.Rename(filepath.Join(d.dir, "data"), filepath.Join(d.dir, "elsewhere")))
	out, errOut := d.run(0, "verify", bundle, "--against", old, "--key", filepath.Join(d.dir, "elsewhere", "ledger.key.pub"))
	if !strings.Contains(out, "没有问题") || errOut != "" {
		t.Errorf("it says %s %s", out, errOut)
	}

	body, err := os.ReadFile(bundle)
	check(t, err)
	check(t, os.WriteFile(bundle, body[:len(body)/2], 0o600))
	d.run(1, "verify", bundle)
	d.run(1, "verify", filepath.Join(d.dir, "nowhere.zip"))
	d.run(2, "verify", bundle, "another.zip")
}
