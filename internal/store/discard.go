package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"

	"lingping/internal/errs"
)

// Discard deletes the SQLite database at the path with its log, or drops the tables of this program in a PostgreSQL
// database. It refuses while another program has it open.
func Discard(ctx context.Context, path string) error {
	if OnPostgres(path) {
		return discardPostgres(ctx, path)
	}

	if size(path) > 0 {
		used, err := inUse(ctx, path)
		if err != nil {
			return err
		}

		if used {
			return errs.NewConflict("不能删去 %s：别的程序正在用它。请先停下那个程序。", path)
		}
	}

	for _, end := range []string{"-wal", "-shm", ""} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return errs.NewUnavailable(err, "不能删去 %s。请检查数据目录的权限。", path+end)
		}
	}

	return nil
}

// inUse reports whether another program has the file open: whoever looks at a database with a log shares a lock on its file
// as long as he has it open, and none can be had for oneself beside it.
func inUse(ctx context.Context, path string) (used bool, err error) {
	err = onFile(ctx, path, "?_pragma=locking_mode(EXCLUSIVE)", func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, "BEGIN EXCLUSIVE")
		return err
	})
	if diagnose(err) == busy {
		return true, nil
	}

	return false, err
}
