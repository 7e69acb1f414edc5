package e2e_test

import (
	"bytes"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The driver is tried on a page of its own before it is trusted with ours. The page has the content policy of the
// product, so that the driver can't come to depend on more than it allows.
const tryPage = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>试</title>
<link rel="icon" href="data:,">
<script src="/static/late.js"></script>
<h1>试用页</h1>
<form method="post" action="/said" enctype="multipart/form-data">
<label>姓名<input name="name" value="旧的"></label>
<label>日期<input name="day" type="date"></label>
<label>方式<select name="mode"><option value="1">集中点评</option><option value="2">个别点评</option></select></label>
<label><input type="checkbox" name="seen">已阅</label>
<label>附件<input type="file" name="scan"></label>
<textarea name="text" aria-label="意见"></textarea>
<button>交上去</button>
</form>
<table><tr><th>姓名</th><th>状态</th></tr>
<tr><td>张𬱖</td><td>未点评 <button type="button" id="a">点评</button></td></tr>
<tr><td>李䶮</td><td>已点评 <button type="button" id="b">点评</button></td></tr></table>
<p id="log"></p>
<p><a href="/paper">下载登记表</a></p>
<p hidden>看不见的话</p>`

const lateScript = `addEventListener("DOMContentLoaded", () => {
  setTimeout(() => { const p = document.createElement("p"); p.textContent = "晚到的话"; document.body.append(p); }, 300);
  for (const id of ["a", "b"]) document.getElementById(id).onclick = () => { document.getElementById("log").textContent = "按了" + id; };
});`

func tryServer(t *testing.T) string {
	mux := http.NewServeMux()
	html := func(w http.ResponseWriter, body string) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'")
		io.WriteString(w, body)
	}

	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { html(w, tryPage) })
	mux.HandleFunc("GET /static/late.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, lateScript)
	})

	mux.HandleFunc("POST /said", func(w http.ResponseWriter, r *http.Request) {
		_, scan, err := r.FormFile("scan")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}

		said := []string{r.FormValue("name"), r.FormValue("day"), r.FormValue("mode"), r.FormValue("seen"), r.FormValue("text"), scan.Filename}
		html(w, "<!doctype html><title>收到</title><link rel=icon href=data:,><h1>收到："+strings.Join(said, "、")+"</h1>")
	})

	mux.HandleFunc("GET /paper", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Disposition", "attachment; filename=form.txt; filename*=UTF-8''%E7%99%BB%E8%AE%B0%E8%A1%A8.txt")
		io.WriteString(w, "登记表：张𬱖、李䶮\n")
	})

	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestTheDriverDoesWhatAPersonDoes(t *testing.T) {
	t.Parallel()
	p := NewPage(t)
	p.Visit(tryServer(t) + "/")
	p.Sees("晚到的话")
	if text := p.Text(""); strings.Contains(text, "看不见的话") {
		t.Error("the driver sees what is hidden")
	}

	want := [][]string{{"姓名", "状态"}, {"张𬱖", "未点评 点评"}, {"李䶮", "已点评 点评"}}
	if diff := cmp.Diff(want, p.Table("状态")); diff != "" {
		t.Errorf("the table (-want +got):\n%s", diff)
	}

	p.In("李䶮").Click("点评")
	p.Sees("按了b")

	p.Type("姓名", "万俟㛃")
	p.Type("日期", "2010-12-27")
	p.Type("方式", "个别点评")
	p.Type("意见", "肯定成绩，\n指出问题")
	p.Click("已阅")
	if got := p.Value("姓名") + p.Value("已阅"); got != "万俟㛃true" {
		t.Errorf("the fields hold %q", got)
	}

	scan := filepath.Join(t.TempDir(), "扫描.png")
	if err := os.WriteFile(scan, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}

	p.Attach("附件", scan)
	p.Follow("交上去")
	if got := p.Text("h1"); got != "收到：万俟㛃、2010-12-27、2、on、肯定成绩， 指出问题、扫描.png" {
		t.Errorf("the server was sent: %s", got)
	}
}

func TestTheDriverBringsFilesAndPictures(t *testing.T) {
	t.Parallel()
	p := NewPage(t)
	p.Visit(tryServer(t) + "/")
	p.FitsWidth(360)
	shot := filepath.Join(t.TempDir(), "page.png")
	p.Screenshot(shot, 700)
	raw, err := os.ReadFile(shot)
	if err != nil {
		t.Fatal(err)
	}

	picture, err := png.DecodeConfig(bytes.NewReader(raw))
	if err != nil || picture.Width != 700 {
		t.Errorf("the picture is %d wide, want 700 (%v)", picture.Width, err)
	}

	file := p.Download("下载登记表")
	if filepath.Base(file) != "登记表.txt" {
		t.Errorf("the file is called %s", filepath.Base(file))
	}

	pdf := PDF(t, file)
	if text := PDFText(t, pdf); !strings.Contains(text, "登记表：张𬱖、李䶮") {
		t.Errorf("the paper says %q", text)
	}

	if pictures := Pictures(t, pdf); len(pictures) != 1 {
		t.Errorf("the paper has %d pages", len(pictures))
	}
}
