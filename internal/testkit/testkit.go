// Package testkit gives tests a real database of each kind, fresh and migrated, and nothing else: no mocks, and no
// skipping. A test that can't have PostgreSQL fails and says how to get it. Only tests import it.
package testkit

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"lingping/internal/store"
)

// Stores runs test twice, on an empty SQLite and on an empty PostgreSQL, as the subtests "SQLite" and "PostgreSQL".
func Stores(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite is an empty, migrated store in a file of the test's own.
func SQLite(t testing.TB) *store.Store {
	t.Helper()
	return opened(t, SQLiteURL(t))
}

// Postgres is an empty, migrated store in a database of the test's own.
func Postgres(t testing.TB) *store.Store {
	t.Helper()
	return opened(t, PostgresURL(t))
}

// SQLiteURL is where an empty, migrated SQLite file lies, for tests that open it themselves.
func SQLiteURL(t testing.TB) string {
	t.Helper()
	content, err := migratedFile()
	must(t, err)
	path := filepath.Join(t.TempDir(), "lingping.db")
	must(t, os.WriteFile(path, content, 0o600))
	return path
}

// migratedFile is the content of an empty, migrated SQLite file, made once in a process.
var migratedFile = sync.OnceValues(func() (content []byte, err error) {
	dir, err := os.MkdirTemp("", "lingping-template-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)

	path := filepath.Join(dir, "lingping.db")
	if err := migrated(path); err != nil {
		return nil, err
	}

	return os.ReadFile(path)
})

func opened(t testing.TB, url string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), url)
	must(t, err)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	})
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Tamper runs a statement on a SQLite file behind the program's back.
func Tamper(t testing.TB, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = db.ExecContext(t.Context(), statement)
	must(t, errors.Join(err, db.Close()))
}
