package store_test

import (
	"maps"
	"slices"
	"testing"

	"lingping/internal/blob"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func mark(t *testing.T, s *store.Store, id round.ID, k dossier.Key, step dossier.Step) {
	t.Helper()
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.MarkStep(id, k, step) }); err != nil {
		t.Fatal(err)
	}
}

func TestAStepCountsOnceWhileItIsDone(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		unit := dossier.Key{Unit: w.Unit("B11")}
		member := dossier.Key{Unit: w.Unit("B11"), Person: w.Person("103")}
		done := dossier.Step{Step: scheme.StepSummary, State: dossier.Done, Day: "2010-12-20", Ref: 7}
		units, persons := round.StepDone(scheme.StepSummary, false), round.StepDone(scheme.StepSummary, true)
		for _, key := range []dossier.Key{unit, member, member} {
			mark(t, s, w.Round, key, done)
		}

		if got := w.Tally("Z1"); got[units] != 1 || got[persons] != 1 {
			t.Errorf("the general branch counts %d units and %d persons, want one each", got[units], got[persons])
		}

		mark(t, s, w.Round, member, dossier.Step{Step: scheme.StepSummary, State: dossier.InCourse})
		if got := w.Tally("Z1")[persons]; got != 0 {
			t.Errorf("a step that was reopened still counts %d", got)
		}

		if err := s.Read(t.Context(), func(tx *store.Tx) error {
			steps, err := tx.StepsOf(w.Round, []dossier.Key{unit})
			if err != nil || len(steps) != 1 || steps[unit][scheme.StepSummary] != done {
				t.Errorf("the unit's steps are %v, %v", steps, err)
			}

			counted, err := tx.Recount(w.Round)
			if err == nil && !maps.Equal(counted[w.Unit("Z1")], w.Tally("Z1")) {
				t.Errorf("counted anew: %v, kept: %v", counted[w.Unit("Z1")], w.Tally("Z1"))
			}

			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestAFileOfTheSameNameIsTheNextVersion(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		keep := func(text string) {
			t.Helper()
			file, err := blob.Attachment("证明.pdf", []byte("%PDF-"+text))
			if err != nil {
				t.Fatal(err)
			}

			if err := s.Write(t.Context(), func(tx *store.Tx) error {
				_, err := tx.AddFile(dossier.File{Round: 1, Owner: "action", OwnerID: 5, ByName: "赵伟"}, file)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}

		keep("one")
		keep("two")
		keep("two")
		if err := s.Read(t.Context(), func(tx *store.Tx) error {
			files, err := tx.Files("action", 5)
			if len(files) != 2 || files[0].Version != 2 || files[1].Version != 1 {
				t.Errorf("kept %+v, want two versions, the newest first", files)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestWhoReviewsADossierIsWhoOwesItsUnitSecretaryOrPerson(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		for _, c := range []struct {
			name, unit, person string
			reviewer           string
		}{
			{"a branch by its general branch's secretary", "B11", "", "101"},
			{"a member by his branch secretary", "B11", "103", "102"},
			{"a committee member by the principal too", "B12", "104", "101"},
		} {
			key := dossier.Key{Unit: w.Unit(c.unit)}
			if c.person != "" {
				key.Person = w.Person(c.person)
			}

			if err := s.Read(t.Context(), func(tx *store.Tx) error {
				got, err := tx.DossierReviewers(w.Round, key)
				if !slices.Contains(got, w.Person(c.reviewer)) {
					t.Errorf("%s: %v", c.name, got)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
