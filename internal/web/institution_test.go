package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/provider"
	"lingping/internal/store"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// institution is a house whose people sign in at a provider, which calls each by the number of number.
func institution(t *testing.T, number *string) (*house, *testkit.IdP) {
	t.Helper()
	p := testkit.NewIdP(t)
	p.Claims = func(c map[string]any) { c["employee_number"] = *number }
	way, err := provider.NewOIDC(provider.OIDCSettings{Issuer: p.Issuer(), Client: testkit.IdPClient, Secret: testkit.IdPSecret,
		Number: "employee_number", Back: houseAddress + "/login/institution/back"})
	check(t, err)
	return open(t, web.Options{Way: way}), p
}

// sentBack follows the browser to the provider: the address of ours with which it comes back.
func (b *browser) sentBack(to string) string {
	b.t.Helper()
	out := b.visit("/login/institution?" + url.Values{"to": {to}}.Encode())
	in, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, out.Header.Get("Location"), nil)
	check(b.t, err)
	answer, err := http.DefaultTransport.RoundTrip(in)
	check(b.t, err)
	check(b.t, answer.Body.Close())
	return strings.TrimPrefix(answer.Header.Get("Location"), houseAddress)
}

func TestWhomTheInstitutionKnowsComesInWithoutAPasswordOfOurs(t *testing.T) {
	number := "102"
	h, p := institution(t, &number)
	slip := h.account(t, "102", "102")
	b := h.browser(t)
	b.visit("/login?to=%2Fsettings").says(t, `href="/login/institution?to=%2Fsettings"`)
	back := b.sentBack("/settings")
	b.visit(back).wants(t, "coming back", 303, "/settings")
	b.visit("/settings").wants(t, "a page, without changing a code that was never used", 200)
	b.visit(back).wants(t, "the same answer again", 422)

	h.browser(t).visit(b.sentBack("/")).wants(t, "in another browser", 422)
	away := h.browser(t)
	away.visit(away.sentBack("https://evil.example/")).wants(t, "to another site", 303, "/")

	out := away.fill("/settings", "/logout")
	out.wants(t, "signing out", 303, "/login?left=1")
	away.visit("/login?left=1").says(t, `href="`+p.Issuer()+`/end?client_id=lingping`)

	told := p.Sign(map[string]any{"sid": "s-1", "events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}}})
	h.browser(t).post("/login/institution/back", url.Values{"logout_token": {"x"}}).wants(t, "a notice of anybody", 422)
	b.visit("/settings").wants(t, "after a false notice", 200)
	h.browser(t).post("/login/institution/back", url.Values{"logout_token": {told}}).wants(t, "a notice of the provider", 200)
	b.visit("/settings").wants(t, "after it", 303, "/login?to=%2Fsettings")

	check(t, h.App.Disable(t.Context(), access.LocalOperator(), slip.Account, true))
	off := h.browser(t)
	off.visit(off.sentBack("/")).says(t, "您的账号已经停用")
}

func TestAStrangerOfTheInstitutionIsToldWhomToAsk(t *testing.T) {
	for _, number := range []string{"103", "999", "102' OR 1=1"} { // a person without an account, and nobody
		h, _ := institution(t, &number)
		b := h.browser(t)
		page := b.visit(b.sentBack("/"))
		page.wants(t, "a stranger", 422)
		page.says(t, "请找本单位系统管理员开通")
		b.visit("/settings").wants(t, "a page", 303, "/login?to=%2Fsettings")
	}
}

func TestANumberThatTheRosterChangedIsConfirmedOnThePageOfTheAccount(t *testing.T) {
	number := "102"
	h, _ := institution(t, &number)
	slip := h.account(t, "102", "102")
	check(t, h.Store.Write(t.Context(), func(tx *store.Tx) error {
		p, err := tx.PersonNumbered("102")
		check(t, err)
		p.Number = "999"
		return tx.SavePersons([]org.Person{p})
	}))
	for _, number = range []string{"102", "999"} {
		b := h.browser(t)
		b.visit(b.sentBack("/")).says(t, "请找本单位系统管理员在您的账号里确认工号")
	}

	admin := h.browser(t)
	admin.enter(h.administrator(t))
	at := fmt.Sprintf("/accounts/%d", slip.Account)
	admin.visit(at).says(t, "名册里的工号现在是“999”")
	admin.fill(at, at+"/number").wants(t, "confirming", 303, at)
	b := h.browser(t)
	b.visit(b.sentBack("/settings")).wants(t, "after that", 303, "/settings")
	b.visit("/settings").says(t, "确认了您用统一身份认证登录的工号")
}

// Who invents a cookie, or notices, costs the institution nothing, and keeps nobody out.
func TestWhatWasNotBegunHereIsNotTakenToTheInstitution(t *testing.T) {
	number := "102"
	h, p := institution(t, &number)
	h.account(t, "102", "102")
	b := h.browser(t)
	back := b.sentBack("/settings")
	forged := h.browser(t)
	state := back[strings.Index(back, "state=")+len("state="):]
	for _, cookie := range []string{state + ".n.v~Lw", state + ".n.v~Lw~9999999999~00", state + ".n.v", ""} {
		at, err := url.Parse(forged.base)
		check(t, err)
		forged.http.Jar.SetCookies(at, []*http.Cookie{{Name: "lingping-way", Value: cookie, Path: "/"}})
		forged.visit(back).says(t, "这次登录不是在这个浏览器里开始的")
	}

	b.visit(back).wants(t, "the browser that began", 303, "/settings")
	asked := p.KeysAsked()
	last := 0
	for range 70 {
		last = h.browser(t).post("/login/institution/back", url.Values{"logout_token": {"x"}}).StatusCode
	}

	if last != http.StatusServiceUnavailable || p.KeysAsked() != asked {
		t.Errorf("the seventieth false notice of a network is answered %d, and the keys were asked %d times", last, p.KeysAsked()-asked)
	}

	later := h.browser(t)
	later.visit(later.sentBack("/settings")).wants(t, "after many false notices", 303, "/settings")
}

func TestTheSecondStepIsAskedOfWhomTheInstitutionLetsIn(t *testing.T) {
	number := "102"
	h, _ := institution(t, &number)
	slip := h.account(t, "102", "102")
	b := h.browser(t)
	b.visit(b.sentBack("/"))
	page := b.visit("/settings/second")
	page.says(t, "没有设过的，请找系统管理员重设密码")
	key := shownKey.FindStringSubmatch(page.text)[1]
	b.fill("/settings/second", "/settings/second", "secret", key, "code", h.shows(t, key, 0), "password", slip.Code).wants(t, "by the slip that lies about", 422)

	fresh, err := h.App.ResetSecret(t.Context(), access.LocalOperator(), slip.Account)
	check(t, err)
	b = h.browser(t)
	b.enter("102", fresh.Code)
	b.fill("/settings/password", "/settings/password", "password", fresh.Code, "new-password", "梧桐树下四杯清茶", "repeat-password", "梧桐树下四杯清茶")
	b = h.browser(t)
	b.visit(b.sentBack("/"))
	b.fill("/settings/second", "/settings/second", "secret", key, "code", h.shows(t, key, 0), "password", "梧桐树下四杯清茶").wants(t, "enrolling", 200)
	again := h.browser(t)
	again.visit(again.sentBack("/settings")).wants(t, "the institution alone", 303, "/login/second?to=%2Fsettings")
	again.visit("/settings").wants(t, "half signed in", 303, "/login?to=%2Fsettings")
	again.fill("/login/second?to=%2Fsettings", "/login/second", "code", h.shows(t, key, 1), "to", "/settings").wants(t, "both", 303, "/settings")
}

func TestWithoutTheInstitutionPeopleSignInHere(t *testing.T) {
	number := "102"
	h, p := institution(t, &number)
	login, password := h.administrator(t)
	p.Stop()
	b := h.browser(t)
	page := b.visit("/login/institution")
	page.wants(t, "a provider that is down", 503)
	page.says(t, "用本系统的密码登录")
	b.enter(login, password).wants(t, "the password", 303, "/")
	h2 := open(t, web.Options{})
	h2.browser(t).visit("/login/institution?to=%2Fsettings").wants(t, "a house without one", 303, "/login?to=%2Fsettings")
}
