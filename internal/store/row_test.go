package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// bytesWord is read as bytes by both databases; migrations write it too.
const bytesWord = "BYTEA"

// paper is a row with one column of each sort that the product uses, named types among them.
type paper struct {
	id      paperID
	name    title
	kept    bool
	content []byte
	share   float64
}

type (
	paperID int64
	title   string
)

func scanPaper(row store.Row) (p paper, err error) {
	err = row.Scan(&p.id, &p.name, &p.kept, &p.content, &p.share)
	return p, err
}

const selectPaper = "SELECT id, name, kept, content, share FROM paper"

// papers runs test on both databases with three rows stored in bulk.
func papers(t *testing.T, test func(t *testing.T, tx *store.Tx, stored []paper)) {
	t.Helper()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		stored := []paper{
			{1, "丁·䶮", true, []byte{0, 255}, 0.5},
			{2, "𬱖'; --", false, []byte{}, -1},
			{3, "", true, []byte("领评"), 1e300},
		}

		write(t, s, func(tx *store.Tx) error {
			_, err := tx.Exec(`CREATE TABLE paper (id BIGINT PRIMARY KEY, name TEXT NOT NULL, kept BOOLEAN NOT NULL,
				content ` + bytesWord + ` NOT NULL, share DOUBLE PRECISION NOT NULL)`)
			if err != nil {
				return err
			}

			left := stored
			return tx.Bulk("paper", []string{"id", "name", "kept", "content", "share"}, func() ([]any, bool) {
				if len(left) == 0 {
					return nil, false
				}
				p := left[0]
				left = left[1:]
				return []any{p.id, p.name, p.kept, p.content, p.share}, true
			})
		})

		write(t, s, func(tx *store.Tx) error { test(t, tx, stored); return nil })
	})
}

func TestRowsComeBackAsTheyWereStored(t *testing.T) {
	same := func(a, b paper) bool {
		return a.id == b.id && a.name == b.name && a.kept == b.kept && slices.Equal(a.content, b.content) && a.share == b.share
	}
	papers(t, func(t *testing.T, tx *store.Tx, stored []paper) {
		got, err := store.All(tx, scanPaper, selectPaper+" WHERE kept OR id < $1 ORDER BY id", 1000)
		if err != nil || !slices.EqualFunc(got, stored, same) {
			t.Errorf("All gives %v, %v; want %v", got, err, stored)
		}

		one, err := store.One(tx, scanPaper, selectPaper+" WHERE name = $2 AND kept = $1", stored[1].kept, stored[1].name)
		if err != nil || !same(one, stored[1]) {
			t.Errorf("One gives %v, %v; want %v", one, err, stored[1])
		}

		if n, err := store.Count(tx, "SELECT COUNT(*) FROM paper WHERE NOT kept"); n != 1 || err != nil {
			t.Errorf("Count gives %d, %v; want 1", n, err)
		}
	})
}

func TestOneWantsOneRow(t *testing.T) {
	papers(t, func(t *testing.T, tx *store.Tx, stored []paper) {
		if _, err := store.One(tx, scanPaper, selectPaper+" WHERE id = 9"); !errors.Is(err, store.ErrNone) {
			t.Errorf("no row gives %v, want ErrNone", err)
		}
		if _, err := store.One(tx, scanPaper, selectPaper); err == nil || errors.Is(err, store.ErrNone) {
			t.Errorf("three rows give %v, want an error", err)
		}
	})
}

func TestEachStopsWhenTold(t *testing.T) {
	papers(t, func(t *testing.T, tx *store.Tx, stored []paper) {
		seen := 0
		for p, err := range store.Each(tx, scanPaper, selectPaper+" ORDER BY id") {
			if seen++; err != nil || p.id != stored[0].id {
				t.Errorf("the first row is %v, %v", p, err)
			}
			break
		}

		if n, err := tx.Exec("UPDATE paper SET kept = $1 WHERE id >= $2", false, 2); n != 2 || err != nil {
			t.Errorf("a statement after the loop touches %d rows, %v; want 2", n, err)
		}
	})
}

func TestNoStatementRunsWhileRowsAreRead(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			for _, err := range store.Each(tx, store.Scalar[int], "SELECT 1") {
				if err != nil {
					t.Error(err)
				}
				if err := note(1, "inside the loop")(tx); err == nil {
					t.Error("a statement runs inside the loop; PostgreSQL could not")
				}
			}
			return nil
		})
		if err == nil {
			t.Error("the write succeeds all the same")
		}

		wantNotes(t, s)
	})
}

func TestPreparedStatementServesManyTimes(t *testing.T) {
	papers(t, func(t *testing.T, tx *store.Tx, stored []paper) {
		rename, err := tx.Prepare("UPDATE paper SET name = $2 WHERE id = $1")
		if err != nil {
			t.Fatal(err)
		}

		for _, p := range stored {
			if n, err := rename.Exec(p.id, fmt.Sprint("第", p.id)); n != 1 || err != nil {
				t.Errorf("touches %d rows, %v", n, err)
			}
		}

		names, err := store.All(tx, store.Scalar[string], "SELECT name FROM paper ORDER BY id")
		if want := []string{"第1", "第2", "第3"}; err != nil || !slices.Equal(names, want) {
			t.Errorf("the names are %v, %v; want %v", names, err, want)
		}
	})
}

func TestInAsksForAList(t *testing.T) {
	papers(t, func(t *testing.T, tx *store.Tx, stored []paper) {
		want := []int64{1, 3}
		got, err := store.All(tx, store.Scalar[int64],
			"SELECT id FROM paper WHERE kept = $1 AND id IN "+store.In(2, 3)+" ORDER BY id",
			store.Args([]any{true}, []int64{1, 2, 3})...)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("found are %v, %v; want %v", got, err, want)
		}
	})
}

// However many rows come, each is stored once and as it was handed in, in the order of the hand.
func TestBulkStoresEachRowOnce(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		for _, n := range []int{0, 1, 15, 16, 17, 31, 32, 33, 255, 256, 257, 272, 273, 512, 1000} {
			write(t, s, func(tx *store.Tx) error {
				i := 0
				if err := tx.Bulk("note", []string{"id", "body"}, func() ([]any, bool) {
					i++
					return []any{int64(1000 + i), strconv.Itoa(i)}, i <= n
				}); err != nil {
					return err
				}

				right, err := store.Count(tx, "SELECT COUNT(*) FROM note WHERE id > 1000 AND body = CAST(id - 1000 AS TEXT)")
				if err != nil || right != n {
					t.Errorf("of %d rows %d were stored: %v", n, right, err)
				}

				_, err = tx.Exec("DELETE FROM note WHERE id > 1000")
				return err
			})
		}
	})
}

// However long the runs are in which rows come, each is stored once and as it was handed in.
func TestBulkRunsStoreEachRowOnce(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(tx *store.Tx) error {
			_, err := tx.Exec(`CREATE TABLE line (house TEXT NOT NULL, held BIGINT NOT NULL, word TEXT NOT NULL, id BIGINT NOT NULL, body TEXT NOT NULL)`)
			return err
		})

		for _, runs := range [][]int{{}, {1}, {2, 1}, {1, 15, 1}, {16, 17}, {3, 18, 64, 1, 1, 65}, {63, 130, 256, 2, 257}, {1000}} {
			var want []string
			for held, n := range runs {
				for range n {
					want = append(want, fmt.Sprint("h ", held/2, " w", held, " ", len(want), " b", len(want)))
				}
			}

			write(t, s, func(tx *store.Tx) error {
				held, in, n := 0, 0, 0
				if err := tx.BulkRuns("line", []store.Same{{Column: "house", Value: "h"}}, []string{"held", "word"}, []string{"id", "body"}, func() ([]any, bool) {
					for held < len(runs) && in == runs[held] {
						held, in = held+1, 0
					}

					if held == len(runs) {
						return nil, false
					}

					in, n = in+1, n+1
					return []any{int64(held / 2), "w" + strconv.Itoa(held), int64(n - 1), "b" + strconv.Itoa(n-1)}, true
				}); err != nil {
					return err
				}

				got, err := store.All(tx, store.Scalar[string], `SELECT house || ' ' || CAST(held AS TEXT) || ' ' || word || ' ' || CAST(id AS TEXT) || ' ' || body
					FROM line ORDER BY id`)
				if err != nil || !slices.Equal(got, want) {
					t.Errorf("of runs of %v there are %v, %v", runs, got, err)
				}

				_, err = tx.Exec("DELETE FROM line")
				return err
			})
		}
	})
}

func TestBulkIsUndoneWithItsTransaction(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		err := s.WriteAlone(t.Context(), func(tx *store.Tx) error {
			id := int64(0)
			err := tx.Bulk("note", []string{"id", "body"}, func() ([]any, bool) {
				id++
				return []any{id % 5, "twice"}, id < 10
			})
			if !store.IsUnique(err) {
				t.Errorf("a key that comes twice gives %v", err)
			}

			return nil
		})

		if !store.IsUnique(err) {
			t.Errorf("the write gives %v", err)
		}

		wantNotes(t, s)
	})
}

func TestPanicInBulkLeavesTheStoreWhole(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		func() {
			defer func() {
				if got := recover(); got != "boom" {
					t.Errorf("recovered %v, want the panic of next", got)
				}
			}()

			id := int64(0)
			err := s.WriteAlone(t.Context(), func(tx *store.Tx) error {
				return tx.Bulk("note", []string{"id", "body"}, func() ([]any, bool) {
					if id++; id > 1000 {
						panic("boom")
					}
					return []any{id, "甲"}, true
				})
			})

			t.Errorf("the write returned %v", err)
		}()

		write(t, s, note(1, "乙"))
		wantNotes(t, s, 1)
	})
}

// Two statement texts too many for the cache of a connection must not disturb it.
func TestManyTextsAreServed(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(tx *store.Tx) error {
			for i := range 1100 {
				if n, err := store.Count(tx, fmt.Sprintf("SELECT %d", i)); n != i || err != nil {
					return fmt.Errorf("%d gives %d, %v", i, n, err)
				}
			}
			return note(1, "甲")(tx)
		})
		wantNotes(t, s, 1)
	})
}
