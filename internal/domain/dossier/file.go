package dossier

import "lingping/internal/domain/round"

// FileID is the number of an attached file.
type FileID int64

// MaxFiles is how many files one record may have, all versions counted.
const MaxFiles = 50

// File is a file that belongs to a record: an attachment of a self-summary, evidence that something was put right, the
// photograph of a notice board. A file is never replaced: another of the same name is its next version.
type File struct {
	ID      FileID
	Round   round.ID
	Owner   string // kind of the record: summary, action, notice, …
	OwnerID int64
	Name    string
	Media   string
	Hash    string // SHA-256 in hex
	Size    int64  // bytes
	Version int    // from 1
	Blob    int64
	ByName  string
	At      int64 // unix ms
}
