package review

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"lingping/internal/domain/scheme"
)

// A text is kept as one object with a key for each part, in the order of scheme.Parts. Hashes stand over what version
// 0.1.0 wrote, so the parts that it knew have their keys even where they say nothing; a later part has one only where
// it says something, and what was kept before it came reads and hashes as it did.

// firstParts are the parts that are one text and that version 0.1.0 kept.
var firstParts = []scheme.Part{scheme.PartAchievements, scheme.PartCauses, scheme.PartAdvice, scheme.PartOverall}

// citationsKey stands beside the keys of the parts; without citations it is left out.
const citationsKey = "citations"

// MarshalJSON is the text as it is kept.
func (t Text) MarshalJSON() ([]byte, error) {
	var fields []string
	add := func(key string, value any) error {
		var text bytes.Buffer
		enc := json.NewEncoder(&text)
		enc.SetEscapeHTML(false) // whoever encodes the whole decides
		err := enc.Encode(value)
		fields = append(fields, fmt.Sprintf("%q:%s", key, text.Bytes()))
		return err
	}

	for _, part := range scheme.Parts() {
		var err error
		switch said := t.Parts[part]; {
		case part == scheme.PartAspects:
			err = add(string(part), t.Aspects)
		case part == scheme.PartProblems:
			err = add(string(part), t.Problems)
		case said != "" || slices.Contains(firstParts, part):
			err = add(string(part), said)
		}

		if err != nil {
			return nil, err
		}
	}

	if len(t.Citations) > 0 {
		if err := add(citationsKey, t.Citations); err != nil {
			return nil, err
		}
	}

	return []byte("{" + strings.Join(fields, ",") + "}"), nil
}

// UnmarshalJSON reads a text as it is kept. What this version does not know it refuses: saved again, it would be lost.
func (t *Text) UnmarshalJSON(kept []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(kept, &fields); err != nil {
		return err
	}

	var out Text
	for key, value := range fields {
		var err error
		switch part := scheme.Part(key); {
		case part == scheme.PartAspects:
			err = readKnown(value, &out.Aspects)
		case part == scheme.PartProblems:
			err = readKnown(value, &out.Problems)
		case key == citationsKey:
			err = readKnown(value, &out.Citations)
		case slices.Contains(scheme.TextParts(), part):
			var said string
			if err = readKnown(value, &said); said != "" {
				out.Say(part, said)
			}
		default:
			err = fmt.Errorf("review: a text has the unknown part %q", key)
		}

		if err != nil {
			return err
		}
	}

	*t = out
	return nil
}

// readKnown reads a value that has no unknown fields.
func readKnown(value json.RawMessage, into any) error {
	dec := json.NewDecoder(bytes.NewReader(value))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}
