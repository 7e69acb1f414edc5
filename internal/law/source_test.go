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
	papers, err := filepath.Glob("../../docs/security/*.md")
	if err != nil || len(papers) == 0 {
		t.Fatalf("no papers of security: %v", err)
	}

	for _, paper := range append(papers, "../../docs/attacks.md") {
		for _, name := range regexp.MustCompile("`(Test[^`]+)`").FindAllStringSubmatch(textOf(t, paper), -1) {
			if !named(code, name[1]) {
				t.Errorf("%s names %q, which there is not", filepath.Base(paper), name[1])
			}
		}
	}
}

// asvsOne are the requirements of the first level of ASVS 5.0.0: of each section, which of its numbers.
const asvsOne = "1.2:1-5 1.3:1-2 1.5:1 2.1:1 2.2:1-2 2.3:1 3.2:1-2 3.3:1 3.4:1-2 3.5:1-3 4.1:1 4.4:1 5.2:1-2 5.3:1-2 6.1:1 " +
	"6.2:1-8 6.3:1-2 6.4:1-2 7.2:1-4 7.4:1-2 8.1:1 8.2:1-2 8.3:1 9.1:1-3 9.2:1 10.4:1-5 11.3:1-2 11.4:1 12.1:1 12.2:1-2 " +
	"13.4:1 14.2:1 14.3:1 15.1:1 15.2:1 15.3:1"

func TestEveryRequirementOfTheFirstLevelIsAnsweredForOnce(t *testing.T) {
	_, text, _ := strings.Cut(textOf(t, "../../docs/security/asvs.md"), "## 一级")
	text, _, _ = strings.Cut(text, "## 二级")
	answered := map[string]int{}
	for _, row := range regexp.MustCompile(`(?m)^\| V(\S+) \| (\S+) \| (.+) \| (.+) \|$`).FindAllStringSubmatch(text, -1) {
		answered[row[1]]++
		if row[2] != "做到" && row[2] != "不适用" && row[2] != "没有做" {
			t.Errorf("V%s is %q", row[1], row[2])
		}
	}

	for _, section := range strings.Fields(asvsOne) {
		name, numbers, _ := strings.Cut(section, ":")
		first, last, more := strings.Cut(numbers, "-")
		if !more {
			last = first
		}

		for n := first[0]; n <= last[0]; n++ {
			id := name + "." + string(n)
			if answered[id] != 1 {
				t.Errorf("V%s is answered for %d times", id, answered[id])
			}
			delete(answered, id)
		}
	}

	for id := range answered {
		t.Errorf("V%s is none of the first level", id)
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
