//go:build unix && !aix && !solaris

package app

import (
	"os"
	"syscall"
)

// hold takes the lock of a spool for as long as the file is open, and refuses when another program has it. The system lets
// go of it when the program ends, however it ends.
func hold(lock *os.File) error {
	return syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}
