package view_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
	"lingping/internal/web/view"
)

// useCases is the text of all use cases: there entries of the ledger are made.
func useCases(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("../../app/*.go")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files of use cases, %v", len(files), err)
	}

	var all strings.Builder
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}

		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}

	return all.String()
}

var (
	madeObject = regexp.MustCompile(`(?:Sprintf\(|Object:\s+)"([a-z-]+)(?::%d)?"`)
	madeFacts  = regexp.MustCompile(`(?s)map\[string\]any\{(.*?)\}`)
	madeFact   = regexp.MustCompile(`"([a-zA-Z-]+)":`)
	addedFact  = regexp.MustCompile(`detail\["([a-z-]+)"\]`)
	madeAct    = regexp.MustCompile(`"(?:act|did)": "([a-z.-]+)"|[eE]ntry\(c?,? ?"([a-z.-]+)"\)|drawAct\(ctx, who, id, "([a-z.-]+)"`)
	madeWord   = regexp.MustCompile(`a\.write\([^,]+, [^,]+, access\.(\w+)`)
)

// said is an entry in both languages.
func said(t *testing.T, action access.Action, object, detail string) (zh, en string) {
	t.Helper()
	l := app.LedgerLine{Entry: ledger.Entry{Actor: "王丽", Action: action, Object: object, Detail: detail}}
	in := func(lang i18n.Lang) string {
		sentence, _, _ := view.EntryText(ui.Page{Lang: lang, Now: time.Date(2011, 1, 8, 9, 0, 0, 0, time.UTC)}, l)
		return sentence
	}
	return in(i18n.Chinese), in(i18n.English)
}

// plain fails where a sentence keeps a code of the program, or an English one a Chinese word.
func plain(t *testing.T, of, code, zh, en string) {
	t.Helper()
	if strings.Contains(zh, code) {
		t.Errorf("%s %q is said as %q", of, code, zh)
	}

	if i := strings.IndexFunc(strings.ReplaceAll(en, "王丽", ""), func(r rune) bool { return unicode.Is(unicode.Han, r) }); i >= 0 {
		t.Errorf("%s %q is said in English as %q", of, code, en)
	}
}

func TestEveryKindOfActIsASentenceInBothLanguages(t *testing.T) {
	acts := access.Acts()
	if len(acts) < 50 {
		t.Fatalf("only %d acts", len(acts))
	}

	for _, act := range acts {
		zh, en := said(t, act, "round:17", "{}")
		plain(t, "the act", string(act), zh, en)
		if !strings.HasPrefix(zh, "王丽的操作：") || !strings.HasSuffix(zh, "轮次 17。") || !strings.HasSuffix(en, ".") {
			t.Errorf("%s is said as %q and %q", act, zh, en)
		}
	}
}

func TestEveryObjectFactAndDeedOfAnEntryHasAWord(t *testing.T) {
	text := useCases(t)
	objects := 0
	for _, m := range madeObject.FindAllStringSubmatch(text, -1) {
		if strings.HasPrefix(m[0], "Sprintf") && !strings.Contains(m[0], ":%d") {
			continue
		}

		objects++
		zh, en := said(t, access.ChangeSetting, m[1]+":5", "{}")
		plain(t, "the object", m[1]+":", zh, en)
	}

	facts := map[string]bool{}
	for _, m := range madeFacts.FindAllStringSubmatch(text, -1) {
		for _, fact := range madeFact.FindAllStringSubmatch(m[1], -1) {
			facts[fact[1]] = true
		}
	}

	for _, m := range addedFact.FindAllStringSubmatch(text, -1) {
		facts[m[1]] = true
	}

	for fact := range facts {
		zh, en := said(t, access.ChangeSetting, "round:17", `{"`+fact+`":7}`)
		plain(t, "the fact", fact, zh, en)
		if strings.Contains(zh, "其他 ") {
			t.Errorf("the fact %q has no word: %s", fact, zh)
		}
	}

	deeds := 0
	for _, m := range madeAct.FindAllStringSubmatch(text, -1) {
		deed := m[1] + m[2] + m[3]
		zh, en := said(t, access.ChangeSetting, "round:17", `{"act":"`+deed+`"}`)
		plain(t, "the deed", deed, zh, en)
		deeds++
	}

	if objects < 15 || len(facts) < 40 || deeds < 10 {
		t.Errorf("the sources show %d objects, %d facts and %d deeds: the test looks at nothing", objects, len(facts), deeds)
	}
}

// Who audits chooses among acts: what a use case writes must be among them.
func TestWhatUseCasesWriteCanBeAskedForInTheLedger(t *testing.T) {
	policy, err := os.ReadFile("../../domain/access/policy.go")
	if err != nil {
		t.Fatal(err)
	}

	acts := map[access.Action]bool{}
	for _, act := range access.Acts() {
		acts[act] = true
	}

	written := madeWord.FindAllStringSubmatch(useCases(t), -1)
	if len(written) < 40 {
		t.Fatalf("only %d acts are written", len(written))
	}

	for _, m := range written {
		code := regexp.MustCompile(`\b` + m[1] + `\s+Action = "([^"]+)"`).FindStringSubmatch(string(policy))
		if code == nil || !acts[access.Action(code[1])] {
			t.Errorf("%s is written and can't be asked for", m[1])
		}
	}
}
