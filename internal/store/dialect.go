package store

import (
	"bytes"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// dialect is which of the two databases it is. The SQL of the noun files is one text for both; what differs is in this
// file, in the two engines and in the diagnosis of errors.
type dialect uint8

const (
	sqliteDialect dialect = iota
	postgresDialect
)

// goose is the name that the migrations know the database by.
func (d dialect) goose() goose.Dialect {
	if d == postgresDialect {
		return goose.DialectPostgres
	}
	return goose.DialectSQLite3
}

// oneByOne keeps programs that migrate one database at once from waiting for each other's tables in a circle. SQLite lets
// only one write anyhow.
func (d dialect) oneByOne() ([]goose.ProviderOption, error) {
	if d != postgresDialect {
		return nil, nil
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // seconds, and how often
	return []goose.ProviderOption{goose.WithSessionLocker(locker)}, err
}

// migrations are the files as this database wants them. They are written for PostgreSQL; for SQLite a few words change,
// because its key is only then the row's own number when it is called so, it knows one word for bytes and one order of text, and
// it can keep a table as its own index.
func (d dialect) migrations(files fs.FS) fs.FS {
	if d == postgresDialect {
		return files
	}
	return rewritten{files, strings.NewReplacer(
		"BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY",
		"BYTEA", "BLOB",
		` COLLATE "C"`, "", // text is compared byte by byte there anyhow
		"/* WITHOUT ROWID */", "WITHOUT ROWID",
	)}
}

// rewritten is a file system whose files read with some words replaced.
type rewritten struct {
	fs.FS
	words *strings.Replacer
}

// Open opens a file or a folder; of a file the content is the replaced one, the size in Stat is not.
func (r rewritten) Open(name string) (fs.File, error) {
	file, err := r.FS.Open(name)
	if err != nil {
		return nil, err
	}

	if info, err := file.Stat(); err != nil || info.IsDir() {
		return file, err
	}

	text, err := fs.ReadFile(r.FS, name)
	if err != nil {
		file.Close()
		return nil, err
	}

	return rewrittenFile{file, bytes.NewReader([]byte(r.words.Replace(string(text))))}, nil
}

type rewrittenFile struct {
	fs.File
	content *bytes.Reader
}

func (f rewrittenFile) Read(p []byte) (int, error) { return f.content.Read(p) }
