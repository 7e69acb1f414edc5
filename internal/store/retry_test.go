package store_test

import (
	"errors"
	"strings"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// rivals are two programs on one empty database.
func rivals(t *testing.T) (s, other *store.Store) {
	t.Helper()
	url := testkit.PostgresURL(t)
	open := func() *store.Store {
		s, err := store.Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}

		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	}

	s, other = open(), open()
	notes(t, s)
	return s, other
}

// overtaken reads the notes and lets another program change them before it goes on, as often as times says. PostgreSQL
// then undoes it.
func overtaken(t *testing.T, other *store.Store, times int, runs *int) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		*runs++
		n, err := store.Count(tx, "SELECT COUNT(*) FROM note")
		if err != nil {
			return err
		}

		if *runs <= times {
			write(t, other, func(tx *store.Tx) error {
				if _, err := store.Count(tx, "SELECT COUNT(*) FROM note"); err != nil {
					return err
				}
				return note(int64(100+*runs), "faster")(tx)
			})
		}

		return note(int64(n+1), "slower")(tx)
	}
}

func TestOvertakenWriteRunsAgain(t *testing.T) {
	s, other := rivals(t)
	runs := 0
	if err := s.Write(t.Context(), overtaken(t, other, 2, &runs)); err != nil {
		t.Error(err)
	}

	if runs != 3 {
		t.Errorf("the write ran %d times, want 3", runs)
	}

	wantNotes(t, s, 3, 101, 102)
}

func TestWriteThatIsAlwaysOvertakenGivesUp(t *testing.T) {
	s, other := rivals(t)
	runs := 0
	always := overtaken(t, other, 1000, &runs)
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		if err := always(tx); err != nil {
			return errors.New("in words that hide the cause")
		}
		return nil
	})

	if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "同时保存的人太多") {
		t.Errorf("the write gives %v, want the sentence about too many", err)
	}

	if runs < 10 {
		t.Errorf("the write gave up after %d times", runs)
	}
}
