package e2e_test

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lingping/internal/i18n"
	"lingping/internal/testkit"
)

// member is one of the cast: what he is to whom, in the words of the matrix, and words that stand in the names of the
// units that are his.
type member struct{ login, relations, own string }

// castOfTheDemo is everybody whom the demo names, and a visitor.
var castOfTheDemo = []member{
	{visitor, "公众", "-"},
	{"office", "账号 本人 活动", "-"},
	{"leader", "账号 本人 点评 对象 上级", "-"},
	{"general", "账号 本人 点评 对象 一方 上级", "机械工程学院"},
	{"branch", "账号 本人 点评 对象 一方 上级", "机械设计系"},
	{"clerk", "账号 本人 代录 对象 一方", "机械设计系"},
	{"member", "账号 本人 对象 一方", "机械设计系"},
	{"dissent", "账号 本人 对象", "机械设计系"},
	{"system", "账号 本人 系统", "-"},
	{"security", "账号 本人 安全", "-"},
	{"audit", "账号 本人 审计", "-"},
}

// Whoever of the demo follows every link, sends every form that only asks, and opens every file, finds no page that is not
// there, none on which he is stuck, and no file that does not open; and whatever some relation may see or do, somebody who
// has it is led to.
func TestNobodyIsLedAstray(t *testing.T) {
	t.Parallel()
	c := NewDemo(t)
	from, to := window()
	c.Run("round", "open", "--scheme", "chuangxian-2010", "--name", "试点补点评", "--from", from, "--to", to)
	table, err := readRoutes(accessMatrix)
	if err != nil {
		t.Fatal(err)
	}

	e := &expedition{campaign: c, table: table, records: readRecords(t, filepath.Join(c.Dir, "lingping.db")), reached: map[string]bool{}}
	if e.words, err = i18n.Catalogue(); err != nil {
		t.Fatal(err)
	}

	for _, name := range e.records.people {
		delete(e.words, name) // people's own, though the roles are called so too
	}

	t.Run("everybody", func(t *testing.T) {
		for _, one := range castOfTheDemo {
			t.Run(one.login, func(t *testing.T) {
				t.Parallel()
				e.send(t, one)
			})
		}
	})

	e.judge(t)
}

// expedition is everybody of the demo going through it.
type expedition struct {
	*campaign
	table   *routes
	records records
	words   map[string]string

	mu      sync.Mutex
	reached map[string]bool // relation and page
}

// send goes through the house as one of the cast, in Chinese and then in English.
func (e *expedition) send(t *testing.T, one member) {
	ctx, cancel := context.WithTimeoutCause(t.Context(), buildTime, fmt.Errorf("%s took longer than %s", one.login, buildTime))
	defer cancel()

	by := newCrawler(e.URL, one.login, e.table)
	by.state = func(at *url.URL) string { return e.records.state(at, one.own) }
	starts := []string{"/"}
	if one.login == visitor {
		starts = append(starts, "/n/"+e.records.poster)
	} else {
		elsewhere := newCrawler(e.URL, one.login, e.table) // so that there is a session that can be ended
		for _, browser := range []*crawler{elsewhere, by} {
			if err := browser.enter(ctx, one.login, demoPassword); err != nil {
				t.Fatal(err)
			}
		}
	}

	by.crawl(ctx, starts...)
	inChinese := by.asked
	if err := by.speakEnglish(ctx, e.words); err != nil {
		t.Fatal(err)
	}

	by.crawl(ctx, starts...)
	t.Logf("%s asked %d times, and %d times in English", one.login, inChinese, by.asked-inChinese)
	e.mu.Lock()
	defer e.mu.Unlock()

	for name := range by.reached {
		for _, relation := range strings.Fields(one.relations) {
			e.reached[relation+" "+name] = true
		}
	}

	for _, fault := range by.found {
		t.Error(fault)
	}
}

// judge holds what was reached against what may be seen.
func (e *expedition) judge(t *testing.T) {
	excepted := map[string]bool{}
	for _, x := range notLedTo {
		for line := range strings.Lines(x.pages) {
			relations, page, _ := strings.Cut(strings.TrimSpace(line), "  ")
			for relation := range strings.FieldsSeq(relations) {
				excepted[relation+" "+page] = true
			}
		}
	}

	for _, missed := range e.table.missed(e.reached) {
		if !excepted[missed] {
			t.Errorf("nobody of the demo is led to %s", missed)
		}
	}
}

// records tell addresses of one page apart by what they are about.
type records struct {
	people []string                     // names of accounts
	poster string                       // the code of a notice on display, as one scans it
	states map[string]map[string]string // by the word before the number, and the number
	units  map[string]string            // names by id
}

// readRecords reads the kinds and states of what addresses name.
func readRecords(t *testing.T, file string) records {
	r := records{states: map[string]map[string]string{}, units: testkit.Column(t, file, "unit", "name")}
	for _, of := range []struct {
		table, columns, words string
	}{
		{"obligation", "kind state", "reviews"}, {"action", "kind state", "actions"}, {"opinion_batch", "kind state", "opinions heard"},
		{"round", "state", "rounds round"}, {"notice", "state", "notices"}, {"help", "kind state", "helps"}, {"reply", "state", "replies"},
		{"filing", "state", "filings"}, {"draw", "kind", "draws"}, {"occasion", "kind", "occasions"}, {"everyday", "kind", "everyday"},
		{"unit", "kind", "units unit arrangements"}, {"account", "login", "accounts"},
	} {
		column := testkit.Column(t, file, of.table, strings.Fields(of.columns)...)
		for word := range strings.FieldsSeq(of.words) {
			r.states[word] = column
		}
	}

	r.people = slices.Collect(maps.Values(testkit.Column(t, file, "account", "name")))
	for _, shown := range testkit.Column(t, file, "notice", "code", "state", "to_day") {
		if f := strings.Fields(shown); len(f) == 3 && f[1] == "published" && f[2] > time.Now().Format(time.DateOnly) {
			r.poster = f[0]
		}
	}

	if r.poster == "" {
		t.Fatal("no notice of the demo is on display")
	}

	return r
}

// state is what an address is about: the kinds and states of its records, and whether a unit is one's own.
func (r records) state(at *url.URL, own string) string {
	var out []string
	add := func(word, id string) {
		s := numbers.ReplaceAllString(r.states[word][id], "N")
		if name, ok := r.units[id]; ok && strings.Contains(name, own) {
			s += " own"
		}
		out = append(out, s)
	}

	parts := strings.Split(at.Path, "/")
	for i := range len(parts) - 1 {
		add(parts[i], parts[i+1])
	}

	query := at.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		add(name, query.Get(name))
	}

	return strings.Join(out, "/")
}
