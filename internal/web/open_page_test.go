package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/store"
	"lingping/internal/web"
)

// A page that is still open when its session has ended keeps its text. Only the account that opened it gets a fresh token
// for it: under the cookie of another, who has signed in in the same browser, its script is refused and nothing is saved.
func TestAnOpenPageIsNeverSavedUnderTheNextAccount(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	form := qian.typed("member 103", h.As("102"))
	opened := opener.FindStringSubmatch(qian.visit(h.sheet("member 103", "/edit")).text)
	if opened == nil {
		t.Fatal("the page does not say which account opened it")
	}

	ask := func(b *browser, method, at string, form url.Values) page {
		in := b.form(at, form)
		in.Method = method
		in.Header.Set("Autosave", "1")
		in.Header.Set("Account", opened[1])
		return b.do(in)
	}
	draft := h.sheet("member 103", "/draft")
	ask(h.browser(t), "POST", draft, form).wants(t, "an autosave after the session", 401)
	ask(h.browser(t), "GET", "/form-token", nil).wants(t, "a token for nobody", 401)
	next := h.as(t, "101") // who signs in next, and may write other sheets of the house
	theirs := next.visit("/").token()
	ask(next.browser, "GET", "/form-token", nil).wants(t, "a token for another", 409)
	ask(next.browser, "POST", draft, form).wants(t, "an autosave with the other's cookie", 409)
	form.Set("token", theirs)
	refused := ask(next.browser, "POST", draft, form)
	refused.wants(t, "an autosave with the other's cookie and token", 409)
	if !strings.Contains(refused.text, "另一个账号") {
		t.Errorf("it is refused with %q", refused.text)
	}

	h.stands(t, "member 103", review.Owed)
	token := ask(qian.browser, "GET", "/form-token", nil)
	token.wants(t, "a token for whoever opened the page", 200)
	form.Set("token", token.text)
	ask(qian.browser, "POST", draft, form).wants(t, "the save after he is back", 204)
	h.stands(t, "member 103", review.Draft)
}

var opener = regexp.MustCompile(`data-account="(\d+)"`)

// Signing in over an open page answers its script, and nothing of what is written on the spot is kept in the browser of a
// shared computer.
func TestOneSignsInOverAnOpenPage(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	in := b.form("/login", url.Values{"login": {login}, "password": {"falsch"}, "shared": {"on"}})
	in.Header.Set("Autosave", "1")
	if wrong := b.do(in); wrong.StatusCode != 422 || strings.Contains(wrong.text, "<") {
		t.Errorf("a wrong password answers %d, %q", wrong.StatusCode, wrong.text)
	}

	in = b.form("/login", url.Values{"login": {login}, "password": {password}, "shared": {"on"}})
	in.Header.Set("Autosave", "1")
	b.do(in).wants(t, "signing in", 204)
	b.visit("/settings").wants(t, "being signed in", 200)
}

func TestNothingIsKeptInTheBrowserOfASharedComputer(t *testing.T) {
	h := house2011(t)
	zhao := h.as(t, "101")
	zhao.visit("/on-site").says(t, `data-keep="on-site-`)
	check(t, h.Store.Write(t.Context(), func(tx *store.Tx) error {
		a := access.Account{ID: 2101, Login: "shared", Name: "冯军", Person: h.Person("201")}
		if err := tx.AddAccount(a, ""); err != nil {
			return err
		}
		return tx.AddSession(access.NewSession(auth.TokenHash("shared"), a.ID, true, tx.Now))
	}))
	b := h.browser(t)
	b.http.Jar.SetCookies(must(url.Parse(b.base))(t), []*http.Cookie{{Name: "lingping", Value: "shared", Path: "/"}})
	page := b.visit("/on-site")
	page.wants(t, "the form", 200)
	if strings.Contains(page.text, "data-keep") {
		t.Error("on a shared computer the form is kept in the browser")
	}
}
