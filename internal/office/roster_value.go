package office

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isSpace is what may stand around a value without meaning anything, the ideographic space and marks without width
// included.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\ufeff'
}

// plain is the value of a cell, empty when it says that there is none.
func plain(text string) string {
	text = strings.TrimFunc(text, isSpace)
	if saysNothing(text) {
		return ""
	}
	return text
}

// saysNothing reports whether the text is one of the marks that offices put into a cell to show that it is empty.
func saysNothing(text string) bool {
	switch text {
	case "", "无", "暂无", "空", "/", "／", "\\", "*":
		return true
	case "N/A", "n/a", "NA", "NULL", "null", "Null":
		return true
	}
	return strings.Trim(text, "-－‐‑‒–—―─_") == ""
}

// unwrapped is a value that a cell may have wrapped onto several lines.
func unwrapped(text string) string {
	text = plain(text)
	if !strings.ContainsAny(text, "\r\n") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r", ""), "\n", "")
}

// code is a code or number: letters and digits as half-width, no spaces, no mark that it is text.
func code(text string) string {
	text = strings.TrimLeft(plain(text), "'‘’`")
	clean := true
	for _, r := range text {
		if halfWidth(r) != r {
			clean = false
			break
		}
	}

	if clean {
		return text
	}

	return plain(strings.Map(halfWidth, text))
}

// halfWidth turns full-width letters, digits and signs into plain ones and drops spaces.
func halfWidth(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case isSpace(r):
		return -1
	}
	return r
}

// personName is a name exactly as written, but for the spaces around it and those between Chinese characters, which
// only make short names as wide as long ones (王　丽); spaced tells that there were some. Rare characters and the dot of
// foreign names stay what they are.
func personName(text string) (name string, spaced bool) {
	name = unwrapped(text)
	if strings.IndexFunc(name, isSpace) < 0 {
		return name, false
	}

	var b strings.Builder
	var last rune
	for i, r := range name {
		if !isSpace(r) {
			b.WriteRune(r)
			last = r
			continue
		}

		rest := strings.TrimLeftFunc(name[i:], isSpace)
		next, _ := utf8.DecodeRuneInString(rest)
		if unicode.Is(unicode.Han, last) && unicode.Is(unicode.Han, next) {
			spaced = true
			continue
		}

		b.WriteRune(r)
	}

	return b.String(), spaced
}

// severalNames are the names that one cell holds, as far as its marks tell: those between 、 and commas, and those on lines of
// their own that are each long enough to be one. A name that is alone is wrapped, or has a dot.
func severalNames(text string) []string {
	var lines []string
	wrapped := false
	for part := range strings.FieldsFuncSeq(plain(text), func(r rune) bool { return strings.ContainsRune("\r\n", r) }) {
		part = strings.TrimFunc(part, isSpace)
		wrapped = wrapped || utf8.RuneCountInString(part) < 2 || strings.ContainsAny(part, "·.．•")
		lines = append(lines, part)
	}

	if wrapped {
		lines = []string{unwrapped(text)}
	}

	var names []string
	for _, line := range lines {
		for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune("、，,；;/／|", r) }) {
			if name, _ := personName(part); name != "" {
				names = append(names, name)
			}
		}
	}

	return names
}

// namedSex is what people write behind a name to tell that somebody is a woman.
var namedSex = regexp.MustCompile(`\s*[(（]\s*([男女])\s*[)）]$`)

// looksWrong reports whether a name holds something that no name has: mostly a rare character that got lost on its way,
// as a question mark or from the private range of some font.
func looksWrong(name string) bool {
	for _, r := range name {
		switch {
		case r == utf8.RuneError, r == '?', r == '？', r == '□', r == '■', r == '〓', r == '*', r == '＊':
			return true
		case unicode.IsDigit(r), unicode.Is(unicode.Co, r), unicode.IsControl(r):
			return true
		}
	}
	return false
}

// list splits a cell that holds several values.
func list(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return strings.ContainsRune("、，,；;/／|\n\r", r) || isSpace(r)
	})
}
