package cli_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/cli"
)

// opening is the demo on its way: what it says, line by line, and its end.
type opening struct {
	t     *testing.T
	lines chan string
	said  string
	stop  context.CancelFunc
	code  chan int
	at    string // its address
}

// open starts the small demo over the desk's data.
func (d desk) open() *opening {
	ctx, stop := context.WithCancel(d.t.Context())
	read, write := io.Pipe()
	o := &opening{t: d.t, lines: make(chan string), stop: stop, code: make(chan int, 1)}
	go func() {
		o.code <- cli.Run(ctx, []string{"demo", "--small", "--addr", "127.0.0.1:0", "--log-level", "error",
			"--data", filepath.Join(d.dir, "data")}, d.env, strings.NewReader(""), write, write)
		write.Close()
	}()

	go func() {
		defer close(o.lines)
		for all := bufio.NewScanner(read); all.Scan(); {
			o.lines <- all.Text()
		}
	}()

	line := o.until("请用浏览器打开")
	o.at = strings.TrimSuffix(regexp.MustCompile(`http://\S+`).FindString(line), "/")
	return o
}

// until waits for a line that has the words.
func (o *opening) until(words string) string {
	o.t.Helper()
	for line := range o.lines {
		o.said += line + "\n"
		if strings.Contains(line, words) {
			return line
		}
	}

	o.t.Fatalf("the demo ended without saying %q:\n%s", words, o.said)
	return ""
}

// end stops the demo as an init system does.
func (o *opening) end() {
	o.t.Helper()
	o.stop()
	for line := range o.lines {
		o.said += line + "\n"
	}

	if code := <-o.code; code != 0 {
		o.t.Errorf("the demo ended with %d:\n%s", code, o.said)
	}
}

// visitor is a browser.
func visitor(t *testing.T) *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

// ask gives what a page says; a failure of ours fails the test.
func (o *opening) ask(c *http.Client, path string) string {
	o.t.Helper()
	answer, err := c.Get(o.at + path)
	if err != nil {
		o.t.Fatal(err)
	}
	defer answer.Body.Close()

	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= http.StatusInternalServerError {
		o.t.Errorf("%s answers %d, %v:\n%s", path, answer.StatusCode, err, body)
	}

	return string(body)
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(token|once)" value="([^"]*)"`)

// enter signs in and gives the first page.
func (o *opening) enter(c *http.Client, login string) string {
	o.t.Helper()
	form := url.Values{"login": {login}, "password": {"lingping-demo"}}
	for _, field := range hidden.FindAllStringSubmatch(o.ask(c, "/login"), -1) {
		form.Set(field[1], field[2])
	}

	answer, err := c.PostForm(o.at+"/login", form)
	if err != nil {
		o.t.Fatal(err)
	}
	defer answer.Body.Close()

	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || strings.Contains(string(body), `name="password"`) {
		o.t.Errorf("%s can't sign in: %d, %v\n%s", login, answer.StatusCode, err, body)
	}

	return string(body)
}

func TestTheDemoIsShownWhileItIsBuilt(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	o := d.open()
	public := visitor(t)
	if page := o.ask(public, "/"); !strings.Contains(page, "正在生成演示数据") || strings.Count(page, "<li>") != 8 {
		t.Errorf("the first page is\n%s", page)
	}

	o.until("audit / lingping-demo")
	if page := o.ask(public, "/"); !strings.Contains(page, "现在就可以登录") {
		t.Errorf("with accounts the first page is\n%s", page)
	}

	signed := map[string]*http.Client{}
	for _, login := range []string{"office", "leader", "general", "branch", "clerk", "member", "system", "audit"} {
		signed[login] = visitor(t)
		if page := o.enter(signed[login], login); !strings.Contains(page, "演示数据还在生成") {
			t.Errorf("%s is not told that the house is not complete", login)
		}
	}

	for step := 4; step <= 6; step++ {
		o.until(fmt.Sprintf("第 %d 步", step))
		for _, c := range signed {
			for _, path := range []string{"/", "/rounds", "/units", "/persons?q=王", "/actions", "/occasions", "/opinions", "/everyday", "/accounts", "/ledger", "/n", "/series"} {
				o.ask(c, path)
			}
		}
	}

	if page := o.ask(signed["office"], "/"); !strings.Contains(page, "本轮全图") {
		t.Errorf("with one school filled the office finds no running round:\n%s", page)
	}

	if page := o.ask(signed["branch"], "/"); !strings.Contains(page, "接着写") {
		t.Errorf("with his school filled the secretary of the branch finds nothing to go on with:\n%s", page)
	}

	o.end()

	t.Run("half built it is not shown as whole", func(t *testing.T) {
		d := desk{t: t, dir: d.dir}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()

		read, write := io.Pipe()
		go func() {
			cli.Run(ctx, []string{"serve", "--addr", "127.0.0.1:0", "--data", filepath.Join(d.dir, "data")}, nil, strings.NewReader(""), write, io.Discard)
			write.Close()
		}()

		s := &opening{t: t}
		for all := bufio.NewScanner(read); all.Scan(); {
			if s.at = strings.TrimSuffix(regexp.MustCompile(`http://\S+`).FindString(all.Text()), "/"); s.at != "" {
				break
			}
		}

		if page := s.ask(visitor(t), "/login"); !strings.Contains(page, "还没有建完") {
			t.Errorf("the login page says\n%s", page)
		}

		stop()
		_, _ = io.Copy(io.Discard, read)
	})

	t.Run("half built it is built anew", func(t *testing.T) {
		again := desk{t: t, dir: d.dir}.open()
		if !strings.Contains(again.said, "没有建完，已经删去") {
			t.Errorf("it says\n%s", again.said)
		}

		again.until("演示已经建好")
		if page := again.ask(public, "/filling"); !strings.Contains(page, `name="password"`) {
			t.Errorf("when all is done one is led to\n%s", page)
		}

		again.end()
	})

	t.Run("built to its end it is opened at once", func(t *testing.T) {
		last := desk{t: t, dir: d.dir}.open()
		if !strings.Contains(last.said, "audit / lingping-demo") || strings.Contains(last.said, "第 1 步") {
			t.Errorf("it says\n%s", last.said)
		}

		if page := last.enter(visitor(t), "office"); !strings.Contains(page, "本轮全图") || strings.Contains(page, "还在生成") {
			t.Errorf("the office finds\n%s", page)
		}

		last.end()
		if out, _ := (desk{t: t, dir: d.dir}).run(0, "doctor"); !strings.Contains(out, "没有问题") {
			t.Errorf("the examination finds\n%s", out)
		}
	})
}
