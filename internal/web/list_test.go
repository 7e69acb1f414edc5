package web_test

import (
	"cmp"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/store"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// What a list or the home page shows is a promise: each link on it opens for whoever sees it, and nothing on it comes from
// outside his part of the house. Everybody of the small institution asks for every list, while posts have ended, are still
// to come and have passed on.
func TestEveryRowOfAListOpensForWhoeverSeesIt(t *testing.T) {
	l := listed(t)
	lists := 0
	for _, who := range l.readers {
		lists += l.walk(t, who)
	}

	if lists < 600 {
		t.Errorf("only %d lists were shown to anybody", lists)
	}
}

// reader is somebody who asks for lists.
type reader struct {
	access.Actor
	key string // of his session
}

// lists is the institution in the midst of a round, with everybody who reads its lists.
type lists struct {
	*testkit.World
	today   *app.App // by the clock of the pages
	handler http.Handler
	readers []reader
	spoken  []spoken
	opens   map[string]int // status by reader and address
}

// spoken is a review with words that stand in those of its subject and in nothing else.
type spoken struct {
	words string
	row   store.PlanRow
}

// listed sets the institution up.
func listed(t *testing.T) *lists {
	t.Helper()
	s := testkit.SQLite(t)
	l := &lists{World: testkit.NewWorld(t, s), opens: map[string]int{}}
	check(t, l.App.AppointClerk(t.Context(), access.LocalOperator(), l.Person("102"), l.Person("105")))
	check(t, l.App.AppointClerk(t.Context(), access.LocalOperator(), l.Person("201"), l.Person("205")))
	l.halfYear(t)
	l.passOn(t)
	l.today = app.New(s)
	l.today.OpenKeys(l.Keys)
	l.handler = must(web.New(l.today, web.Options{}))(t).Handler()
	l.sessions(t)
	return l
}

// sessions gives everybody an account, and the offices and administrators theirs.
func (l *lists) sessions(t *testing.T) {
	t.Helper()
	add := func(a access.Account, actor access.Actor) {
		check(t, l.Store.Write(t.Context(), func(tx *store.Tx) error {
			if err := tx.AddAccount(a, ""); err != nil {
				return err
			}
			return tx.AddSession(access.NewSession(auth.TokenHash(token(a.Login)), a.ID, false, time.Now()))
		}))
		l.readers = append(l.readers, reader{actor, a.Login})
	}

	for i, p := range testkit.Roster().Persons {
		a := access.Account{ID: int64(1000 + i), Login: "p" + p.Number, Name: p.Name, Person: p.ID}
		if p.Number == "104" { // sits in a unit and is the office too
			a.Roles = []access.Role{{Kind: access.RoleOffice}}
		}
		add(a, access.Actor{Account: a.ID, Name: p.Name, Person: p.ID, Roles: a.Roles})
	}

	for i, role := range []access.Role{{Kind: access.RoleOffice}, {Kind: access.RoleOffice, Unit: l.Unit("Z1")},
		{Kind: access.RoleSystem}, {Kind: access.RoleSecurity}, {Kind: access.RoleAudit}} {
		a := access.Account{ID: int64(2000 + i), Login: fmt.Sprintf("r%d", i), Name: "管理", Roles: []access.Role{role}}
		add(a, access.Actor{Account: a.ID, Name: a.Name, Roles: a.Roles})
	}
}

// walk asks for every list as somebody, holds each link and what is said against his rights, and gives how many lists
// were shown to him.
func (l *lists) walk(t *testing.T, who reader) (shown int) {
	t.Helper()
	foreign := l.foreign(t, who)
	for _, at := range l.addresses() {
		page, status := l.ask(t, who, at)
		if status != http.StatusOK {
			continue
		}

		shown++
		for _, link := range links(t, page) {
			if status := l.status(t, who, link); status != http.StatusOK && status != http.StatusSeeOther {
				t.Errorf("%s (%s) is shown %s on %s, and it answers %d", who.key, who.Name, link, at, status)
			}
		}

		for _, words := range foreign {
			if strings.Contains(page, words) {
				t.Errorf("%s (%s) reads %q on %s", who.key, who.Name, words, at)
			}
		}
	}

	return shown
}

// addresses are those of all lists: pages without a record of their own, and those of the round, as a whole and of each
// unit; and of the sheets, persons and units, whose five steps lead to other records.
func (l *lists) addresses() []string {
	var out []string
	for _, s := range l.spoken {
		out = append(out, "/reviews/"+id(int64(s.row.Obligation)))
	}

	for _, p := range testkit.Roster().Persons {
		out = append(out, "/persons/"+id(int64(p.ID)))
	}

	for _, u := range testkit.Roster().Units {
		out = append(out, "/units/"+id(int64(u.ID)))
	}

	for _, route := range web.Routes() {
		if route.Method != "GET" || strings.Contains(route.Name, "book") || strings.Contains(route.Name, "download") ||
			strings.Contains(route.Pattern, ".") || strings.HasPrefix(route.Pattern, "/login") {
			continue
		}

		path := strings.TrimSuffix(route.Pattern, "{$}")
		if !strings.Contains(path, "{") {
			out = append(out, path)
			continue
		}

		rest, ofRound := strings.CutPrefix(path, "/rounds/{id}")
		if !ofRound || strings.Contains(rest, "{") {
			continue
		}

		at := "/rounds/" + id(int64(l.Round)) + rest
		out = append(out, at)
		for _, u := range testkit.Roster().Units {
			out = append(out, at+"?unit="+id(int64(u.ID)))
		}
	}

	return out
}

// ask gives a page as somebody sees it.
func (l *lists) ask(t *testing.T, who reader, at string) (string, int) {
	t.Helper()
	in := httptest.NewRequestWithContext(t.Context(), "GET", at, nil)
	in.AddCookie(&http.Cookie{Name: "lingping", Value: token(who.key)})
	out := httptest.NewRecorder()
	l.handler.ServeHTTP(out, in)
	l.opens[who.key+" "+at] = out.Code
	return out.Body.String(), out.Code
}

// status is how a page answers somebody.
func (l *lists) status(t *testing.T, who reader, at string) int {
	t.Helper()
	status, known := l.opens[who.key+" "+at]
	if !known {
		_, status = l.ask(t, who, at)
	}
	return status
}

var linkHref = regexp.MustCompile(`<a [^>]*href="([^"]*)"`)

// links are the addresses of our own to which a page leads.
func links(t *testing.T, page string) (out []string) {
	t.Helper()
	for _, m := range linkHref.FindAllStringSubmatch(page, -1) {
		to := must(url.Parse(html.UnescapeString(m[1])))(t)
		if to.IsAbs() || to.Path == "" || strings.HasPrefix(to.Path, "/static") || strings.HasPrefix(to.Path, "/logout") {
			continue
		}
		to.Fragment = ""
		out = append(out, to.String())
	}

	slices.Sort(out)
	return slices.Compact(out)
}

// foreign are words that somebody must read nowhere: of reviews that do not open for him, and the names of plain members
// to whom he has no relation.
func (l *lists) foreign(t *testing.T, who reader) (words []string) {
	t.Helper()
	opens := map[string]bool{}
	for _, s := range l.spoken {
		_, err := l.App.Sheet(t.Context(), who.Actor, review.ID(s.row.Obligation))
		opens[s.words] = opens[s.words] || err == nil
	}

	for said, may := range opens {
		if !may {
			words = append(words, said)
		}
	}

	holds := map[org.PersonID]bool{}
	r := testkit.Roster()
	for _, p := range r.Posts {
		holds[p.Person] = true
	}

	for _, c := range r.Charges {
		holds[c.Person] = true
	}

	branch := org.UnitID(0)
	for _, p := range r.Persons {
		if p.ID == who.Person {
			branch = p.Branch
		}
	}

	for _, p := range r.Persons {
		if holds[p.ID] || p.Branch == branch || len(who.Roles) > 0 || l.tookOver(p.ID) {
			continue
		}

		if _, err := l.App.Commitments(t.Context(), who.Actor, l.Round, p.Branch, p.ID); err == nil {
			continue
		}

		if _, err := l.today.Person(t.Context(), who.Actor, p.ID); err == nil { // on the living roster
			continue
		}

		if _, err := l.App.Board(t.Context(), who.Actor, l.Round, p.Branch); err != nil { // whose figures he reads he knows by name
			words = append(words, p.Name)
		}
	}

	return words
}

// sheetName names the sheet of a line of the plan.
func sheetName(row store.PlanRow) string {
	return string(row.Kind) + " " + cmp.Or(row.PersonNumber, row.UnitCode) + " by " + row.OwnerNumber
}

// planRows are the lines of the plan of the round.
func (l *lists) planRows(t *testing.T) (rows []store.PlanRow) {
	t.Helper()
	check(t, l.Store.Read(t.Context(), func(tx *store.Tx) error {
		top, err := tx.RootUnit()
		if err != nil {
			return err
		}

		for row, err := range tx.PlanRows(l.Round, top) {
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}

		return nil
	}))
	return rows
}
