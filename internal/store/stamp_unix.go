//go:build unix && !aix && !solaris

package store

import (
	"errors"
	"os"
	"syscall"
)

// mapped is the beginning of a file that other programs write, as they have it in memory; nil where there is none. The
// file stays open until it is let go of, after every connection to the database is closed: closing a file takes from the
// process the locks that SQLite holds on it.
func mapped(path string) (index []byte, let func() error) {
	none := func() error { return nil }
	file, err := os.Open(path)
	if err != nil {
		return nil, none
	}

	if info, err := file.Stat(); err != nil || info.Size() < 2*stampSize {
		return nil, file.Close
	}

	index, err = syscall.Mmap(int(file.Fd()), 0, 2*stampSize, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, file.Close
	}

	return index, func() error { return errors.Join(syscall.Munmap(index), file.Close()) }
}
