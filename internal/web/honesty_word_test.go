package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/web"
)

// Whatever a scheme may call otherwise is called so on every page and paper of its rounds: under a scheme that gives every
// such word another one, the product's own word stands nowhere by itself.
func TestNoPageOrPaperOfARoundSaysAWordThatItsSchemeCallsOtherwise(t *testing.T) {
	h := newHonesty(t)

	check(t, h.store.Write(t.Context(), func(tx *store.Tx) error { return enrich(tx) }))
	s := rich(t)
	approved := s.Modes[0].Name // stands in the texts of the scene as it was approved, whatever the scheme says afterwards
	words := renamed(s)
	h.under(t, s)
	for _, r := range h.table {
		if r.Method != "GET" || slices.Contains(notOfARound, r.Name) {
			continue
		}

		for in, who := range h.requests(r) {
			if lang := in.Header.Get("Accept-Language"); lang != "" {
				continue
			}
			for _, said := range h.texted(in) {
				if said == approved && (r.Name == "notice" || r.Name == "bulletin") {
					continue
				}

				if slices.Contains(words, said) || strings.Contains(strings.ReplaceAll(said, "　活动办", ""), "活动办") {
					t.Errorf("%s %s to %s says “%s”", r.Name, in.URL, who, said)
				}
			}
		}
	}
}

// codeOn is the code of a slip on the page that prints it.
var codeOn = regexp.MustCompile(`class="code">([^<]+)<`)

// Nor do slips and the page on which they are filled in, or reminders, not even inside a sentence.
func TestSlipsAndRemindersSpeakInTheWordsOfTheScheme(t *testing.T) {
	h := newHonesty(t)

	s := rich(t)
	renamed(s)
	h.under(t, s)
	own := string(textOf(t, s))
	looked, slips := 0, 0
	look := func(what string, body []byte) {
		for _, said := range piecesOf(t, body) {
			bare := strings.NewReplacer("普通党员", "", "预备党员", "", "正式党员", "", "副书记", "", "党支部", "", "登记表·", "").Replace(said)
			looked++
			for _, term := range scheme.Terms() {
				if strings.Contains(bare, term) && !strings.Contains(own, said) {
					t.Errorf("%s says “%s”", what, said)
				}
			}
		}
	}

	for _, c := range h.senders("opinion-print") {
		printed := h.send(h.post(c.route, c.address(), c.o, c.who))
		if printed.Code != http.StatusOK {
			continue
		}

		look("the print of slips", menu.ReplaceAll(printed.Body.Bytes(), nil))
		code := codeOn.FindSubmatch(printed.Body.Bytes())
		a := addresses["slip"]
		a.form = "code=" + string(code[1])
		for _, writer := range h.senders("slip")[:1] {
			page := h.send(h.post("slip", a, writer.o, writer.who))
			if page.Code != http.StatusOK {
				t.Fatalf("the slip is not opened: %d", page.Code)
			}
			look("the slip", page.Body.Bytes())
			slips++
		}
	}

	i := slices.IndexFunc(h.table, func(r web.Route) bool { return r.Name == "reminders" })
	for in, who := range h.requests(h.table[i]) {
		if out := h.send(in); out.Code == http.StatusOK && in.Header.Get("Accept-Language") == "" && who == "office" {
			look("a reminder", out.Body.Bytes())
		}
	}

	if looked < 100 || slips == 0 {
		t.Errorf("only %d pieces were looked at, %d slips", looked, slips)
	}
}

// notOfARound are pages of the house, or of several rounds that may have schemes of different words, the scheme's own, and files
// that were sealed under another scheme.
var notOfARound = []string{"rounds", "scheme", "schemes", "scheme-try", "scheme-guide", "units", "unit", "unit-children", "persons", "person", "import", "import-blank",
	"import-check", "import-faults", "accounts", "account", "ledger", "settings", "password", "login", "clerks", "static", "round-new",
	"doubles", "merge-look", "handbook", "search", "exports", "export", "export-file", "filing-pack", "stats-copy"}

// renamed gives every word that a scheme may change another one, and says which the words were.
func renamed(s *scheme.Scheme) (words []string) {
	s.Vocabulary = map[string]string{}
	for _, term := range scheme.Terms() {
		s.Vocabulary[term] = "词甲" + fmt.Sprint(len(words))
		words = append(words, term)
	}

	for i := range s.Subjects {
		words = append(words, s.Subjects[i].Name)
		s.Subjects[i].Name = "对象" + fmt.Sprint(i)
	}

	for i := range s.Steps {
		words = append(words, s.Steps[i].Name, s.Steps[i].Short)
		s.Steps[i].Name, s.Steps[i].Short = "环节"+fmt.Sprint(i), "环"+fmt.Sprint(i)
	}

	for i := range s.Modes {
		words = append(words, s.Modes[i].Name)
		s.Modes[i].Name = "方式" + fmt.Sprint(i)
	}

	for i := range s.Forms {
		words = append(words, s.Forms[i].Title)
		s.Forms[i].Title = "附表" + fmt.Sprint(i)
	}

	for i := range s.Filing {
		words = append(words, s.Filing[i].To)
		s.Filing[i].To = "某处" + fmt.Sprint(i)
	}

	return words
}

// texted are the pieces of text that a page or a paper holds between its marks.
func (h *honesty) texted(in *http.Request) []string {
	out := httptest.NewRecorder()
	h.handler.ServeHTTP(out, in)
	if out.Code != http.StatusOK {
		return nil
	}
	return piecesOf(h.t, out.Body.Bytes())
}

var (
	between = regexp.MustCompile(`>([^<>]+)<`)
	menu    = regexp.MustCompile(`(?s)<nav.*?</nav>`) // of the house
)

func piecesOf(t *testing.T, body []byte) (pieces []string) {
	if bytes.HasPrefix(body, []byte("PK")) {
		bundle := must(zip.NewReader(bytes.NewReader(body), int64(len(body))))(t)
		for _, f := range bundle.File {
			if strings.HasPrefix(f.Name, "docProps") || strings.HasSuffix(f.Name, "data.json") {
				continue
			}
			r := must(f.Open())(t)
			pieces = append(pieces, piecesOf(t, must(io.ReadAll(r))(t))...)
			check(t, r.Close())
		}
		return pieces
	}

	for _, m := range between.FindAllSubmatch(menu.ReplaceAll(body, nil), -1) {
		if said := strings.TrimSpace(html.UnescapeString(string(m[1]))); said != "" {
			pieces = append(pieces, said)
		}
	}

	return pieces
}
