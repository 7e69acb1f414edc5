package web_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

func TestABaseAddressMustBeOne(t *testing.T) {
	house := app.New(testkit.SQLite(t))
	for _, base := range []string{
		"dp.example.edu.cn", "://", "/path", "https://", "ftp://h", "https:///x", // no address of a site
		"https://h/lingping", "https://h/lingping/", "https://h//", // below a path
		"https://h?a=b", "https://h?", "https://h#x", "https://h#", "https://user@h", "https://user:pass@h",
	} {
		if _, err := web.New(house, web.Options{BaseURL: base}); !errs.Is(err, errs.Invalid) {
			t.Errorf("the base address %q: %v, want a sentence that shows how to write it", base, err)
		}
	}
	for _, base := range []string{"https://dp.example.edu.cn", "https://dp.example.edu.cn/", "http://10.1.2.3:8080", "http://127.0.0.1:8080", "https://[2001:db8::1]"} {
		if _, err := web.New(house, web.Options{BaseURL: base}); err != nil {
			t.Errorf("the base address %q: %v", base, err)
		}
	}
}

// What is printed with an address is refused, before a code is made, while the house has no address that others can open;
// the sentence says how it gets one.
func TestNothingIsPrintedWithAnAddressThatOthersCannotOpen(t *testing.T) {
	sc := stageScene(t)
	for _, base := range []string{"", "http://127.0.0.1:8080", "http://localhost", "http://dp.localhost:80", "https://[::1]:8443", "http://0.0.0.0:8080",
		"http://127.8.9.1", "http://LOCALHOST./"} {
		t.Run(base, func(t *testing.T) {
			th := &theatre{scene: sc, t: t, table: web.Routes()}
			th.open()
			defer func() { check(t, th.store.Close()) }()

			pages := must(web.New(app.New(th.store), web.Options{BaseURL: base}))(t)
			for _, p := range printing {
				before := codes(t, th.store)
				out := th.answerOf(pages.Handler(), p.route, p.who, p.stage)
				if out.Code != 409 || !strings.Contains(out.Body.String(), "--base-url") {
					t.Errorf("%s: status %d, want the sentence that names the flag", p.route, out.Code)
				}

				if after := codes(t, th.store); after != before {
					t.Errorf("%s is refused and has made codes: %v, before %v", p.route, after, before)
				}
			}
		})
	}
}

// printing is every page that prints an address, with somebody who may.
var printing = []struct {
	route, who string
	stage      access.Stage
}{
	{"account-make", "system", ""}, {"accounts-make", "system", ""}, {"account-reset", "system", ""},
	{"opinion-print", "zhao", access.Gathering}, {"bulletin", "qian", access.Published},
}

// answerOf asks for a page of the inner object at a stage as somebody.
func (th *theatre) answerOf(pages http.Handler, name, who string, stage access.Stage) *httptest.ResponseRecorder {
	th.t.Helper()
	a := addresses[name]
	o, ok := th.objects[a.kind+" "+string(stage)+" inner"]
	i := slices.IndexFunc(th.table, func(r web.Route) bool { return r.Name == name })
	if !ok || i < 0 {
		th.t.Fatalf("no %s at %q", name, stage)
	}

	out := httptest.NewRecorder()
	pages.ServeHTTP(out, request(th.t, th.table[i], a, o, who))
	return out
}

// codes is how many accounts, slips and changes of secrets there are.
func codes(t *testing.T, s *store.Store) (n [3]int) {
	t.Helper()
	check(t, s.Read(t.Context(), func(tx *store.Tx) (err error) {
		for i, query := range []string{"SELECT COUNT(*) FROM account", "SELECT COUNT(*) FROM opinion_code", "SELECT COUNT(*) FROM ledger"} {
			if err == nil {
				n[i], err = store.Count(tx, query)
			}
		}
		return err
	}))
	return n
}
