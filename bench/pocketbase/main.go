// Command pocketbase is PocketBase at its best, to be measured beside: no request log, no limit of requests, an index for
// each question, figures for the planner. It is a module of its own with the versions that PocketBase names; nothing of it
// is in the program.
//
//	pocketbase setup DIR FROM      makes the tables, copies the rows of the SQLite file FROM, prints a token
//	pocketbase serve --dir DIR …   PocketBase's own command line; --full commits with synchronous=FULL, as Lingping does
package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "pocketbase:", err)
		os.Exit(1)
	}
}

// fullFlag is ours and not PocketBase's.
const fullFlag = "--full"

// full are PocketBase's own settings of the connection with the one that differs.
const full = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)&_pragma=synchronous(FULL)" +
	"&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)"

func run() error {
	if len(os.Args) == 4 && os.Args[1] == "setup" {
		return setup(os.Args[2], os.Args[3])
	}

	config := pocketbase.Config{}
	if slices.Contains(os.Args, fullFlag) {
		config.DBConnect = func(path string) (*dbx.DB, error) { return dbx.Open("sqlite", path+full) }
		os.Args = slices.DeleteFunc(os.Args, func(a string) bool { return a == fullFlag }) // it looks there by itself
	}

	return pocketbase.NewWithConfig(config).Start()
}

func setup(dir, from string) error {
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: dir})
	if err := app.Bootstrap(); err != nil {
		return err
	}

	if err := app.RunAllMigrations(); err != nil {
		return err
	}

	if err := collections(app); err != nil {
		return err
	}

	token, err := user(app)
	if err != nil {
		return err
	}

	if err := app.ResetBootstrapState(); err != nil {
		return err
	}

	if err := load(filepath.Join(dir, "data.db"), from); err != nil {
		return err
	}

	fmt.Println(token)
	return nil
}

// rows copies the tables; keys are 15 characters here and numbers there, negative for none.
const rows = `
INSERT INTO orgs (id, parent, level, lft, rgt, name) SELECT printf('%015d', id), CASE WHEN parent < 0 THEN '' ELSE printf('%015d', parent) END, level, lft, rgt, name FROM w.orgs;
INSERT INTO members (id, org, name) SELECT printf('%015d', id), printf('%015d', org), name FROM w.members;
INSERT INTO reviews (id, kind, reviewer, org, subject, status, mode, problems, rectified, due, good, prob, next)
	SELECT printf('%015d', id), kind, printf('%015d', reviewer), printf('%015d', org), subject, status, mode, problems, rectified, due, good, prob, next FROM w.reviews;
INSERT INTO notices (id, title, body, published) SELECT printf('%015d', id), title, body, published FROM w.notices;`

func load(data, from string) error {
	db, err := sql.Open("sqlite", data)
	if err != nil {
		return err
	}
	defer db.Close()

	db.SetMaxOpenConns(1)
	for _, text := range []string{"ATTACH '" + from + "' AS w", "PRAGMA synchronous = OFF", "BEGIN", rows, "COMMIT", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := db.Exec(text); err != nil {
			return err
		}
	}

	return nil
}

// rollup adds the reviews of all units below each, as somebody would who has no counters.
const rollup = `SELECT o.id AS id, o.parent AS parent, o.name AS name, COUNT(r.id) AS total, SUM(r.status) AS done, SUM(r.mode = 1) AS m1,
	SUM(r.mode = 2) AS m2, SUM(r.mode = 3) AS m3, SUM(r.mode = 4) AS m4, SUM(r.problems) AS problems, SUM(r.rectified) AS rectified FROM orgs o LEFT JOIN orgs d ON d.lft >= o.lft AND d.lft < o.rgt
	LEFT JOIN reviews r ON r.org = d.id GROUP BY o.id, o.parent, o.name, o.lft, o.rgt`

// collections makes the tables; a field whose name ends in # is a number.
func collections(app core.App) error {
	s := app.Settings()
	s.Logs.MaxDays, s.RateLimits.Enabled = 0, false
	if err := app.Save(s); err != nil {
		return err
	}

	signedIn, anybody := types.Pointer("@request.auth.id != ''"), types.Pointer("")
	for _, c := range []struct {
		name, fields string
		indexes      []string
	}{
		{"orgs", "parent level# lft# rgt# name", []string{"parent", "lft"}},
		{"members", "org name", []string{"org", "name"}},
		{"reviews", "kind# reviewer org subject status# mode# problems# rectified# due good prob next", []string{"reviewer, status, due", "org, status, mode, problems, rectified"}},
		{"notices", "title body published", nil},
	} {
		made := core.NewBaseCollection(c.name)
		for f := range strings.FieldsSeq(c.fields) {
			if number, ok := strings.CutSuffix(f, "#"); ok {
				made.Fields.Add(&core.NumberField{Name: number})
			} else {
				made.Fields.Add(&core.TextField{Name: f})
			}
		}

		for i, columns := range c.indexes {
			made.AddIndex(fmt.Sprintf("%s_%d", c.name, i), false, columns, "")
		}

		made.ListRule, made.ViewRule, made.UpdateRule = signedIn, signedIn, signedIn
		if c.name == "notices" {
			made.ListRule, made.ViewRule = anybody, anybody
		}

		if err := app.Save(made); err != nil {
			return err
		}
	}

	for name, query := range map[string]string{"rollup": rollup, "todo": "SELECT id, kind, subject, status, due, org, reviewer FROM reviews"} {
		view := core.NewViewCollection(name)
		view.ViewQuery, view.ListRule, view.ViewRule = query, signedIn, signedIn
		if err := app.Save(view); err != nil {
			return err
		}
	}

	return nil
}

// user is who asks, with his token.
func user(app core.App) (string, error) {
	users, err := app.FindCollectionByNameOrId("users")
	if err != nil {
		return "", err
	}

	u := core.NewRecord(users)
	u.SetEmail("bench@example.com")
	u.SetPassword("benchbench1")
	u.SetVerified(true)
	if err := app.Save(u); err != nil {
		return "", err
	}

	return u.NewStaticAuthToken(72 * 3600 * 1e9)
}
