package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"lingping/internal/clock"
	"lingping/internal/errs"
)

// Open opens the database at url, makes it when it is not there, and brings its schema up to date. url is postgres://…
// for PostgreSQL; anything else is the path of a SQLite file, with or without "sqlite:" before it.
//
// It refuses, with nothing touched, a file that is not this program's and a database that a newer version of the
// program has migrated; and SQLite where its log can't be had (network disks).
func Open(ctx context.Context, url string) (*Store, error) {
	return open(ctx, url, Migrations())
}

func open(ctx context.Context, url string, migrations fs.FS) (_ *Store, err error) {
	faults := newFaults()
	defer errs.Wrap(&err, "store.Open")

	var on engine
	if OnPostgres(url) {
		on, err = openPostgres(ctx, url, migrations)
	} else {
		on, err = openSQLiteFree(ctx, strings.TrimPrefix(url, "sqlite:"), migrations, faults)
	}

	if err != nil {
		return nil, faults.judge(err, reading)
	}

	return &Store{engine: on, faults: faults, gate: &gate{}, ids: &ids{}, spans: newSpans(), frames: &frames{}, clock: clock.Home()}, nil
}

// OnPostgres reports whether the address is one of PostgreSQL.
func OnPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

// openPostgres connects, looks whether the database is one we may use, and migrates it.
// plannerParams are how PostgreSQL is to plan: a question about a few chosen records joins whatever stands beside them, and as
// many tables as that are, it begins with those few. By itself it puts more than eight into the order in which they are
// written and reads all that is owed in the house before it chooses. A plan is made once for a statement, not for each of its
// arguments, as TestNoStatementReadsAWholeTable looks at it.
var plannerParams = map[string]string{"join_collapse_limit": "16", "from_collapse_limit": "16", "geqo": "off", "plan_cache_mode": "force_generic_plan"}

func openPostgres(ctx context.Context, url string, migrations fs.FS) (_ engine, err error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errs.NewInvalid("数据库地址不对：%v。正确的写法如 postgres://用户:密码@主机/数据库名。", err)
	}

	config.RuntimeParams["application_name"] = ofThisProgram
	config.RuntimeParams["timezone"] = "UTC"
	for name, value := range plannerParams {
		config.RuntimeParams[name] = value
	}

	db := stdlib.OpenDB(*config)
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
		}
	}()

	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxConnections)
	var encoding string
	if err := db.QueryRowContext(ctx, "SHOW server_encoding").Scan(&encoding); err != nil {
		return nil, err
	}

	if encoding != "UTF8" {
		return nil, errs.NewInvalid("数据库的编码是 %s，存不下生僻字。请建一个 UTF8 编码的数据库。", encoding)
	}

	var made bool
	err = db.QueryRowContext(ctx, "SELECT to_regclass('goose_db_version') IS NOT NULL").Scan(&made)
	if err != nil {
		return nil, err
	}

	if err := advance(ctx, db, postgresDialect, migrations, made); err != nil {
		return nil, err
	}

	return newPostgresEngine(db), nil
}

// advance migrates what is older than the program, leaves alone what is current, and refuses what is newer.
func advance(ctx context.Context, db *sql.DB, d dialect, migrations fs.FS, made bool) error {
	known, err := newest(db, d, migrations)
	if err != nil {
		return err
	}

	if made {
		has, err := version(ctx, db)
		if err != nil {
			return err
		}

		if err := refuseNewer(has, known); err != nil || has == known {
			return err
		}
	}

	return migrate(ctx, db, d, migrations)
}

// version is the number of the last migration that the database has.
func version(ctx context.Context, db *sql.DB) (int64, error) {
	var v int64
	err := db.QueryRowContext(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version").Scan(&v)
	return v, err
}
