package web_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
)

// tag is a mark of a page.
var tag = regexp.MustCompile(`<[^>]*>`)

// notInARound are forms of the house and of its roster, which no scheme's words are about.
var notInARound = []string{"import-send", "import-last", "import-words", "merge", "roster-export", "account", "round-open", "round-change", "login", "password", "language",
	"settings", "scheme", "clerk", "house"}

// What is refused in a round is refused in the words of its scheme: every form is sent empty by all who may send it, and by some
// too late, and no refusal says a word that the scheme calls otherwise.
func TestRefusalsSpeakInTheWordsOfTheScheme(t *testing.T) {
	h := newHonesty(t)

	s := rich(t)
	renamed(s)
	h.under(t, s)
	var headings []string // the scheme's own words stand as they are
	for _, sub := range s.Subjects {
		for _, a := range sub.Aspects {
			headings = append(headings, a.Heading(), "")
		}
	}
	refused := 0
	for _, r := range h.table {
		if r.Method != http.MethodPost || slices.ContainsFunc(notInARound, func(part string) bool { return strings.HasPrefix(r.Name, part) }) {
			continue
		}

		for _, c := range h.senders(r.Name) {
			a := addresses[r.Name]
			for _, form := range []string{"", a.form} {
				a.form = form
				out := h.send(h.post(r.Name, a, c.o, c.who))
				if out.Code < http.StatusBadRequest {
					continue
				}

				for _, found := range refusal.FindAllString(out.Body.String(), -1) {
					refused++
					said := tag.ReplaceAllString(found, "")
					bare := strings.NewReplacer(headings...).Replace(said)
					bare = strings.NewReplacer("普通党员", "", "预备党员", "", "正式党员", "", "副书记", "", "党支部", "", "党员大会", "", "党员名册", "").Replace(bare)
					for _, term := range scheme.Terms() {
						if strings.Contains(bare, term) {
							t.Errorf("%s to %s: “%s”", r.Name, c.who, strings.TrimSpace(said))
						}
					}
				}
			}
		}
	}

	if refused < 40 {
		t.Errorf("only %d refusals were looked at", refused)
	}
}
