//go:build linux || darwin || freebsd

package store

import (
	"errors"
	"os"
	"syscall"
)

// lockFile waits until this program alone holds the lock of the name. The system lets go of it when the program ends, however
// it ends. Letting go takes the file away; who has waited for one that lies there no more begins anew.
func lockFile(name string) (let func(), err error) {
	for {
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}

		if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
			return nil, errors.Join(err, file.Close())
		}

		if lies(file, name) {
			return func() {
				_ = os.Remove(name) // who waits for it looks whether it still lies there
				file.Close()
			}, nil
		}

		if err := file.Close(); err != nil {
			return nil, err
		}
	}
}

// lies reports whether the name is still that of the file: who held it before has taken it away.
func lies(file *os.File, name string) bool {
	held, err := file.Stat()
	if err != nil {
		return false
	}

	now, err := os.Stat(name)
	return err == nil && os.SameFile(held, now)
}

// freeSpace is how many bytes may still be written into the folder.
func freeSpace(dir string) (free int64, known bool) {
	var of syscall.Statfs_t
	if err := syscall.Statfs(dir, &of); err != nil {
		return 0, false
	}
	return int64(of.Bavail) * int64(of.Bsize), true
}
