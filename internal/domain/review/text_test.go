package review_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"pgregory.net/rapid"
)

// released is a text as version 0.1.0 kept it.
type released struct {
	Aspects      []review.AspectText `json:"aspects"`
	Achievements string              `json:"achievements"`
	Problems     []string            `json:"problems"`
	Causes       string              `json:"causes"`
	Advice       string              `json:"advice"`
	Overall      string              `json:"overall"`
	Citations    []review.Citation   `json:"citations,omitempty"`
}

// encoded is a value as JSON, with marks of HTML as they are or escaped.
func encoded(t *rapid.T, v any, escape bool) string {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(escape)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}

	return out.String()
}

func TestATextIsKeptByteForByteAsTheFirstVersionKeptIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("好<>&\"\\\u2028\n\x00"))))
		old := released{Achievements: word.Draw(t, "achievements"), Causes: word.Draw(t, "causes"), Advice: word.Draw(t, "advice"),
			Overall: word.Draw(t, "overall")}
		if rapid.Bool().Draw(t, "long") {
			old.Aspects = []review.AspectText{{Key: "a", Text: word.Draw(t, "aspect")}}
			old.Problems = []string{word.Draw(t, "problem")}
			old.Citations = []review.Citation{{Problem: 1, Kind: review.CiteOpinion, Ref: 7, Label: word.Draw(t, "label")}}
		}

		for _, escape := range []bool{false, true} {
			kept := encoded(t, old, escape)
			var text review.Text
			if err := json.Unmarshal([]byte(kept), &text); err != nil {
				t.Fatalf("%s: %v", kept, err)
			}

			if again := encoded(t, text, escape); again != kept {
				t.Fatalf("read and kept again it is\n%s, it was\n%s", again, kept)
			}
		}
	})
}

func TestAnEmptyTextIsKeptWithThePartsOfTheFirstVersion(t *testing.T) {
	kept, err := json.Marshal(review.Text{})
	if want := `{"aspects":null,"achievements":"","problems":null,"causes":"","advice":"","overall":""}`; err != nil || string(kept) != want {
		t.Errorf("it is kept as %s (%v), want %s", kept, err, want)
	}
}

func TestWhatATextDoesNotKnowIsRefused(t *testing.T) {
	for _, kept := range []string{`{"mood":"好"}`, `{"mode":"好"}`, `{"aspects":[{"key":"a","mood":"好"}]}`, `{"problems":[1]}`, `[]`, `"好"`} {
		var text review.Text
		if err := json.Unmarshal([]byte(kept), &text); err == nil {
			t.Errorf("%s is read as %+v", kept, text)
		}
	}
}

func TestEveryPartOfATextIsComparedMeasuredAndKept(t *testing.T) {
	long := strings.Repeat("把值班表贴在实验室门口并按周检查", 3)
	for _, part := range scheme.TextParts() {
		text := review.Text{Parts: review.Parts{part: long}}
		if text.Empty() || text.Equal(review.Text{}) || (review.Text{}).Equal(text) || !text.Equal(text.Clean()) {
			t.Errorf("a text that says something only in %s passes for one that says nothing", part)
		}

		if like := review.PrintOf(text).Likeness(review.PrintOf(text)); like != 1 {
			t.Errorf("a copy of %s is alike by %g", part, like)
		}

		if (review.Text{Parts: review.Parts{part: strings.Repeat("好", review.MaxPart+1)}}).CheckSize() == nil {
			t.Errorf("%s may be longer than a cell holds", part)
		}

		missing := review.Lacking(review.Text{}, review.Setting{}, []scheme.Part{part}, nil)
		if len(missing) != 1 || string(missing[0]) != string(part.Name()) || len(review.Lacking(text, review.Setting{}, []scheme.Part{part}, nil)) > 0 {
			t.Errorf("without %s there is lacking %v", part, missing)
		}

		kept, err := json.Marshal(text)
		var again review.Text
		if err != nil || json.Unmarshal(kept, &again) != nil || !again.Equal(text) {
			t.Errorf("%s is kept as %s (%v)", part, kept, err)
		}
	}
}

func TestACopyOfATextKeepsWhatItSays(t *testing.T) {
	text := review.Text{Parts: review.Parts{scheme.PartCauses: "忙"}}
	other := text
	other.Say(scheme.PartCauses, "懒")
	if text.Parts[scheme.PartCauses] != "忙" || other.Parts[scheme.PartCauses] != "懒" {
		t.Errorf("after the copy was changed the texts say %q and %q", text.Parts[scheme.PartCauses], other.Parts[scheme.PartCauses])
	}
}

// reference reads a text by encoding/json alone.
func reference(kept string) (review.Text, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(kept), &fields); err != nil {
		return review.Text{}, err
	}

	var out review.Text
	for key, value := range fields {
		var into any
		var said string
		switch part := scheme.Part(key); {
		case part == scheme.PartAspects:
			into = &out.Aspects
		case part == scheme.PartProblems:
			into = &out.Problems
		case key == "citations":
			into = &out.Citations
		case slices.Contains(scheme.TextParts(), part):
			into = &said
		default:
			return out, errors.New("unknown")
		}

		dec := json.NewDecoder(strings.NewReader(string(value)))
		dec.DisallowUnknownFields()
		if err := dec.Decode(into); err != nil {
			return out, err
		}

		if said != "" {
			out.Say(scheme.Part(key), said)
		}
	}

	return out, nil
}

// Whatever is cut out of a kept text or put into it, it is read as encoding/json reads it, or refused as it refuses it.
func TestATextIsReadAsJSONIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("好<>&\"\\\u2028\n\x00😀"))))
		text := review.Text{Problems: rapid.SliceOfN(word, 0, 3).Draw(t, "problems")}
		for _, part := range scheme.TextParts() {
			text.Say(part, word.Draw(t, string(part)))
		}

		for range rapid.IntRange(0, 2).Draw(t, "aspects") {
			text.Aspects = append(text.Aspects, review.AspectText{Key: word.Draw(t, "key"), Text: word.Draw(t, "aspect")})
			text.Citations = append(text.Citations, review.Citation{Problem: rapid.Int().Draw(t, "problem"),
				Kind: review.CiteOpinion, Ref: rapid.Int64().Draw(t, "ref"), Label: word.Draw(t, "label")})
		}

		kept := text.Kept()
		if whole, err := json.Marshal(text); err != nil || string(whole) != kept {
			t.Fatalf("it is kept as\n%s\nencoding/json writes\n%s (%v)", kept, whole, err)
		}

		from := rapid.IntRange(0, len(kept)).Draw(t, "from")
		to := rapid.IntRange(from, min(from+3, len(kept))).Draw(t, "to")
		piece := rapid.SampledFrom([]string{"", " ", "\n", `"`, `\`, `\u4e00`, `\ud83d`, "null", "[", "]", "{", "}", ",", ":", "1", "-", "x", "\x01"}).Draw(t, "piece")
		kept = kept[:from] + piece + kept[to:]
		if !utf8.ValidString(kept) {
			return // no database of ours holds that
		}

		want, refused := reference(kept)
		var got review.Text
		err := got.UnmarshalJSON([]byte(kept))
		if (err != nil) != (refused != nil) {
			t.Fatalf("%s\nis read: %v, by encoding/json: %v", kept, err, refused)
		}

		if err == nil && !got.Equal(want) {
			t.Fatalf("%s\nis read as\n%+v, by encoding/json as\n%+v", kept, got, want)
		}
	})
}
