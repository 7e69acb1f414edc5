package app_test

import (
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// lineNamed is the line of the 台账 with the name.
func lineNamed(t *testing.T, l app.DossierList, name string) app.DossierLine {
	t.Helper()
	i := slices.IndexFunc(l.Lines, func(x app.DossierLine) bool { return x.Name == name })
	if i < 0 {
		t.Fatalf("no line for %s among %d lines", name, len(l.Lines))
	}
	return l.Lines[i]
}

func TestEverySubjectOfABranchHasOneLineWithItsFiveSteps(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		if err := w.As("102").Submit("member 103"); err != nil {
			t.Fatal(err)
		}

		key := dossier.Key{Unit: w.Unit("B11"), Person: w.Person("103")}
		if err := s.Write(t.Context(), func(tx *store.Tx) error {
			return tx.MarkStep(w.Round, key, dossier.Step{Step: scheme.StepSummary, State: dossier.Done, Day: "2010-12-28", Ref: 1})
		}); err != nil {
			t.Fatal(err)
		}

		l, err := w.App.Dossiers(t.Context(), w.As("102").Actor, w.Round, w.Unit("B11"), "")
		if err != nil {
			t.Fatal(err)
		}

		if len(l.Lines) != 4 || l.All != 4 {
			t.Errorf("the branch and its three members have %d lines", len(l.Lines))
		}

		if unit := lineNamed(t, l, "机械学院教工党支部"); unit.Note != "钱芳" || unit.Key.OfPerson() {
			t.Errorf("the branch stands with its secretary %q", unit.Note)
		}

		member := lineNamed(t, l, "孙䶮").Strip
		if member[0].State != dossier.Done || member[2].State != dossier.Done || member[2].Ref == 0 || member[3].State != dossier.Empty {
			t.Errorf("the member's strip is %+v", member)
		}

		lacking, err := w.App.Dossiers(t.Context(), w.As("102").Actor, w.Round, w.Unit("B11"), scheme.StepSummary)
		if err != nil || len(lacking.Lines) != 3 || lacking.All != 4 {
			t.Errorf("%d of %d lack a summary, %v; want 3 of 4", len(lacking.Lines), lacking.All, err)
		}

		if _, err := w.App.Dossiers(t.Context(), w.As("103").Actor, w.Round, w.Unit("B11"), ""); !errs.Is(err, errs.NotFound) {
			t.Errorf("a member sees the ledger of his branch: %v", err)
		}
	})
}

func TestHomeShowsTheStepsOfAMemberAndOfTheUnitThatHeLeads(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		for number, want := range map[string][]string{"102": {"钱芳", "机械学院教工党支部"}, "103": {"孙䶮"}} {
			h, err := w.App.Home(t.Context(), w.As(number).Actor, 0)
			if err != nil {
				t.Fatal(err)
			}

			var names []string
			for _, l := range h.Own {
				names = append(names, l.Name)
			}

			if !slices.Equal(names, want) {
				t.Errorf("%s sees the steps of %v, want %v", number, names, want)
			}
		}

		p, err := w.App.Person(t.Context(), w.As("102").Actor, w.Person("103"))
		if err != nil || len(p.Lines) != 1 {
			t.Errorf("his secretary sees %d lines of the member, %v", len(p.Lines), err)
		}

		if _, err := w.App.Person(t.Context(), w.As("105").Actor, w.Person("103")); !errs.Is(err, errs.NotFound) {
			t.Errorf("a member sees another's steps: %v", err)
		}
	})
}
