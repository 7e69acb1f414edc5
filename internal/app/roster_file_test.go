package app_test

import (
	"fmt"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// newcomers is a roster of so many new members.
func newcomers(n int) []byte {
	var b strings.Builder
	b.WriteString("工号,姓名,人员类别\n")
	for i := range n {
		fmt.Fprintf(&b, "9%04d,施工,正式\n", i)
	}
	return []byte(b.String())
}

// A check is looked at once for each version of the roster: asked again it says the same, and after the roster has changed
// it says what importing would do now.
func TestACheckIsOfTheRosterAsItIsNow(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := must(w.App.KeepRoster(t.Context(), operator, "党员.csv", newcomers(app.ImportShown+1)))(t)
		first := must(w.App.CheckKeptRoster(t.Context(), operator, id, app.RosterAnswers{}))(t)
		if n, more := len(first.Persons.New), first.Persons.More; n != app.ImportShown || more[0] != 1 || first.Empty() {
			t.Errorf("of %d newcomers %d are named and %v counted", app.ImportShown+1, n, more)
		}

		again := must(w.App.CheckKeptRoster(t.Context(), operator, id, app.RosterAnswers{}))(t)
		if diff := gocmp.Diff(personNames(first.Persons.New), personNames(again.Persons.New)); diff != "" || again.Name != "党员.csv" {
			t.Errorf("asked again it says another thing: %s", diff)
		}

		// One of them comes by another way.
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.AddPersons([]org.Person{{ID: 9001, Number: "90000", Name: "施工", Standing: org.Formal}}, nil)
		}))
		now := must(w.App.CheckKeptRoster(t.Context(), operator, id, app.RosterAnswers{}))(t)
		if n := len(now.Persons.New) + now.Persons.More[0]; n != app.ImportShown {
			t.Errorf("after one has come already %d are new, want %d", n, app.ImportShown)
		}

		_, err := w.App.CheckKeptRoster(t.Context(), w.As("103").Actor, id, app.RosterAnswers{})
		refused(t, "a member looking at a check that is kept", err)
		written := must(w.App.ImportKeptRoster(t.Context(), operator, id, app.RosterAnswers{}, app.ImportOptions{}))(t)
		if !written.Written {
			t.Fatalf("it was not written: %+v", written.Notes)
		}

		if _, err := w.App.CheckKeptRoster(t.Context(), operator, id, app.RosterAnswers{}); !errs.Is(err, errs.NotFound) {
			t.Errorf("a file that was imported and forgotten is checked: %v", err)
		}
	})
}

func personNames(persons []org.Person) (out []string) {
	for _, p := range persons {
		out = append(out, p.Number+p.Name)
	}
	return out
}
