package e2e_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// copyHouse copies a house with its keys of gatherings, which lie beside its data and nobody else may read.
func copyHouse(to, from string) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}

	keys := to + "-keys"
	if err := os.CopyFS(keys, os.DirFS(from+"-keys")); err != nil {
		return err
	}

	return filepath.WalkDir(keys, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	})
}

// NewDemo serves the small made-up university, as it is opened once more after it was built. It is built once for all
// journeys, and each has a copy.
func NewDemo(t *testing.T) *campaign {
	t.Helper()
	h := NewHouse(t)
	built, err := smallDemo()
	if err == nil {
		err = copyHouse(h.Dir, built)
	}

	if err != nil {
		t.Fatal(err)
	}

	return &campaign{House: h, t: t, URL: h.Serve("demo", "--small")}
}

// demoPassword opens every account of the demo.
const demoPassword = "lingping-demo"

// tried is a line in which the demo names an account and what to try with it.
var tried = regexp.MustCompile(`(?m)^ +(\S+) / (\S+)　(.+)：(.+)$`)

// Whoever has started the demo can be everybody whom it names, and finds something to do.
func TestTheDemoCanBeTriedByEverybodyWhomItNames(t *testing.T) {
	t.Parallel()
	c := NewDemo(t)
	accounts := tried.FindAllStringSubmatch(c.Printed, -1)
	if len(accounts) < 6 {
		t.Fatalf("the demo names %d accounts:\n%s", len(accounts), c.Printed)
	}

	homes := map[string]string{}
	for _, account := range accounts {
		login, secret := account[1], account[2]
		p := c.Enter(login, secret)
		if status, shut := p.Status(), p.Has("登录"); status != "200" || shut {
			t.Errorf("%s can't log in: %s, %s", login, status, p.Text("main"))
			continue
		}

		p.FitsWidth(390)
		homes[login] = p.Text("main")
	}

	for login, finds := range map[string]string{"office": "本轮全图", "leader": "我要点评的", "branch": "接着写", "member": "已点评，等签收"} {
		if !strings.Contains(homes[login], finds) {
			t.Errorf("%s does not find “%s” on his first page: %s", login, finds, homes[login])
		}
	}

	if out, _ := c.Exit("", "doctor"); !strings.Contains(out, "没有问题") {
		t.Errorf("doctor says of the demo: %s", out)
	}
}
