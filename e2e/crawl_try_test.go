package e2e_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// tryMatrix is a table of pages in the form of the true one.
func tryMatrix(t *testing.T, pages ...string) *routes {
	t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "%*s公众  账号  本人  点评  代录  对象  一方  上级  活动  系统  安全  审计\n", matrixStart, "")
	for _, page := range append(pages, slices.Repeat([]string{"GET   /unused"}, 100)...) {
		if page == "GET   /unused" {
			page += fmt.Sprint(text.Len())
		}
		fmt.Fprintf(&text, "%-*s内外  内外\n", matrixStart, page+" x")
	}

	file := filepath.Join(t.TempDir(), "matrix.txt")
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}

	table, err := readRoutes(file)
	if err != nil {
		t.Fatal(err)
	}

	return table
}

// document is a Word file with this as its text.
func document(text string) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, _ := z.Create("word/document.xml")
	io.WriteString(w, text)
	z.Close()
	return out.Bytes()
}

// tryHouse serves pages by their addresses; what is not HTML is a file.
func tryHouse(t *testing.T, pages map[string]string) string {
	t.Helper()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at := r.URL.Path
		switch {
		case at == "/login":
			io.WriteString(w, `<html><main><form method="post" action="/export"><input name="token" value="t"/></form></main></html>`)
			return
		case r.Method == "POST" && r.FormValue("token") != "t":
			http.Error(w, "no token", http.StatusForbidden)
			return
		case r.Method == "POST":
			http.Redirect(w, r, "/progress", http.StatusSeeOther)
			return
		case at == "/progress" && asked.Add(1) < 3:
			io.WriteString(w, `<html><main><p class="notice">正在生成</p><progress></progress></main></html>`)
			return
		}

		if r.URL.RawQuery != "" && pages[at+"?"+r.URL.RawQuery] != "" {
			at += "?" + r.URL.RawQuery
		}

		page, ok := pages[at]
		if !ok {
			http.NotFound(w, r)
			return
		}

		if !strings.HasPrefix(page, "<") {
			w.Header().Set("Content-Disposition", `attachment; filename="form.docx"`)
			w.Header().Set("Content-Type", "application/octet-stream")
			io.WriteString(w, page)
			return
		}

		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><html><body><header><a href=\"/\">首页</a></header><main>%s</main></body></html>", page)
	}))

	t.Cleanup(server.Close)
	return server.URL
}

// tryPages are pages on which nothing is wrong.
func tryPages() map[string]string {
	return map[string]string{
		"/": `<p><a href="/records/1">一</a> <a href="/records/2">二</a> <a href="/file">文件</a></p>
			<form action="/list"><select name="state"><option value="a">甲</option><option value="b">乙</option></select><input name="q" disabled></form>
			<form method="post" action="/export"><input type="hidden" name="token" value="t"><button>导出</button></form>`,
		"/records/1": `<a href="/">回</a>`, "/records/2": `<a href="/">回</a>`, "/list": `<a href="/">回</a>`,
		"/progress": `<a href="/file" download>下载</a>`,
		"/file":     string(document("<w/>")),
	}
}

// What the crawler is for is planted, one thing at a time; it finds each, and nothing where nothing is wrong.
func TestTheCrawlerFindsWhatIsPlanted(t *testing.T) {
	for name, one := range map[string]struct {
		at, page string
		finds    string // in what it found; empty: nothing
	}{
		"nothing":              {"/records/1", `<a href="/">回</a>`, ""},
		"a broken link":        {"/records/1", `<a href="/records/3">三</a>`, ""}, // one of a kind is enough
		"a page that fails":    {"/records/1", "", "/records/1 (from /): status 404"},
		"a link to no page":    {"/records/1", `<a href="/recrods/2">二</a>`, "leads to /recrods/2, where no page is"},
		"a form to no page":    {"/records/1", `<form method="post" action="/sned"><button>送</button></form>`, "sends its form to"},
		"a dead end":           {"/records/1", `<p>没有了</p>`, "is a dead end"},
		"a dead end that says": {"/records/1", `<p class="notice">还没有启动</p>`, ""},
		"a corrupt file":       {"/file", "PK" + string(document("<w/>"))[2:60], "can't be opened"},
		"a torn document":      {"/file", string(document("<w><b></w")), "can't be opened"},
		"a choice that fails":  {"/list?state=b", `<a href="/records/">回</a>`, "leads to /records/, where no page is"},
		"a lost anchor":        {"/records/1", `<a href="/">回</a><a href="#gaps">缺口</a>`, "leads to #gaps"},
		"an order never ready": {"/progress", `<a href="/recrods">下载</a>`, "the file was never ready"},
	} {
		t.Run(name, func(t *testing.T) {
			pages := tryPages()
			if pages[one.at] = one.page; one.page == "" {
				delete(pages, one.at)
			}

			c := newCrawler(tryHouse(t, pages), visitor, tryMatrix(t, "GET   /{$}", "GET   /records/{id}", "GET   /list",
				"GET   /file", "GET   /progress", "POST  /export", "GET   /login", "GET   /settings/password"))
			if one.finds == "the file was never ready" {
				c.patient = time.Second
			}

			c.crawl(context.Background(), "/")
			found := strings.Join(c.found, "\n")
			if one.finds == "" && found != "" || !strings.Contains(found, one.finds) {
				t.Errorf("the crawler found %q, want %q", found, one.finds)
			}

			if one.finds == "" && !(c.reached["POST /export"] && c.reached["GET /file"] && c.reached["GET /list"]) {
				t.Errorf("it has reached %v", c.reached)
			}
		})
	}
}

// A page to which nothing leads is found by holding what was reached against the table.
func TestTheCrawlerMissesAPageThatNobodyLinksTo(t *testing.T) {
	table := tryMatrix(t, "GET   /{$}", "GET   /lost", "POST  /lost")
	missed := table.missed(map[string]bool{"公众 GET /{$}": true})
	for _, want := range []string{"公众 GET /lost", "公众 POST /lost"} {
		if !slices.Contains(missed, want) {
			t.Errorf("%s is not missed", want)
		}
	}

	if slices.Contains(missed, "公众 GET /{$}") {
		t.Error("the page that was reached is missed")
	}
}
