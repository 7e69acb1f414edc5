// Package pinyin spells Chinese names in Latin letters, for sorting and for finding people by what one types. Surnames
// with a reading of their own (单 shan, 尉迟 yuchi) are spelled as surnames. It is not for whole sentences: apart from
// the surname each character gets its most common reading.
package pinyin

import (
	"strings"
	"unicode"
	"unicode/utf8"

	dict "github.com/mozillazg/go-pinyin"
)

// surnames are those whose reading differs from the common reading of their characters.
var surnames = map[string]string{
	"万俟": "mo qi", "尉迟": "yu chi", "单于": "chan yu", "澹台": "tan tai", "乐正": "yue zheng", "单": "shan",
	"仇": "qiu", "解": "xie", "曾": "zeng", "区": "ou", "查": "zha", "朴": "piao", "盖": "ge", "缪": "miao",
	"洗": "xian", "乐": "yue", "翟": "zhai", "覃": "qin", "员": "yun", "隗": "wei", "种": "chong",
	"重": "chong", "郇": "xun", "佴": "nai", "祭": "zhai", "秘": "bi", "黑": "he", "阚": "kan", "藏": "zang",
	"牟": "mu", "句": "gou", "都": "du", "召": "shao", "薄": "bo", "颉": "xie", "卜": "bu", "繁": "po",
	"折": "she",
}

// Speller spells names and remembers what it has looked up. It is not for use by several goroutines at once.
type Speller struct {
	known map[rune]string
}

// NewSpeller is a Speller that knows no character yet.
func NewSpeller() *Speller { return &Speller{known: map[rune]string{}} }

// Spell gives the name in lower-case letters without tones or spaces, and the first letter of each syllable: 尉迟恭 →
// yuchigong, ycg. ü becomes v, as on a keyboard. Latin letters and digits stay, each run of them counting as one
// syllable; whatever else has no reading is left out.
func (s *Speller) Spell(name string) (full, initials string) {
	var whole, first strings.Builder
	syllable := func(sound string) {
		whole.WriteString(sound)
		first.WriteByte(sound[0])
	}

	rest := strings.TrimSpace(name)
	if n, sounds := surname(rest); n > 0 {
		for sound := range strings.FieldsSeq(sounds) {
			syllable(sound)
		}
		rest = rest[n:]
	}

	inWord := false
	for _, r := range rest {
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			letter := byte(unicode.ToLower(r))
			whole.WriteByte(letter)
			if !inWord {
				first.WriteByte(letter)
			}

			inWord = true
			continue
		}

		inWord = false
		if sound := s.sound(r); sound != "" {
			syllable(sound)
		}
	}

	return whole.String(), first.String()
}

// surname is the length in bytes of the surname with a reading of its own that the name begins with, and the reading.
// A name of one character has no surname.
func surname(name string) (int, string) {
	_, one := utf8.DecodeRuneInString(name)
	_, second := utf8.DecodeRuneInString(name[one:])
	for _, n := range [2]int{one + second, one} {
		if sounds, ok := surnames[name[:n]]; ok && (n < len(name) || n > one) {
			return n, sounds
		}
	}

	return 0, ""
}

// sound is the most common reading of a character without its tone, empty when it has none.
func (s *Speller) sound(r rune) string {
	if sound, ok := s.known[r]; ok {
		return sound
	}

	reading, _, _ := strings.Cut(dict.PinyinDict[int(r)], ",")
	sound := strings.Map(toneless, reading)
	s.known[r] = sound
	return sound
}

func toneless(r rune) rune {
	switch r {
	case 'ā', 'á', 'ǎ', 'à':
		return 'a'
	case 'ē', 'é', 'ě', 'è', 'ê', 'ế', 'ề':
		return 'e'
	case 'ī', 'í', 'ǐ', 'ì':
		return 'i'
	case 'ō', 'ó', 'ǒ', 'ò':
		return 'o'
	case 'ū', 'ú', 'ǔ', 'ù':
		return 'u'
	case 'ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ':
		return 'v'
	case 'ḿ':
		return 'm'
	case 'ń', 'ň', 'ǹ':
		return 'n'
	}

	if r >= 'a' && r <= 'z' {
		return r
	}

	return -1 // combining tone marks
}
