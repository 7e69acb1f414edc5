package web_test

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/web"
)

func signIn(login, password string) app.SignIn { return app.SignIn{Login: login, Password: password} }

func TestWhatIsNotThereAndWhatOneMayNotSeeLookAlike(t *testing.T) {
	h := open(t, web.Options{})
	slip := h.account(t, "102", "102")
	b := h.browser(t)
	b.enter("102", slip.Code)
	b.fill("/settings/password", "/settings/password", "password", slip.Code, "new-password", "梧桐树下三杯清茶", "repeat-password", "梧桐树下三杯清茶")
	token := regexp.MustCompile(`value="[\w-]{43}"|name="back" value="[^"]*"`)
	forbidden := b.visit("/accounts/1")
	missing := b.visit("/rounds/999999")
	forbidden.wants(t, "what he may not see", 404)
	missing.wants(t, "what is not there", 404)
	if a, m := token.ReplaceAllString(forbidden.text, ""), token.ReplaceAllString(missing.text, ""); !strings.Contains(a, "没有找到") || !strings.Contains(m, "没有找到") {
		t.Errorf("they differ:\n%s\n%s", a, m)
	}

	b.visit("/no/such/page").wants(t, "no page", 404)
	b.visit("/accounts/x").wants(t, "no number", 404)
}

func TestARefusedFormComesBackWithItsInput(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.enter(login, password)
	p := b.fill("/accounts", "/accounts", "login", "钱 芳!", "name", "钱芳", "number", "102")
	p.wants(t, "a bad login", 422)
	p.says(t, "不能用")
	p.says(t, `value="钱 芳!"`)
	p.says(t, `value="102"`)
	p = b.fill("/accounts", "/accounts", "login", "admin", "name", "二")
	p.wants(t, "a login that is taken", 409)
	p.says(t, "已经有人用")
}

func TestASlipIsShownOnceAndOpensTheDoor(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.enter(login, password)
	p := b.fill("/accounts", "/accounts", "login", "102", "number", "102")
	p.wants(t, "making an account", 200)
	code := regexp.MustCompile(`class="code">([^<]+)<`).FindStringSubmatch(p.text)
	if code == nil {
		t.Fatalf("no code on the slip:\n%s", p.text)
	}

	h.browser(t).enter("102", code[1]).wants(t, "signing in with the slip", 303, "/settings/password")
	if strings.Contains(b.visit("/accounts").text, code[1]) {
		t.Error("the code is shown again")
	}
}

func TestTooMuchIsRefused(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.enter(login, password)
	form := url.Values{"token": {b.visit("/settings").token()}, "help": {strings.Repeat("长", 1<<20)}}
	b.post("/settings/house", form).wants(t, "3 MiB of text", 422)
}

func TestAPanicIsAPage(t *testing.T) {
	h := open(t, web.Options{})
	pages, err := web.New(h.App, web.Options{})
	if err != nil {
		t.Fatal(err)
	}

	table := web.Routes()
	for i := range table {
		if table[i].Name == "login" {
			table[i] = table[i].Panicking()
		}
	}

	h.server.Config.Handler = pages.HandleTable(table)
	p := h.browser(t).visit("/login")
	p.wants(t, "a fault of ours", 500)
	p.says(t, "程序出错了")
	if strings.Contains(p.text, "goroutine") || strings.Contains(p.text, "oh no") {
		t.Error("the page shows our inside")
	}
}

func TestMarkupInTextStaysText(t *testing.T) {
	h := open(t, web.Options{})
	login, password := h.administrator(t)
	b := h.browser(t)
	b.enter(login, password)
	b.fill("/settings", "/settings/house", "name", `<script>alert("x")</script>`, "help", `"><img src=x onerror=alert(1)>`)
	for _, path := range []string{"/settings", "/login"} {
		if p := h.browser(t).visit(path); strings.Contains(p.text, "<script>alert") || strings.Contains(p.text, "<img") {
			t.Errorf("%s carries markup:\n%s", path, p.text)
		}
	}
}

func TestFilesBesideThePagesAreKeptForGood(t *testing.T) {
	h := open(t, web.Options{})
	b := h.browser(t)
	found := regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllStringSubmatch(b.visit("/login").text, -1)
	if len(found) < 5 {
		t.Fatalf("the page has %d files beside it", len(found))
	}

	for _, f := range found {
		p := b.visit(f[1])
		p.wants(t, f[1], 200)
		if !strings.Contains(p.Header.Get("Cache-Control"), "immutable") || len(p.Cookies()) > 0 {
			t.Errorf("%s: %v", f[1], p.Header)
		}

		again, _ := http.NewRequestWithContext(t.Context(), "GET", h.server.URL+f[1], nil)
		again.Header.Set("If-None-Match", p.Header.Get("ETag"))
		b.do(again).wants(t, f[1]+" again", 304)
	}

	b.visit("/static/base.css").wants(t, "a file without its hash", 404)
	b.visit("/static/..%2froutes.go").wants(t, "a file from elsewhere", 404)
}

func TestServingEndsWhenItIsTold(t *testing.T) {
	h := open(t, web.Options{})
	pages, err := web.New(h.App, web.Options{})
	if err != nil {
		t.Fatal(err)
	}

	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}

	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- pages.Serve(ctx, l) }()
	b := h.browser(t)
	b.base = "http://" + l.Addr().String()
	b.visit("/healthz").wants(t, "the health page", 200)
	stop()
	if err := <-ended; err != nil {
		t.Errorf("serving ended with %v", err)
	}
}

func TestAnErrorPageLeadsBackToWhereOneWas(t *testing.T) {
	h := house2011(t)
	b := h.office(t)
	from := func(referer, path string) page {
		in, err := http.NewRequestWithContext(t.Context(), "GET", b.base+path, nil)
		check(t, err)
		in.Header.Set("Referer", referer)
		return b.do(in)
	}

	lost := from(b.base+h.at("/board?unit=5"), "/rounds/999999/board")
	lost.wants(t, "what is not there", 404)
	lost.says(t, `href="`+h.at("/board?unit=5")+`">回到刚才的页面`)
	for _, referer := range []string{"", "https://elsewhere.example/board", b.base + "/rounds/999999/board", b.base + "/", "javascript:alert(1)"} {
		if p := from(referer, "/rounds/999999/board"); strings.Contains(p.text, "回到刚才的页面") {
			t.Errorf("from %q the error page leads back to where nobody was", referer)
		}
	}
}

func TestOnlyWhatWasToBeSavedIsSaidNotToBeSaved(t *testing.T) {
	h := house2011(t)
	wrong := h.browser(t).enter("102", "this is not it")
	wrong.reads(t, "登录名或密码不对")
	if strings.Contains(wrong.text, "没有保存") {
		t.Error("whoever signs in wrongly is told that nothing was saved")
	}

	b := h.office(t)
	asked := b.visit(h.at("/reminders?by=gestern"))
	asked.wants(t, "asking for a day that is none", 422)
	if strings.Contains(asked.text, "保存") {
		t.Errorf("whoever asks is told that something was to be saved: %s", asked.words())
	}

	b.fill("/accounts", "/accounts", "login", "钱 芳!").reads(t, "没有保存")
}
