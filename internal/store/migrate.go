package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"

	"lingping/internal/errs"
)

//go:embed migrations/*.sql
var embedded embed.FS

// Migrations are the files that make the schema, forward only, one set for both databases.
func Migrations() fs.FS {
	files, err := fs.Sub(embedded, "migrations")
	if err != nil {
		panic(err) // the folder is embedded: the name can't be wrong
	}
	return files
}

// migrate brings the schema to the newest that files know. Several programs may do it at once: who comes second waits for
// the first, or finds the step done and goes on with the next.
func migrate(ctx context.Context, db *sql.DB, d dialect, files fs.FS) (err error) {
	defer errs.Wrap(&err, "store.migrate")

	oneByOne, err := d.oneByOne()
	if err != nil {
		return err
	}

	provider, err := goose.NewProvider(d.goose(), db, d.migrations(files), oneByOne...)
	if err != nil {
		return err
	}

	for reached := int64(-1); ; {
		_, failure := provider.Up(ctx)
		if failure == nil {
			return nil
		}

		now, err := provider.GetDBVersion(ctx)
		if err != nil || now <= reached {
			return failure
		}

		reached = now
	}
}

// newest is the number of the last migration in files.
func newest(db *sql.DB, d dialect, files fs.FS) (int64, error) {
	provider, err := goose.NewProvider(d.goose(), db, files)
	if err != nil {
		return 0, err
	}
	sources := provider.ListSources()
	return sources[len(sources)-1].Version, nil
}

// refuseNewer refuses a database that a newer program has migrated.
func refuseNewer(has, known int64) error {
	if has <= known {
		return nil
	}
	return errs.NewConflict("这个数据库已由更新的程序版本升级（结构版本 %d，本程序只认识到 %d），数据没有改动。请改用更新的程序打开它。", has, known)
}
