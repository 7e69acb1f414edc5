package e2e_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"lingping/internal/testkit"
)

// Every page that can be reached by links is looked at by those who may see different ones: on a phone, at 200 % (which
// is half the width), in both languages, light and dark, and as programs see it that read pages aloud.
func TestEveryPageFitsAndReadsInBothLanguages(t *testing.T) {
	t.Parallel()
	c := NewCampaign(t)
	c.makeCode("005")
	secretary := c.As("004")
	secretary.Follow("周平")
	zhou.write(secretary)
	secretary.Follow("提交（即为点评）")
	secretary.Sees("已点评周平")
	said := c.saidInChinese()
	var mu sync.Mutex
	all := map[string]bool{}
	visitor := NewPage(t)
	visitor.Visit(c.URL)
	people := []struct {
		name string
		at   *Page
		each int // pages of a kind, the second being below the first
	}{{"a visitor", visitor, 1}, {"the office", c.Enter("office", password), 1}, {"a secretary", secretary, 2},
		{"a member", c.As("005"), 1}, {"the auditor", c.auditor(), 1}}

	t.Run("everybody", func(t *testing.T) {
		for _, who := range people {
			t.Run(who.name, func(t *testing.T) {
				t.Parallel()
				p := who.at.On(t)
				c.walk(p, who.each, kindOf, func(path string) {
					mu.Lock()
					all[kindOf(path)] = true
					mu.Unlock()
					for _, fault := range p.Aloud(axeRules) {
						t.Errorf("%s: %s", path, fault)
					}
				})

				p.Follow("English")
				p.Darken()
				c.walk(p, 1, pageOf, func(path string) {
					for _, fault := range p.Aloud(axeContrast) {
						t.Errorf("%s in the dark: %s", path, fault)
					}
					marked := p.Chinese()
					for _, words := range chinese.FindAllString(p.Text(""), -1) {
						if !strings.Contains(said, words) && !strings.Contains(marked, words) {
							t.Errorf("%s says in English: %s", path, words)
						}
					}
				})
			})
		}
	})

	if len(all) < 40 {
		t.Errorf("links led to %d kinds of pages only: %s", len(all), strings.Join(slices.Sorted(maps.Keys(all)), " "))
	}
}

// auditor is somebody who looks after the ledger; the first administrator makes him.
func (c *campaign) auditor() *Page {
	c.t.Helper()
	p := c.Enter("office", password)
	p.Follow("账号")
	p.In("开通一个账号").Type("登录名", "auditor")
	p.In("开通一个账号").Type("姓名", "Auditor")
	p.Follow("开通并显示激活码")
	c.codes["auditor"] = p.Text(".code")
	p.Follow("已经交给本人，返回账号")
	p.Follow("auditor")
	p.Type("授予角色", "审计管理员")
	p.Follow("授予")
	p.Sees("角色已授予")
	return c.As("auditor")
}

// walk looks at so many pages of each kind that links lead to, on a phone and at 200 %.
func (c *campaign) walk(p *Page, each int, kind func(path string) string, look func(path string)) {
	p.t.Helper()
	seen := map[string]int{}
	for todo := []step{{from: "/", to: "/"}}; len(todo) > 0; todo = todo[1:] {
		at := todo[0]
		if seen[kind(at.to)] == each {
			continue
		}

		seen[kind(at.to)]++
		p.Visit(c.URL + at.to)
		if status := p.Status(); status != "200" {
			p.t.Errorf("%s leads to %s, which answers %s", at.from, at.to, status)
		}

		for _, width := range []int64{640, 390} {
			p.Resize(width, 800)
			if over := p.ask("width", "", "").Value; over != "0" {
				p.t.Errorf("%s: at a width of %d the page is %s pixels too wide", at.to, width, over)
			}
		}

		p.fitsAThumb(at.to)
		look(at.to)
		for _, to := range p.Links() {
			todo = append(todo, step{from: at.to, to: to})
		}
	}

	p.t.Logf("looked at %d kinds of pages", len(seen))
}

// numbers are what tells pages of a kind apart.
var numbers = regexp.MustCompile(`\d+`)

// pageOf is the address of a page without what is chosen on it.
func pageOf(path string) string { return numbers.ReplaceAllString(pathOf(path), "N") }

// kindOf is the address of a page without what tells it from others of its kind.
func kindOf(path string) string {
	path, query, _ := strings.Cut(path, "?")
	var names []string
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		names = append(names, name)
	}

	slices.Sort(names)
	return numbers.ReplaceAllString(path, "N") + "?" + strings.Join(names, "&")
}

// chinese are words in Chinese.
var chinese = regexp.MustCompile(`\p{Han}+`)

// saidInChinese is what remains Chinese on English pages: what offices, reviewers and schemes wrote themselves.
func (c *campaign) saidInChinese() string {
	said := []string{"中文", "管理员", roundName, "行政楼二楼会议室", zhou.name, zhou.post, zhou.promise, zhou.masses, zhou.causes, zhou.advice}
	said = append(said, zhou.problems...)
	for _, u := range testkit.Roster().Units {
		said = append(said, u.Name)
	}

	for _, p := range testkit.Roster().Persons {
		said = append(said, p.Name)
	}

	said = append(append(said, rosterHeads(c.t)...), "名册.xlsx", "措施.责任人") // a file of theirs, and a field of their own forms
	var list struct{ Schemes []struct{ Name string } }
	c.JSON(&list, "scheme", "list")
	for _, one := range list.Schemes {
		said = append(said, c.Run("scheme", "show", one.Name))
	}

	return strings.Join(said, "\n")
}
