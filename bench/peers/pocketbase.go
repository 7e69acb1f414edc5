package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lingping/bench/work"
)

// fullFlag lets PocketBase commit with synchronous=FULL, as Lingping does. It is ours and not PocketBase's.
const fullFlag = "--full"

// full are PocketBase's own settings of the connection with the one that differs.
const full = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)&_pragma=synchronous(FULL)" +
	"&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)"

// pocketBase is PocketBase at its best: no request log, no limit of requests, an index for each question, figures for the
// planner. "setup N" fills it and prints a token; all else is its own command line.
func pocketBase() error {
	config := pocketbase.Config{}
	args := slices.DeleteFunc(slices.Clone(os.Args[2:]), func(a string) bool { return a == fullFlag })
	if slices.Contains(os.Args, fullFlag) {
		config.DBConnect = func(path string) (*dbx.DB, error) { return dbx.Open("sqlite", path+full) }
	}
	if args[0] != "setup" {
		os.Args = append(os.Args[:1], args...) // it looks there by itself
		return pocketbase.NewWithConfig(config).Start()
	}
	n, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: args[3]})
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
	if err := loadPocketBase(filepath.Join(args[3], "data.db"), work.Make(n)); err != nil {
		return err
	}
	fmt.Println(token)
	return nil
}

// rollup adds the reviews of all units below each, as somebody would who has no counters.
const rollup = `SELECT o.id AS id, o.parent AS parent, o.name AS name, COUNT(r.id) AS total, SUM(r.status) AS done, SUM(r.mode = 1) AS m1,
	SUM(r.mode = 2) AS m2, SUM(r.problems) AS problems FROM orgs o LEFT JOIN orgs d ON d.lft >= o.lft AND d.lft < o.rgt
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
		{"reviews", "kind# reviewer org subject status# mode# problems# due good prob next", []string{"reviewer, status, due", "org, status, mode, problems"}},
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
