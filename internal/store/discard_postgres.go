package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"lingping/internal/errs"
)

// ofThisProgram is by which name its sessions are known on PostgreSQL.
const ofThisProgram = "lingping"

// leaving is how long a session that was closed may take until the server has forgotten it, and how often is looked.
const (
	leaving     = 5 * time.Second
	leavingLook = 20 * time.Millisecond
)

// discardPostgres drops the tables of this program, and no others. It refuses while another program of ours is connected.
func discardPostgres(ctx context.Context, url string) (err error) {
	defer errs.Wrap(&err, "store.discardPostgres")

	tables, err := madeTables(Migrations())
	if err != nil {
		return err
	}

	return onServer(ctx, url, func(db *sql.DB) error {
		others, err := alone(ctx, db)
		if err != nil {
			return err
		}

		if !others {
			_, err := db.ExecContext(ctx, `DROP TABLE IF EXISTS `+strings.Join(tables, ", "))
			return err
		}

		return errs.NewConflict("不能清空数据库：别的程序正在用它。请先停下那个程序。")
	})
}

// onServer opens a session of its own on PostgreSQL for what do does, and closes it.
func onServer(ctx context.Context, url string, do func(*sql.DB) error) (err error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return errs.NewInvalid("数据库地址不对：%v。正确的写法如 postgres://用户:密码@主机/数据库名。", err)
	}

	config.RuntimeParams["application_name"] = ofThisProgram
	db := stdlib.OpenDB(*config)
	defer func() { err = errors.Join(err, db.Close()) }()

	db.SetMaxOpenConns(1)
	return do(db)
}

// alone waits until no other session of this program is connected to the database; one that stays is another program.
func alone(ctx context.Context, db *sql.DB) (others bool, err error) {
	look := time.NewTicker(leavingLook)
	defer look.Stop()

	for end := time.After(leaving); ; {
		if err := db.QueryRowContext(ctx, `SELECT COUNT(*) > 0 FROM pg_stat_activity WHERE datname = current_database()
			AND application_name = $1 AND pid <> pg_backend_pid()`, ofThisProgram).Scan(&others); err != nil || !others {
			return false, err
		}

		select {
		case <-look.C:
		case <-end:
			return true, nil
		case <-ctx.Done():
			return false, context.Cause(ctx)
		}
	}
}

// madeTables are the tables that the migrations make, and the one in which goose keeps how far they got.
func madeTables(migrations fs.FS) (tables []string, err error) {
	files, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		return nil, err
	}

	made := regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`)
	tables = []string{"goose_db_version"}
	for _, name := range files {
		text, err := fs.ReadFile(migrations, name)
		if err != nil {
			return nil, err
		}

		for _, m := range made.FindAllSubmatch(text, -1) {
			tables = append(tables, string(m[1]))
		}
	}

	return tables, nil
}
