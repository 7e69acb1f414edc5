package scheme_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/scheme"
)

// reads wants the text to say what the scheme says, over the parent.
func reads(t interface {
	Helper()
	Fatalf(string, ...any)
}, parent, s *scheme.Scheme) string {
	t.Helper()
	text := scheme.Over(parent, s, "parent@1")
	load := func(string) ([]byte, error) { return []byte(parent.Text), nil }
	read, faults := scheme.Parse(s.Name, []byte(text), load)
	if read == nil {
		t.Fatalf("what was written over the parent can't be read: %v\n%s", faults, text)
	}

	if d := scheme.Differences(s, read); len(d) > 0 {
		t.Fatalf("read again it says otherwise: %v\n%s", d, text)
	}

	return text
}

func TestASchemeIsWrittenAsWhatItSaysOtherwise(t *testing.T) {
	for _, a := range scheme.Builtin() {
		for _, b := range scheme.Builtin() {
			reads(t, mustLoad(t, a.Name), mustLoad(t, b.Name))
		}
	}
}

func TestOneChangeIsOneLineOverTheParent(t *testing.T) {
	parent := mustLoad(t, scheme.First)
	for what, c := range map[string]struct {
		change func(*scheme.Scheme)
		says   string
	}{
		"a day":            {func(s *scheme.Scheme) { s.Steps[3].Due = 9 }, "steps:\n  notice:\n    due: 9\n"},
		"the empty word":   {func(s *scheme.Scheme) { s.Steps[3].Actor = "" }, "steps:\n  notice:\n    actor: \"\"\n"},
		"a step less":      {func(s *scheme.Scheme) { s.Steps = slices.Delete(slices.Clone(s.Steps), 1, 2) }, "remove:\n  steps: [fieldwork]\n"},
		"an aspect's text": {func(s *scheme.Scheme) { s.Subjects[0].Aspects[0].Text = "看防火" }, "text: 看防火\n"},
		"an aspect more": {func(s *scheme.Scheme) {
			s.Subjects[0].Aspects = append(slices.Clone(s.Subjects[0].Aspects), scheme.Aspect{Key: "fire", Text: "看防火"})
		}, "- key: fire\n"},
		"an aspect less": {func(s *scheme.Scheme) { s.Subjects[0].Aspects = s.Subjects[0].Aspects[1:] }, "- kind: "},
	} {
		t.Run(what, func(t *testing.T) {
			s := mustLoad(t, scheme.First)
			c.change(s)
			text := reads(t, parent, s)
			if !strings.Contains(text, c.says) || !strings.HasPrefix(text, "extends: \"parent@1\"\n") || len(strings.Split(text, "\n")) > 80 {
				t.Errorf("want %q in it:\n%s", c.says, text)
			}
		})
	}
}

func TestAnyChangeOfAnOfficeIsWrittenAndReadAgain(t *testing.T) {
	parent := mustLoad(t, scheme.First)
	rapid.Check(t, func(t *rapid.T) {
		s, err := scheme.Load(scheme.First)
		if err != nil {
			t.Fatal(err)
		}

		word := rapid.StringMatching(`([\p{Han}a-z0-9：:#"'@][\p{Han}a-z0-9：:#"'@ ]{0,6})?[\p{Han}a-z]`)
		s.Theme, s.Purpose = word.Draw(t, "theme"), word.Draw(t, "purpose")
		s.Basis.Recipients = rapid.SliceOfN(word, 0, 3).Draw(t, "recipients")
		for range rapid.IntRange(0, 4).Draw(t, "changes") {
			step := &s.Steps[rapid.IntRange(0, len(s.Steps)-1).Draw(t, "step")]
			step.Name, step.Due = word.Draw(t, "name"), rapid.IntRange(-30, 60).Draw(t, "due")
			sub := &s.Subjects[rapid.IntRange(0, len(s.Subjects)-1).Draw(t, "subject")]
			switch at := rapid.IntRange(0, len(sub.Aspects)).Draw(t, "aspect"); {
			case at == len(sub.Aspects):
				sub.Aspects = append(sub.Aspects, scheme.Aspect{Key: word.Draw(t, "key") + "x", Text: word.Draw(t, "text")})
			case len(sub.Aspects) > 1 && rapid.Bool().Draw(t, "less"):
				sub.Aspects = slices.Delete(sub.Aspects, at, at+1)
			default:
				sub.Aspects[at].Text = word.Draw(t, "text")
			}
		}

		load := func(string) ([]byte, error) { return []byte(parent.Text), nil }
		if read, _ := scheme.Parse(s.Name, []byte(scheme.Over(parent, s, "parent")), load); read == nil {
			return // two aspects of one key, or a word that a check refuses: told to the office
		}

		reads(t, parent, s)
	})
}
