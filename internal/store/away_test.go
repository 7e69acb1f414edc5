package store_test

import (
	"sync"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/store"
)

// cut ends every other session of the database, as a restart of the server does, and waits until they are gone.
func cut(t *testing.T, other *store.Store) {
	t.Helper()
	err := other.Read(t.Context(), func(tx *store.Tx) error {
		_, err := store.All(tx, store.Scalar[bool], `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// After a restart of the server every session that waits in the pool is dead. Nobody notices.
func TestSessionsThatTheServerEndedAreReplaced(t *testing.T) {
	s, other := rivals(t)
	for _, use := range []struct {
		name string
		call func(i int) error
	}{
		{"reading", func(int) error {
			return s.Read(t.Context(), func(tx *store.Tx) error {
				_, err := store.Count(tx, "SELECT COUNT(*) FROM note")
				return err
			})
		}},
		{"writing", func(i int) error { return s.Write(t.Context(), note(int64(i+1), "kept")) }},
		{"writing alone", func(i int) error { return s.WriteAlone(t.Context(), note(int64(i+101), "kept")) }},
	} {
		busy(t, s, 12)
		cut(t, other)
		for i := range 14 {
			if err := use.call(i); err != nil {
				t.Errorf("%s after a restart: %v", use.name, err)
			}
		}
	}
}

// busy makes the store open sessions, so many that calls at once need.
func busy(t *testing.T, s *store.Store, calls int) {
	t.Helper()
	var all, wait sync.WaitGroup
	all.Add(calls)
	for range calls {
		wait.Go(func() {
			err := s.Read(t.Context(), func(*store.Tx) error {
				all.Done()
				all.Wait()
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}

	wait.Wait()
}

// A session that ends in the middle has saved nothing: what ran in it runs again.
func TestWhatASessionCouldNotFinishRunsAgain(t *testing.T) {
	s, other := rivals(t)
	runs := 0
	once := func(tx *store.Tx) error {
		if err := note(7, "kept")(tx); err != nil {
			return err
		}

		if runs++; runs == 1 {
			cut(t, other)
		}

		return note(8, "kept")(tx)
	}

	if err := s.Write(t.Context(), once); err != nil || runs != 2 {
		t.Errorf("writing: %v after %d runs, want 2", err, runs)
	}

	wantNotes(t, s, 7, 8)
	runs = 0
	many := func(tx *store.Tx) error {
		if runs++; runs == 1 {
			cut(t, other)
		}

		rows := [][]any{{int64(9), "kept"}}
		return tx.Bulk("note", []string{"id", "body"}, func() ([]any, bool) {
			if len(rows) == 0 {
				return nil, false
			}
			row := rows[0]
			rows = rows[1:]
			return row, true
		})
	}

	if err := s.WriteAlone(t.Context(), many); err != nil || runs != 2 {
		t.Errorf("copying many rows: %v after %d runs, want 2", err, runs)
	}

	wantNotes(t, s, 7, 8, 9)
	runs = 0
	err := s.Read(t.Context(), func(tx *store.Tx) error {
		if runs++; runs == 1 {
			cut(t, other)
		}
		_, err := store.Count(tx, "SELECT COUNT(*) FROM note")
		return err
	})

	if err != nil || runs != 2 {
		t.Errorf("reading: %v after %d runs, want 2", err, runs)
	}
}

// A server that ends every session is not asked for ever; what is told is that it is away, whatever the closure makes of it.
func TestAServerThatIsAwayIsSaidToBeAway(t *testing.T) {
	s, other := rivals(t)
	for name, call := range map[string]func(func(*store.Tx) error) error{
		"reading": func(fn func(*store.Tx) error) error { return s.Read(t.Context(), fn) },
		"writing": func(fn func(*store.Tx) error) error { return s.Write(t.Context(), fn) },
	} {
		err := call(func(tx *store.Tx) error {
			cut(t, other)
			if _, err := store.Count(tx, "SELECT COUNT(*) FROM note"); err == nil {
				t.Errorf("%s: a dead session answers", name)
			}
			return errRefused
		})
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("%s: %v, want unavailable", name, err)
		}
	}
}

// While sessions end all the time, whatever is told is either that it is saved, and then it is, or that the server is away.
func TestNothingAcknowledgedIsLostWhileSessionsEnd(t *testing.T) {
	s, other := rivals(t)
	saved := make([]bool, 200)
	next := make(chan int)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i := range next {
				err := s.Write(t.Context(), note(int64(i), "kept"))
				if saved[i] = err == nil; err != nil && !errs.Is(err, errs.Unavailable) {
					t.Errorf("note %d: %v", i, err)
				}
			}
		})
	}

	for i := range saved {
		next <- i
		if i%10 == 5 {
			cut(t, other)
		}
	}

	close(next)
	wait.Wait()
	err := s.Read(t.Context(), func(tx *store.Tx) error {
		kept, err := store.All(tx, store.Scalar[int], "SELECT id FROM note")
		there := map[int]bool{}
		for _, id := range kept {
			there[id] = true
		}

		for i, was := range saved {
			if was && !there[i] {
				t.Errorf("note %d was acknowledged and is not there", i)
			}
		}

		return err
	})
	if err != nil {
		t.Error(err)
	}
}
