package page_test

import (
	"testing"
	"time"

	"lingping/bench/house"
	"lingping/bench/page"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// Every page that can be asked for is measured, or it is said why not.
func TestEveryPageIsMeasured(t *testing.T) {
	known, unmeasured := map[string]bool{}, page.Unmeasured()
	for _, p := range page.Pages() {
		known[p.Route] = true
		if unmeasured[p.Route] != "" {
			t.Errorf("%s is measured and stands among what is not", p.Route)
		}
	}

	there := map[string]bool{}
	for _, route := range web.Routes() {
		there[route.Name] = true
		if route.Method == "GET" && !known[route.Name] && unmeasured[route.Name] == "" {
			t.Errorf("nobody measures the page %s (%s): give it a line in list.go", route.Name, route.Pattern)
		}
	}

	names := map[string]bool{}
	for _, p := range page.Pages() {
		if !there[p.Route] {
			t.Errorf("there is no page %s", p.Route)
		}

		if names[p.Name()] {
			t.Errorf("%s stands in the list twice", p.Name())
		}

		names[p.Name()] = true
	}

	for name := range unmeasured {
		if !there[name] {
			t.Errorf("there is no page %s to leave out", name)
		}
	}
}

// The sizes of the short form: the large house is twenty times the small one, and its root has as many units below it.
const (
	small = 2_000
	large = 40_000
)

// longest is how many bytes a page may have.
const longest = 150_000

// No page and no act that concerns one sheet or one unit grows with the house, but those that are listed with a reason and
// a ceiling. It counts and takes no time, so that it says the same on a busy machine.
func TestPagesDoNotGrowWithTheHouse(t *testing.T) {
	few, many := filled(t, small), filled(t, large)
	growing := page.Growers()
	asked := map[string]bool{}
	judge := func(name string, a, b page.Cost, problems ...error) {
		asked[name] = true
		for _, err := range problems {
			if err != nil {
				t.Error(err)
				return
			}
		}

		for _, wrong := range page.Judge(name, a, b, growing) {
			t.Error(wrong)
		}
	}

	for _, p := range page.Pages() {
		if p.Uneven() {
			continue
		}
		a, err := few.Ask(p, false)
		b, problem := many.Ask(p, false)
		judge(p.Name(), a, b, err, problem)
		if p.Route != "export-file" && max(a.Bytes, b.Bytes) > longest {
			t.Errorf("%s is too long: %d bytes, of the large house %d", p.Name(), a.Bytes, b.Bytes)
		}
	}

	for _, act := range page.Acts() {
		if !act.Whole {
			a, err := few.Do(act, false)
			b, problem := many.Do(act, false)
			judge(act.Name, a, b, err, problem)
		}
	}

	for name, g := range growing {
		if !asked[name] || g.Why == "" || len(g.Ceiling) == 0 {
			t.Errorf("%s in the table of what grows: there is no such page, or no reason, or no ceiling", name)
		}
	}
}

func filled(t testing.TB, n int) *page.Desk {
	t.Helper()
	at := time.Date(2011, 1, 5, 9, 0, 0, 0, time.UTC)
	s := testkit.SQLite(t).At(func() time.Time { return at })
	h, err := house.Build(t.Context(), s, n, func(_ string, do func() error) error { return do() })
	if err == nil {
		err = h.SignIn()
	}

	if err == nil {
		err = h.Furnish(t.TempDir())
	}

	if err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() {
		if err := h.Leave(); err != nil {
			t.Error(err)
		}
	})

	d, err := page.Open(h)
	if err != nil {
		t.Fatal(err)
	}

	return d
}
