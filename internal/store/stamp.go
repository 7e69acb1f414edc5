package store

import "bytes"

// Stamp is what the database was at a moment: another one after every commit, whichever program made it. As long as it is
// the same, whatever was read after it was taken is still so.
type Stamp [stampSize]byte

// stampSize is the length of the head of SQLite's index of its log (https://sqlite.org/walformat.html): it counts the
// commits and names the last page of the last of them, with sums over both. By this head each of SQLite's readers
// finds out whether what it knows is still so; it stands there twice, so that one that is just being written is seen.
const stampSize = 48

// Stamp takes the stamp without asking the database, which costs a hundredth of a statement. known is false where it can't
// be told so: on PostgreSQL, while a commit is on its way, or after an I/O error.
func (s *Store) Stamp() (stamp Stamp, known bool) {
	_ = s.call(reading, func() error {
		stamp, known = s.engine.stamp()
		return nil
	})
	return stamp, known
}

// stampOf reads the head of the index of a log that is mapped into memory.
func stampOf(index []byte) (stamp Stamp, known bool) {
	if len(index) < 2*stampSize {
		return stamp, false
	}

	var again Stamp
	copy(stamp[:], index)
	copy(again[:], index[stampSize:])
	return stamp, stamp == again && bytes.ContainsFunc(stamp[:], func(r rune) bool { return r != 0 })
}
