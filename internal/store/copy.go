package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"

	"lingping/internal/errs"
)

// copyPragmas are those of a connection that only copies: plain, because a connection that can't write may not copy either.
const copyPragmas = "?_pragma=busy_timeout(5000)&_pragma=temp_store(2)"

// Copy writes a SQLite database as it is at one moment into a new file that only its owner can read, while others read and
// write it. When it returns the copy is on the disk and was read through. Nothing is brought up to date, and what is not
// this program's, or newer than it, is refused.
func Copy(ctx context.Context, path, to string) (err error) {
	defer errs.Wrap(&err, "store.Copy")

	if size(path) == 0 {
		return errs.NewNotFound("%s 没有数据库，没有可以备份的。请检查数据目录写得对不对。", path)
	}

	if _, err := look(ctx, path, Migrations()); err != nil {
		return damaged(err, path)
	}

	if err := copyFile(ctx, path, to); err != nil {
		return errors.Join(newFaults().judge(err, reading), os.Remove(to))
	}

	return nil
}

// copyFile is Copy of a file that was looked at.
func copyFile(ctx context.Context, path, to string) (err error) {
	empty, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return errs.NewUnavailable(err, "不能写文件 %s。请检查写权限和磁盘空间。", to)
	}

	if err := empty.Close(); err != nil {
		return err
	}

	if err := onFile(ctx, path, copyPragmas, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, "VACUUM INTO $1", to)
		return err
	}); err != nil {
		return damaged(err, path)
	}

	if err := SyncFile(to); err != nil {
		return err
	}

	return sound(ctx, to)
}

// onFile opens a SQLite file for what do does, and closes it.
func onFile(ctx context.Context, path, pragmas string, do func(*sql.DB) error) (err error) {
	db, err := sql.Open("sqlite", address(path, pragmas))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()

	db.SetMaxOpenConns(1)
	return do(db)
}

// sound reads a SQLite file through that nobody has open, and refuses one that is not whole.
func sound(ctx context.Context, path string) error {
	err := onFile(ctx, path, lookPragmas+sealed, func(db *sql.DB) error {
		var verdict string
		if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
			return err
		}
		if verdict != "ok" {
			return errs.NewUnavailable(errors.New(verdict), "数据库文件 %s 已损坏，不能使用。请用最近的备份恢复。", path)
		}

		return nil
	})
	return damaged(err, path)
}

// SyncFile brings a file and its place in its folder to the disk.
func SyncFile(path string) error {
	for _, name := range []string{path, filepath.Dir(path)} {
		file, err := os.Open(name)
		if err != nil {
			return err
		}

		if err := errors.Join(file.Sync(), file.Close()); err != nil {
			return err
		}
	}

	return nil
}

// Taken reports whether there is a database of ours, or a file, at the address.
func Taken(ctx context.Context, url string) (taken bool, err error) {
	if !OnPostgres(url) {
		return size(url) > 0, nil
	}

	err = onServer(ctx, url, func(db *sql.DB) error {
		return db.QueryRowContext(ctx, "SELECT to_regclass('goose_db_version') IS NOT NULL").Scan(&taken)
	})
	return taken, newFaults().judge(err, reading)
}

// Version is the number of the schema that the database at the address has.
func Version(ctx context.Context, url string) (v int64, err error) {
	ask := func(db *sql.DB) error {
		v, err = version(ctx, db)
		return err
	}

	if OnPostgres(url) {
		err = onServer(ctx, url, ask)
	} else {
		err = onFile(ctx, url, copyPragmas, ask)
	}

	return v, newFaults().judge(err, reading)
}

// TableNames are the tables that any version of the program made, and the one in which it keeps how far they got.
func TableNames() ([]string, error) { return madeTables(Migrations()) }
