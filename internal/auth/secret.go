// Package auth is how somebody proves who he is: secrets and how they are kept (Argon2id), which passwords are too easy,
// codes that people can type, session tokens, and how fast one may guess (Door). It knows no account, no page and no database:
// it is handed words, and measures its waits by the running clock.
package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/crypto/argon2"
)

// Hasher turns secrets into what may be kept, and knows them again.
type Hasher struct {
	dummy string // kept of no password: nothing is known again by it
	blank string // the same of no code
}

// cost is what Argon2id spends on a secret: passes, KiB, lanes.
type cost struct {
	time, memory uint32
	threads      uint8
}

var (
	// passwordCost is for what people choose (OWASP: t=2, m=19 MiB, p=1), about 80 ms.
	passwordCost = cost{2, 19 * 1024, 1}
	// codeCost is for codes that we drew ourselves: 60 random bits need no slow hash, and a county prints thousands.
	codeCost = cost{1, 1024, 1}
)

const (
	saltLen = 16
	keyLen  = 32
)

// NewHasher is ready to use.
func NewHasher() *Hasher {
	none := func(c cost) string { return phc(c, make([]byte, saltLen), make([]byte, keyLen)) }
	return &Hasher{dummy: none(passwordCost), blank: none(codeCost)}
}

// Password is what is kept of a password that a person chose: a PHC string with its own salt.
func (h *Hasher) Password(secret string) string { return h.hash(secret, passwordCost) }

// Code is what is kept of a code that NewCode drew.
func (h *Hasher) Code(code string) string { return h.hash(FoldCode(code), codeCost) }

// IsCode reports whether kept is what Code made of the code. It is quick, and as quick where no code is kept.
func (h *Hasher) IsCode(kept, code string) bool {
	if c, _, _, err := parse(kept); err != nil || c != codeCost {
		kept = h.blank
	}
	return same(kept, FoldCode(code)) && kept != h.blank
}

// IsPassword reports whether kept is what Password made of the secret. It is slow, and as slow where no password is kept:
// a code, or nothing because there is no such account.
func (h *Hasher) IsPassword(kept, secret string) bool {
	if c, _, _, err := parse(kept); err != nil || c == codeCost {
		kept = h.dummy
	}
	return same(kept, secret) && kept != h.dummy
}

// same reports whether the secret is that of which the PHC string was made.
func same(kept, secret string) bool {
	c, salt, want, err := parse(kept)
	return err == nil && subtle.ConstantTimeCompare(derive(secret, salt, c), want) == 1
}

func (h *Hasher) hash(secret string, c cost) string {
	salt := make([]byte, saltLen)
	rand.Read(salt) // never fails, see crypto/rand
	return phc(c, salt, derive(secret, salt, c))
}

func derive(secret string, salt []byte, c cost) []byte {
	return argon2.IDKey([]byte(secret), salt, c.time, c.memory, c.threads, keyLen)
}

var b64 = base64.RawStdEncoding

// phc writes the PHC string: $argon2id$v=19$m=19456,t=2,p=1$salt$key.
func phc(c cost, salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.threads,
		b64.EncodeToString(salt), b64.EncodeToString(key))
}

func parse(s string) (c cost, salt, key []byte, err error) {
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, fmt.Errorf("not a PHC string of Argon2id v=%d", argon2.Version)
	}

	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.threads); err != nil {
		return c, nil, nil, err
	}

	if c.time < 1 || c.threads < 1 || c.memory > 1<<20 {
		return c, nil, nil, fmt.Errorf("the cost %s is out of bounds", parts[3])
	}

	if salt, err = b64.DecodeString(parts[4]); err != nil {
		return c, nil, nil, err
	}

	key, err = b64.DecodeString(parts[5])
	return c, salt, key, err
}

// codeLetters are easy to read aloud and to type: no 0 O 1 I L, and no vowels that would make words.
const codeLetters = "23456789BCDFGHJKMNPQRSTVWXYZ"

// codeLength is how many letters a code has.
const codeLength = 12

// NewCode draws a secret that people can read from a slip and type: XXXX-XXXX-XXXX, 57 random bits.
func NewCode() string {
	var b strings.Builder
	for i := range codeLength {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(codeLetters[below(len(codeLetters))])
	}

	return b.String()
}

// looksLikeCode reports whether somebody typed a code and not a password: it has the letters of one, and as many.
func looksLikeCode(typed string) bool {
	code := FoldCode(typed)
	return len(code) == codeLength && strings.Trim(code, codeLetters) == ""
}

// below draws a number under n ≤ 256, each alike.
func below(n int) int {
	limit := 256 - 256%n
	var one [1]byte
	for {
		rand.Read(one[:])
		if int(one[0]) < limit {
			return int(one[0]) % n
		}
	}
}

// FoldCode is a code however it was typed: small or full-width letters, spaces for hyphens, or none at all.
func FoldCode(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // full width, as Chinese keyboards type
			r -= '！' - '!'
		}

		switch {
		case r == '-' || r == '—' || unicode.IsSpace(r):
			return -1
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}

		return r
	}, code)
}

// NewToken draws the 32 random bytes of a session, for the cookie, and what is kept of them.
func NewToken() (token, hash string) {
	var raw [32]byte
	rand.Read(raw[:])
	token = base64.RawURLEncoding.EncodeToString(raw[:])
	return token, TokenHash(token)
}

// TokenHash is what is kept of a session token: who reads the database can't use it.
func TokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
