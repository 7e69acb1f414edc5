package review

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/scheme"
)

// A text is kept as one object with a key for each part, in the order of scheme.Parts. Hashes stand over what version
// 0.1.0 wrote, so the parts that it knew have their keys even where they say nothing; a later part has one only where
// it says something, and what was kept before it came reads and hashes as it did.

// firstParts are the parts that are one text and that version 0.1.0 kept.
var firstParts = []scheme.Part{scheme.PartAchievements, scheme.PartCauses, scheme.PartAdvice, scheme.PartOverall}

// citationsKey stands beside the keys of the parts; without citations it is left out.
const citationsKey = "citations"

// MarshalJSON is the text as it is kept, with marks of HTML as they are: whoever encodes the whole decides about them.
func (t Text) MarshalJSON() ([]byte, error) { return t.encode(false), nil }

// Kept is the text as it is kept: what json.Marshal gives, in one pass.
func (t Text) Kept() string { return string(t.encode(true)) }

// UnmarshalJSON reads a text as it is kept. What this version does not know it refuses: saved again, it would be lost.
func (t *Text) UnmarshalJSON(kept []byte) error {
	var out Text
	texts := scheme.TextParts()
	c := cursor{rest: string(kept)}
	c.object(func(key string) {
		switch part := scheme.Part(key); {
		case part == scheme.PartAspects:
			out.Aspects = list(&c, (*cursor).aspect)
		case part == scheme.PartProblems:
			out.Problems = list(&c, (*cursor).text)
		case key == citationsKey:
			out.Citations = list(&c, (*cursor).citation)
		case slices.Contains(texts, part):
			if said := c.text(); said != "" {
				out.hear(part, said)
			}
		default:
			c.fail("a text has the unknown part %q", key)
		}
	})
	if err := c.end(); err != nil {
		return err
	}

	*t = out
	return nil
}

// hear is Say for a text that nobody has copied yet.
func (t *Text) hear(part scheme.Part, said string) {
	if t.Parts == nil {
		t.Parts = Parts{}
	}
	t.Parts[part] = said
}

// usualSize is how many bytes most texts take less than.
const usualSize = 4 << 10

// encode is the text as JSON.
func (t Text) encode(escapeHTML bool) []byte {
	out := append(make([]byte, 0, usualSize), '{')
	field := func(key string) {
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(strconv.AppendQuote(out, key), ':')
	}

	for _, part := range scheme.Parts() {
		switch said := t.Parts[part]; {
		case part == scheme.PartAspects:
			field(string(part))
			out = appendList(out, t.Aspects, func(out []byte, a AspectText) []byte {
				out = appendText(append(out, `{"key":`...), a.Key, escapeHTML)
				return append(appendText(append(out, `,"text":`...), a.Text, escapeHTML), '}')
			})
		case part == scheme.PartProblems:
			field(string(part))
			out = appendList(out, t.Problems, func(out []byte, p string) []byte { return appendText(out, p, escapeHTML) })
		case said != "" || slices.Contains(firstParts, part):
			field(string(part))
			out = appendText(out, said, escapeHTML)
		}
	}

	if len(t.Citations) > 0 {
		field(citationsKey)
		out = append(out, encoded(t.Citations, escapeHTML)...)
	}

	return append(out, '}')
}

// appendList appends a list as JSON; one that is nil is null.
func appendList[T any](out []byte, list []T, appendOne func([]byte, T) []byte) []byte {
	if list == nil {
		return append(out, "null"...)
	}

	out = append(out, '[')
	for i, one := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendOne(out, one)
	}

	return append(out, ']')
}

// appendText appends a text as encoding/json writes it. Nearly all stand in JSON as they are.
func appendText(out []byte, text string, escapeHTML bool) []byte {
	if !plain(text, escapeHTML) {
		return append(out, encoded(text, escapeHTML)...)
	}
	return append(append(append(out, '"'), text...), '"')
}

// plain reports whether a text stands in JSON as it is.
func plain(text string, escapeHTML bool) bool {
	for i := range len(text) {
		switch b := text[i]; {
		case b < ' ' || b == '"' || b == '\\':
			return false
		case escapeHTML && (b == '<' || b == '>' || b == '&'):
			return false
		case b == 0xe2 && strings.HasPrefix(text[i:], "\u2028"), b == 0xe2 && strings.HasPrefix(text[i:], "\u2029"):
			return false
		}
	}

	return utf8.ValidString(text)
}

// encoded is a text or a list of citations as encoding/json writes it.
func encoded(v any, escapeHTML bool) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(escapeHTML)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("review: %T: %v", v, err)) // strings and numbers always encode
	}

	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}
