package ledger

import (
	"crypto/sha256"
	"encoding/hex"

	"lingping/internal/errs"
)

// Digest is the SHA-256 of a content that is kept, in hex.
func Digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Altered says that something is not what its digest was made of: somebody has changed it where nobody may. It is neither
// shown nor handed out.
type Altered struct {
	Object string // kind:id, as in an entry
	err    error
}

// NewAltered names the thing and says it to people.
func NewAltered(object string, text errs.Sentence, args ...any) *Altered {
	return &Altered{object, errs.NewConflict(text, args...)}
}

// Error is the sentence.
func (a *Altered) Error() string { return a.err.Error() }

// Unwrap gives the sentence to those who tell it in other languages.
func (a *Altered) Unwrap() error { return a.err }
