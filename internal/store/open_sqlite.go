package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"lingping/internal/errs"
)

const (
	// applicationID stands in the head of our SQLite files: "LPin".
	applicationID = 0x4c50696e
	// oldestSQLite is the first version whose log can be reset while another connection reads it.
	oldestSQLite = "3.51.3"
	// openAttempts is how often a busy file is tried, after a pause that grows by openPause each time.
	openAttempts = 15
	openPause    = 5 * time.Millisecond
)

// Every pooled connection must have its pragmas, so they stand in the address; busy_timeout comes first. The log is moved
// into the file when it has 4,000 pages: of what is saved again and again only the last goes there. The size limit
// makes the log small again after an import; what is deleted is overwritten, see Tx.Erase.
const (
	lookPragmas   = "?_pragma=busy_timeout(5000)&mode=ro"
	sealed        = "&immutable=1"
	basePragmas   = "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=cache_size(-16384)&_pragma=temp_store(2)"
	writerPragmas = basePragmas + "&_pragma=synchronous(FULL)&_pragma=wal_autocheckpoint(4000)&_pragma=journal_size_limit(67108864)&_pragma=secure_delete(1)&_txlock=immediate" + analysisPragmas
	readerPragmas = basePragmas + "&_pragma=query_only(1)"
)

// openSQLiteFree opens the file when nobody else is just making it: while a file gets its log, SQLite tells others at
// once, without waiting, that it is busy.
func openSQLiteFree(ctx context.Context, path string, migrations fs.FS, faults *faults) (engine, error) {
	for n := 1; ; n++ {
		e, err := openSQLite(ctx, path, migrations, faults)
		if diagnose(err) != busy || n == openAttempts {
			return e, err
		}

		select {
		case <-time.After(time.Duration(n) * openPause):
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// openSQLite looks at the file before it touches it, brings its schema up to date, then opens the writer, repairs what a crash
// left, and opens the readers.
func openSQLite(ctx context.Context, path string, migrations fs.FS, faults *faults) (_ engine, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, err
	}

	if err := makeFile(path); err != nil {
		return nil, err
	}

	defer func() { err = damaged(err, path) }()

	has, err := look(ctx, path, migrations)
	if err != nil {
		return nil, err
	}

	left, err := halfway(path)
	if err != nil {
		return nil, err
	}

	if has.due() || len(left) > 0 {
		if err := upgrade(ctx, path, migrations); err != nil {
			return nil, err
		}
	}

	if err := forgetBefore(path); err != nil {
		return nil, err
	}

	crashed := size(path+"-wal") > 0
	var dbs []*sql.DB
	defer func() {
		if err != nil {
			for _, db := range dbs {
				err = errors.Join(err, db.Close())
			}
		}
	}()

	for _, pragmas := range []string{writerPragmas, readerPragmas} {
		db, err := sql.Open("sqlite", address(path, pragmas))
		if err != nil {
			return nil, err
		}
		dbs = append(dbs, db)
	}

	writer, reader := dbs[0], dbs[1]
	writer.SetMaxOpenConns(1)
	reader.SetMaxOpenConns(readers + 2)
	if err := fit(ctx, writer, path); err != nil {
		return nil, err
	}

	if crashed {
		if err := recoverLog(ctx, writer, path); err != nil {
			return nil, err
		}
	}

	known, err := hasFigures(ctx, writer)
	if err != nil {
		return nil, err
	}

	return newSQLiteEngine(ctx, path, writer, reader, faults, grown(size(path), known))
}

func newSQLiteEngine(ctx context.Context, path string, writer, reader *sql.DB, faults *faults, growth growth) (engine, error) {
	on, err := newSQLiteConn(ctx, writer)
	if err != nil {
		return nil, err
	}

	e := &sqliteEngine{
		idle:   map[Use]chan *sqliteConn{Page: make(chan *sqliteConn, readers), Export: make(chan *sqliteConn, 1), Alone: make(chan *sqliteConn, 1)},
		dbs:    []*sql.DB{reader, writer},
		faults: faults,
	}

	for _, idle := range e.idle {
		for range cap(idle) {
			on, err := newSQLiteConn(ctx, reader)
			if err != nil {
				return nil, err
			}
			idle <- on
		}
	}

	e.index, e.let = mapped(path + "-shm")
	e.writer = newGroup(on, faults, growth)
	return e, nil
}

// address is the path as SQLite's URI, with every byte that means something in a URI written as %XX.
func address(path, pragmas string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + pragmas
}

// makeFile makes an empty database that only its owner can read, unless it is there. What others could read until now,
// such as a copy that was put here, they no longer can; a file of another owner stays as it is.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return errs.NewUnavailable(err, "不能建立数据目录 %s。请检查写权限，或换一个目录。", filepath.Dir(path))
	}

	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return errs.NewUnavailable(err, "不能打开数据库文件 %s。请检查它的读写权限。", path)
	}

	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Chmod(path+end, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return errors.Join(err, file.Close())
		}
	}

	return file.Close()
}

// schema is how new the schema of a file is, zero in a file without one, and the newest that the program knows.
type schema struct{ version, known int64 }

// due reports whether the file is older than the program, or has no schema yet.
func (s schema) due() bool { return s.version < s.known }

// look reads who made the file and how new its schema is, on a connection that can't write. Where there is no log nobody
// has the file open, and it is read without the files that SQLite otherwise puts beside it.
func look(ctx context.Context, path string, migrations fs.FS) (has schema, err error) {
	pragmas := lookPragmas
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		pragmas += sealed
	}

	db, err := sql.Open("sqlite", address(path, pragmas))
	if err != nil {
		return has, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()

	if has.known, err = newest(db, sqliteDialect, migrations); err != nil || size(path) == 0 {
		return has, err
	}

	var owner, tables int
	err = db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), COUNT(*) FROM sqlite_schema").
		Scan(&owner, &tables)
	if e, ok := errors.AsType[*sqlite.Error](err); err != nil && (!ok || e.Code() != sqlite3.SQLITE_NOTADB) {
		return has, err
	}

	if err != nil || owner != applicationID && (owner != 0 || tables > 0) {
		return has, errs.NewInvalid("%s 不是领评的数据库，没有动它。请检查数据目录写得对不对。", path)
	}

	var made bool
	err = db.QueryRowContext(ctx, "SELECT COUNT(*) > 0 FROM sqlite_schema WHERE name = 'goose_db_version'").Scan(&made)
	if err != nil || !made {
		return has, err
	}

	if has.version, err = version(ctx, db); err != nil {
		return has, err
	}

	return has, refuseNewer(has.version, has.known)
}

// fit refuses a library or a disk on which acknowledged saves could be lost.
func fit(ctx context.Context, db *sql.DB, path string) error {
	var library, journal string
	if err := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&library); err != nil {
		return err
	}

	if olderVersion(library, oldestSQLite) {
		return fmt.Errorf("SQLite %s is older than %s and can lose saves", library, oldestSQLite)
	}

	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&journal); err != nil {
		return err
	}

	if journal != "wal" {
		return errs.NewUnavailable(nil, "%s 所在的磁盘不支持数据库的预写日志（网络盘多半如此）。请把数据目录放到本机磁盘上。", path)
	}

	return nil
}

// olderVersion compares dotted numbers.
func olderVersion(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		x, _ := strconv.Atoi(as[i])
		y, _ := strconv.Atoi(bs[i])
		if x != y {
			return x < y
		}
	}

	return len(as) < len(bs)
}

// recoverLog moves what a crash left in the log into the file and reads the file through before anybody trusts it.
// When another program has the database open, the log is that program's and nothing crashed.
func recoverLog(ctx context.Context, db *sql.DB, path string) error {
	var inUse, pages, moved int
	err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&inUse, &pages, &moved)
	if err != nil || inUse != 0 {
		return err
	}

	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}

	if verdict != "ok" {
		return errs.NewUnavailable(errors.New(verdict), "数据库文件 %s 已损坏，不能使用。请用最近的备份恢复。", path)
	}

	return nil
}

// damaged says it in words where SQLite finds while opening that the file is not whole.
func damaged(err error, path string) error {
	if e, ok := errors.AsType[*sqlite.Error](err); ok && e.Code()&0xff == sqlite3.SQLITE_CORRUPT {
		return errs.NewUnavailable(err, "数据库文件 %s 已损坏，不能使用。请用最近的备份恢复。", path)
	}
	return err
}

// own writes our mark into a new file and brings the schema up to date.
func own(ctx context.Context, db *sql.DB, migrations fs.FS) error {
	var owner int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&owner); err != nil {
		return err
	}

	if owner == 0 {
		if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
			return err
		}
	}

	var made bool
	err := db.QueryRowContext(ctx, "SELECT COUNT(*) > 0 FROM sqlite_schema WHERE name = 'goose_db_version'").Scan(&made)
	if err != nil {
		return err
	}

	return advance(ctx, db, sqliteDialect, migrations, made)
}

// size is how many bytes the file has; 0 when it is not there.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
