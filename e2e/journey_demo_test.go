package e2e_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// NewDemo serves the small made-up university, as it is opened once more after it was built. It is built once for all
// journeys, and each has a copy.
func NewDemo(t *testing.T) *campaign {
	t.Helper()
	h := NewHouse(t)
	built, err := smallDemo()
	if err == nil {
		err = os.CopyFS(h.Dir, os.DirFS(built))
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

	if out := c.Run("doctor"); !strings.Contains(out, "没有问题") {
		t.Errorf("doctor says of the demo: %s", out)
	}
}
