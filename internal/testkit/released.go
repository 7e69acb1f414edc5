package testkit

import (
	"compress/gzip"
	"embed"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"lingping/internal/store"
)

// released holds one small database of every version that offices may have, on both engines: a house of about 180
// persons, one round in the archive and one that runs, all five steps filled, a seat and a leader's charges handed over.
//
//go:embed released
var released embed.FS

// ReleasedVersions are the versions that were released, the oldest first.
func ReleasedVersions() []string {
	entries, err := released.ReadDir("released")
	if err != nil {
		panic(err) // the folder is embedded: the name can't be wrong
	}

	var versions []string
	for _, e := range entries {
		versions = append(versions, e.Name())
	}

	return versions
}

// Released runs test on a copy of the database that the version left, as the subtests "SQLite" and "PostgreSQL".
// Opening it has brought its schema up to date.
func Released(t *testing.T, version string, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		test(t, opened(t, ReleasedFile(t, version)))
	})

	t.Run("PostgreSQL", func(t *testing.T) {
		url := BarePostgresURL(t)
		conn, err := pgx.Connect(t.Context(), url)
		must(t, err)
		_, err = conn.PgConn().Exec(t.Context(), string(unpacked(t, version, "postgres.sql.gz"))).ReadAll()
		must(t, err)
		must(t, conn.Close(t.Context()))
		test(t, opened(t, url))
	})
}

// ReleasedFile is where a copy of the SQLite file that the version left lies, which nobody has opened.
func ReleasedFile(t testing.TB, version string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lingping.db")
	must(t, os.WriteFile(path, unpacked(t, version, "sqlite.db.gz"), 0o600))
	return path
}

func unpacked(t testing.TB, version, name string) []byte {
	t.Helper()
	file, err := released.Open("released/" + version + "/" + name)
	must(t, err)
	defer file.Close()

	z, err := gzip.NewReader(file)
	must(t, err)
	content, err := io.ReadAll(z)
	must(t, err)
	return content
}
