package app_test

import (
	"path/filepath"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// standing is that a person owes something in a unit, or has a seat of a kind in it.
type standing struct {
	person org.PersonID
	kind   scheme.SubjectKind // empty: he owes
	unit   org.UnitID
	open   bool
}

// standings are read from the rows by the plainest questions, without a word of how the program counts.
func standings(t *testing.T, w *testkit.World) (all []standing, places []org.Place) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		if places, err = tx.FrozenUnits(w.Round); err != nil {
			return err
		}

		owed, err := store.All(tx, func(row store.Row) (s standing, err error) {
			err = row.Scan(&s.person, &s.unit, &s.open)
			return s, err
		}, `SELECT owner_id, unit_id, state <> 'confirmed' FROM obligation
			WHERE round_id = $1 AND state <> 'dropped' AND state <> 'exempt'`, w.Round)
		if err != nil {
			return err
		}

		seats, err := store.All(tx, func(row store.Row) (s standing, err error) {
			err = row.Scan(&s.person, &s.kind, &s.unit, &s.open)
			return s, err
		}, `SELECT s.person_id, s.kind, s.unit_id, COUNT(o.id) = 0 FROM round_seat s LEFT JOIN obligation o ON o.round_id = s.round_id
			AND o.unit_id = s.unit_id AND o.kind = s.kind AND o.person_id = s.person_id AND o.state = 'confirmed'
			WHERE s.round_id = $1 GROUP BY s.person_id, s.kind, s.unit_id`, w.Round)

		all = append(owed, seats...)
		return err
	}))
	return all, places
}

// personsIn counts who stands in a subtree by a kind, one by one.
func personsIn(all []standing, kind scheme.SubjectKind, top org.Place, at map[org.UnitID]org.Place) (p round.Part) {
	open := map[org.PersonID]bool{}
	for _, s := range all {
		if place, ok := at[s.unit]; ok && s.kind == kind && place.Within(top) {
			open[s.person] = open[s.person] || s.open
		}
	}

	for _, o := range open {
		p.Due++
		if !o {
			p.Done++
		}
	}

	return p
}

// headed wants the numbers of persons of every unit to be what counting them one by one gives.
func headed(t *testing.T, w *testkit.World, kept map[org.UnitID]round.Tally, after string) {
	t.Helper()
	all, places := standings(t, w)
	at := map[org.UnitID]org.Place{}
	for _, p := range places {
		at[p.ID] = p
	}

	for _, p := range places {
		for _, c := range []struct {
			kind scheme.SubjectKind
			got  round.Part
		}{
			{"", kept[p.ID].Reviewers()}, {scheme.Secretary, kept[p.ID].Secretaries()}, {scheme.CommitteeMember, kept[p.ID].CommitteeMembers()},
		} {
			if want := personsIn(all, c.kind, p, at); c.got != want {
				t.Fatalf("after %s %s has %+v persons by %q, counted one by one %+v", after, p.Name, c.got, c.kind, want)
			}
		}
	}
}

func TestRoundsLaunchedBeforePersonsWereCountedGetTheirNumbersOnce(t *testing.T) {
	testkit.Released(t, "0.1.0", func(t *testing.T, s *store.Store) {
		a := app.New(s)
		a.OpenKeys(filepath.Join(t.TempDir(), "keys"))
		numbers := func() (n int) {
			ok(t, s.Read(t.Context(), func(tx *store.Tx) (err error) {
				n, err = store.Count(tx, "SELECT COUNT(*) FROM counter WHERE name = 'reviewers.due'")
				return err
			}))
			return n
		}

		if n := numbers(); n != 0 {
			t.Fatalf("the released database has %d numbers of reviewers already", n)
		}

		ok(t, a.Prepare(t.Context()))
		first := numbers()
		ok(t, a.Prepare(t.Context()))
		if again := numbers(); first == 0 || again != first {
			t.Errorf("there are %d numbers of reviewers, prepared twice %d", first, again)
		}

		for _, wrong := range must(a.Examine(t.Context(), operator))(t).Wrong {
			t.Error(wrong)
		}
	})
}

func TestTheDoctorSeesPersonsCountedWrong(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for what, change := range map[string]string{
			"a number is changed":            "UPDATE counter SET value = value + 1 WHERE name = 'reviewers.due'",
			"a number is gone":               "DELETE FROM counter WHERE name = 'reviewers.due'",
			"a second seat is forgotten":     "UPDATE counter SET value = value - 1 WHERE name = 'secretaries.again'",
			"a number is put in":             "INSERT INTO counter_delta (id, round_id, unit_id, name, value) SELECT 1, id, unit_id, 'committee.persons.done', 1 FROM round",
			"it is counted twice":            "INSERT INTO counter_delta (id, round_id, unit_id, name, value) SELECT 1, round_id, unit_id, name, value FROM counter WHERE name = 'reviewers.due'",
			"somebody else owes":             "UPDATE obligation SET owner_id = (SELECT MAX(owner_id) FROM obligation) WHERE kind = 'unit'",
			"somebody owes nothing any more": "UPDATE obligation SET state = 'exempt' WHERE owner_id = (SELECT MIN(owner_id) FROM obligation)",
			"a seat has another holder":      "UPDATE round_seat SET person_id = (SELECT MAX(person_id) FROM round_seat) WHERE kind = 'secretary' AND person_id <> (SELECT MAX(person_id) FROM round_seat)",
		} {
			healthy(t, w)
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
				n, err := tx.Exec(change)
				if n == 0 {
					t.Errorf("%s: nothing changed", what)
				}
				return err
			}))

			if wrong := must(w.App.Examine(t.Context(), operator))(t).Wrong; len(wrong) == 0 {
				t.Errorf("%s: the doctor says nothing", what)
			}

			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.RecountRound(w.Round) }))
		}
		healthy(t, w)
	})
}
