package e2e_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"time"
)

// crawler goes through the house as one person: it follows every link, sends every form that only asks, and opens every
// file, one of each kind of address. It sees what an HTTP client sees; how pages look is looked at in a browser.
type crawler struct {
	base    string
	who     string
	client  *http.Client
	table   *routes
	state   func(at *url.URL) string // what tells two addresses of one page apart: the states of the records in them
	words   map[string]string        // of the catalogue; read in English, nothing of it may be there in Chinese
	patient time.Duration            // with one page or file

	seen    map[string]bool
	files   map[string]bool // names of pages that are files
	reached map[string]bool // names of pages that answered, and of forms that were offered
	found   []string
	asked   int
}

// step is an address with the page on which it stood.
type step struct {
	from, to string
	sent     bool // by a form: what can be chosen is chosen one thing at a time, not again on what comes
}

func newCrawler(base, who string, table *routes) *crawler {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // it has no options that could be wrong
	}

	return &crawler{base: base, who: who, table: table, patient: patience, state: func(*url.URL) string { return "" },
		seen: map[string]bool{}, files: map[string]bool{}, reached: map[string]bool{},
		client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// fault notes what is wrong.
func (c *crawler) fault(at step, format string, args ...any) {
	where := at.to
	if at.from != "" {
		where += " (from " + at.from + ")"
	}
	c.found = append(c.found, c.who+": "+where+": "+fmt.Sprintf(format, args...))
}

// crawl begins at addresses and ends when nothing new is led to.
func (c *crawler) crawl(ctx context.Context, starts ...string) {
	var todo []step
	for _, start := range starts {
		todo = append(todo, step{to: start})
	}

	for len(todo) > 0 && ctx.Err() == nil {
		at := todo[0]
		todo = todo[1:]
		if key := c.key(at.to); key == "" || c.seen[key] {
			continue
		} else {
			c.seen[key] = true
		}

		todo = append(todo, c.visit(ctx, at)...)
	}

	if ctx.Err() != nil {
		c.found = append(c.found, fmt.Sprintf("%s: after %d pages, with %d to go, %v", c.who, c.asked, len(todo), context.Cause(ctx)))
	}
}

// key is the same for addresses of which one stands for all: those of one page, with the same states and the same
// choices, whatever was typed.
func (c *crawler) key(to string) string {
	at, err := url.Parse(to)
	if err != nil || at.Host != "" {
		return ""
	}

	page := c.table.at("GET", at.Path)
	if c.words != nil && c.files[page] {
		return ""
	}

	key := page + " " + c.state(at)
	if strings.HasPrefix(at.Path, "/static/") {
		key = at.Path
	}

	query := at.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		for _, v := range query[name] {
			key += " " + name + "=" + choice(v)
		}
	}

	return key
}

// choice is a value as far as it is one of a few: a word of the program, not a number, not what people typed, and not the
// name of an act or of a record in the ledger (session.begin, round:17), which are many.
func choice(v string) string {
	v = numbers.ReplaceAllString(v, "N")
	if strings.ContainsAny(v, ".:") {
		return "…"
	}

	for _, r := range v {
		if r > 0x7f {
			return "…"
		}
	}

	return v
}

// visit asks for an address and gives where it leads.
func (c *crawler) visit(ctx context.Context, at step) (next []step) {
	ctx, cancel := context.WithTimeout(ctx, c.patient)
	defer cancel()

	a, err := c.ask(ctx, at.to)
	if err != nil {
		c.fault(at, "%v", err)
		return nil
	}

	return c.look(ctx, at, a)
}

// look judges an answer and gives where it leads.
func (c *crawler) look(ctx context.Context, at step, a reply) []step {
	if a.status == http.StatusNotFound && c.gone(ctx, at) {
		return nil
	}

	if a.status == http.StatusUnprocessableEntity && strings.Contains(at.to, "?") {
		return nil // what was typed into a form that only asks is nothing it knows, and it says so
	}

	if a.status != http.StatusOK {
		c.fault(at, "status %d%s", a.status, said(a.body))
		return nil
	}

	for _, name := range a.trail {
		c.reached[name] = true
	}

	if kind, _, _ := mime.ParseMediaType(a.head.Get("Content-Type")); kind != "text/html" || a.head.Get("Content-Disposition") != "" {
		c.open(at, a)
		return nil
	}

	root, err := readPage(bytes.NewReader(a.body))
	if err != nil {
		c.fault(at, "%v", err)
		return nil
	}

	if a.at.Path == "/login" && c.who != visitor {
		c.fault(at, "leads to the login")
		return nil
	}

	c.wayOn(at, root)
	c.language(at, root)
	return c.follow(ctx, at, a.at, root)
}

// gone reports whether an exported file has given its place to later ones that the crawl itself has ordered: one account
// keeps a few.
func (c *crawler) gone(ctx context.Context, at step) bool {
	const list = "/exports"
	file := strings.TrimSuffix(pathOf(at.to), "/file")
	if !strings.HasPrefix(file, list+"/") {
		return false
	}

	a, err := c.ask(ctx, list)
	return err == nil && a.status == http.StatusOK && !strings.Contains(string(a.body), file)
}

// visitor is who has no account.
const visitor = "visitor"

// said is the beginning of what a refusal says.
func said(body []byte) string {
	root, err := readPage(bytes.NewReader(body))
	if err != nil {
		return ""
	}

	for _, m := range root.named("main") {
		text := []rune(m.words())
		return ": " + string(text[:min(len(text), 80)])
	}

	return ""
}

// open reads a file by its kind.
func (c *crawler) open(at step, a reply) {
	name := a.at.Path
	if _, params, err := mime.ParseMediaType(a.head.Get("Content-Disposition")); err == nil && params["filename"] != "" {
		name = params["filename"]
	}

	if c.files[a.trail[len(a.trail)-1]] = true; strings.HasSuffix(name, "/healthz") {
		return
	}

	if err := opens(name, a.body); err != nil {
		c.fault(at, "the file %s can't be opened: %v", name, err)
	}
}

// wayOn finds pages on which one is stuck: nothing leads on but the masthead, nothing can be done, and nobody says why.
func (c *crawler) wayOn(at step, root *element) {
	mains := root.named("main")
	if len(mains) == 0 {
		return // a piece of a page
	}

	main := mains[0]
	on := main.all(func(el *element) bool {
		href, link := el.attr["href"]
		return el.name == "a" && link && !strings.HasPrefix(href, "#") || el.name == "button" || el.name == "form"
	})

	why := main.all(func(el *element) bool {
		return slices.ContainsFunc(strings.Fields(el.attr["class"]), func(class string) bool { return class == "nothing" || class == "notice" })
	})
	if len(on) == 0 && len(why) == 0 {
		c.fault(at, "is a dead end: %s", said([]byte("<main>"+main.words()+"</main>")))
	}
}

// language finds, on pages in English, words of ours that are not translated.
func (c *crawler) language(at step, root *element) {
	if c.words == nil || strings.HasSuffix(pathOf(at.to), "/guide") { // which shows a scheme as it is written, to be changed
		return
	}

	if pages := root.named("html"); len(pages) > 0 && pages[0].attr["lang"] != "en" {
		c.fault(at, "is in %q", pages[0].attr["lang"])
	}

	for _, t := range root.texts("zh") {
		words := strings.TrimSpace(t.text)
		if _, ours := c.words[words]; ours && chinese.MatchString(words) && c.words[words] != words {
			c.fault(at, "says in English: %s", words)
		}
	}
}

// follow gathers where a page leads, and looks after what it loads.
func (c *crawler) follow(ctx context.Context, at step, here *url.URL, root *element) (next []step) {
	click, load := root.leads()
	for _, to := range slices.Concat(load, click) {
		target, err := here.Parse(to)
		if err != nil {
			c.fault(at, "the link %q can't be read", to)
			continue
		}

		if target.Host != here.Host {
			continue // not ours
		}

		c.anchored(at, here, target, root)
		if c.table.at("GET", target.Path) == "" {
			c.fault(at, "leads to %s, where no page is", target.RequestURI())
			continue
		}

		next = append(next, step{from: at.to, to: target.RequestURI()})
	}

	for _, s := range root.sendings() {
		target, err := here.Parse(s.action)
		if err != nil || c.table.at(s.method, target.Path) == "" {
			c.fault(at, "sends its form to %q, where no page is", s.action)
			continue
		}

		if s.method != "GET" {
			c.reached[c.table.at(s.method, target.Path)] = true
			if s.export {
				next = append(next, c.order(ctx, at, target, s)...)
			}
			continue
		}

		target.RawQuery = s.fields.Encode()
		next = append(next, step{from: at.to, to: target.RequestURI(), sent: true})
	}

	if at.sent {
		next = slices.DeleteFunc(next, func(s step) bool { return pathOf(s.to) == pathOf(at.to) })
	}

	return next
}

func pathOf(address string) string {
	path, _, _ := strings.Cut(address, "?")
	return path
}

// anchored checks a link to a place on the same page.
func (c *crawler) anchored(at step, here, target *url.URL, root *element) {
	if target.Fragment == "" || target.RequestURI() != here.RequestURI() {
		return
	}
	if len(root.all(func(el *element) bool { return el.attr["id"] == target.Fragment })) == 0 {
		c.fault(at, "leads to #%s, which is not on it", target.Fragment)
	}
}

// order asks for a file that is made first: the form is sent, and the page that follows is asked again until it leads to
// the file.
func (c *crawler) order(ctx context.Context, at step, target *url.URL, s sending) []step {
	s.fields.Del("token")
	key := "order " + target.Path + c.key(target.Path+"?"+s.fields.Encode())
	if c.seen[key] {
		return nil
	}

	c.seen[key] = true
	at = step{from: at.to, to: target.RequestURI()}
	a, err := c.post(ctx, target.RequestURI(), s.fields)
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()

	for err == nil {
		if kind, _, _ := mime.ParseMediaType(a.head.Get("Content-Type")); a.status != http.StatusOK || kind != "text/html" {
			c.look(ctx, at, a)
			return nil
		}

		root, broken := readPage(bytes.NewReader(a.body))
		if broken != nil {
			c.fault(at, "%v", broken)
			return nil
		}

		files := root.all(func(el *element) bool { return el.name == "a" && el.has("download") })
		if len(files) > 0 { // fetched at once: an account keeps a few
			if file, err := a.at.Parse(files[0].attr["href"]); err == nil {
				c.visit(ctx, step{from: at.to, to: file.RequestURI()})
			}
			return c.look(ctx, at, a)
		}

		select {
		case <-again.C:
			a, err = c.ask(ctx, a.at.RequestURI())
		case <-ctx.Done():
			err = ctx.Err()
		}
	}

	if ctx.Err() != nil {
		err = errors.New("the file was never ready")
	}

	c.fault(at, "%v", err)
	return nil
}
