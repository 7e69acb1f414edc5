package web_test

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"lingping/internal/web"
)

// Whoever reads changes nothing: after every page that is asked for with GET, by everybody, at every stage, every table
// holds what it held before. Only when somebody was last there is noted with his session.
func TestReadingAPageChangesNothing(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	defer func() { check(t, th.store.Close()) }()
	before := th.tables()
	if len(before) < 30 {
		t.Fatalf("there are %d tables only", len(before))
	}
	answered := 0
	for _, route := range th.table {
		if route.Method != "GET" {
			continue
		}
		if th.read(route) {
			answered++
		}
		after := th.tables()
		for _, name := range slices.Sorted(maps.Keys(after)) {
			if after[name] != before[name] {
				t.Errorf("%s %s (%s) changes the table %s", route.Method, route.Pattern, route.Name, name)
			}
		}
		before = after
	}
	if answered < 60 {
		t.Errorf("only %d pages were answered to anybody", answered)
	}
}

// read asks for a page as everybody who plays a part in it, of everything that there is; ok says that somebody was shown it.
func (th *theatre) read(route web.Route) (ok bool) {
	th.t.Helper()
	a := addresses[route.Name]
	asked := map[string]bool{}
	for key, o := range th.objects {
		if !strings.HasPrefix(key, a.kind+" ") {
			continue
		}
		for _, c := range kinds[a.kind].cast {
			if at := o.fill(a.at) + " " + c.who; !asked[at] {
				asked[at] = true
				out := httptest.NewRecorder()
				th.handler.ServeHTTP(out, request(th.t, route, a, o, c.who))
				ok = ok || out.Code == http.StatusOK
			}
		}
	}
	return ok
}

// tables are the contents of every table but that of sessions, as hashes.
func (th *theatre) tables() map[string][sha256.Size]byte {
	th.t.Helper()
	db := must(sql.Open("sqlite", "file:"+th.file+"?mode=ro"))(th.t)
	defer db.Close()
	out := map[string][sha256.Size]byte{}
	for _, name := range th.column(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('session', 'sqlite_sequence')") {
		rows := must(db.QueryContext(th.t.Context(), "SELECT * FROM "+name))(th.t)
		columns := must(rows.Columns())(th.t)
		var text strings.Builder
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			check(th.t, rows.Scan(into...))
			fmt.Fprintln(&text, values...)
		}
		check(th.t, rows.Err())
		check(th.t, rows.Close())
		out[name] = sha256.Sum256([]byte(text.String()))
	}
	return out
}

func (th *theatre) column(db *sql.DB, query string) (out []string) {
	th.t.Helper()
	rows := must(db.QueryContext(th.t.Context(), query))(th.t)
	defer rows.Close()
	for rows.Next() {
		var name string
		check(th.t, rows.Scan(&name))
		out = append(out, name)
	}
	check(th.t, rows.Err())
	return out
}
