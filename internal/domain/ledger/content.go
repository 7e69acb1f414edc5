package ledger

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// Content is what an act left a record as: which record, and a salted digest of what stood in it afterwards. The digest of
// one that is gone is empty.
type Content struct {
	Kind   string // of the record, with the number of its shape: review/1
	Key    string // which one
	Salt   string // hex of 32 random bytes
	Digest string // hex of SHA-256(0x02 || salt || kind || 0 || key || 0 || canonical content)
}

// Field is a named value of a record.
type Field struct{ Name, Value string }

// Canonical is a record as it is digested: every field with its length, so that nothing can pass for something else.
func Canonical(fields []Field) []byte {
	size := 0
	for _, f := range fields {
		size += len(f.Name) + len(f.Value) + 16
	}

	b := make([]byte, 0, size)
	for _, f := range fields {
		b = strconv.AppendInt(append(append(b, f.Name...), ' '), int64(len(f.Value)), 10)
		b = append(append(append(b, ' '), f.Value...), '\n')
	}

	return b
}

// Witness digests a record as it is, with a fresh salt.
func Witness(kind, key string, canonical []byte) Content {
	var salt [32]byte
	rand.Read(salt[:]) // never fails, see crypto/rand
	c := Content{Kind: kind, Key: key, Salt: hex.EncodeToString(salt[:])}
	c.Digest = c.digest(canonical)
	return c
}

// Gone says that there is no such record any more.
func Gone(kind, key string) Content { return Content{Kind: kind, Key: key} }

// Now is the digest of the record as it is now, under the same salt; empty where the record was gone.
func (c Content) Now(canonical []byte) string {
	if c.Digest == "" {
		return ""
	}
	return c.digest(canonical)
}

func (c Content) digest(canonical []byte) string {
	salt, err := hex.DecodeString(c.Salt)
	if err != nil {
		return ""
	}

	h := sha256.New()
	h.Write([]byte{2})
	h.Write(salt)
	h.Write([]byte(c.Kind + "\x00" + c.Key + "\x00"))
	h.Write(canonical)
	return hex.EncodeToString(h.Sum(nil))
}

// Line is the entry as it becomes a leaf of the tree: one line without names and without text, with the entry's commitment
// and the digest of what the act left its records as.
func (e Entry) Line(contents []Content) string {
	below := strings.Join(contentLines(contents), "")
	return fmt.Sprintf("%d %d %s %s %d %s %s\n", e.ID, e.At, e.Action, e.Object, e.Round, e.Commitment, Digest([]byte(below)))
}
