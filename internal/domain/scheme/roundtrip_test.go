package scheme_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lingping/internal/domain/scheme"
)

// again reads what was written of a scheme and holds it against the scheme.
func again(t interface {
	Helper()
	Fatalf(string, ...any)
	Errorf(string, ...any)
}, s *scheme.Scheme) {
	t.Helper()
	kept, faults := scheme.Parse(s.Name, []byte(s.Text), nil)
	if kept == nil {
		t.Fatalf("what was written can't be read:\n%s", said(faults))
	}

	want := *s
	want.Extends = ""
	if diff := cmp.Diff(&want, kept); diff != "" {
		t.Errorf("read again it differs (-written +read):\n%s", diff)
	}
}

func TestTheTextKeptWithARoundStandsByItself(t *testing.T) {
	for _, info := range scheme.Builtin() {
		t.Run(info.Name, func(t *testing.T) { again(t, mustLoad(t, info.Name)) })
	}
	t.Run("an empty list stays empty, it does not become the default", func(t *testing.T) {
		s := mustRead(t, "extends: chuangxian-2010\nroster: {exempt-groups: []}\n")
		if len(s.Roster.ExemptGroups) != 0 {
			t.Errorf("exempt %v", s.Roster.ExemptGroups)
		}
		again(t, s)
	})
}

func TestTheResolvedTextOfAChildReadsWell(t *testing.T) {
	golden(t, "tjzs-2010.resolved.yaml", mustLoad(t, "tjzs-2010").Text)
}

// TestAnyWordsSurviveWritingAndReading puts texts that YAML could mistake for something else wherever people may write
// what they like. JSON is YAML, so the first reading is of JSON.
func TestAnyWordsSurviveWritingAndReading(t *testing.T) {
	nasty := rapid.OneOf(
		rapid.SampledFrom([]string{"是", "yes", "null", "~", "true", "007", "1e3", "0x1F", "-", "- a", "a: b", "#", "甲 # 乙",
			"'", `"`, `\`, "%", "@甲", "`", "&a", "*a", "!a", "|", ">", "[", "]", "{", "}", ",", "?", "? a", ": ", "=", "<<",
			"2011-01-12", "12:30", "...", "---", "“引”", "甲：乙", "一\n二", "一\n\n  二", "末尾：", "0", ".inf", "1_000", "𬱖䶮"}),
		rapid.StringMatching(`[a-z\p{Han}：:#\-'"\[\]{},&*!|>%@? \n]{1,12}`),
		rapid.StringN(1, 12, 40))
	rapid.Check(t, func(t *rapid.T) {
		word := func(label string) string { return nasty.Draw(t, label) }
		text, err := json.Marshal(map[string]any{
			"name":     "own",
			"extends":  "chuangxian-2010",
			"title":    word("title"),
			"theme":    word("theme"),
			"basis":    map[string]any{"title": word("basis"), "recipients": []string{word("one"), word("two")}},
			"carriers": []string{word("carrier")},
			"vocabulary": map[string]any{
				"群众": word("mass"),
			},
			"groups":      []any{map[string]any{"name": "窗口" + word("group"), "ask": []string{word("ask")}}},
			"steps":       []any{map[string]any{"key": "action", "name": word("step"), "due": rapid.IntRange(0, 300).Draw(t, "due"), "due-actor": map[string]any{"branch": 7}}},
			"attendance":  map[string]any{"quorum": rapid.Float64Range(0, 1).Draw(t, "quorum"), "text": word("attendance")},
			"principles":  []any{map[string]any{"title": "新" + word("principle"), "text": word("text")}},
			"publication": map[string]any{"channels": []string{}},
		})
		if err != nil {
			t.Fatal(err)
		}

		s, _ := read(string(text))
		if s == nil {
			return // blank, or with control characters
		}

		again(t, s)
	})
}

func TestNoMangledTextMakesItPanic(t *testing.T) {
	texts := builtinTexts(t)
	rapid.Check(t, func(t *rapid.T) {
		lines := strings.Split(rapid.SampledFrom(texts).Draw(t, "text"), "\n")
		for range rapid.IntRange(1, 6).Draw(t, "changes") {
			i := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
			switch rapid.IntRange(0, 4).Draw(t, "how") {
			case 0:
				lines = append(lines[:i], lines[i+1:]...)
				lines = append(lines, "")
			case 1:
				lines[i] = strings.TrimLeft(lines[i], " ")
			case 2:
				lines[i] += rapid.SampledFrom([]string{":", "[", "}", "\"", " &a", " *a", "：", " - ", "\t", "\x00", "|"}).Draw(t, "tail")
			case 3:
				r := []rune(lines[i] + " ")
				at := rapid.IntRange(0, len(r)-1).Draw(t, "at")
				lines[i] = string(r[:at]) + rapid.String().Draw(t, "insert") + string(r[at+1:])
			case 4:
				lines[i], lines[0] = lines[0], lines[i]
			}
		}

		sound(t, strings.Join(lines, "\n"))
	})
}

func FuzzParse(f *testing.F) {
	for _, text := range builtinTexts(f) {
		f.Add(text)
	}

	for _, text := range []string{
		"", "a", "title: 甲", "? a\n: b", "- a\n- b", "{a: {b: [c]}}", "a: &b *b", "rules: [{id: 1}]\nremove: {rules: [1]}",
		"extends: chuangxian-2010\nremove:\n  rules: [R1]\n", "rules:\n  - id: R1\n    posts: |\n      x\n", "\ufefftitle: 甲\r\nname: b\r\n",
		"instruments: [{key: a, grades: [{name: b}], quotas: [{of: all}]}]", "steps: [{key: review, due-actor: {a: 1}}]",
	} {
		f.Add(text)
	}

	f.Fuzz(func(t *testing.T, text string) { sound(t, text) })
}

func builtinTexts(t testing.TB) []string {
	t.Helper()
	var texts []string
	for _, info := range scheme.Builtin() {
		text, err := scheme.Source(info.Name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}

	return texts
}

// sound says what holds of any text whatever: a scheme or a reason, each reason with a place and a sentence, and a
// scheme that can be kept.
func sound(t interface {
	Helper()
	Fatalf(string, ...any)
	Errorf(string, ...any)
}, text string) {
	t.Helper()
	s, faults := read(text)
	if (s == nil) != faults.Refused() {
		t.Fatalf("scheme %v, refused %v", s != nil, faults.Refused())
	}

	for _, f := range faults {
		if f.Line < 1 || f.Column < 0 || f.Source == "" || strings.Contains(f.String(), "%!") && !strings.Contains(text, "%!") {
			t.Errorf("a fault without a place or with a broken sentence: %+v: %s", f.Place, f)
		}
	}

	if s != nil {
		again(t, s)
	}
}
