package testkit_test

import (
	"strings"
	"sync"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

func rows(t *testing.T, s *store.Store, text string) (n int) {
	t.Helper()
	err := s.Read(t.Context(), func(tx *store.Tx) (err error) {
		n, err = store.Count(tx, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return n
}

func do(t *testing.T, s *store.Store, statements ...string) {
	t.Helper()
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		for _, statement := range statements {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

const saveSetting = "INSERT INTO setting (name, value) VALUES ('a', 'b')"

func TestEveryTestHasAnEmptyStore(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		t.Run("one after the other", func(t *testing.T) {
			for range 3 {
				testkit.Stores(t, func(t *testing.T, s *store.Store) {
					if n := rows(t, s, "SELECT COUNT(*) FROM setting"); n != 0 {
						t.Errorf("%d settings of another test", n)
					}

					if n := rows(t, s, "SELECT COUNT(*) FROM id_block WHERE next_id = 1"); n != 1 {
						t.Error("what the migrations have stored is not there, or was used")
					}

					do(t, s, saveSetting, "UPDATE id_block SET next_id = 7", "CREATE TABLE own (id BIGINT)")
				})
			}
		})
		t.Run("at the same time", func(t *testing.T) {
			do(t, s, saveSetting)
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() {
					for _, other := range []*store.Store{testkit.SQLite(t), testkit.Postgres(t)} {
						if n := rows(t, other, "SELECT COUNT(*) FROM setting"); n != 0 {
							t.Errorf("%d settings of another test", n)
						}
					}
				})
			}

			all.Wait()
		})
	})
}

func TestDamagedDatabaseIsNotLentAgain(t *testing.T) {
	for range 2 {
		t.Run("", func(t *testing.T) {
			s := testkit.Postgres(t)
			if n := rows(t, s, "SELECT COUNT(*) FROM unit"); n != 0 {
				t.Errorf("%d units", n)
			}
			do(t, s, "DROP TABLE unit")
		})
	}
}

func TestBareDatabaseHasNoTable(t *testing.T) {
	url := testkit.BarePostgresURL(t)
	if !strings.HasPrefix(url, "postgres://") {
		t.Errorf("the address is %s", url)
	}

	s, err := store.Open(t.Context(), url) // would fail on tables that are there
	if err != nil {
		t.Fatal(err)
	}

	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
