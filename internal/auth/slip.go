package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// slipLetters are base 32 without I, L, O and U: what is read wrong is taken for what was meant.
const slipLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// slipLength is how many characters a slip's code has: 75 random bits and a check.
const slipLength = 16

// NewSlipCode draws the one-time code of a slip: XXXX-XXXX-XXXX-XXXX, the last letter a check on the others.
func NewSlipCode() string {
	var raw [slipLength - 1]byte
	rand.Read(raw[:])
	var b strings.Builder
	sum := byte(0)
	for i, r := range raw {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(slipLetters[r%32])
		sum = times2(sum) ^ r%32
	}

	b.WriteByte(slipLetters[times2(sum)])
	return b.String()
}

// SlipCode is a code however it was typed, and whether its check is right: one letter wrong, or two that changed places,
// is always found.
func SlipCode(typed string) (code string, ok bool) {
	code = strings.Map(func(r rune) rune {
		switch r {
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		return r
	}, FoldCode(typed))

	sum := byte(0)
	for _, r := range code {
		at := strings.IndexRune(slipLetters, r)
		if at < 0 {
			return code, false
		}
		sum = times2(sum) ^ byte(at)
	}

	return code, len(code) == slipLength && sum == 0
}

// times2 doubles in the field of 32 elements, where no place of a code weighs as much as another.
func times2(n byte) byte {
	if n <<= 1; n >= 32 {
		n ^= 0b100101
	}
	return n
}

// SlipHash is what is kept of a code until it is used.
func SlipHash(code string) string {
	sum := sha256.Sum256([]byte("slip " + code))
	return hex.EncodeToString(sum[:])
}
