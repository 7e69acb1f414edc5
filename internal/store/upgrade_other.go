//go:build !linux && !darwin && !freebsd

package store

// lockFile locks nothing: on these systems one program at a time may be started over one file.
func lockFile(string) (let func(), err error) { return func() {}, nil }

// freeSpace is not known.
func freeSpace(string) (free int64, known bool) { return 0, false }
