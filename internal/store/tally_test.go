package store_test

import (
	"context"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// numbered makes a table with n rows, of which an index knows the key.
func numbered(t *testing.T, s *store.Store, n int) {
	t.Helper()
	must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
		if _, err := tx.Exec(`CREATE TABLE numbered (id BIGINT PRIMARY KEY, said TEXT NOT NULL)`); err != nil {
			return err
		}

		i := 0
		return tx.Bulk("numbered", []string{"id", "said"}, func() ([]any, bool) {
			i++
			return []any{int64(i), "a text that makes the row a little longer than its number"}, i <= n
		})
	}))
}

func one(tx *store.Tx) error {
	_, err := store.One(tx, store.Scalar[string], `SELECT said FROM numbered WHERE id = $1`, 7)
	return err
}

func counted(tx *store.Tx) error {
	_, err := store.Count(tx, `SELECT COUNT(*) FROM numbered WHERE said <> $1`, "")
	return err
}

// A tally counts what runs under its context and nothing else.
func TestATallyCountsWhatRunsUnderItsContext(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		numbered(t, s, 10)
		var here, elsewhere store.Tally
		ctx := here.On(t.Context())

		must(t, s.Read(ctx, func(tx *store.Tx) error {
			if err := one(tx); err != nil {
				return err
			}
			_, err := store.All(tx, store.Scalar[int64], `SELECT id FROM numbered`)
			return err
		}))

		must(t, s.Read(elsewhere.On(t.Context()), counted))
		must(t, s.Read(t.Context(), counted))
		must(t, s.Write(ctx, func(tx *store.Tx) error {
			insert, err := tx.Prepare(`INSERT INTO numbered VALUES ($1, $2)`)
			if err != nil {
				return err
			}

			for id := range 3 {
				if _, err := insert.Exec(100+id, ""); err != nil {
					return err
				}
			}

			_, err = tx.Exec(`DELETE FROM numbered WHERE id < $1`, 3)
			return err
		}))

		rows := [][]any{{int64(200), ""}, {int64(201), ""}}
		must(t, s.WriteAlone(ctx, func(tx *store.Tx) error {
			return tx.Bulk("numbered", []string{"id", "said"}, func() ([]any, bool) {
				if len(rows) == 0 {
					return nil, false
				}
				row := rows[0]
				rows = rows[1:]
				return row, true
			})
		}))

		got := here.Work()
		if got.Read == 0 {
			t.Error("nothing was read")
		}

		got.Read = 0
		want := store.Work{Transactions: 3, Statements: 7, Rows: 1 + 10 + 3 + 2 + 2}
		if got != want {
			t.Errorf("counted %+v, want %+v", got, want)
		}

		if n := here.Texts()[`INSERT INTO numbered VALUES ($1, $2)`]; n != 3 {
			t.Errorf("the INSERT was counted %d times of 3", n)
		}

		here.Reset()
		if got := here.Work(); got != (store.Work{}) || len(here.Texts()) > 0 {
			t.Errorf("after Reset: %+v", got)
		}
	})
}

// settled is what a reading takes when it has been read before: the least of more times than there are connections. The
// first time on a connection SQLite reads the schema, and PostgreSQL looks at the ends of indexes to plan.
func settled(t *testing.T, s *store.Store, do func(*store.Tx) error) store.Work {
	t.Helper()

	var least store.Work
	for n := range 10 {
		var tally store.Tally
		must(t, s.Read(tally.On(t.Context()), do))
		if work := tally.Work(); n == 0 || work.Read < least.Read {
			least = work
		}
	}

	return least
}

// A count over a whole table gives one row; what the database read for it grows with the table, and that for one row of
// it does not.
func TestATallyTellsACountFromALook(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		numbered(t, s, 5000)
		read := func(do func(*store.Tx) error) int64 {
			work := settled(t, s, do)
			if work.Rows != 1 {
				t.Errorf("%d rows were given, want 1", work.Rows)
			}

			return work.Read
		}

		if all, single := read(counted), read(one); all < 10*single || single == 0 {
			t.Errorf("a count over 5000 rows read %d, one row %d", all, single)
		}
	})
}

// A transaction that fails is counted as far as it came, and fails with its own error.
func TestATallyLeavesErrorsAsTheyAre(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		var tally store.Tally
		err := s.Read(tally.On(context.Background()), func(tx *store.Tx) error {
			_, err := store.Count(tx, `SELECT COUNT(*) FROM nothing_of_this_name`)
			return err
		})
		if err == nil || tally.Work().Statements != 1 || tally.Work().Transactions != 1 {
			t.Errorf("error %v after %+v", err, tally.Work())
		}
	})
}
