package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/web"
)

func TestAnActivationCodeLeadsToAnOwnPasswordFirst(t *testing.T) {
	h := open(t, web.Options{})
	slip := h.account(t, "102", "102")
	b := h.browser(t)
	b.visit("/settings").wants(t, "a page before signing in", 303, "/login?to=%2Fsettings")
	b.enter("102", slip.Code, "to", "/settings", "shared", "on").wants(t, "signing in with a code", 303, "/settings/password")
	b.visit("/rounds").wants(t, "another page", 303, "/settings/password")
	b.fill("/settings/password", "/settings/password", "password", slip.Code, "new-password", "梧桐树下三杯清茶",
		"repeat-password", "梧桐树下").wants(t, "two unlike passwords", 422)
	easy := b.fill("/settings/password", "/settings/password", "password", slip.Code, "new-password", "qianfang102",
		"repeat-password", "qianfang102")
	easy.wants(t, "an easy password", 422)
	easy.says(t, "熟人容易猜到")
	b.fill("/settings/password", "/settings/password", "password", slip.Code, "new-password", "梧桐树下三杯清茶",
		"repeat-password", "梧桐树下三杯清茶").wants(t, "a good password", 303, "/")
	p := b.visit("/settings")
	p.wants(t, "a page afterwards", 200)
	p.says(t, "密码已设好，以后用它登录。")
	if again := b.visit("/settings"); strings.Contains(again.text, "密码已设好") {
		t.Error("what was done is said twice")
	}
}

func TestOnASharedComputerTheSessionEndsWithTheBrowser(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.visit("/login").says(t, `name="shared" value="on" checked`)
	c := b.enter(login, password, "shared", "on").set("lingping")
	if c == nil || c.MaxAge != 0 || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
		t.Errorf("the cookie is %+v", c)
	}

	if c := h.browser(t).enter(login, password).set("lingping"); c.MaxAge <= 0 {
		t.Errorf("on an own computer the cookie is %+v", c)
	}
}

func TestUnderTLSCookiesAreBoundToTheHost(t *testing.T) {
	h := open(t, web.Options{TLS: true})
	p := h.browser(t).visit("/login")
	for _, c := range p.Cookies() {
		if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || c.Domain != "" || c.Path != "/" {
			t.Errorf("the cookie %+v is not bound", c)
		}
	}

	if p.Header.Get("Strict-Transport-Security") == "" {
		t.Error("browsers are not told to stay on HTTPS")
	}
}

func TestSigningInMakesANewSessionAndEndsTheOldOne(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	first := b.enter(login, password).set("lingping").Value
	page := b.visit("/settings")
	second := b.post("/login", url.Values{"token": {page.token()}, "login": {login}, "password": {password}}).set("lingping").Value
	if first == second {
		t.Fatal("the session goes on under its old number")
	}

	thief := h.browser(t)
	in, _ := http.NewRequestWithContext(t.Context(), "GET", h.server.URL+"/settings", nil)
	in.AddCookie(&http.Cookie{Name: "lingping", Value: first})
	thief.do(in).wants(t, "the old session", 303, "/login?to=%2Fsettings")
}

func TestSigningInAsSomebodyElseEndsTheSessionOfWhoSatHereBefore(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	slip := h.account(t, "102", "102")
	b := h.browser(t)
	before := b.enter(login, password).set("lingping").Value
	page := b.visit("/settings")
	b.post("/login", url.Values{"token": {page.token()}, "login": {"102"}, "password": {slip.Code}}).wants(t, "signing in as another", 303, "/settings/password")
	if _, _, err := h.App.Visit(t.Context(), before); !errs.Is(err, errs.NotFound) {
		t.Errorf("the session of who sat here before lives on: %v", err)
	}
}

func TestWhereSomebodyComesFromIsBelievedOfOurOwnProxyOnly(t *testing.T) {
	for name, c := range map[string]struct {
		behind string
		said   func(i int) string
		waits  bool
	}{
		"anybody can write a header":             {"10.0.0.0/8", func(i int) string { return fmt.Sprintf("203.0.113.%d", i) }, true},
		"what stands before our proxy's word":    {"127.0.0.0/8", func(i int) string { return fmt.Sprintf("203.0.113.%d, 10.0.0.1", i) }, true},
		"nor the lines before our proxy's own":   {"127.0.0.0/8", func(i int) string { return fmt.Sprintf("203.0.113.%d\n10.0.0.1", i) }, true},
		"our own proxy knows where it came from": {"127.0.0.0/8", func(i int) string { return fmt.Sprintf("10.0.0.1, 203.0.113.%d", i) }, false},
		"nor what an inner proxy says of others": {"127.0.0.0/8,10.0.0.1/32", func(i int) string { return fmt.Sprintf("203.0.113.%d, 198.51.100.7, 10.0.0.1", i) }, true},
		"an inner proxy of ours is believed too": {"127.0.0.0/8,10.0.0.1/32", func(i int) string { return fmt.Sprintf("198.51.100.7, 203.0.113.%d, 10.0.0.1", i) }, false},
		"what is no address ends what is read":   {"127.0.0.0/8", func(i int) string { return fmt.Sprintf("203.0.113.%d, unknown", i) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t, web.Options{Behind: prefixes(c.behind)})
			h.account(t, "102", "102")
			b := h.browser(t)
			form := url.Values{"token": {b.visit("/login").token()}, "login": {"102"}, "password": {"梧桐树下四杯清茶"}}
			waited := false
			for i := range 10 { // five are free, and no machine is so slow that five pauses are over in between
				in := b.form("/login", form)
				in.Header["X-Forwarded-For"] = strings.Split(c.said(i), "\n")
				waited = b.do(in).StatusCode == http.StatusServiceUnavailable || waited
			}

			if waited != c.waits {
				t.Errorf("whoever guesses from one place with other words each time has to wait: %v, want %v", waited, c.waits)
			}
		})
	}
}

func prefixes(text string) (all []netip.Prefix) {
	for one := range strings.SplitSeq(text, ",") {
		all = append(all, netip.MustParsePrefix(one))
	}
	return all
}

func TestAPlantedSessionIsNotTakenOver(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	at, _ := url.Parse(h.server.URL)
	b.http.Jar.SetCookies(at, []*http.Cookie{{Name: "lingping", Value: "planted", Path: "/"}})
	if got := b.enter(login, password).set("lingping").Value; got == "planted" {
		t.Error("the session has the number that somebody planted")
	}
}

func TestSigningOutLeavesNothing(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	token := b.enter(login, password).set("lingping").Value
	p := b.fill("/settings", "/logout")
	p.wants(t, "signing out", 303, "/login")
	if p.Header.Get("Clear-Site-Data") == "" || p.set("lingping").MaxAge >= 0 {
		t.Errorf("the browser keeps %v", p.Cookies())
	}

	if _, _, err := h.App.Visit(t.Context(), token); err == nil {
		t.Error("the session lives on")
	}
}

func TestNothingOfAPageIsKeptByBrowsers(t *testing.T) {
	h := open(t, web.Options{})
	for _, path := range []string{"/login", "/nothing", "/settings"} {
		p := h.browser(t).visit(path)
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
		} {
			if got := p.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}

		if csp := p.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: pages may load %q", path, csp)
		}
	}
}

func TestAFormNeedsTheTokenOfItsSession(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	mine, other := h.browser(t), h.browser(t)
	mine.enter(login, password)
	other.enter(login, password)
	name := url.Values{"name": {"临海学院"}, "help": {"一段很长的、打了半天的字"}}
	for what, token := range map[string]string{"no": "", "a made-up": "AAAA", "another session's": other.visit("/settings").token()} {
		name.Set("token", token)
		p := mine.post("/settings/house", name)
		p.wants(t, what+" token", 409)
		p.says(t, "一段很长的、打了半天的字")
	}

	name.Set("token", mine.visit("/settings").token())
	mine.post("/settings/house", name).wants(t, "its own token", 303, "/settings")
	if token := mine.visit("/form-token").text; token != name.Get("token") {
		t.Errorf("a fresh token is %q", token)
	}

}

// Whoever is not signed in, such as the writer of a slip, has nothing in his browser by which his visits could be joined.
func TestWhoeverIsNotSignedInIsGivenNoCookie(t *testing.T) {
	h := open(t, web.Options{})
	for _, route := range web.Routes() {
		if route.Method != "GET" || strings.Contains(route.Pattern, "{id}") {
			continue
		}

		if set := h.browser(t).visit(strings.ReplaceAll(route.Pattern, "{$}", "")).Cookies(); len(set) > 0 {
			t.Errorf("%s gives a stranger %v", route.Pattern, set)
		}
	}
}

func TestOtherSitesCanSendNothing(t *testing.T) {
	h := open(t, web.Options{BaseURL: "https://dp.example.edu.cn"})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.enter(login, password)
	form := url.Values{"token": {b.visit("/settings").token()}, "name": {"改名"}}
	for what, header := range map[string][2]string{
		"another site": {"Sec-Fetch-Site", "cross-site"}, "a sister site": {"Sec-Fetch-Site", "same-site"},
		"a foreign origin": {"Origin", "https://evil.example"}, "a sandbox": {"Origin", "null"},
	} {
		in := b.form("/settings/house", form)
		in.Header.Set(header[0], header[1])
		p := b.do(in)
		p.wants(t, what, 403)
		p.says(t, "来自别的网站")
	}

	in := b.form("/settings/house", form)
	in.Header.Set("Origin", "https://dp.example.edu.cn")
	b.do(in).wants(t, "the site itself", 303)
}

func TestNobodyIsSentAway(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	for to, want := range map[string]string{
		"/accounts?q=a": "/accounts?q=a", "https://evil.example/": "/", "//evil.example": "/", `/\evil.example`: "/",
		"javascript:alert(1)": "/", "": "/", "/\t/evil.example": "/",
	} {
		h.browser(t).enter(login, password, "to", to).wants(t, to, 303, want)
	}
}

func TestAWrongPasswordComesBackWithTheLogin(t *testing.T) {
	h := open(t, web.Options{})
	h.administrator(t)
	p := h.browser(t).enter("admin", "wrong-secret-word")
	p.wants(t, "a wrong password", 422)
	p.says(t, `value="admin"`)
	p.says(t, "登录名或密码不对")
	if strings.Contains(p.text, "wrong-secret-word") {
		t.Error("the page shows the password")
	}
}

func TestALostSessionLosesNoText(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.enter(login, password)
	form := url.Values{"token": {b.visit("/settings").token()}, "help": {"一段很长的、打了半天的字"}, "new-password": {"秘密的密码"}}
	admin, err := h.App.SignIn(t.Context(), signIn(login, password))
	if err != nil {
		t.Fatal(err)
	}

	if _, err := h.App.EndSessions(t.Context(), admin.Account.Actor(), "", admin.Session.Hash); err != nil {
		t.Fatal(err)
	}

	p := b.post("/settings/house", form)
	p.wants(t, "a form after the session ended", 401)
	p.says(t, "一段很长的、打了半天的字")
	if strings.Contains(p.text, "秘密的密码") {
		t.Error("the page shows a password")
	}
}

func TestTheLanguageIsKept(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.fill("/login", "/language", "lang", "en", "back", "/login").wants(t, "the switch", 303, "/login")
	p := b.visit("/login")
	p.says(t, `<html lang="en"`)
	p.says(t, "Sign in")
	b.enter(login, password)
	b.fill("/settings", "/language", "lang", "en", "back", "/settings")
	elsewhere := h.browser(t)
	elsewhere.enter(login, password)
	elsewhere.visit("/settings").says(t, "My settings")
}

func TestARoleTakenAwayActsAtOnce(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.enter(login, password)
	b.visit("/accounts").wants(t, "the list", 200)
	account, err := h.App.SignIn(t.Context(), signIn(login, password))
	if err != nil {
		t.Fatal(err)
	}

	local := access.LocalOperator()
	if err := h.App.RevokeRole(t.Context(), local, account.Account.ID, access.Role{Kind: access.RoleSystem}); err != nil {
		t.Fatal(err)
	}

	b.visit("/accounts").wants(t, "the list, as security administrator", 200)
	b.fill("/accounts", "/accounts", "login", "new", "name", "新").wants(t, "making an account", 404)
}

func TestTheLogKnowsNobody(t *testing.T) {
	var log bytes.Buffer
	h := open(t, web.Options{Log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.enter(login, password)
	b.visit("/accounts?q=%E9%92%B1%E8%8A%B3")
	lines := 0
	for line := range strings.Lines(log.String()) {
		lines++
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}

		for _, secret := range []string{login, password, "127.0.0.1", "钱芳", "%E9"} {
			if strings.Contains(line, secret) {
				t.Errorf("the log holds %q: %s", secret, line)
			}
		}
	}

	if lines < 3 {
		t.Errorf("%d lines for three requests", lines)
	}
}

// What one types of a password nobody reads over the shoulder, and programs that keep passwords may fill it in.
func TestPasswordsAreHiddenAndMayBePasted(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	fields := regexp.MustCompile(`<input[^>]*name="[^"]*password"[^>]*>`)
	found := 0
	look := func(p page) {
		for _, field := range fields.FindAllString(p.text, -1) {
			found++
			if !strings.Contains(field, `type="password"`) || !strings.Contains(field, `-password"`) || strings.Contains(field, "onpaste") {
				t.Errorf("%s", field)
			}
		}
	}

	look(b.visit("/login"))
	b.enter(login, password)
	look(b.visit("/settings/password"))
	if found != 4 {
		t.Errorf("%d fields of passwords were seen", found)
	}
}
