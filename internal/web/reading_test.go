package web_test

import (
	"iter"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"lingping/internal/testkit"
	"lingping/internal/web"
)

// Whoever reads changes nothing: after every page that is asked for with GET, by everybody, at every stage, every table
// holds what it held before.
func TestReadingAPageChangesNothing(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	defer func() { check(t, th.store.Close()) }()

	before := testkit.Tables(t, th.file)
	if len(before) < 30 {
		t.Fatalf("there are %d tables only", len(before))
	}

	answered := 0
	for _, route := range th.table {
		if route.Method != "GET" {
			continue
		}

		if th.read(route) {
			answered++
		}

		after := testkit.Tables(t, th.file)
		for _, name := range slices.Sorted(maps.Keys(after)) {
			if after[name] != before[name] {
				t.Errorf("%s %s (%s) changes the table %s", route.Method, route.Pattern, route.Name, name)
			}
		}

		before = after
	}

	if answered < 60 {
		t.Errorf("only %d pages were answered to anybody", answered)
	}
}

// read asks for a page as everybody who plays a part in it, of everything that there is; ok says that somebody was shown it.
func (th *theatre) read(route web.Route) (ok bool) {
	th.t.Helper()
	for in := range th.requests(route) {
		out := httptest.NewRecorder()
		th.handler.ServeHTTP(out, in)
		ok = ok || out.Code == http.StatusOK
	}

	return ok
}

// requests are those for a page by everybody who plays a part in it, of everything that there is, each with who asks.
func (th *theatre) requests(route web.Route) iter.Seq2[*http.Request, string] {
	a := addresses[route.Name]
	return func(yield func(*http.Request, string) bool) {
		asked := map[string]bool{}
		for key, o := range th.objects {
			if !strings.HasPrefix(key, a.kind+" ") {
				continue
			}
			for _, c := range kinds[a.kind].cast {
				at := o.fill(a.at) + " " + c.who
				if asked[at] {
					continue
				}

				asked[at] = true
				if !yield(request(th.t, route, a, o, c.who), c.who) {
					return
				}
			}
		}
	}
}
