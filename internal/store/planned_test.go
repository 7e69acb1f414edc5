package store_test

import (
	"strings"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite "modernc.org/sqlite/lib"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// reprepared is the counter of SQLite of how often it has planned a statement anew.
const reprepared = 5

// SQLite plans a statement once and not each time that it is asked with other values: a bare argument in LIMIT makes it do
// so.
func TestNoStatementIsPlannedAnewForItsArguments(t *testing.T) {
	versions := testkit.ReleasedVersions()
	testkit.Released(t, versions[len(versions)-1], func(t *testing.T, s *store.Store) {
		if !strings.HasSuffix(t.Name(), "SQLite") {
			return
		}

		texts := sent(t, s)
		must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error { return multiply(tx, 20) })) // the figures have no samples then
		var file string
		must(t, s.Read(t.Context(), func(tx *store.Tx) (err error) {
			file, err = store.One(tx, store.Scalar[string], "SELECT file FROM pragma_database_list WHERE name = 'main'")
			return err
		}))

		asked := 0
		planned := planner(t, file)
		for text, methods := range texts {
			if !strings.HasPrefix(text, "SELECT") && !strings.HasPrefix(text, "WITH") || strings.Contains(text, "IN ()") {
				continue
			}

			asked++
			if n := planned(text); n > 0 {
				t.Errorf("%v is planned anew %d times of 3: %s", methods, n, text)
			}
		}

		if asked < 300 {
			t.Errorf("%d statements are looked at, that is not all", asked)
		}
	})
}

// planner opens a database by SQLite itself and gives how often a statement is planned anew when it is asked three times.
func planner(t *testing.T, file string) func(text string) int {
	t.Helper()
	tls := libc.NewTLS()
	words := func(s string) uintptr {
		c, err := libc.CString(s)
		must(t, err)
		return c
	}

	name := words(file)
	var db uintptr
	if code := sqlite.Xsqlite3_open_v2(tls, name, uintptr(unsafe.Pointer(&db)), sqlite.SQLITE_OPEN_READONLY, 0); code != 0 {
		t.Fatalf("SQLite says %d when %s is opened", code, file)
	}

	t.Cleanup(func() {
		sqlite.Xsqlite3_close_v2(tls, db)
		libc.Xfree(tls, name)
		tls.Close()
	})

	return func(text string) int {
		c := words(text)
		defer libc.Xfree(tls, c)
		var stmt uintptr
		if code := sqlite.Xsqlite3_prepare_v2(tls, db, c, -1, uintptr(unsafe.Pointer(&stmt)), 0); code != 0 {
			t.Fatalf("SQLite says %d to %s", code, text)
		}

		defer sqlite.Xsqlite3_finalize(tls, stmt)

		for turn := range 3 {
			for i := range sqlite.Xsqlite3_bind_parameter_count(tls, stmt) {
				sqlite.Xsqlite3_bind_int64(tls, stmt, i+1, int64(7+turn)) // not 0 and not 1, of which the planner thinks otherwise
			}
			sqlite.Xsqlite3_step(tls, stmt)
			sqlite.Xsqlite3_reset(tls, stmt)
		}

		return int(sqlite.Xsqlite3_stmt_status(tls, stmt, reprepared, 0))
	}
}
