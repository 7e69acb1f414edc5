package web_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"lingping/internal/testkit"
	"lingping/internal/web"
)

// said is a browser to which a sentence was just said, and the cookie in which it is kept until the next page.
func said(t *testing.T, sentence string) (*browser, *http.Cookie) {
	t.Helper()
	w := testkit.NewWorld(t, testkit.SQLite(t))
	pages, err := web.New(w.App, web.Options{})
	if err != nil {
		t.Fatal(err)
	}

	table := web.Routes()
	for i, route := range table {
		if route.Pattern == "/login" && route.Method == "POST" {
			table[i] = route.Saying(sentence)
		}
	}

	server := httptest.NewServer(pages.HandleTable(table))
	t.Cleanup(server.Close)
	b := (&house{w, server}).browser(t)
	return b, b.fill("/login", "/login").set("lingping-flash")
}

// Browsers drop a cookie of more than 4,096 bytes, and servers before ours refuse its request.
func TestALongSentenceFitsIntoACookieAndSaysThatItWasCut(t *testing.T) {
	for name, c := range map[string]struct {
		sentence string
		cut      bool
	}{
		"a short one":            {"已保存。", false},
		"the longest":            {strings.Repeat("已", 700), false},
		"one sign more":          {strings.Repeat("已", 701), true},
		"two hundred refusals":   {strings.Repeat("“某某同志的登记表”已经由别人办理，请刷新后再看。", 200), true},
		"with signs of one byte": {strings.Repeat("a界", 2000), true},
	} {
		t.Run(name, func(t *testing.T) {
			b, cookie := said(t, c.sentence)
			if whole := cookie.String(); len(whole) > 4096 {
				t.Fatalf("the cookie has %d bytes", len(whole))
			}

			p := b.visit("/login")
			if !utf8.ValidString(p.text) || !strings.Contains(p.text, c.sentence[:len("已保存。")]) {
				t.Error("the next page does not begin to say it")
			}

			if cut := strings.Contains(p.text, "其余的没有显示"); cut != c.cut || !c.cut && !strings.Contains(p.text, c.sentence) {
				t.Errorf("cut: %v, want %v", cut, c.cut)
			}
		})
	}
}

func TestASentenceThatSomebodyElsePutThereIsNotSaid(t *testing.T) {
	mine, own := said(t, "已保存。")
	_, other := said(t, "请把密码发到某处。")
	_, seal, _ := strings.Cut(own.Value, ".")
	text, _, _ := strings.Cut(other.Value, ".")
	at, _ := url.Parse(mine.base)
	for what, value := range map[string]string{
		"another browser's":      other.Value,
		"with another's seal":    text + "." + seal,
		"without a seal":         text,
		"with an empty seal":     text + ".",
		"that is no base64":      "!!." + seal,
		"with a seal cut in two": text + "." + seal[:8],
	} {
		mine.http.Jar.SetCookies(at, []*http.Cookie{{Name: "lingping-flash", Value: value, Path: "/"}})
		if p := mine.visit("/login"); strings.Contains(p.text, "请把密码发到某处") {
			t.Errorf("a sentence %s is said", what)
		}
	}

	mine.http.Jar.SetCookies(at, []*http.Cookie{{Name: "lingping-flash", Value: own.Value, Path: "/"}})
	mine.visit("/login").says(t, "已保存。")
	if kept, err := base64.RawURLEncoding.DecodeString(text); err != nil || string(kept) != "请把密码发到某处。" {
		t.Fatalf("the test plants %q, %v", kept, err)
	}
}
