package web_test

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/web"
)

// The honesty law: every field of a scheme changes something that people meet outside the page that shows the scheme
// itself, or the check says that this version does nothing with it. A text is met when it is read somewhere; of anything
// else two values make two pages.
func TestEveryFieldOfASchemeIsMetOrToldAsUndone(t *testing.T) {
	h := newHonesty(t)

	check(t, h.store.Write(t.Context(), enrich))

	fields := map[string]reflect.Type{}
	fieldsOf(reflect.TypeFor[scheme.Scheme](), "", fields)
	undone := undoneFields(t)
	for path := range fields {
		_, other := felt[path]
		switch idle := slices.ContainsFunc(undone, func(u string) bool { return path == u || strings.HasPrefix(path, u+".") }); {
		case idle && other:
			t.Errorf("%s is told as undone, and is to be felt", path)
		case !idle && !other && !isText(fields[path]):
			t.Errorf("%s is neither a text, nor told as undone, nor has it a line in felt", path)
		}
	}

	for path := range felt {
		if _, ok := fields[path]; !ok {
			t.Errorf("there is no field %s", path)
		}
	}

	t.Run("nothing is felt of what does nothing", h.still)
	t.Run("texts are read", func(t *testing.T) { h.texts(t, fields, undone) })
	t.Run("every word of the vocabulary is met", h.terms)
	for path, f := range felt {
		t.Run(path, func(t *testing.T) { h.feel(t, f) })
	}

	for path, f := range feltOf() {
		t.Run(path, func(t *testing.T) { h.feel(t, f) })
	}
}

// showsTheScheme are the pages that show a scheme as it is. To stand there is no effect.
var showsTheScheme = []string{"scheme", "schemes", "scheme-try", "scheme-guide", "round", "rounds", "round-new", "round-change-form"}

// honesty is the scene under one scheme after the other.
type honesty struct {
	*theatre
	before map[string]string // what a page says under the rich scheme, by its name
}

// newHonesty opens the scene until the test is over.
func newHonesty(t *testing.T) *honesty {
	t.Helper()
	h := &honesty{theatre: &theatre{scene: stageScene(t), t: t, table: web.Routes()}, before: map[string]string{}}
	h.open()
	t.Cleanup(func() { check(t, h.store.Close()) })
	return h
}

// under has every round of the scene run under the scheme.
func (h *honesty) under(t *testing.T, s *scheme.Scheme) {
	t.Helper()
	text := textOf(t, s)
	read, faults := scheme.Parse("方案", text, nil)
	if err := faults.Err(); err != nil {
		t.Fatal(faults, string(text))
	}

	check(t, h.store.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec("UPDATE round SET scheme = $1, scheme_text = $2, theme = $3, version = version + 1", read.Name, read.Text, read.Theme)
		return err
	}))
	check(t, h.app.CloseExports())
	h.app = app.New(h.store)
	h.app.OpenKeys(h.keysAgain(t))
	check(t, h.app.OpenSpool(t.TempDir()))
	h.pages = must(web.New(h.app, web.Options{BaseURL: houseAddress}))(t)
	h.handler = h.pages.HandleTable(h.table)
}

// said is all that a page answers to everybody.
func (h *honesty) said(name string) string {
	i := slices.IndexFunc(h.table, func(r web.Route) bool { return r.Name == name })
	if i < 0 {
		h.t.Fatalf("there is no page %s", name)
	}

	answers := map[string]string{}
	for in, who := range h.requests(h.table[i]) {
		h.ask(in, who, answers)
	}

	for _, o := range h.objects { // pages of a branch are those of the unit above it too
		if a := addresses[name]; o["top"] != "" && a.kind == "unit" && strings.Contains(a.at, "{unit}") {
			o = maps.Clone(o)
			o["unit"] = o["top"]
			h.ask(request(h.t, h.table[i], a, o, "office"), "office", answers)
		}
	}

	var all []string
	for key, text := range answers {
		all = append(all, key+"\n"+text)
	}

	slices.Sort(all)
	return strings.Join(all, "\n")
}

// ask puts what a page answers to somebody among the answers.
func (h *honesty) ask(in *http.Request, who string, into map[string]string) {
	out := httptest.NewRecorder()
	h.handler.ServeHTTP(out, in)
	if out.Code == http.StatusOK {
		into[in.URL.String()+" "+who] = plainOf(h.t, out.Body.Bytes())
	}
}

// once is the key of a form, another one each time, or a moment of now; the hour behind a day that people write, 1月12日 17:00,
// is the scheme's.
var once = regexp.MustCompile(`name="once" value="[^"]*"|datetime="[^"]*"|-\d\d[ T]\d\d:\d\d(:\d\d)?|\d+秒`)

// plainOf is what a page or a paper says; a paper is a bundle of XML.
func plainOf(t *testing.T, body []byte) string {
	if !bytes.HasPrefix(body, []byte("PK")) {
		return once.ReplaceAllString(string(body), "")
	}

	bundle := must(zip.NewReader(bytes.NewReader(body), int64(len(body))))(t)
	var out strings.Builder
	for _, f := range bundle.File {
		if strings.HasPrefix(f.Name, "docProps") {
			continue
		}
		r := must(f.Open())(t)
		out.Write(must(io.ReadAll(r))(t))
		check(t, r.Close())
	}

	return out.String()
}

var (
	places = regexp.MustCompile(`\[\d+\]`)                                       // of items in lists, in a path
	unseen = regexp.MustCompile(`(?s)<input[^>]*type="hidden"[^>]*>|<!--.*?-->`) // what nobody reads
)

// texts puts a mark of its own into every text of the scheme, each item of a list by itself, and looks for each on the pages. What
// is said of kinds and groups that nobody on the scene has changes its place with what is said of others, and is looked for again.
func (h *honesty) texts(t *testing.T, fields map[string]reflect.Type, undone []string) {
	said := map[string]bool{}
	unread := map[string]bool{}
	for turn, pages := range [][]string{nil, {"review", "review-edit", "review-form"}} {
		s := rich(t)
		if turn > 0 {
			s.Subjects[2].Kind, s.Subjects[3].Kind = s.Subjects[3].Kind, s.Subjects[2].Kind
			s.Groups[1].Name, s.Groups[2].Name = s.Groups[2].Name, s.Groups[1].Name
		}

		marks := marked(s, undone)
		for _, path := range marks {
			said[places.ReplaceAllString(path, "")] = true
			if turn == 0 {
				unread[path] = true
			}
		}

		h.under(t, s)
		h.readMarks(t, marks, unread, pages)
	}

	for path, kind := range fields {
		_, other := felt[path]
		if isText(kind) && !other && !said[path] && !slices.ContainsFunc(undone, func(u string) bool { return strings.HasPrefix(path, u) }) {
			t.Errorf("the rich scheme says nothing under %s", path)
		}
	}

	for path := range unread {
		t.Errorf("%s is read nowhere outside the scheme's own page", path)
	}
}

// marked puts the marks into the scheme and gives their paths.
func marked(s *scheme.Scheme, undone []string) (marks []string) {
	mark(reflect.ValueOf(s).Elem(), "", func(path string, v reflect.Value) {
		field := places.ReplaceAllString(path, "")
		if _, other := felt[field]; other || slices.ContainsFunc(undone, func(u string) bool { return strings.HasPrefix(field, u) }) {
			return
		}
		v.SetString(v.String() + "【" + path + "】")
		marks = append(marks, path)
	})
	return marks
}

// readMarks takes the marks that the pages read out of the unread; no pages are all but those that show the scheme.
func (h *honesty) readMarks(t *testing.T, marks []string, unread map[string]bool, pages []string) {
	for _, r := range h.table {
		if r.Method != "GET" || slices.Contains(showsTheScheme, r.Name) || pages != nil && !slices.Contains(pages, r.Name) {
			continue
		}

		said := unseen.ReplaceAllString(h.said(r.Name), "")
		read := 0
		for _, path := range marks {
			if strings.Contains(said, "【"+path+"】") {
				read++
				delete(unread, path)
			}
		}

		if read > len(marks)*3/4 {
			t.Errorf("%s reads %d of the %d texts: it shows the scheme as it is, and to stand there is no effect", r.Name, read, len(marks))
		}
	}
}

// terms gives every word that can be replaced another one and looks for each on the pages.
func (h *honesty) terms(t *testing.T) {
	s := rich(t)
	s.Vocabulary = map[string]string{}
	for _, term := range scheme.Terms() {
		s.Vocabulary[term] = "【" + term + "】"
	}

	h.under(t, s)
	var all strings.Builder
	for _, name := range []string{"round", "plan", "board", "filing", "filings", "arrangement", "review", "review-edit", "stats", "stats-book",
		"review-form", "occasion", "notice", "reminders", "owed", "home", "unit", "dossiers"} {
		all.WriteString(h.said(name))
	}

	for _, term := range scheme.Terms() {
		if !strings.Contains(all.String(), "【"+term+"】") {
			t.Errorf("“%s” is met nowhere", term)
		}
	}

	// Two words may stand side by side, as in 党组织书记.
	apart := strings.NewReplacer("【党组织】【书记】", "", "【党组织】【班子成员】", "").Replace(all.String())
	for _, broken := range []string{"副【", "普通【党员", "【党组织】【"} {
		if strings.Contains(apart, broken) {
			t.Errorf("a word is replaced inside another: %s", broken)
		}
	}
}

// feel changes one field and looks whether a page that should show it answers otherwise.
func (h *honesty) feel(t *testing.T, f feeling) {
	if _, ok := h.before[f.on]; !ok {
		h.under(t, rich(t))
		h.before[f.on] = h.said(f.on)
	}

	s := rich(t)
	f.change(s)
	h.under(t, s)
	if h.said(f.on) == h.before[f.on] {
		t.Errorf("the page %s is the same", f.on)
	}

	h.under(t, rich(t))
	if h.said(f.on) != h.before[f.on] {
		t.Errorf("the page %s differs by itself, so it shows nothing", f.on)
	}
}

// still changes what this version does nothing with, and wants every page by which another field is felt to stay as it is: a page
// that differs with the bare text of a scheme would show an effect of anything.
func (h *honesty) still(t *testing.T) {
	h.under(t, rich(t))
	pages := map[string]bool{}
	for path, f := range felt {
		if slices.Contains(showsTheScheme, f.on) && path != "name" {
			t.Errorf("%s is felt on a page that shows the scheme as it is", path)
		}
		pages[f.on] = true
	}

	for on := range pages {
		h.before[on] = h.said(on)
	}

	s := rich(t)
	s.Instruments = []scheme.Instrument{{Key: "vote", Name: "测评", Grades: []scheme.Grade{{Name: "好"}, {Name: "差"}}}}
	s.Forms = append(s.Forms, scheme.Form{Number: 19, Title: "又一张表"})
	h.under(t, s)
	for on := range pages {
		if !slices.Contains(showsTheScheme, on) && h.said(on) != h.before[on] {
			t.Errorf("the page %s differs with what is told as undone", on)
		}
	}
}

// undoneFields are those that a scheme of all fields is told about.
func undoneFields(t *testing.T) []string {
	s := rich(t)
	s.Instruments = []scheme.Instrument{{Key: "vote", Name: "测评", Grades: []scheme.Grade{{Name: "好"}, {Name: "差"}}}}
	s.Forms = append(s.Forms, scheme.Form{Number: 4, Title: "又一张表"})
	read, faults := scheme.Parse("方案", textOf(t, s), nil)
	check(t, faults.Err())
	var out []string
	for _, name := range read.UndoneNames() {
		if name := string(name); name != "forms 4" {
			out = append(out, name)
		}
	}

	if told := len(faults.Of(scheme.Undone)); told != len(out)+1 {
		t.Errorf("the check tells %d fields as undone, the scheme %d", told, len(out)+1)
	}

	return out
}
