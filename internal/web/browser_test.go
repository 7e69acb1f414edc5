package web_test

import (
	"cmp"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// house is the small institution behind its pages.
type house struct {
	*testkit.World
	server *httptest.Server
}

// open is a fresh house on embedded SQLite; who may do what on which database is tested in store and app.
func open(t *testing.T, o web.Options) *house {
	t.Helper()
	w := testkit.NewWorld(t, testkit.SQLite(t))
	o.BaseURL = cmp.Or(o.BaseURL, houseAddress)
	pages, err := web.New(w.App, o)
	if err != nil {
		t.Fatal(err)
	}

	server := httptest.NewServer(pages.Handler())
	t.Cleanup(server.Close)
	return &house{w, server}
}

// account makes an account with a code; number is the 工号 of its person, or empty.
func (h *house) account(t *testing.T, login, number string) app.Slip {
	t.Helper()
	slip, err := h.App.MakeAccount(t.Context(), access.LocalOperator(), app.NewAccount{Login: login, Name: login, Number: number})
	if err != nil {
		t.Fatal(err)
	}
	return slip
}

// administrator makes the first administrator, who has all that one account may have, and gives his password.
func (h *house) administrator(t *testing.T) (login, password string) {
	t.Helper()
	in := app.NewHouse{Login: "admin", Password: "梧桐树下三杯清茶", Joined: true}
	if _, err := h.App.InitHouse(t.Context(), access.LocalOperator(), in); err != nil {
		t.Fatal(err)
	}
	return in.Login, in.Password
}

// browser keeps cookies and does not follow redirects, so that a test sees each answer.
type browser struct {
	t    *testing.T
	base string
	http *http.Client
}

func (h *house) browser(t *testing.T) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}

	return &browser{t, h.server.URL, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

// page is an answer.
type page struct {
	*http.Response
	text string
}

func (b *browser) do(in *http.Request) page {
	b.t.Helper()
	out, err := b.http.Do(in)
	if err != nil {
		b.t.Fatal(err)
	}
	defer out.Body.Close()

	body, err := io.ReadAll(out.Body)
	if err != nil {
		b.t.Fatal(err)
	}

	return page{out, string(body)}
}

func (b *browser) visit(path string) page {
	b.t.Helper()
	in, err := http.NewRequestWithContext(b.t.Context(), "GET", b.base+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(in)
}

// post sends a form as it is.
func (b *browser) post(path string, form url.Values) page {
	b.t.Helper()
	return b.do(b.form(path, form))
}

func (b *browser) form(path string, form url.Values) *http.Request {
	b.t.Helper()
	in, err := http.NewRequestWithContext(b.t.Context(), "POST", b.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}

	in.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return in
}

// fill opens a page and sends its form with these fields to the address, with the token that stood in it.
func (b *browser) fill(on, to string, fields ...string) page {
	b.t.Helper()
	if !b.visit(on).offers(to) {
		b.t.Errorf("%s offers no form that is sent to %s", on, to)
	}
	return b.slip(on, to, fields...)
}

// slip sends fields to an address though the page, from which the token is taken, may offer no such form.
func (b *browser) slip(on, to string, fields ...string) page {
	b.t.Helper()
	form := url.Values{"token": {b.visit(on).token()}}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.post(to, form)
}

// enter signs in.
func (b *browser) enter(login, password string, more ...string) page {
	b.t.Helper()
	return b.fill("/login", "/login", append([]string{"login", login, "password", password}, more...)...)
}

// offers reports whether a form of the page is sent to an address, whatever stands behind its question mark.
func (p page) offers(to string) bool {
	path, _, _ := strings.Cut(to, "?")
	for _, found := range sentTo.FindAllStringSubmatch(p.text, -1) {
		if action, _, _ := strings.Cut(html.UnescapeString(found[1]), "?"); action == path {
			return true
		}
	}

	return false
}

var sentTo = regexp.MustCompile(`\b(?:form)?action="([^"]*)"`)

var tokenField = regexp.MustCompile(`name="token" value="([^"]*)"`)

func (p page) token() string {
	found := tokenField.FindStringSubmatch(p.text)
	if found == nil {
		return ""
	}
	return found[1]
}

// set is the cookie that the answer sets.
func (p page) set(name string) *http.Cookie {
	for _, c := range p.Cookies() {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// wants checks status and, for redirects, the address.
func (p page) wants(t *testing.T, what string, status int, to ...string) {
	t.Helper()
	if p.StatusCode != status {
		t.Fatalf("%s: status %d, want %d\n%s", what, p.StatusCode, status, p.text)
	}

	if len(to) > 0 && p.Header.Get("Location") != to[0] {
		t.Fatalf("%s: leads to %q, want %q", what, p.Header.Get("Location"), to[0])
	}
}

// says checks that the page holds a sentence.
func (p page) says(t *testing.T, sentence string) {
	t.Helper()
	if !strings.Contains(p.text, sentence) {
		t.Errorf("the page does not say %q:\n%s", sentence, p.text)
	}
}
