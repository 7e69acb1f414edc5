package auth

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lingping/internal/errs"
)

//go:embed banned.txt
var bannedList string

// The length of a password, in characters. No other composition is asked for: length beats signs.
const (
	minPassword = 8
	maxPassword = 128
)

// CheckPassword refuses a password that is too short or that others would try first: one of the list, a row of keys, or
// what is known of its owner (login, name, pinyin, number, birthday, phone, house) with little added to it.
func CheckPassword(password string, about ...string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case n < minPassword:
		return errs.NewInvalid("密码太短：至少 %d 位，例如几个不相干的词连在一起。", minPassword)
	case n > maxPassword:
		return errs.NewInvalid("密码太长：最多 %d 位。", maxPassword)
	}

	folded := fold(password)
	if isCommon(folded) || isRow(folded) || isNumber(folded) {
		return errs.NewInvalid("这个密码太常见，很容易被猜到，请换一个。")
	}
	if isCommon(undress(folded)) {
		return errs.NewInvalid("这个密码是常见密码略加改动，很容易被猜到，请换一个。")
	}
	if known(folded, about) {
		return errs.NewInvalid("密码里主要是姓名、登录名、生日或单位，熟人容易猜到，请换一个。")
	}

	return nil
}

// fold is a password as a guesser sees it: small letters, half-width signs.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		return unicode.ToLower(r)
	}, strings.TrimSpace(s))
}

// isCommon looks the word up in the list, which has one word a line, folded.
func isCommon(word string) bool {
	return word != "" && strings.Contains(bannedList, "\n"+word+"\n")
}

// undress takes away what people hang on a word to satisfy a rule: digits and signs at its ends.
func undress(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// isNumber reports whether the word is a date, a phone number or the like: digits only, and not many.
func isNumber(word string) bool {
	return len(word) < 14 && strings.Trim(word, "0123456789") == ""
}

// rows are sequences that fingers or heads run along.
var rows = [...]string{
	"01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm", "!@#$%^&*()",
}

// isRow reports whether the word is one sign again and again, a part repeated, or mostly pieces of the rows.
func isRow(word string) bool {
	if repeats(word) {
		return true
	}

	left := []rune(word)
	run := 0
	for len(left) > 0 {
		n := longestRow(left)
		if n >= 3 {
			run += n
			left = left[n:]
		} else {
			left = left[1:]
		}
	}

	return utf8.RuneCountInString(word)-run < 3
}

// repeats reports whether the word is one part of at most four signs, again and again.
func repeats(word string) bool {
	for size := 1; size <= 4 && size*2 <= len(word); size++ {
		if strings.Trim(strings.ReplaceAll(word, word[:size], ""), word[:size]) == "" {
			return true
		}
	}
	return false
}

// longestRow is how many signs at the head of s are one and the same, or run along a row, forwards or backwards.
func longestRow(s []rune) int {
	best := 1
	for best < len(s) && s[best] == s[0] {
		best++
	}

	for _, row := range rows {
		for _, line := range [...]string{row, reverse(row)} {
			for n := len(s); n > best; n-- {
				if strings.Contains(line, string(s[:n])) {
					best = n
					break
				}
			}
		}
	}

	return best
}

func reverse(s string) string {
	out := []rune(s)
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return string(out)
}

// year is how people end a password that has to be a new one.
var year = regexp.MustCompile(`(19|20)[0-9]{2}`)

// known reports whether, once what is known of the owner is taken away and the years and digits that people hang on it,
// less than four letters remain. Two digits weigh as much as a letter.
func known(word string, about []string) bool {
	bare := word
	about = slices.Clone(about)
	slices.SortFunc(about, func(a, b string) int { return len(b) - len(a) }) // the whole before its parts
	for _, a := range about {
		if a = fold(a); utf8.RuneCountInString(a) >= 2 {
			bare = strings.ReplaceAll(bare, a, "")
		}
	}

	if bare == word {
		return false
	}

	bare = year.ReplaceAllString(bare, "")
	for _, often := range [...]string{"123456", "1234", "123", "888", "666", "520"} {
		bare = strings.ReplaceAll(bare, often, "")
	}

	letters, digits := 0, 0
	for _, r := range bare {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}

	return letters+digits/2 < 4
}
