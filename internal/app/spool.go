package app

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"

	"lingping/internal/errs"
)

// spoolPrefix is how folders of spools are called, so that those of programs that are gone can be found.
const spoolPrefix = "lingping-spool-"

// spoolLock is the file of a spool that its program holds as long as it runs.
const spoolLock = "lock"

// spoolLimit is how many bytes the files of one spool may have together, so that exports do not fill the disk of the database.
const spoolLimit = 8 << 30

// spool is a folder of this program's own in which files lie until they were fetched: only its user may look into it, and
// every file has a name that nobody guesses.
type spool struct {
	dir  string
	lock *os.File
	used atomic.Int64
}

// openSpool makes a folder below base, which is made when it is not there, and erases what programs that are gone have
// left there.
func openSpool(base string) (*spool, error) {
	if err := os.MkdirAll(base, 0o700); err != nil {
		return nil, noSpool(base, err)
	}

	eraseLeftSpools(base)
	dir, err := os.MkdirTemp(base, spoolPrefix+"*")
	if err != nil {
		return nil, noSpool(base, err)
	}

	lock, err := os.OpenFile(filepath.Join(dir, spoolLock), os.O_CREATE|os.O_RDWR, 0o600)
	if err == nil {
		err = hold(lock)
	}

	if err != nil {
		return nil, errors.Join(noSpool(base, err), os.RemoveAll(dir))
	}

	return &spool{dir: dir, lock: lock}, nil
}

func noSpool(base string, err error) error {
	return errs.NewUnavailable(err, "不能在“%s”里存放导出的文件：请系统管理员检查文件夹的权限和磁盘空间。", base)
}

// eraseLeftSpools erases the folders whose program is gone. One that is just being made has no lock yet and is left to
// the next start.
func eraseLeftSpools(base string) {
	left, err := filepath.Glob(filepath.Join(base, spoolPrefix+"*"))
	if err != nil {
		return
	}

	for _, dir := range left {
		lock, err := os.OpenFile(filepath.Join(dir, spoolLock), os.O_RDWR, 0)
		if err != nil {
			continue
		}

		if hold(lock) == nil {
			_ = os.RemoveAll(dir) // what can't be erased now is tried at the next start
		}

		lock.Close()
	}
}

// create makes a file that only this program's user may read.
func (s *spool) create() (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(s.dir, rand.Text()), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return nil, noSpool(s.dir, err)
	}
	return f, nil
}

// take reserves room for so many bytes, and refuses when there is none.
func (s *spool) take(n int64) error {
	if s.used.Add(n) > spoolLimit {
		s.used.Add(-n)
		return errs.NewUnavailable(nil, "导出的文件合起来太大（最多 %d GB），放不下了：请缩小范围，或者等别的文件下载完、删除以后再导出。", spoolLimit>>30)
	}
	return nil
}

// erase erases a file and gives its room back.
func (s *spool) erase(path string, size int64) {
	_ = os.Remove(path) // a file that can't be erased goes with the folder
	s.used.Add(-size)
}

// close erases the spool with all that lies in it.
func (s *spool) close() error {
	return errors.Join(s.lock.Close(), os.RemoveAll(s.dir))
}
