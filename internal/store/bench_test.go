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
