package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/store"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// desk is somebody of the roster signed in at his browser.
type desk struct {
	*browser
	h *house
}

// as signs the person with the 工号 in, without the cost of a password.
func (h *house) as(t *testing.T, number string) desk {
	t.Helper()
	person := h.Person(number)
	check(t, h.Store.Write(t.Context(), func(tx *store.Tx) error {
		a := access.Account{ID: 1000 + int64(person), Login: number, Name: h.As(number).Name, Person: person}
		if err := tx.AddAccount(a, ""); err != nil {
			return err
		}
		return tx.AddSession(access.NewSession(auth.TokenHash(token(number)), a.ID, false, tx.Now))
	}))

	b := h.browser(t)
	home, err := url.Parse(b.base)
	check(t, err)
	b.http.Jar.SetCookies(home, []*http.Cookie{{Name: "lingping", Value: token(number), Path: "/"}})
	return desk{b, h}
}

// house2011 is open on a day of the round's window.
func house2011(t *testing.T) *house {
	t.Helper()
	return open(t, web.Options{Clock: func() time.Time { return time.Date(2011, 1, 5, 10, 0, 0, 0, time.UTC) }})
}

// sheet is the address of the sheet so named, with what follows.
func (h *house) sheet(of, below string) string { return fmt.Sprintf("/reviews/%d%s", h.Of(of), below) }

// typed is the form of a complete sheet as the person would fill it in, with the revisions that stand on his page.
func (d desk) typed(of string, seat testkit.Seat) url.Values {
	d.t.Helper()
	v, err := seat.Sheet(of)
	check(d.t, err)
	full := testkit.Filled(v)
	page := d.visit(d.h.sheet(of, "/edit"))
	page.wants(d.t, "the form", 200)
	form := url.Values{"token": {page.token()}, "revision": {hidden(page, "revision")}, "seen": {hidden(page, "seen")},
		"mode": full.Setting.Modes.Keys(), "selection": {full.Setting.Selection}, "carrier": {full.Setting.Carrier},
		"day": {string(full.Setting.Day)}, "place": {full.Setting.Place}}
	for _, p := range full.Parts {
		for _, a := range p.Text.Aspects {
			form.Set(fmt.Sprintf("aspect-%d-%s", p.ID, a.Key), a.Text)
		}

		for part, text := range p.Text.Parts {
			form.Set(fmt.Sprintf("%s-%d", part, p.ID), text)
		}

		form[fmt.Sprintf("problems-%d", p.ID)] = append(p.Text.Problems, "", " ")
	}

	return form
}

// handIn presses the button, once.
func (d desk) handIn(at string, form url.Values) page {
	d.t.Helper()
	return d.post(at, form)
}

var hiddenField = regexp.MustCompile(`name="(\w+)" value="([^"]*)"`)

// hidden is the value of a hidden field of the page.
func hidden(p page, name string) string {
	for _, found := range hiddenField.FindAllStringSubmatch(p.text, -1) {
		if found[1] == name {
			return found[2]
		}
	}
	return ""
}

// state is how far the sheet is.
func (h *house) state(t *testing.T, of string) review.State {
	t.Helper()
	v, err := h.AsLocal().Sheet(of)
	check(t, err)
	return v.State
}

func (h *house) stands(t *testing.T, of string, want review.State) {
	t.Helper()
	if got := h.state(t, of); got != want {
		t.Errorf("%s is %q, want %q", of, got, want)
	}
}
