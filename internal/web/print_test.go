package web_test

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/review"
	"lingping/internal/web"
)

// A button that prints, or brings a file, is a promise too: pressed as it stands, and with each of the answers that it
// offers, it brings a file that is one, to everybody to whom a page shows it.
func TestEveryFileThatAPageOffersComes(t *testing.T) {
	l := listed(t)
	l.handler = must(web.New(l.today, web.Options{BaseURL: houseAddress}))(t).Handler()
	l.meet(t)
	brought := map[string]int{}
	for _, who := range l.readers {
		pressed := map[string]bool{}
		for _, at := range l.placesOf(t, who) {
			page, status := l.ask(t, who, at)
			if status != http.StatusOK {
				continue
			}

			for _, f := range formsOn(t, page) {
				l.pressAll(t, who, at, f, pressed, brought)
			}

			for _, link := range downloadsOn(t, page) {
				if !pressed[link] {
					pressed[link] = true
					l.fetch(t, who, at, link, brought)
				}
			}
		}
	}

	for _, kind := range []string{"/rounds/{}/forms", "/rounds/{}/actions/export", "/rounds/{}/reminders/export", "/rounds/{}/filing/draft", "/reviews/{}/form.docx", "/reviews/{}/form.pdf", "/rounds/{}/stats.xlsx", "/rounds/{}/stats.pdf", "/reviews/print", "/occasions/{}/print"} {
		if brought[kind] == 0 {
			t.Errorf("nobody was offered %s; %v came", kind, brought)
		}
	}
}

// meet puts the sheets of a branch that were begun on its meeting.
func (l *lists) meet(t *testing.T) {
	t.Helper()
	zhang := l.As("004")
	list := must(l.App.Occasions(t.Context(), zhang.Actor, l.Round, l.Unit("D1")))(t)
	var ids []review.ID
	for _, row := range l.planRows(t) {
		ids = append(ids, review.ID(row.Obligation))
	}

	if n := must(l.App.AttachSheets(t.Context(), zhang.Actor, list[0].ID, ids))(t); n == 0 {
		t.Fatal("no sheet of D1 was begun")
	}
}

// placesOf are the lists, and the meetings and series to which somebody's own pages lead.
func (l *lists) placesOf(t *testing.T, who reader) []string {
	t.Helper()
	out := l.addresses()
	for _, at := range []string{"/", "/occasions"} {
		page, _ := l.ask(t, who, at)
		for _, link := range links(t, page) {
			if strings.HasPrefix(link, "/occasions/") || strings.HasPrefix(link, "/series") {
				out = append(out, link)
			}
		}
	}
	return out
}

// wish is what a form asks for, without what tells one sending of it from another.
func wish(fields url.Values) string {
	fields = cloned(fields)
	fields.Del("token")
	fields.Del("once")
	return fields.Encode()
}

// pressAll sends a form that makes a file, as it stands and with each answer of each question.
func (l *lists) pressAll(t *testing.T, who reader, at string, f offered, pressed map[string]bool, brought map[string]int) {
	t.Helper()
	for _, fields := range f.answers() {
		key := f.action + " " + wish(fields)
		if pressed[key] {
			continue
		}

		pressed[key] = true
		out := l.send(t, who, f.action, fields)
		to := out.Header().Get("Location")
		if out.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/exports/") {
			t.Errorf("%s (%s) presses %s %v on %s: %d, leads to %q, %s", who.key, who.Name, f.action, fields, at, out.Code, to, whyNot(out.Body.String()))
			continue
		}

		if brought[patternless(f.action)]++; strings.HasSuffix(to, "/file") {
			l.fetch(t, who, at, to, brought)
		}
	}
}

// fetch asks for a file and looks at its first bytes.
func (l *lists) fetch(t *testing.T, who reader, at, link string, brought map[string]int) {
	t.Helper()
	body, status := l.ask(t, who, link)
	brought[patternless(link)]++
	made := !strings.Contains(link, ".txt") && !strings.Contains(link, "/scan") && !strings.Contains(link, "/files/")
	if status != http.StatusOK || body == "" || made && !strings.HasPrefix(body, "PK") && !strings.HasPrefix(body, "%PDF-") {
		t.Errorf("%s (%s) asks for %s on %s: %d, %.40q", who.key, who.Name, link, at, status, body)
	}
}

// send posts a form as somebody with the token of his session.
func (l *lists) send(t *testing.T, who reader, to string, fields url.Values) *httptest.ResponseRecorder {
	t.Helper()
	in := httptest.NewRequestWithContext(t.Context(), "POST", to, strings.NewReader(fields.Encode()))
	in.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	in.AddCookie(&http.Cookie{Name: "lingping", Value: token(who.key)})
	out := httptest.NewRecorder()
	l.handler.ServeHTTP(out, in)
	return out
}

func cloned(fields url.Values) url.Values {
	out := url.Values{}
	for name, values := range fields {
		out[name] = slices.Clone(values)
	}
	return out
}

// patternless is an address without numbers and keys, for counting.
func patternless(at string) string {
	path, _, _ := strings.Cut(at, "?")
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if len(part) > 0 && strings.Trim(part, "0123456789") == "" || i == 2 && parts[1] == "exports" {
			parts[i] = "{}"
		}
	}
	return strings.Join(parts, "/")
}

// whyNot is what an answer says in the place of a refusal.
func whyNot(page string) string {
	for _, class := range []string{"notice refused", "<h1"} {
		if at := strings.Index(page, class); at >= 0 {
			return strings.Join(strings.Fields(page[at:min(len(page), at+300)]), " ")
		}
	}
	return ""
}

// offered is a form of a page as a person finds it.
type offered struct {
	action  string
	file    bool // it makes a file
	fields  url.Values
	choices map[string][]string // of the fields with several answers, each
}

// answers are the form as it stands, and with each other answer of one of its questions.
func (f offered) answers() []url.Values {
	if !f.file {
		return nil
	}

	all := []url.Values{f.fields}
	for name, values := range f.choices {
		for _, one := range slices.Clone(all) {
			for _, value := range values {
				if one.Get(name) != value {
					other := cloned(one)
					other.Set(name, value)
					all = append(all, other)
				}
			}
		}
	}

	return all
}

// formsOn are the forms of a page.
func formsOn(t *testing.T, page string) (forms []offered) {
	t.Helper()
	var now *offered
	var list string // the drop-down that is open
	for e := range elements(t, page) {
		switch {
		case e.Name.Local == "form":
			_, file := attr(e, "data-export")
			action, _ := attr(e, "action")
			forms = append(forms, offered{action: action, file: file, fields: url.Values{}, choices: map[string][]string{}})
			now = &forms[len(forms)-1]
		case now == nil:
		case e.Name.Local == "select":
			list, _ = attr(e, "name")
		case e.Name.Local == "option" && list != "":
			now.choice(e, list, "selected")
		case e.Name.Local == "input":
			name, _ := attr(e, "name")
			value, _ := attr(e, "value")
			switch kind, _ := attr(e, "type"); kind {
			case "radio":
				now.choice(e, name, "checked")
			case "checkbox", "submit", "file":
			default:
				now.fields.Add(name, value)
			}
		}
	}

	return forms
}

// choice takes in one answer of a question.
func (f *offered) choice(e xml.StartElement, name, chosen string) {
	value, _ := attr(e, "value")
	f.choices[name] = append(f.choices[name], value)
	if _, yes := attr(e, chosen); yes || chosen == "selected" && !f.fields.Has(name) {
		f.fields.Set(name, value)
	}
}

// downloadsOn are the addresses of files to which a page leads.
func downloadsOn(t *testing.T, page string) (out []string) {
	t.Helper()
	for e := range elements(t, page) {
		href, _ := attr(e, "href")
		_, file := attr(e, "download")
		if e.Name.Local == "a" && (file || fileLink.MatchString(href)) {
			out = append(out, href)
		}
	}
	return out
}

var fileLink = regexp.MustCompile(`\.(docx|pdf|xlsx|zip|txt|json)(\?|$)`)

func attr(e xml.StartElement, name string) (string, bool) {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

// elements are the beginnings of a page's elements in its order.
func elements(t *testing.T, page string) func(func(xml.StartElement) bool) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	return func(yield func(xml.StartElement) bool) {
		for {
			next, err := d.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			check(t, err)
			if e, ok := next.(xml.StartElement); ok && !yield(e) {
				return
			}
		}
	}
}
