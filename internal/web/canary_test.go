package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/store"
	"lingping/internal/web"
)

// organisation is one of two in the house, with words that stand in all that is written in it and nowhere else.
type organisation struct {
	canary string
	units  string   // their codes
	people []string // who belongs to it or looks after it, and has nothing to do with the other
}

var organisations = map[string]organisation{
	"inner": {"金丝雀甲", "'Z1', 'B11', 'B12'", []string{"feng", "chu", "wei"}},
	"outer": {"金丝雀乙", "'Z2', 'B21', 'B22'", []string{"", "stranger", "sun", "qian", "li", "wu", "zhao", "officeZ1", "system", "security", "auditor"}},
}

// beyondPeople are of the outer organisation; the cast has only people of the inner one.
var beyondPeople = map[string]part{"feng": {account: 821, number: "201"}, "chu": {account: 822, number: "202"}, "wei": {account: 823, number: "203"}}

// written are the tables in which people write, with how the unit of a row r is found. What is on display is for everybody.
var written = map[string]string{
	"review": `(SELECT o.unit_id FROM obligation o WHERE o.id = r.id)`, "review_version": `(SELECT o.unit_id FROM obligation o WHERE o.id = r.review_id)`,
	"dissent": `(SELECT o.unit_id FROM obligation o WHERE o.id = r.review_id)`,
	"action":  `r.unit_id`, "action_event": `(SELECT p.unit_id FROM action p WHERE p.id = r.action_id)`, "help": `r.unit_id`, "reply": `r.unit_id`,
	"commitment": `r.unit_id`, "summary": `r.unit_id`, "occasion": `r.unit_id`, "everyday": `r.unit_id`,
	"everyday_version": `(SELECT p.unit_id FROM everyday p WHERE p.id = r.everyday_id)`, "filing": `r.unit_id`, "arrangement": `r.unit_id`, "arrangement_row": `r.unit_id`,
	"fieldwork":         `(SELECT f.unit_id FROM fieldwork_unit f WHERE f.fieldwork_id = r.id LIMIT 1)`,
	"fieldwork_finding": `(SELECT f.unit_id FROM fieldwork_unit f WHERE f.fieldwork_id = r.fieldwork_id LIMIT 1)`,
	"opinion_batch":     `r.unit_id`, "opinion": `(SELECT p.unit_id FROM opinion_pool p WHERE p.id = r.pool_id)`, "opinion_pool": `r.unit_id`,
	"invitation":     `(SELECT p.unit_id FROM opinion_batch p WHERE p.id = r.batch_id)`,
	"notice":         `(SELECT p.unit_id FROM notice p WHERE p.id = r.id AND p.state <> 'published')`,
	"notice_edition": `(SELECT p.unit_id FROM notice p WHERE p.id = r.notice_id AND p.state <> 'published')`,
	"notice_act":     `(SELECT p.unit_id FROM notice p WHERE p.id = r.notice_id AND p.state <> 'published')`,
	"exemption":      `r.unit_id`, "draw": `r.unit_id`,
}

// plant writes the canaries into every row that has words in it; it gives how many.
func plant(t *testing.T, s *store.Store) (planted int) {
	t.Helper()
	check(t, s.Write(t.Context(), func(tx *store.Tx) error {
		for table, unit := range written {
			columns, err := store.All(tx, store.Scalar[string], `SELECT name FROM pragma_table_info($1) WHERE type = 'TEXT' AND name NOT IN ('mode', 'state', 'kind')`, table)
			if err != nil {
				return err
			}

			for _, o := range organisations {
				for _, column := range columns {
					n, err := tx.Exec(`UPDATE ` + table + ` AS r SET ` + column + ` = CASE WHEN substr(` + column + `, 1, 1) IN ('{', '[')
						THEN replace(` + column + `, '。', '。` + o.canary + `') ELSE ` + column + ` || '` + o.canary + `' END
						WHERE ` + column + ` GLOB '*[一-龥]*' AND ` + unit + ` IN (SELECT id FROM unit WHERE code IN (` + o.units + `))`)
					if err != nil {
						return err
					}
					planted += int(n)
				}
			}
		}
		return nil
	}))
	return planted
}

// arrive gives the people of the outer organisation their accounts and sessions.
func (th *theatre) arrive() {
	th.t.Helper()
	check(th.t, th.store.Write(th.t.Context(), func(tx *store.Tx) error {
		for name, p := range beyondPeople {
			a := access.Account{ID: p.account, Login: name, Name: name}
			person, err := tx.PersonNumbered(p.number)
			if err != nil {
				return err
			}

			a.Person = person.ID
			if err := tx.AddAccount(a, ""); err != nil {
				return err
			}

			if err := tx.AddSession(access.NewSession(auth.TokenHash(token(name)), a.ID, false, time.Now())); err != nil {
				return err
			}
		}
		return nil
	}))
}

// crawler asks for all that somebody could ask for and looks for words that are not meant for him.
type crawler struct {
	*theatre
	asked  map[string]bool
	sung   map[string]bool // where a canary was found
	still  bool            // it follows no links
	pages  int
	bodies int
}

// sought is what both canaries begin with: who finds one by it is shown the rest.
const sought = "金丝"

var canaryLinks = regexp.MustCompile(`(?:href|action)="(/[^"]*)"`)

// hears asks one request as somebody and reports whether the canary stands anywhere in the answer; it follows canaryLinks.
func (c *crawler) hears(route web.Route, a address, o object, who, canary string) {
	c.t.Helper()
	where := route.Method + " " + o.fill(a.at) + " " + o.fill(a.form) + " as " + who
	if c.asked[where] {
		return
	}

	c.asked[where] = true
	out := httptest.NewRecorder()
	c.handler.ServeHTTP(out, request(c.t, route, a, o, who))
	c.pages++
	answer := fmt.Sprint(out.Header()) + "\n" + unpacked(out.Body.Bytes(), 0)
	if out.Code == 200 {
		c.bodies++
	}

	if plain, err := url.QueryUnescape(answer); strings.Contains(answer, canary) || err == nil && strings.Contains(plain, canary) {
		c.sung[route.Method+" "+route.Pattern+" as "+who] = true
	}

	if route.Method != "GET" || c.still {
		return
	}

	for _, m := range canaryLinks.FindAllStringSubmatch(out.Body.String(), -1) {
		at := html.UnescapeString(m[1])
		if !strings.HasPrefix(at, "/static/") && !strings.HasPrefix(at, "/logout") {
			c.hears(web.Route{Method: "GET", Pattern: at}, address{at: at}, nil, who, canary)
		}
	}
}

// unpacked is an answer as text: of an archive, or a paper that is one, all that is in it.
func unpacked(body []byte, depth int) string {
	if !bytes.HasPrefix(body, []byte("PK")) || depth > 3 {
		return string(body)
	}

	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return string(body)
	}

	var all strings.Builder
	for _, f := range archive.File {
		all.WriteString(f.Name + "\n")
		in, err := f.Open()
		if err != nil {
			continue
		}

		content, err := io.ReadAll(in)
		if err == nil {
			all.WriteString(unpacked(content, depth+1))
		}

		in.Close()
	}

	return all.String()
}

// crawl asks for every page and sends every form, about all that there is, as the people of an organisation's other side;
// whole lets everybody of them send every form about the objects of every stage, else some send it about one.
func (c *crawler) crawl(table []web.Route, side string, whole bool) {
	c.t.Helper()
	o := organisations[side]
	for _, who := range o.people {
		if !whole && !slices.Contains([]string{"", "qian", "zhao", "officeZ1", "auditor", "chu"}, who) {
			continue
		}

		for _, at := range []string{"/", "/opinions", "/actions", "/helps", "/notices", "/n", "/exports", "/persons?q=" + sought, "/search?q=" + sought} {
			c.hears(web.Route{Method: "GET", Pattern: at}, address{at: at}, nil, who, o.canary)
		}

		for _, route := range table {
			a, taken := addresses[route.Name], 0
			for _, key := range c.keys() {
				if !strings.HasPrefix(key, a.kind+" ") || !strings.Contains(key, side) || !whole && taken > 0 && route.Method != "GET" {
					continue
				}
				taken++
				c.hears(route, a, c.objects[key], who, o.canary)
				if before := c.entries; c.written() != before { // he did something that he may: the next begins anew
					c.entries = c.written()
				}
			}
		}
	}
}

// keys are the objects of the scene in a fixed order.
func (th *theatre) keys() (keys []string) {
	for key := range th.objects {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Two organisations in one house, with words of their own in all that is written in them: no page, file, search, error or
// header given to somebody of the one holds a word of the other. LINGPING_CRAWL=whole sends every form of every stage.
func TestNothingOfOneOrganisationIsHeardInTheOther(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	defer func() { check(t, th.store.Close()) }()

	planted := plant(t, th.store)
	th.arrive()
	c := &crawler{theatre: th, asked: map[string]bool{}, sung: map[string]bool{}}
	for side := range organisations {
		c.crawl(th.table, side, os.Getenv("LINGPING_CRAWL") == "whole")
	}

	for where := range c.sung {
		t.Errorf("%s holds a word of the other organisation", where)
	}

	t.Logf("%d requests, %d of them answered with 200, over %d texts with a canary", c.pages, c.bodies, planted)
	if planted < 300 || c.bodies < 500 {
		t.Errorf("only %d texts and %d answers: the test looks at too little", planted, c.bodies)
	}

	t.Run("a page that takes him for somebody else is found", func(t *testing.T) {
		hole := &crawler{theatre: th, asked: map[string]bool{}, sung: map[string]bool{}, still: true}
		for _, route := range th.table {
			a := addresses[route.Name]
			for _, key := range th.keys() {
				if route.Method == "GET" && strings.HasPrefix(key, a.kind+" ") && strings.Contains(key, "outer") {
					hole.hears(route, address{kind: a.kind, at: a.at}, th.objects[key], "office", organisations["outer"].canary)
				}
			}
		}

		if len(hole.sung) < 15 {
			t.Errorf("the office, who may see all of it, finds the words on %d pages only: %v", len(hole.sung), hole.sung)
		}
	})
}
