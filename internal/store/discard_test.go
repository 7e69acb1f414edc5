package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestADatabaseThatIsOpenIsNotDiscarded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lingping.db")
	s, err := store.Open(t.Context(), path)
	must(t, err)
	if err := store.Discard(t.Context(), path); !errs.Is(err, errs.Conflict) {
		t.Errorf("of an open database: %v", err)
	}

	if _, err := s.Check(t.Context()); err != nil {
		t.Errorf("it does not work any more: %v", err)
	}

	must(t, s.Close())
	must(t, store.Discard(t.Context(), path))
	left, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}

	must(t, store.Discard(t.Context(), path)) // what is not there need not be deleted
}

// On PostgreSQL the tables of this program go and those of others stay.
func TestAPostgresDatabaseIsDiscardedWhenNobodyHasItOpen(t *testing.T) {
	url := testkit.PostgresURL(t)
	s, err := store.Open(t.Context(), url)
	must(t, err)
	must(t, s.Write(t.Context(), func(tx *store.Tx) error {
		if _, err := tx.Exec(`CREATE TABLE not_ours (n BIGINT)`); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO not_ours (n) VALUES (7)`); err != nil {
			return err
		}
		return tx.SaveUnits([]org.Place{{Unit: org.Unit{ID: 1, Name: "校党委", Kind: org.Committee}}}, func(name string) string { return name })
	}))
	if err := store.Discard(t.Context(), url); !errs.Is(err, errs.Conflict) {
		t.Errorf("of an open database: %v", err)
	}

	must(t, s.Close())
	must(t, store.Discard(t.Context(), url))
	must(t, store.Discard(t.Context(), url)) // what is not there need not be dropped
	again, err := store.Open(t.Context(), url)
	must(t, err)
	defer again.Close()

	must(t, again.Read(t.Context(), func(tx *store.Tx) error {
		if n, err := store.Count(tx, `SELECT COUNT(*) FROM not_ours WHERE n = 7`); err != nil || n != 1 {
			t.Errorf("of the table of others %d rows are left, %v", n, err)
		}

		units, err := tx.Units()
		if len(units) > 0 {
			t.Errorf("there are still %v", units)
		}
		return err
	}))
}
