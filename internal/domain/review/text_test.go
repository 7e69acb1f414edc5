package review_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

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
