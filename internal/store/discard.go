package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"

	"lingping/internal/errs"
)

// Discard deletes the SQLite database at the path with its log. It refuses while another program has it open.
func Discard(ctx context.Context, path string) error {
	if size(path) > 0 {
		if err := unused(ctx, path); err != nil {
			return err
		}
	}

	for _, end := range []string{"-wal", "-shm", ""} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return errs.NewUnavailable(err, "不能删去 %s。请检查数据目录的权限。", path+end)
		}
	}

	return nil
}

// unused refuses a file that another program has open: whoever looks at a database with a log shares a lock on its file
// as long as he has it open, and none can be had for oneself beside it.
func unused(ctx context.Context, path string) (err error) {
	db, err := sql.Open("sqlite", address(path, "?_pragma=locking_mode(EXCLUSIVE)"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()

	db.SetMaxOpenConns(1)
	if _, err = db.ExecContext(ctx, "BEGIN EXCLUSIVE"); diagnose(err) == busy {
		return errs.NewConflict("不能删去 %s：别的程序正在用它。请先停下那个程序。", path)
	}

	return err
}
