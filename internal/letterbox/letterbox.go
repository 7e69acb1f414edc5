// Package letterbox is a box 意见箱 into which everybody can put something and out of which nothing comes before it is
// unlocked: a key pair, of which the public half locks what is put in (Lock) and the private half lies in a file of its own
// (Keys), outside the database and what is copied of it. Whoever has the database, its logs and all their copies has nothing
// that he can read; once the key is destroyed nobody has.
//
// What is in a box, and who may unlock it, is not decided here.
package letterbox

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"

	"golang.org/x/crypto/nacl/box"
)

// Lock is the public half of a key pair, in hexadecimal digits. Empty: there is none.
type Lock string

// keySize is how many bytes either half has.
const keySize = 32

// ErrLong says that what is to be put in does not fit.
var ErrLong = errors.New("letterbox: it does not fit")

// errLock says that a text is no lock.
var errLock = errors.New("letterbox: not a lock")

// lengthSize is how many bytes tell how much of what is sealed is not padding.
const lengthSize = 4

// Seal locks what is put in, padded to so many bytes: all that is sealed with one size is of one length.
func (l Lock) Seal(content []byte, size int) ([]byte, error) {
	if len(content) > size {
		return nil, ErrLong
	}

	half, err := l.half()
	if err != nil {
		return nil, err
	}

	padded := make([]byte, lengthSize+size)
	binary.BigEndian.PutUint32(padded, uint32(len(content)))
	copy(padded[lengthSize:], content)
	return box.SealAnonymous(nil, padded, half, rand.Reader)
}

// half is the public half as bytes.
func (l Lock) half() (*[keySize]byte, error) {
	raw, err := hex.DecodeString(string(l))
	if err != nil || len(raw) != keySize {
		return nil, errLock
	}
	return (*[keySize]byte)(raw), nil
}

// Key opens what was sealed with its lock.
type Key struct{ public, private *[keySize]byte }

// Open gives what was put in; false when it was not sealed with the lock, or was changed since.
func (k Key) Open(sealed []byte) ([]byte, bool) {
	padded, ok := box.OpenAnonymous(nil, sealed, k.public, k.private)
	if !ok || len(padded) < lengthSize {
		return nil, false
	}

	n := binary.BigEndian.Uint32(padded)
	content := padded[lengthSize:]
	if uint64(n) > uint64(len(content)) {
		return nil, false
	}

	return content[:n], true
}

// Forget overwrites the key in memory.
func (k Key) Forget() { clear(k.private[:]) }
