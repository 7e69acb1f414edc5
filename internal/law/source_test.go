package law_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sourceFile is the text that the program implements, beside the project.
const sourceFile = "../../../shared/source/opinion-2010-12-27.txt"

func TestEverySentenceOfTheSourceIsAnsweredFor(t *testing.T) {
	doc := textOf(t, "../../docs/source.md")
	code := everyFile(t, "../../internal", ".go")
	for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(doc, -1) {
		if said := name[1]; !named(code, said) {
			t.Errorf("docs/source.md names %q, which there is not", said)
		}
	}

	squeezed := squeeze(doc)
	for _, sentence := range sentencesOf(textOf(t, sourceFile)) {
		if !strings.Contains(squeezed, squeeze(sentence)) {
			t.Errorf("docs/source.md does not say where this is done: %s", sentence)
		}
	}
}

func TestWhatIsSaidOfAttacksIsTested(t *testing.T) {
	code := everyFile(t, "../../internal", ".go")
	for _, name := range regexp.MustCompile("`(Test[^`]+)`").FindAllStringSubmatch(textOf(t, "../../docs/attacks.md"), -1) {
		if !named(code, name[1]) {
			t.Errorf("docs/attacks.md names %q, which there is not", name[1])
		}
	}
}

// named reports whether the sources have the test, the command or the page of that name; the room of this test exists.
func named(code, said string) bool {
	switch method, path, page := strings.Cut(said, " "); {
	case said == "internal/law":
		return true
	case strings.HasPrefix(said, "Test"):
		return strings.Contains(code, "func "+said+"(t *testing.T)")
	case page && strings.HasPrefix(path, "/"):
		return strings.Contains(code, `Method: "`+method+`", Pattern: "`+path+`"`)
	case strings.HasPrefix(said, "lingping "):
		words := strings.Fields(said)
		return strings.Contains(code, `Use: "`+words[len(words)-1])
	}
	return false
}

// sentencesOf are the sentences of sections 二 to 五, without headings and what introduces a list.
func sentencesOf(text string) []string {
	_, text, _ = strings.Cut(text, "二、领导点评的时间、责任和内容")
	text, _, _ = strings.Cut(text, "附：")
	heading := regexp.MustCompile(`^(（[一二三四五]）[^。]{0,18}。|（[一二三四五]）[^。]*$|[一二三四五]、.*)`)
	var out []string
	for line := range strings.Lines(text) {
		line = heading.ReplaceAllString(strings.TrimSpace(line), "")
		for s := range strings.SplitAfterSeq(line, "。") {
			if s = strings.TrimSpace(s); strings.HasSuffix(s, "。") {
				out = append(out, s)
			}
		}
	}

	return out
}

// squeeze takes all white space out of a text.
func squeeze(text string) string { return strings.Join(strings.Fields(text), "") }

func textOf(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// everyFile is the text of all files below a folder whose names end so.
func everyFile(t *testing.T, root, ending string) string {
	t.Helper()
	var all strings.Builder
	if err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ending) {
			all.WriteString(textOf(t, path))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all.String()
}
