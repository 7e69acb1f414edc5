//go:build linux || darwin || freebsd

package store

import (
	"errors"
	"os"
	"syscall"
)

// lockFile waits until this program alone holds the lock of the name. The system lets go of it when the program ends, however
// it ends. The file stays: who deleted it would let two hold two files of one name.
func lockFile(name string) (let func(), err error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}

	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(err, file.Close())
	}

	return func() { file.Close() }, nil
}

// freeSpace is how many bytes may still be written into the folder.
func freeSpace(dir string) (free int64, known bool) {
	var of syscall.Statfs_t
	if err := syscall.Statfs(dir, &of); err != nil {
		return 0, false
	}
	return int64(of.Bavail) * int64(of.Bsize), true
}
