// Package i18n turns the product's Chinese sentences into the reader's language. The Chinese text is the key, in pages
// and in errors; the English of each lies in en/*.json, one file a noun, with the same fmt verbs (in another order as
// %[2]s … %[1]s). Chinese has no plural; English writes {one|many} after the number it goes by: "%d member{|s}". A test
// finds sentences without English, English without a sentence, and verbs that differ. It knows nothing of HTTP: which
// language a reader wants is decided by web and cli.
package i18n

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"sync"

	"lingping/internal/errs"
)

// Lang is a language of the product.
type Lang string

// The two languages. Chinese is the default everywhere.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

//go:embed en/*.json
var files embed.FS

// english is the whole catalogue, read once. What was kept of a sentence before it had places for words of an institution is
// found too.
var english = sync.OnceValue(func() map[string]string {
	words, err := Catalogue()
	if err != nil {
		panic(err) // the files are embedded: a broken one never leaves the test
	}

	for zh, en := range maps.Clone(words) {
		if plain := Terms(nil).in(zh, false); plain != zh {
			words[plain] = en
		}
	}

	return words
})

// Catalogue reads every English file and reports a file that is not a flat JSON object or a key that stands twice with
// different English.
func Catalogue() (map[string]string, error) {
	words := map[string]string{}
	entries, err := files.ReadDir("en")
	if err != nil {
		return nil, err
	}

	for _, entry := range entries {
		raw, err := files.ReadFile("en/" + entry.Name())
		if err != nil {
			return nil, err
		}

		var part map[string]string
		if err := json.Unmarshal(raw, &part); err != nil {
			return nil, fmt.Errorf("en/%s: %w", entry.Name(), err)
		}

		for zh, en := range part {
			if old, ok := words[zh]; ok && old != en {
				return nil, fmt.Errorf("en/%s: %q is %q here and %q elsewhere", entry.Name(), zh, en, old)
			}
			words[zh] = en
		}
	}

	return words, nil
}

// Terms are words that an institution uses for words of the product: 活动办 → 场部办. They stand in for a sentence that is
// just such a word, and for {活动办} in a sentence; nothing else of a sentence is touched.
type Terms map[string]string

// compounds are labels, some of them kept with what was made under them, that hold such words, with their places.
var compounds = map[string]string{
	"本党组织": "本{党组织}", "点评人建议": "{点评人}建议", "党组织书记": "{党组织}{书记}", "党组织班子成员": "{党组织}{班子成员}",
	"对党组织的意见和建议": "对{党组织}的意见和建议", "对书记的意见和建议": "对{书记}的意见和建议", "对党员个人的意见和建议": "对{党员}个人的意见和建议",
}

// term is a word of the product in a sentence that an institution may call otherwise.
var term = regexp.MustCompile(`\{\p{Han}+\}`)

// in puts the terms of the institution, or the product's own words, into a Chinese sentence before its verbs, if it has
// any, are filled. The English of a sentence has words of its own and no such places.
func (t Terms) in(text string, verbs bool) string {
	if !strings.Contains(text, "{") {
		return text
	}

	return term.ReplaceAllStringFunc(text, func(found string) string {
		word := strings.Trim(found, "{}")
		if own, ok := t[word]; ok {
			word = own
		}

		if verbs {
			word = strings.ReplaceAll(word, "%", "%%")
		}

		return word
	})
}

// T is the sentence zh in the language, its fmt verbs filled with args; args that are a Word or Words are put into the
// language too. A sentence without English stays Chinese: a page half translated is better than an empty one, and a test finds
// the hole.
func T(lang Lang, zh Word, args ...any) string {
	text := string(zh)
	if lang == English {
		if en, ok := english()[text]; ok {
			text = number(en, args)
		}
	}

	return Terms(nil).fill(lang, Terms(nil).in(text, len(args) > 0), args)
}

// T is T in the institution's words.
func (t Terms) T(lang Lang, zh Word, args ...any) string {
	own, ok := t[string(zh)]
	switch {
	case lang == English || len(t) == 0:
		return T(lang, zh, args...)
	case ok && len(args) == 0:
		return own
	}

	if made, ok := compounds[string(zh)]; ok {
		zh = Word(made)
	}

	return t.fill(lang, t.in(string(zh), len(args) > 0), args)
}

// fill puts args into the verbs of a sentence.
func (t Terms) fill(lang Lang, text string, args []any) string {
	if len(args) == 0 {
		return text
	}

	said := make([]any, len(args))
	for i, arg := range args {
		said[i] = t.inLanguage(lang, arg)
	}

	return fmt.Sprintf(text, said...)
}

// Error is the sentence of err for people. What is not ours to explain becomes one plain sentence.
func Error(lang Lang, err error) string { return Terms(nil).Error(lang, err) }

// Error is Error in the institution's words.
func (t Terms) Error(lang Lang, err error) string {
	if e, ok := errors.AsType[*errs.Error](err); ok {
		return t.said(lang, e)
	}
	return T(lang, "程序出错了，已记入日志；您的输入没有丢失，请稍后再试。")
}

// said is the sentence of an error, and where it holds several faults the sentence of each.
func (t Terms) said(lang Lang, e *errs.Error) string {
	if len(e.Faults) < 2 {
		return t.T(lang, e.Text, e.Args...)
	}

	var sentences []string
	for _, f := range e.Faults {
		sentences = append(sentences, t.T(lang, f.Err.Text, f.Err.Args...))
	}

	if lang == English {
		return strings.Join(sentences, " ")
	}

	return strings.Join(sentences, "")
}

// Word is a value of the product that is itself a sentence of the catalogue, such as the name of a state.
type Word = errs.Sentence

// Words are several words in a row, written with 、 or a comma between them.
type Words []Word

// String is the row in Chinese, for logs.
func (w Words) String() string { return Terms(nil).inLanguage(Chinese, w).(string) }

// inLanguage puts an argument into the language when it is made of words; anything else stays as it is.
func (t Terms) inLanguage(lang Lang, arg any) any {
	switch arg := arg.(type) {
	case Word:
		return t.T(lang, arg)
	case Words:
		said := make([]string, len(arg))
		for i, w := range arg {
			said[i] = t.T(lang, w)
		}

		if lang == English {
			return strings.Join(said, ", ")
		}

		return strings.Join(said, "、")
	}
	return arg
}
