// Package ledger is the memory of what was done: one entry for every change of state, naming who did what to which
// object, with a commitment to its content. It names who acted and whose account was changed; it holds no names of subjects
// and no text of reviews or opinions: order and content of an entry must be safe to show an auditor.
package ledger

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"lingping/internal/domain/access"
)

// Entry is one line of the ledger.
type Entry struct {
	ID         int64
	At         int64 // unix ms
	Account    int64 // 0: the local operator
	Actor      string
	Action     access.Action
	Object     string // kind:id
	Round      int64
	Detail     string // canonical JSON
	Salt       string // hex of 32 random bytes
	Commitment string // hex of SHA-256(0x01 || salt || canonical content)
}

// Make builds an entry with a fresh salt and its commitment; the ID is given by the store. detail must be made of
// numbers, dates and words of the product.
func Make(now time.Time, who access.Actor, action access.Action, object string, round int64, detail map[string]any) (Entry, error) {
	body := []byte("{}")
	if len(detail) > 0 {
		var err error
		if body, err = json.Marshal(detail); err != nil { // maps are written in the order of their keys
			return Entry{}, fmt.Errorf("ledger.Make %s: %w", action, err)
		}
	}

	var salt [32]byte
	rand.Read(salt[:]) // never fails, see crypto/rand
	e := Entry{
		At: now.UnixMilli(), Account: who.Account, Actor: who.Name, Action: action, Object: object, Round: round,
		Detail: string(body), Salt: hex.EncodeToString(salt[:]),
	}

	e.Commitment = e.commit()
	return e, nil
}

// Sound reports whether the entry still says what was committed to.
func (e Entry) Sound() bool { return e.Commitment != "" && e.Commitment == e.commit() }

// commit is the hash over salt and content, empty when the salt is none. The content is written as JSON of a fixed shape.
func (e Entry) commit() string {
	content, err := json.Marshal([]any{e.At, e.Account, e.Actor, e.Action, e.Object, e.Round, e.Detail})
	if err != nil {
		return "" // strings and integers always marshal
	}

	salt, err := hex.DecodeString(e.Salt)
	if err != nil {
		return ""
	}

	h := sha256.New()
	h.Write([]byte{1})
	h.Write(salt)
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil))
}
