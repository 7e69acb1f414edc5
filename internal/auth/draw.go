package auth

import (
	"crypto/sha256"
	"fmt"
	"math/big"
	"strings"
)

// NewAddress draws the part of a public page's address that nobody must guess: 16 letters, 76 random bits.
func NewAddress() string { return draw(codeLetters, 16) }

// NewReceipt draws a receipt number: 16 digits, which can be copied by hand.
func NewReceipt() string { return draw("0123456789", 16) }

// ReceiptOf is the receipt number that belongs to a secret of which it tells nothing, always the same.
func ReceiptOf(secret string) string {
	sum := sha256.Sum256([]byte("receipt " + secret))
	digits := new(big.Int).Mod(new(big.Int).SetBytes(sum[:]), big.NewInt(1e16))
	return fmt.Sprintf("%016d", digits)
}

func draw(letters string, length int) string {
	var out strings.Builder
	for range length {
		out.WriteByte(letters[below(len(letters))])
	}
	return out.String()
}
