package i18n_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"lingping/internal/i18n"
	"lingping/internal/law"
)

func TestEverySentenceHasItsEnglish(t *testing.T) {
	english := catalogue(t)
	for _, s := range sources(t).Sentences() {
		at := fmt.Sprintf("%s:%d", s.File, s.Line)
		if _, ok := english[s.Text]; !ok {
			t.Errorf("%s: no English in internal/i18n/en for %q", at, s.Text)
			continue
		}

		if n := len(verbs(s.Text)); s.Args >= 0 && s.Args != n {
			t.Errorf("%s: %d arguments for %d verbs in %q", at, s.Args, n, s.Text)
		}
	}
}

func TestEnglishHasTheVerbsOfTheChinese(t *testing.T) {
	for zh, en := range catalogue(t) {
		if diff := cmp.Diff(verbs(zh), verbs(en)); diff != "" {
			t.Errorf("arguments of %q and %q (-zh +en):\n%s", zh, en, diff)
		}
	}
}

func TestNoEnglishIsLeftOver(t *testing.T) {
	used := texts(t)
	for zh := range catalogue(t) {
		if !used[zh] {
			t.Errorf("nothing says %q any more: take it out of internal/i18n/en", zh)
		}
	}
}

func TestEnglishIsFitToBeRead(t *testing.T) {
	choice := regexp.MustCompile(`\{[^{}]*\}`)
	quoted := regexp.MustCompile(`“[^”]*”`)
	for zh, en := range catalogue(t) {
		switch {
		case strings.TrimSpace(en) != en || en == "":
			t.Errorf("%q: %q is empty or has spaces at its ends", zh, en)
		case strings.ContainsAny(quoted.ReplaceAllString(en, ""), "，。；：？！"):
			t.Errorf("%q: %q has Chinese punctuation", zh, en)
		case strings.HasSuffix(zh, "。") && !strings.HasSuffix(strings.TrimRight(en, `”"’)`), "."):
			t.Errorf("%q: %q does not end as a sentence", zh, en)
		}
		for _, c := range choice.FindAllString(en, -1) {
			if strings.Count(c, "|") != 1 || strings.Contains(c, "%") {
				t.Errorf("%q: %s is no choice {one|many}, which holds no verb", zh, c)
			}
		}
	}
}

func TestAFileSaysEachThingOnce(t *testing.T) {
	files, err := filepath.Glob("en/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of English: %v", err)
	}

	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}

		for _, key := range repeated(raw) {
			t.Errorf("%s: %q stands twice", file, key)
		}
	}
}

// TestPagesSayNothingByThemselves finds Chinese that stands in a template as it is, where no English can replace it.
func TestPagesSayNothingByThemselves(t *testing.T) {
	for _, m := range sources(t).Markup() {
		t.Errorf("%s:%d: the template says %q past the catalogue", m.File, m.Line, m.Text)
	}
}

// TestNothingIsSaidPastTheCatalogue finds Chinese in the rooms that speak to people which no English can replace.
func TestNothingIsSaidPastTheCatalogue(t *testing.T) {
	silent := map[string]string{ // files whose Chinese is Chinese in every language
		"internal/cli/help.go":     "the usage text for Chinese operators; others see the library's own",
		"internal/web/handbook.go": "headings of the handbook, which is Chinese",
	}
	for _, noun := range []string{"action", "action_book", "arrangement", "bundle", "ledger_book", "fieldwork", "filing", "form", "form2", "form3", "form_cell",
		"notice", "promotion", "reminder_book", "retention", "stats", "summary"} {
		silent["internal/paper/"+noun+".go"] = "names and cells of papers, which are Chinese"
	}

	used := map[string]bool{}
	for _, s := range sources(t).Unsaid("internal/paper", "internal/app", "internal/web", "internal/cli") {
		used[s.File] = true
		if silent[s.File] == "" {
			t.Errorf("%s:%d: %q is said past the catalogue", s.File, s.Line, s.Text)
		}
	}

	for file := range silent {
		if !used[file] {
			t.Errorf("%s says nothing past the catalogue any more: take it off the list", file)
		}
	}
}

func sources(t *testing.T) *law.Tree {
	t.Helper()
	tree, err := law.Read(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func catalogue(t *testing.T) map[string]string {
	t.Helper()
	words, err := i18n.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// texts gives every text that the product holds, wherever it stands: a key of the catalogue may be a name in a table of
// the domain, or in a built-in scheme.
func texts(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, text := range sources(t).Texts() {
		found[text] = true
	}

	schemes, err := filepath.Glob("../domain/scheme/builtin/*.yaml")
	if err != nil {
		t.Fatal(err)
	}

	for _, file := range schemes {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}

		var scheme any
		if err := yaml.Unmarshal(raw, &scheme); err != nil {
			t.Fatalf("%s: %v", file, err)
		}

		scalars(scheme, found)
	}

	return found
}

func scalars(node any, found map[string]bool) {
	switch node := node.(type) {
	case string:
		found[node] = true
	case []any:
		for _, child := range node {
			scalars(child, found)
		}
	case map[string]any:
		for key, child := range node {
			found[key] = true
			scalars(child, found)
		}
	}
}

var verb = regexp.MustCompile(`%[-+# 0]*(?:\[(\d+)\])?[\d.]*([a-zA-Z%])`)

// verbs gives, for each argument of a sentence by its place, the letters of the verbs that show it.
func verbs(sentence string) map[int]string {
	found := map[int]string{}
	next := 1
	for _, m := range verb.FindAllStringSubmatch(sentence, -1) {
		if m[2] == "%" {
			continue
		}

		if index, err := strconv.Atoi(m[1]); err == nil {
			next = index
		}

		found[next] = m[2]
		next++
	}

	return found
}

// repeated gives the keys that stand more than once in a flat JSON object, which the decoder would pass over.
func repeated(raw []byte) []string {
	var keys []string
	seen := map[string]bool{}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	for isKey := false; ; isKey = !isKey {
		token, err := decoder.Token()
		if err != nil {
			return keys
		}

		if key, ok := token.(string); ok && isKey {
			if seen[key] {
				keys = append(keys, key)
			}
			seen[key] = true
		}
	}
}
