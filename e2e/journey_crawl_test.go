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

// crawlTime is how long one of the demo's people may take on a busy machine.
const crawlTime = 8 * time.Minute

// castOfTheDemo is everybody of the demo with what he is to whom, in the words of the matrix, and words that stand in the
// names of the units that are his.
var castOfTheDemo = []struct{ login, relations, own string }{
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
	c := NewDemo(t)
	c.enrich(t)
	table, err := readRoutes(accessMatrix)
	if err != nil {
		t.Fatal(err)
	}
	records := readRecords(t, filepath.Join(c.Dir, "lingping.db"))
	words, err := i18n.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	reached := map[string]bool{} // relation and page
	t.Run("everybody", func(t *testing.T) {
		for _, one := range castOfTheDemo {
			t.Run(one.login, func(t *testing.T) {
				t.Parallel()
				ctx, cancel := context.WithTimeoutCause(t.Context(), crawlTime, fmt.Errorf("%s took longer than %s", one.login, crawlTime))
				defer cancel()
				by := newCrawler(c.URL, one.login, table)
				by.state = func(at *url.URL) string { return records.state(at, one.own) }
				if one.login != visitor {
					if err := by.enter(ctx, one.login, demoPassword); err != nil {
						t.Fatal(err)
					}
				}
				by.crawl(ctx, "/")
				mu.Lock()
				for name := range by.reached {
					for _, relation := range strings.Fields(one.relations) {
						reached[relation+" "+name] = true
					}
				}
				mu.Unlock()
				inChinese := by.asked
				if err := by.speakEnglish(ctx, words); err != nil {
					t.Fatal(err)
				}
				by.crawl(ctx, "/")
				for _, f := range by.found {
					t.Error(f)
				}
				t.Logf("%s asked %d times, and %d times in English", one.login, inChinese, by.asked-inChinese)
			})
		}
	})
	for _, missed := range table.missed(reached) {
		if _, known := nobodyNeedsALink[missed]; !known {
			t.Errorf("nobody of the demo is led to %s", missed)
		}
	}
}

// records tell addresses of one page apart by what they are about.
type records struct {
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
		{"unit", "kind", "units unit arrangements"},
	} {
		column := testkit.Column(t, file, of.table, strings.Fields(of.columns)...)
		for word := range strings.FieldsSeq(of.words) {
			r.states[word] = column
		}
	}
	return r
}

// state is what an address is about: the kinds and states of its records, and whether a unit is one's own.
func (r records) state(at *url.URL, own string) string {
	var out []string
	add := func(word, id string) {
		s := r.states[word][id]
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

// nobodyNeedsALink are pages that nobody is led to, by relation, with the reason.
var nobodyNeedsALink = map[string]string{
	"公众 GET /healthz": "asked by machines",
}

// enrich adds to the demo what is not in it.
func (c *campaign) enrich(t *testing.T) {
	t.Helper()
	from, to := window()
	c.Run("round", "open", "--scheme", "chuangxian-2010", "--name", "试点补点评", "--from", from, "--to", to)
}
