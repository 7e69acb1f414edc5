package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"lingping/internal/errs"
)

// faults knows what the database's errors mean and remembers the one after which nothing may be trusted.
type faults struct {
	fatal chan error // holds one
	mu    sync.Mutex
	first error
}

func newFaults() *faults { return &faults{fatal: make(chan error, 1)} }

// diagnosis is what an error of the database means for the caller.
type diagnosis uint8

const (
	ordinary   diagnosis = iota // a mistake in a statement, a broken constraint: the caller's to explain
	diskFull                    // nothing saved, nothing lost
	broken                      // what was read or written can't be trusted
	busy                        // another program holds the database
	away                        // the database can't be reached
	contention                  // PostgreSQL undid the transaction because of another one
	unkept                      // a text that can't be kept: a zero byte, or bytes that are no UTF-8
)

// purpose is what the database is used for: only who wanted to save hears that nothing was saved.
type purpose uint8

const (
	reading purpose = iota
	saving
)

// judge turns an error of the database into the sentence for people; other errors, and those already judged, stay.
func (f *faults) judge(err error, use purpose) error {
	if err == nil || errs.KindOf(err) != errs.Internal {
		return err
	}

	switch what := diagnose(err); what {
	case broken:
		return f.stop(err)
	case away:
		return errs.NewUnavailable(err, "暂时连不上数据库。请稍后再试；若一直如此，请告诉系统管理员。")
	case unkept:
		return errs.NewInvalid("内容里有不能保存的字符（空字符，或者不是 UTF-8 编码的文字）。请删去后再试。")
	case diskFull, busy, contention:
		if use == saving {
			return unsaved(err, what)
		}
		return unread(err, what)
	}

	return err
}

// unsaved says why a save was refused, and that nothing of it is kept.
func unsaved(err error, what diagnosis) error {
	switch what {
	case diskFull:
		return errs.NewUnavailable(err, "没有保存：磁盘已满。请告诉系统管理员清理磁盘，然后再保存一次；您填写的内容还在。")
	case busy:
		return errs.NewUnavailable(err, "没有保存：数据库正被另一个程序占用。请等它做完，再试一次。")
	}
	return errs.NewUnavailable(err, "没有保存：同时保存的人太多。请再试一次。")
}

// unread says why nothing can be shown. Nothing was to be saved.
func unread(err error, what diagnosis) error {
	switch what {
	case diskFull:
		return errs.NewUnavailable(err, "暂时打不开：磁盘已满。请告诉系统管理员清理磁盘。")
	case busy:
		return errs.NewUnavailable(err, "暂时打不开：数据库正被另一个程序占用。请等它做完，再试一次。")
	}
	return errs.NewUnavailable(err, "暂时打不开：同时使用的人太多。请再试一次。")
}

// stop marks the database as broken, once and for all, and tells who waits for Fatal.
func (f *faults) stop(cause error) error {
	f.mu.Lock()
	defer f.mu.Unlock()

	if f.first == nil {
		f.first = cause
		f.fatal <- f.sentence()
	}

	return f.sentence()
}

// stopped is the refusal of every call after the first I/O error, nil before.
func (f *faults) stopped() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.first == nil {
		return nil
	}
	return f.sentence()
}

func (f *faults) sentence() error {
	return errs.NewUnavailable(f.first, "数据库读写出错，为免丢失数据，程序已停止工作，最近一次保存可能没有完成。请系统管理员检查磁盘，再重新启动程序。")
}

// IsUnique reports whether err says that a row with the same key exists already.
func IsUnique(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Code == "23505"
}

func diagnose(err error) diagnosis {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return ordinary
	}

	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return diagnoseSQLite(e.Code())
	}

	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return diagnosePostgres(e.Code)
	}

	if errors.Is(err, syscall.ENOSPC) {
		return diskFull
	}

	_, refused := errors.AsType[*pgconn.ConnectError](err)
	_, network := errors.AsType[net.Error](err)
	if refused || network || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, sql.ErrTxDone) ||
		pgconn.SafeToRetry(err) { // "conn closed", which has no value of its own
		return away
	}

	return ordinary
}

// diagnoseSQLite reads an extended result code of SQLite.
func diagnoseSQLite(code int) diagnosis {
	switch code {
	case sqlite3.SQLITE_IOERR_SHMSIZE: // the file that indexes the log could not grow
		return diskFull
	case sqlite3.SQLITE_IOERR_NOMEM:
		return ordinary
	case sqlite3.SQLITE_READONLY_DBMOVED: // the file was moved or deleted under us: saves would go nowhere
		return broken
	}

	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return diskFull
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return broken
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return busy
	}

	return ordinary
}

// diagnosePostgres reads an SQLSTATE.
func diagnosePostgres(code string) diagnosis {
	switch code {
	case "53100": // disk_full
		return diskFull
	case "58030", "XX001", "XX002": // io_error, data_corrupted, index_corrupted
		return broken
	case "40001", "40P01": // serialization_failure, deadlock_detected
		return contention
	case "22021", "22P05": // character_not_in_repertoire, untranslatable_character
		return unkept
	case "53300", "57P01", "57P02", "57P03", "57P05": // too many connections, shutting down, starting up
		return away
	}

	if strings.HasPrefix(code, "08") { // connection exceptions
		return away
	}

	return ordinary
}
