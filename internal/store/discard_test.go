package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/store"
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
