package law_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/law"
)

func TestThisHouseKeepsItsLaw(t *testing.T) {
	root := os.DirFS("../..")
	breaches, err := law.Check(root)
	if err != nil {
		t.Fatal(err)
	}

	for _, b := range breaches {
		t.Error(b)
	}

	tree, err := law.Read(root)
	if err != nil {
		t.Fatal(err)
	}

	if len(tree.Written()) < 10 {
		t.Errorf("only %d files were read: the test looks in the wrong place", len(tree.Written()))
	}
}

// planted is a small tree in which something may be wrong, and the complaints it must give, word for word.
type planted struct {
	name string
	tree map[string]string
	want []string
}

func checkAll(t *testing.T, plants []planted) {
	t.Helper()
	for _, p := range plants {
		t.Run(p.name, func(t *testing.T) {
			root := fstest.MapFS{}
			for name, text := range p.tree {
				root[name] = &fstest.MapFile{Data: []byte(text)}
			}

			breaches, err := law.Check(root)
			if err != nil {
				t.Fatal(err)
			}

			var got []string
			for _, b := range breaches {
				got = append(got, b.String())
			}

			if diff := cmp.Diff(p.want, got); diff != "" {
				t.Errorf("complaints (-want +got):\n%s", diff)
			}
		})
	}
}

// room is a file of a package that keeps every law, with the given lines after its package clause.
func room(name string, lines ...string) string {
	return "// Package " + name + " is planted.\npackage " + name + "\n" + strings.Join(lines, "\n") + "\n"
}

func TestAFileThatDoesNotParseIsAnError(t *testing.T) {
	_, err := law.Check(fstest.MapFS{"internal/app/app.go": {Data: []byte("package app\nfunc {")}})
	if err == nil || !strings.Contains(err.Error(), "internal/app/app.go:2:6") {
		t.Errorf("got %v, want an error that names the place", err)
	}
}

func TestImportsRunOneWay(t *testing.T) {
	checkAll(t, []planted{
		{"the way down is free", map[string]string{
			"cmd/lingping/main.go":        "// Command lingping is planted.\npackage main\nimport _ \"lingping/internal/cli\"\n",
			"internal/cli/cli.go":         room("cli", `import _ "lingping/internal/web"`),
			"internal/web/web.go":         room("web", `import _ "lingping/internal/app"`),
			"internal/app/app.go":         room("app", `import _ "lingping/internal/store"`, `import _ "lingping/internal/office"`),
			"internal/store/store.go":     room("store", `import _ "lingping/internal/domain/review"`),
			"internal/domain/review/r.go": room("review", `import _ "lingping/internal/domain/org"`),
			"internal/domain/org/org.go":  room("org", `import _ "lingping/internal/errs"`),
			"internal/errs/errs.go":       room("errs"),
		}, nil},
		{"the domain must not reach up to the store", map[string]string{
			"internal/domain/org/org.go": room("org", `import _ "lingping/internal/store"`),
		}, []string{`internal/domain/org/org.go:3: internal/domain/org must not import internal/store, which stands above it: imports run one way`}},
		{"a domain room must not know what comes later in the life of a review", map[string]string{
			"internal/domain/assign/assign.go": room("assign", `import _ "lingping/internal/domain/review"`),
		}, []string{`internal/domain/assign/assign.go:3: internal/domain/assign must not import internal/domain/review, which stands above it: imports run one way`}},
		{"a breach behind a build tag is a breach", map[string]string{
			"internal/store/tag.go": "//go:build never\n\n" + room("store", `import _ "lingping/internal/web"`),
		}, []string{`internal/store/tag.go:5: internal/store must not import internal/web, which stands above it: imports run one way`}},
		{"a breach in a room's inner folder is a breach of the room", map[string]string{
			"internal/store/rows/rows.go": room("rows", `import _ "lingping/internal/app"`),
		}, []string{`internal/store/rows/rows.go:3: internal/store must not import internal/app, which stands above it: imports run one way`}},
		{"store and office do not know each other", map[string]string{
			"internal/office/office.go": room("office", `import _ "lingping/internal/store"`),
		}, []string{`internal/office/office.go:3: internal/office must not import internal/store: internal/law/rooms.go does not let it`}},
		{"pages draw no papers", map[string]string{
			"internal/web/web.go": room("web", `import _ "lingping/internal/office"`, `import _ "lingping/internal/paper"`),
		}, []string{
			`internal/web/web.go:3: internal/web must not import internal/office: internal/law/rooms.go does not let it`,
			`internal/web/web.go:4: internal/web must not import internal/paper: internal/law/rooms.go does not let it`,
		}},
		{"papers ask no permission", map[string]string{
			"internal/domain/access/access.go": room("access"),
			"internal/paper/form.go":           room("paper", `import _ "lingping/internal/domain/review"`, `import _ "lingping/internal/domain/access"`),
			"internal/domain/review/review.go": room("review"),
		}, []string{`internal/paper/form.go:4: internal/paper must not import internal/domain/access: internal/law/rooms.go does not let it`}},
		{"what is for tests is imported by tests alone", map[string]string{
			"internal/app/app.go":      room("app", `import _ "lingping/internal/testkit"`),
			"internal/app/app_test.go": "package app_test\nimport _ \"lingping/internal/testkit\"\n",
		}, []string{`internal/app/app.go:3: internal/app must not import internal/testkit, which is for tests only`}},
		{"a test breaks the law like any other file", map[string]string{
			"internal/domain/org/org.go":      room("org"),
			"internal/domain/org/org_test.go": "package org_test\nimport _ \"lingping/internal/app\"\n",
		}, []string{`internal/domain/org/org_test.go:2: internal/domain/org must not import internal/app, which stands above it: imports run one way`}},
		{"a folder that is no room is named", map[string]string{
			"internal/extra/extra.go": room("extra"),
			"internal/app/app.go":     room("app", `import _ "lingping/internal/extra"`),
		}, []string{
			`internal/app/app.go:3: internal/app imports internal/extra, which is no room of the house`,
			`internal/extra/extra.go:1: internal/extra is no room of the house: give it a line in internal/law/rooms.go`,
		}},
		{"names come with their package", map[string]string{
			"internal/app/app.go": room("app", `import . "strings"`),
		}, []string{`internal/app/app.go:3: a dot import hides where a name comes from`}},
		{"test data is no source", map[string]string{
			"internal/app/app.go":              room("app"),
			"internal/app/testdata/bad/bad.go": "package bad\nimport _ \"lingping/internal/cli\"\n",
		}, nil},
	})
}

func TestPagesAskNobody(t *testing.T) {
	app := room("app", "// App is planted.", `type App struct{}`, "// Row is planted.", `type Row struct{}`,
		"// Left is planted.", `func (Row) Left() int { return 0 }`, "// Launch is planted.", `func Launch(*App) {}`)
	checkAll(t, []planted{
		{"a page is drawn from rows and may ask them", map[string]string{
			"internal/app/app.go":       app,
			"internal/web/view/view.go": room("view", `import "lingping/internal/app"`, `func left(r app.Row) int { return r.Left() }`),
		}, nil},
		{"a page calls no use case", map[string]string{
			"internal/app/app.go":       app,
			"internal/web/view/view.go": room("view", `import "lingping/internal/app"`, `func f(a *app.App) { app.Launch(a) }`),
		}, []string{
			"internal/web/view/view.go:4: App is a use case: a handler in internal/web calls it and hands over what it gives",
			"internal/web/view/view.go:4: Launch is a use case: a handler in internal/web calls it and hands over what it gives",
		}},
		{"a page knows no request", map[string]string{
			"internal/web/view/view.go": room("view", `import _ "net/http"`),
		}, []string{"internal/web/view/view.go:3: internal/web/view must not import net/http: HTTP lives in internal/web"}},
		{"a page knows no handler", map[string]string{
			"internal/web/web.go":       room("web"),
			"internal/web/view/view.go": room("view", `import _ "lingping/internal/web"`),
		}, []string{"internal/web/view/view.go:3: internal/web/view must not import internal/web, which stands above it: imports run one way"}},
	})
}

func TestAHandlerCallsOneUseCaseThatChangesAndOneThatReads(t *testing.T) {
	app := room("app", "// App is planted.", `type App struct{}`,
		`func (a *App) through() {}`, `func (a *App) read() {}`,
		"// Save is planted.", `func (a *App) Save() { a.through() }`, "// Mend is planted.", `func (a *App) Mend() { a.inner() }`,
		`func (a *App) inner() { a.through() }`, "// Look is planted.", `func (a *App) Look() { a.read() }`,
		"// Peek is planted.", `func (a *App) Peek() { a.read() }`, "// Wait is planted.", `func (a *App) Wait() {}`)

	web := func(lines ...string) map[string]string {
		return map[string]string{"internal/app/app.go": app, "internal/web/web.go": room("web", append([]string{
			`import "lingping/internal/app"`, `type request struct{ app *app.App }`}, lines...)...)}
	}

	checkAll(t, []planted{
		{"one of each, and what asks memory only", web(`func (r *request) one() { r.app.Look(); r.app.Save(); r.app.Wait() }`), nil},
		{"changes one after the other", web(`func (r *request) two() { r.app.Save(); r.app.Mend() }`),
			[]string{"internal/web/web.go:5: two changes by Mend, Save: make it one use case in internal/app"}},
		{"changes by way of another method", web(`func (r *request) way() { r.app.Save(); r.save() }`, `func (r *request) save() { r.app.Mend() }`),
			[]string{"internal/web/web.go:5: way changes by Mend, Save: make it one use case in internal/app"}},
		{"what it ends in is a handler of its own", web(`func (r *request) ends() error { r.app.Save(); return r.after() }`,
			`func (r *request) after() error { r.app.Mend(); return nil }`), nil},
		{"readings one after the other", web(`func (r *request) many() { r.app.Look(); r.app.Peek() }`),
			[]string{"internal/web/web.go:5: many reads by Look, Peek: make it one use case in internal/app"}},
	})
}

func TestARefusalStandsForNoOtherError(t *testing.T) {
	app := func(line string) map[string]string {
		return map[string]string{"internal/app/app.go": room("app", `import "lingping/internal/domain/access"`, `func f(err error) error {`, line, `return err }`)}
	}
	breach := []string{"internal/app/app.go:5: refuses whatever went wrong: tell the error apart first"}

	checkAll(t, []planted{
		{"any error", app(`if err != nil { return access.ErrRefused }`), breach},
		{"any error, or something else", app(`if err != nil || true { return access.ErrRefused }`), breach},
		{"what is told apart", app(`if err == nil && true { return access.ErrRefused }`), nil},
	})
}

func TestWhatComesFromOutsideHasItsRoom(t *testing.T) {
	checkAll(t, []planted{
		{"SQL engines live in the store", map[string]string{
			"internal/store/store.go": room("store", `import _ "database/sql"`, `import _ "modernc.org/sqlite/lib"`),
			"internal/app/app.go":     room("app", `import _ "database/sql"`, `import _ "database/sql/driver"`),
		}, []string{
			`internal/app/app.go:3: internal/app must not import database/sql: SQL lives in internal/store`,
			`internal/app/app.go:4: internal/app must not import database/sql/driver: SQL lives in internal/store`,
		}},
		{"HTTP lives in the pages", map[string]string{
			"internal/web/web.go":      room("web", `import _ "net/http"`),
			"internal/app/app.go":      room("app", `import _ "net/http"`),
			"internal/app/app_test.go": "package app_test\nimport _ \"net/http/httptest\"\n",
		}, []string{`internal/app/app.go:3: internal/app must not import net/http: HTTP lives in internal/web`}},
		{"the domain reads no files, waits for nothing and keeps no log", map[string]string{
			"internal/domain/org/org.go": room("org", `import (`, `_ "context"`, `_ "embed"`, `_ "log/slog"`, `_ "os"`, `_ "time"`, `)`),
		}, []string{
			`internal/domain/org/org.go:4: internal/domain/org must not import context: the domain never waits`,
			`internal/domain/org/org.go:6: internal/domain/org must not import log/slog: the domain keeps no log`,
			`internal/domain/org/org.go:7: internal/domain/org must not import os: the domain reads no files`,
		}},
		{"tests of the domain may read their goldens", map[string]string{
			"internal/domain/org/org.go":      room("org"),
			"internal/domain/org/org_test.go": "package org_test\nimport _ \"os\"\n",
		}, nil},
		{"the domain does not look at the clock, whatever it calls it", map[string]string{
			"internal/domain/round/round.go": room("round", `import "time"`, `import clock "time"`,
				`func a() time.Time { return time.Now() }`, `func b() any { return clock.Since }`, `func c(t time.Time) bool { return t.IsZero() }`),
		}, []string{
			`internal/domain/round/round.go:5: time.Now looks at the clock: here the moment is handed over`,
			`internal/domain/round/round.go:6: time.Since looks at the clock: here the moment is handed over`,
		}},
		{"the machine's zone is nowhere but in the clock", map[string]string{
			"internal/clock/clock.go":   room("clock", `import "time"`, `func in(zone *time.Location) time.Time { return time.Now().In(zone) }`),
			"internal/auth/throttle.go": room("auth", `import "time"`, `func began() time.Time { return time.Now() }`),
			"internal/app/app.go": room("app", `import "time"`, `func a() time.Time { return time.Now() }`,
				`func b(ms int64) string { return time.UnixMilli(ms).Format("2006") }`,
				`func c(day string) (time.Time, error) { return time.ParseInLocation("2006", day, time.Local) }`,
				`func d(t time.Time) time.Time { return t.Local() }`, `func e(t time.Time) time.Time { return t.UTC() }`),
		}, []string{
			`internal/app/app.go:4: time.Now is the machine's zone: take the moment that is handed over (tx.Now, tx.At), or internal/clock`,
			`internal/app/app.go:5: time.UnixMilli is the machine's zone: take the moment that is handed over (tx.Now, tx.At), or internal/clock`,
			`internal/app/app.go:6: time.Local is the machine's zone: take the moment that is handed over (tx.Now, tx.At), or internal/clock`,
			`internal/app/app.go:6: time.ParseInLocation is the machine's zone: take the moment that is handed over (tx.Now, tx.At), or internal/clock`,
			`internal/app/app.go:7: Local() is the machine's zone: take that of the house, tx.At`,
			`internal/auth/throttle.go:4: time.Now is the machine's zone: take the moment that is handed over (tx.Now, tx.At), or internal/clock`,
		}},
		{"a page shows rows of the store and never holds the store", map[string]string{
			"internal/web/web.go": room("web", `import "lingping/internal/store"`, `var rows []store.UnitRow = nil`, `func f(s *store.Store) {}`),
			"internal/app/app.go": room("app", `import "lingping/internal/store"`, `func f(s *store.Store) {}`),
		}, []string{`internal/web/web.go:5: store.Store in a face: it sees rows, and changes state through internal/app only`}},
		{"a paper is handed rows and never holds the store", map[string]string{
			"internal/paper/form.go": room("paper", `import "lingping/internal/store"`, `var rows []store.FormRow = nil`, `func f(tx *store.Tx) {}`),
		}, []string{`internal/paper/form.go:5: store.Tx in a paper: it is handed rows that were read`}},
		{"a paper does not look at the clock", map[string]string{
			"internal/paper/form.go": room("paper", `import "time"`, `func a(t time.Time) any { return time.Since(t) }`),
		}, []string{`internal/paper/form.go:4: time.Since looks at the clock: here the moment is handed over`}},
		{"use cases read rosters, and shape no paper", map[string]string{
			"internal/app/roster.go": room("app", `import "lingping/internal/office"`, `var read = office.ReadRoster`, `var blank = office.WriteBlankRoster`),
			"internal/app/form.go":   "package app\nimport \"lingping/internal/office\"\nvar press = office.NewPress\n",
			"internal/cli/import.go": room("cli", `import "lingping/internal/office"`, `var read = office.ReadCollected`),
		}, []string{`internal/app/form.go:3: office.NewPress in a use case: papers are shaped in internal/paper`}},
		{"a draw has a seed", map[string]string{
			"internal/domain/round/draw.go": room("round", `import "math/rand/v2"`,
				`func a() int { return rand.IntN(3) }`, `func b() int { return rand.New(rand.NewPCG(1, 2)).IntN(3) }`),
		}, []string{`internal/domain/round/draw.go:4: rand.IntN draws without a seed: make a rand.New with one, so that a draw can be repeated`}},
		{"a new dependency is argued first", map[string]string{
			"internal/web/web.go": room("web", `import _ "example.com/router"`),
		}, []string{`internal/web/web.go:3: example.com/router is a new dependency: argue it in docs/adr/0002-stack.md, then give it a line in internal/law/kept.go`}},
		{"a test library is not shipped", map[string]string{
			"internal/app/app.go":      room("app", `import _ "pgregory.net/rapid"`),
			"internal/app/app_test.go": "package app_test\nimport _ \"pgregory.net/rapid\"\n",
		}, []string{`internal/app/app.go:3: internal/app must not import pgregory.net/rapid: it is for tests only`}},
		{"SQL is written in the store", map[string]string{
			"internal/store/unit.go": room("store", "const q = `SELECT id FROM unit`"),
			"internal/app/unit.go":   room("app", "const q = `\n\tSELECT id FROM unit`", "const s = `SELECT what you want`", "const d = `DELETE FROM unit`"),
		}, []string{
			`internal/app/unit.go:3: SQL outside internal/store`,
			`internal/app/unit.go:6: SQL outside internal/store`,
		}},
	})
}

func TestWhoHoldsAUnitIsAskedInOnePlace(t *testing.T) {
	const want = ": posts and charges are evidence: ask the table holding"
	checkAll(t, []planted{
		{"frozen posts and charges", map[string]string{
			"internal/store/holding.go":  room("store", "const q = `SELECT unit_id FROM round_post`"),
			"internal/store/snapshot.go": "package store\nconst s = `SELECT unit_id FROM round_charge`\n",
			"internal/store/action.go":   "package store\nconst a = `SELECT 1 FROM action a\n\tJOIN round_post p ON p.unit_id = a.unit_id`\n",
			"internal/store/home.go":     "package store\nconst h = `EXISTS (SELECT 1 FROM round_charge c)`\nconst r = `SELECT 1 FROM round_person`\n",
			"internal/app/app.go":        room("app", `const q = "DELETE round_post"`),
		}, []string{"internal/app/app.go:3" + want, "internal/store/action.go:2" + want, "internal/store/home.go:2" + want}},
		{"those of the living roster", map[string]string{
			"internal/store/post.go": room("store", "const q = `SELECT id FROM post o`"),
			"internal/store/home.go": "package store\nconst h = `SELECT 1 FROM unit u JOIN charge c ON c.unit_id = u.id`\nconst r = `SELECT 1 FROM postage`\n",
		}, []string{"internal/store/home.go:2" + want}},
	})
}
