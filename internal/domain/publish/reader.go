package publish

import (
	"crypto/subtle"
	"regexp"
	"strings"

	"lingping/internal/domain/org"
)

// posterLetters is how much of the address of the public page stands on the poster to be typed by hand.
const posterLetters = 8

var (
	clause     = regexp.MustCompile(`[^，。；、,;]+`)
	publicWord = regexp.MustCompile(`社会|公众|所有人|任何人`)
	closedWord = regexp.MustCompile(`不|非|勿|禁|内部|除外|以外`)
)

// ForEverybody reports whether a notice of such readers, a word of the scheme, is meant for the whole public. Where the scheme
// does not say so, or says that it is not, it is meant for its own unit: who was told, or stood before the poster, or is of the unit.
func ForEverybody(scope string) bool {
	if strings.Contains(scope, "内部") {
		return false
	}

	for _, said := range clause.FindAllString(scope, -1) {
		if publicWord.MatchString(said) && !closedWord.MatchString(said) {
			return true
		}
	}

	return false
}

// PosterCode is what stands on the poster, to be typed where its own address can't be opened 查阅码.
func (n *Notice) PosterCode() string { return n.Code[:min(posterLetters, len(n.Code))] }

// Opens reports whether somebody typed what stands on the poster, in small or capital, narrow or wide letters and with or without gaps.
func (n *Notice) Opens(typed string) bool {
	typed = strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(org.Fold(typed)))
	return n.Code != "" && subtle.ConstantTimeCompare([]byte(typed), []byte(strings.ToLower(n.PosterCode()))) == 1
}
