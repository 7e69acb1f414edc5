package publish

import (
	"crypto/subtle"
	"strings"
)

// posterLetters is how much of the address of the public page stands on the poster to be typed by hand.
const posterLetters = 8

// ForEverybody reports whether a notice of such readers, a word of the scheme, is meant for the whole public. Where the scheme
// does not say so, it is meant for its own unit: who was told, or stood before the poster, or is of the unit.
func ForEverybody(scope string) bool {
	for _, word := range []string{"社会", "公众", "所有人", "任何人"} {
		if strings.Contains(scope, word) {
			return true
		}
	}
	return false
}

// PosterCode is what stands on the poster, to be typed where its own address can't be opened 查阅码.
func (n *Notice) PosterCode() string { return n.Code[:min(posterLetters, len(n.Code))] }

// Opens reports whether somebody typed what stands on the poster, in small or capital letters and with or without gaps.
func (n *Notice) Opens(typed string) bool {
	typed = strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '　' {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(typed)))
	return n.Code != "" && subtle.ConstantTimeCompare([]byte(typed), []byte(strings.ToLower(n.PosterCode()))) == 1
}
