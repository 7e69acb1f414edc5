package store_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

var (
	first = &fstest.MapFile{Data: []byte("-- +goose Up\nCREATE TABLE one (id BIGINT PRIMARY KEY, body BYTEA NOT NULL);\n")}
	later = &fstest.MapFile{Data: []byte("-- +goose Up\nCREATE TABLE two (id BIGINT PRIMARY KEY);\nINSERT INTO two SELECT id FROM one;\n")}

	older = fstest.MapFS{"0001_first.sql": first}
	newer = fstest.MapFS{"0001_first.sql": first, "0002_later.sql": later}
)

// bare runs test on an address of each database where nothing is yet.
func bare(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "数据 100%?#", "lingping.db")) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, testkit.BarePostgresURL(t)) })
}

// with opens the store with the migrations, runs fn in a write and closes the store.
func with(t *testing.T, url string, migrations fstest.MapFS, fn func(*store.Tx) error) {
	t.Helper()
	s, err := store.OpenWith(t.Context(), url, migrations)
	if err != nil {
		t.Fatal(err)
	}

	write(t, s, fn)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestOlderDatabaseIsBroughtUpToDate(t *testing.T) {
	bare(t, func(t *testing.T, url string) {
		with(t, url, older, func(tx *store.Tx) error {
			_, err := tx.Exec("INSERT INTO one (id, body) VALUES ($1, $2)", 7, []byte{0, 255})
			return err
		})
		for range 2 { // to the second opening there is nothing to do
			with(t, url, newer, func(tx *store.Tx) error {
				id, err := store.One(tx, store.Scalar[int], "SELECT id FROM two")
				if id != 7 {
					t.Errorf("the migration has copied %d, want 7", id)
				}
				return err
			})
		}
	})
}

func TestNewerDatabaseIsRefusedUntouched(t *testing.T) {
	bare(t, func(t *testing.T, url string) {
		with(t, url, newer, func(*store.Tx) error { return nil })
		before := files(t, url)
		_, err := store.OpenWith(t.Context(), url, older)
		if !errs.Is(err, errs.Conflict) || !strings.Contains(err.Error(), "结构版本 2，本程序只认识到 1") {
			t.Errorf("opening gives %v, want the sentence about the newer program", err)
		}

		if after := files(t, url); !maps.Equal(before, after) {
			t.Errorf("the refusal has changed the files: %v, before %v", keys(after), keys(before))
		}

		with(t, url, newer, func(*store.Tx) error { return nil })
	})
}

// files is what stands in the folder of a SQLite file, by name; nothing of PostgreSQL.
func files(t *testing.T, url string) map[string]string {
	t.Helper()
	found := map[string]string{}
	if strings.HasPrefix(url, "postgres://") {
		return found
	}

	err := filepath.WalkDir(filepath.Dir(url), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		found[entry.Name()] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return found
}

func keys(m map[string]string) (names []string) {
	for name, content := range m {
		names = append(names, name+" "+strings.Repeat("#", len(content)>>12))
	}
	return names
}

func TestFailedMigrationLeavesTheSchemaAsItWas(t *testing.T) {
	broken := fstest.MapFS{"0001_first.sql": first, "0002_later.sql": {
		Data: []byte("-- +goose Up\nCREATE TABLE two (id BIGINT PRIMARY KEY);\nINSERT INTO three VALUES (1);\n")}}
	bare(t, func(t *testing.T, url string) {
		if _, err := store.OpenWith(t.Context(), url, broken); err == nil {
			t.Fatal("a migration that fails is taken for done")
		}
		with(t, url, newer, func(*store.Tx) error { return nil }) // would fail on a table that is there already
	})
}

func TestSeveralProgramsMayOpenANewDatabaseAtOnce(t *testing.T) {
	bare(t, func(t *testing.T, url string) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				s, err := store.Open(t.Context(), url)
				if err != nil {
					t.Error(err)
					return
				}

				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		}

		all.Wait()
	})
}

func TestForeignFileIsRefusedUntouched(t *testing.T) {
	sqlite := func(statement string) string {
		path := filepath.Join(t.TempDir(), "lingping.db")
		with(t, path, older, func(tx *store.Tx) error {
			_, err := tx.Exec(statement)
			return err
		})

		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}

		return string(content)
	}
	for name, content := range map[string]string{
		"a text":                       "# notes\n",
		"the database of another":      sqlite("PRAGMA application_id = 1"),
		"a database of nobody we know": sqlite("PRAGMA application_id = 0"),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "lingping.db")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}

			_, err := store.Open(t.Context(), path)
			if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "不是领评的数据库") {
				t.Errorf("opening gives %v, want the sentence about a foreign file", err)
			}

			if after := files(t, path); len(after) != 1 || after["lingping.db"] != content {
				t.Errorf("the refusal has changed the files: %v", keys(after))
			}
		})
	}
}

func TestDatabaseFileIsItsOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "lingping.db")
	with(t, "sqlite:"+path, older, func(*store.Tx) error {
		entries, err := os.ReadDir(filepath.Dir(path))
		for _, entry := range entries {
			info, err := entry.Info()
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s may be used as %v: %v", entry.Name(), info.Mode(), err)
			}
		}

		return err
	})

	if after := files(t, path); len(after) != 1 {
		t.Errorf("after closing there is more than the database file: %v", keys(after))
	}
}

func TestUnreachableDatabaseIsSaidInWords(t *testing.T) {
	for url, want := range map[string]string{
		"postgres://nobody@127.0.0.1:1/none": "暂时连不上数据库",
		"postgres://%zz":                     "数据库地址不对",
		"/proc/lingping/lingping.db":         "不能建立数据目录",
		"/proc":                              "不能打开数据库文件",
	} {
		if _, err := store.Open(t.Context(), url); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("opening %s gives %v, want %q", url, err, want)
		}
	}
}

func TestDamagedDatabaseIsFoundAfterACrash(t *testing.T) {
	path := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}

	notes(t, s)
	write(t, s, note(1, strings.Repeat("领评", 50_000)))
	copied := filepath.Join(t.TempDir(), "lingping.db")
	for _, end := range []string{"", "-wal"} { // as a crash leaves them
		content, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}

		if err := os.WriteFile(copied+end, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	if err := s.Close(); err != nil {
		t.Error(err)
	}

	damage(t, copied)
	if _, err := store.Open(t.Context(), copied); !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "已损坏") {
		t.Errorf("opening gives %v, want the sentence about the damaged file", err)
	}
}
