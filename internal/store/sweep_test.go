package store_test

import (
	"os"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// What was deleted and is still in the log, because somebody was looking, is told and swept when he is gone.
func TestWhatALongLookKeepsInTheLogIsToldAndSweptLater(t *testing.T) {
	path := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), path)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	notes(t, s)
	write(t, s, note(1, "将要删去的话"))
	erase := func() {
		must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
			tx.Erase()
			_, err := tx.Exec("DELETE FROM note")
			return err
		}))
	}

	looking, done, ended := make(chan bool), make(chan bool), make(chan error)
	go func() {
		ended <- s.ReadAlone(t.Context(), func(tx *store.Tx) error {
			_, err := store.Count(tx, "SELECT COUNT(*) FROM note")
			looking <- true
			<-done
			return err
		})
	}()
	<-looking
	erase()
	if err := s.Sweep(t.Context(), "note"); !errs.Is(err, errs.Unavailable) {
		t.Errorf("while somebody looks: %v, want to hear that it could not be swept", err)
	}

	close(done)
	must(t, <-ended)
	must(t, s.Sweep(t.Context(), "note"))
	if left := size(t, path+"-wal"); left != 0 {
		t.Errorf("the log still has %d bytes", left)
	}

	must(t, s.Sweep(t.Context(), "note")) // there is nothing to do
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	return info.Size()
}

func TestSweepingPostgresTakesItsDeadRows(t *testing.T) {
	s := testkit.Postgres(t)
	notes(t, s)
	write(t, s, note(1, "将要删去的话"))
	write(t, s, func(tx *store.Tx) error {
		_, err := tx.Exec("DELETE FROM note")
		return err
	})
	must(t, s.Sweep(t.Context(), "note"))
	must(t, s.Sweep(t.Context()))
	must(t, s.Read(t.Context(), func(tx *store.Tx) error {
		n, err := store.Count(tx, "SELECT pg_relation_size('note')")
		if n != 0 {
			t.Errorf("the table still takes %d bytes", n)
		}
		return err
	}))
}
