package web_test

import (
	"regexp"
	"strings"
	"testing"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/web"
	"lingping/internal/web/view"
)

var shownKey = regexp.MustCompile(`name="secret" value="([A-Z2-7]+)"`)

// shows is what an authenticator with the key shows now; after so many half minutes more.
func (h *house) shows(t *testing.T, key string, after int64) string {
	t.Helper()
	code, err := auth.StepCode(key, auth.StepOf(h.App.Now())+after)
	check(t, err)
	return code
}

func TestAnAdministratorIsLedToTheSecondStepAndSignsInByIt(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.enter(login, password)
	b.fill("/settings", "/settings/second-duty", "duty", string(access.SecondForAdministrators)).wants(t, "the duty", 303, "/settings")
	b.visit("/accounts").wants(t, "another page", 303, "/settings/second")
	page := b.visit("/settings/second")
	page.says(t, "本单位要求先开启两步验证")
	key := shownKey.FindStringSubmatch(page.text)[1]

	refused := b.fill("/settings/second", "/settings/second", "secret", key, "code", "000", "password", password)
	refused.wants(t, "a wrong code", 422)
	refused.says(t, `value="`+key+`"`) // the same code as was scanned
	b.fill("/settings/second", "/settings/second", "secret", key, "code", h.shows(t, key, 0), "password", "falsch").wants(t, "a wrong password", 422)
	shown := b.fill("/settings/second", "/settings/second", "secret", key, "code", h.shows(t, key, 0), "password", password)
	shown.wants(t, "both right", 200)
	codes := regexp.MustCompile(`<code class="code">([^<]+)`).FindAllStringSubmatch(shown.text, -1)
	if len(codes) != auth.RecoveryCodes {
		t.Fatalf("%d recovery codes are shown", len(codes))
	}

	b.visit("/accounts").wants(t, "another page", 200)
	page = b.visit("/settings/second")
	page.says(t, "还剩 10 个恢复码")
	if strings.Contains(page.text, key) || strings.Contains(page.text, codes[0][1]) {
		t.Error("the page shows a secret again")
	}

	other := h.browser(t)
	other.visit("/login/second").wants(t, "without a first step", 303, "/login")
	other.enter(login, password, "to", "/accounts").wants(t, "the password alone", 303, "/login/second?to=%2Faccounts")
	other.visit("/accounts").wants(t, "half signed in", 303, "/login?to=%2Faccounts")
	other.fill("/login/second", "/login/second", "code", "000000").wants(t, "a wrong code", 422)
	other.fill("/login/second?to=%2Faccounts", "/login/second", "code", codes[0][1], "to", "/accounts").wants(t, "a recovery code", 303, "/accounts")
	other.visit("/accounts").wants(t, "signed in", 200)

	again := h.browser(t)
	again.enter(login, password)
	again.fill("/login/second", "/login/second", "code", codes[0][1]).wants(t, "a recovery code again", 422)
	again.fill("/login/second", "/login/second", "code", h.shows(t, key, 1), "to", "https://evil.example/").wants(t, "a code", 303, "/")
	again.fill("/settings/second", "/settings/second/codes", "code", codes[1][1]).wants(t, "new recovery codes", 200)
	again.fill("/settings/second", "/settings/second/off", "code", codes[2][1]).wants(t, "a recovery code from before", 422)
}

func TestSecurityTakesALostSecondStepAwayOnThePageOfTheAccount(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	slip := h.account(t, "102", "102")
	owner := h.browser(t)
	owner.enter("102", slip.Code)
	owner.fill("/settings/password", "/settings/password", "password", slip.Code, "new-password", "梧桐树下四杯清茶", "repeat-password", "梧桐树下四杯清茶")
	key := shownKey.FindStringSubmatch(owner.visit("/settings/second").text)[1]
	owner.fill("/settings/second", "/settings/second", "secret", key, "code", h.shows(t, key, 0), "password", "梧桐树下四杯清茶").wants(t, "enrolling", 200)

	b := h.browser(t)
	b.enter(login, password)
	at := view.AccountHref(slip.Account)
	b.fill(at, at+"/second").wants(t, "taking it away", 303, at)
	owner.visit("/settings").wants(t, "his session", 303, "/login?to=%2Fsettings")
	owner.enter("102", "梧桐树下四杯清茶").wants(t, "the password alone", 303, "/")
	owner.visit("/").reads(t, "停用了您的两步验证")
}
