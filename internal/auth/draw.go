package auth

import "strings"

// NewAddress draws the part of a public page's address that nobody must guess: 16 letters, 76 random bits.
func NewAddress() string { return draw(codeLetters, 16) }

// NewReceipt draws a receipt number: 16 digits, which can be copied by hand.
func NewReceipt() string { return draw("0123456789", 16) }

func draw(letters string, length int) string {
	var out strings.Builder
	for range length {
		out.WriteByte(letters[below(len(letters))])
	}
	return out.String()
}
