package store_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// writers is how many save at once in the benchmarks, as in the goals for the whole program.
const writers = 16

// BenchmarkCommit compares writers that share commits with writers that each wait for the disk alone, on the same file
// in the same run, interleaved. times-faster is the ratio, p99-ms what the slowest hundredth of the shared ones waited.
func BenchmarkCommit(b *testing.B) {
	s := testkit.SQLite(b)
	notes(b, s)
	text := strings.Repeat("深入学习实践", 100)
	insert := func(tx *store.Tx) error {
		_, err := tx.Exec("INSERT INTO note (id, body) VALUES ($1, $2)", tx.NewID(), text)
		return err
	}

	var alone, shared time.Duration
	var waits []time.Duration
	for b.Loop() {
		alone += timed(func() { many(b, func() error { return s.WriteAlone(context.Background(), insert) }) })
		var mu sync.Mutex
		shared += timed(func() {
			many(b, func() error {
				var err error
				wait := timed(func() { err = s.Write(context.Background(), insert) })
				mu.Lock()
				waits = append(waits, wait)
				mu.Unlock()
				return err
			})
		})
	}

	slices.Sort(waits)
	b.ReportMetric(float64(alone)/float64(shared), "times-faster")
	b.ReportMetric(float64(len(waits))/shared.Seconds(), "shared/s")
	b.ReportMetric(float64(waits[len(waits)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(waits[len(waits)-1].Microseconds())/1000, "max-ms")
}

// many does it 20 times from every writer.
func many(b *testing.B, do func() error) {
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for range 20 {
				if err := do(); err != nil {
					b.Error(err)
				}
			}
		})
	}

	all.Wait()
}

func timed(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}

// notes makes a table to write to.
func notes(t testing.TB, s *store.Store) {
	t.Helper()
	err := s.Write(context.Background(), func(tx *store.Tx) error {
		_, err := tx.Exec("CREATE TABLE note (id BIGINT PRIMARY KEY, body TEXT NOT NULL)")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// bulkRows is how many rows the benchmarks of bulk inserts store in one transaction.
const bulkRows = 100_000

// BenchmarkBulk stores rows of the width of an obligation: by Bulk, and by a prepared statement row by row.
func BenchmarkBulk(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.Store{"SQLite": testkit.SQLite, "PostgreSQL": testkit.Postgres} {
		b.Run(name+"/Bulk", func(b *testing.B) {
			storeRows(b, open(b), func(tx *store.Tx, columns []string, next func() ([]any, bool)) error {
				return tx.Bulk("owed", columns, next)
			})
		})
		b.Run(name+"/Prepare", func(b *testing.B) {
			storeRows(b, open(b), func(tx *store.Tx, columns []string, next func() ([]any, bool)) error {
				insert, err := tx.Prepare("INSERT INTO owed (" + strings.Join(columns, ", ") + ") VALUES " + store.In(1, len(columns)))
				for row, ok := next(); ok && err == nil; row, ok = next() {
					_, err = insert.Exec(row...)
				}
				return err
			})
		})
	}
}

// storeRows measures one way to store bulkRows rows durably.
func storeRows(b *testing.B, s *store.Store, insert func(*store.Tx, []string, func() ([]any, bool)) error) {
	write(b, s, func(tx *store.Tx) error {
		_, err := tx.Exec(`CREATE TABLE owed (id BIGINT NOT NULL, round_id BIGINT NOT NULL, unit_id BIGINT NOT NULL,
			kind TEXT NOT NULL, person_id BIGINT NOT NULL, reviewer_id BIGINT NOT NULL, seat_id BIGINT NOT NULL,
			owner_id BIGINT NOT NULL, decision_id BIGINT NOT NULL, state TEXT NOT NULL)`)
		return err
	})

	columns := []string{"id", "round_id", "unit_id", "kind", "person_id", "reviewer_id", "seat_id", "owner_id",
		"decision_id", "state"}
	row := make([]any, len(columns))
	for b.Loop() {
		err := s.WriteAlone(context.Background(), func(tx *store.Tx) error {
			first, err := tx.NewIDs(bulkRows)
			if err != nil {
				return err
			}

			n := int64(0)
			return insert(tx, columns, func() ([]any, bool) {
				row[0], row[1], row[2], row[3], row[4] = first+n, 1, n/18, "member", n
				row[5], row[6], row[7], row[8], row[9] = n/18, n/18, n/18, n/18, "owed"
				n++
				return row, n <= bulkRows
			})
		})
		if err != nil {
			b.Fatal(err)
		}
	}

	b.ReportMetric(bulkRows/(b.Elapsed().Seconds()/float64(b.N)), "rows/s")
}
