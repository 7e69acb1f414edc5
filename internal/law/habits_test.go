package law_test

import (
	"maps"
	"strings"
	"testing"
)

func TestNothingGlobalChanges(t *testing.T) {
	checkAll(t, []planted{
		{"tables, errors, patterns and embedded files are free", map[string]string{
			"internal/app/app.go": room("app",
				`import ( _ "embed"; "errors"; "regexp" )`,
				`var table = map[string]int{"a": 1}`,
				`var errGone = errors.New("gone")`,
				`var word = regexp.MustCompile("a")`,
				"//go:embed app.css", `var style string`,
				`func local() { table := map[string]int{}; table["b"] = 2; errGone := error(nil); errGone = nil; _ = errGone }`),
		}, nil},
		{"a global without a value waits for somebody to set it", map[string]string{
			"internal/app/app.go": room("app", `var current *int`),
		}, []string{`internal/app/app.go:3: var current has no value and waits for somebody to set it: hand it over instead`}},
		{"a global must not change, not even from another file", map[string]string{
			"internal/app/app.go": room("app", `var count, names = 0, map[string]int{}`),
			"internal/app/run.go": "package app\nfunc run() {\n\tcount++\n\tnames[\"a\"] = 1\n\tdelete(names, \"a\")\n}\n",
		}, []string{
			`internal/app/run.go:3: count is a global and changes here: hand it over instead`,
			`internal/app/run.go:4: names is a global and changes here: hand it over instead`,
			`internal/app/run.go:5: names is a global and changes here: hand it over instead`,
		}},
		{"nothing runs unasked", map[string]string{
			"internal/app/app.go": room("app", `func init() {}`, `type t struct{}`, `func (t) init() {}`),
		}, []string{`internal/app/app.go:3: func init runs unasked: call what must happen by name`}},
	})
}

func TestTestsAreHonest(t *testing.T) {
	checkAll(t, []planted{
		{"a test does not sleep", map[string]string{
			"internal/app/app.go":      room("app"),
			"internal/app/app_test.go": "package app_test\nimport \"time\"\nfunc wait() { time.Sleep(1) }\n",
		}, []string{`internal/app/app_test.go:3: a test must not sleep: wait for the condition, or use testing/synctest`}},
		{"a benchmark is not named after a number", map[string]string{
			"internal/app/app.go":        room("app"),
			"internal/app/bench_test.go": "package app_test\nfunc BenchmarkPlan1M() {}\nfunc BenchmarkPlan() {}\n",
		}, []string{`internal/app/bench_test.go:2: BenchmarkPlan1M has a number in its name, which nobody checks: report it, or name a b.Run by it`}},
		{"a test stands outside its package", map[string]string{
			"internal/app/app.go":         room("app"),
			"internal/app/app_test.go":    "package app\n",
			"internal/app/export_test.go": "package app\n",
		}, []string{`internal/app/app_test.go:1: a test stands outside its package: package app_test`}},
	})
}

func TestALongFunctionParts(t *testing.T) {
	steps := strings.Repeat("\tstep()\n", 26)
	checkAll(t, []planted{
		{"its steps", map[string]string{
			"internal/app/app.go":  room("app"),
			"internal/app/long.go": "package app\n\nfunc step() {}\n\nfunc long() {\n" + steps + "}\n",
			"internal/app/part.go": "package app\n\nfunc part() {\n" + steps + "\n\tstep()\n}\n",
		}, []string{`internal/app/long.go:5: long has 26 lines and no blank one: part its steps`}},
	})
}

func TestNamesSayWhatAThingIs(t *testing.T) {
	checkAll(t, []planted{
		{"no room for what found no place", map[string]string{
			"internal/app/helper/x.go":    room("helper"),
			"internal/app/string_util.go": room("app"),
			"internal/web/web.go":         room("web", `type reviewManager struct{}`, `type utility struct{}`),
		}, []string{
			`internal/app/helper/x.go:1: "helper" names nothing: say what it is`,
			`internal/app/string_util.go:1: "util" names nothing: say what it is`,
			`internal/web/web.go:3: "reviewManager" names nothing: say what it is`,
		}},
		{"a query is named by its noun", map[string]string{
			"internal/store/store.go": room("store", `func getUnit() {}`, `func Getaway() {}`, `type t struct{}`, `func (t) Get() {}`),
		}, []string{
			`internal/store/store.go:3: getUnit: a query is named by its noun, without Get`,
			`internal/store/store.go:4: Getaway is exported and has no comment`,
			`internal/store/store.go:6: Get: a query is named by its noun, without Get`,
		}},
	})
}

func TestEverythingIsExplained(t *testing.T) {
	checkAll(t, []planted{
		{"a package says what it is", map[string]string{
			"internal/app/app.go":   "package app\n",
			"internal/web/web.go":   "// The pages.\npackage web\n",
			"internal/cli/cli.go":   room("cli"),
			"internal/cli/serve.go": room("cli"),
			"e2e/journey_test.go":   "package e2e_test\n",
		}, []string{
			`e2e/journey_test.go:1: package e2e_test has no package comment: say what it is and what is not in it`,
			`internal/app/app.go:1: package app has no package comment: say what it is and what is not in it`,
			`internal/cli/serve.go:1: the package comment stands in internal/cli/cli.go too: keep one`,
			`internal/web/web.go:1: a package comment starts with: Package web`,
		}},
		{"a test can't speak for a package that is shipped", map[string]string{
			"internal/app/app.go":    "package app\n",
			"internal/app/a_test.go": "// Package app_test is planted.\npackage app_test\n",
		}, []string{`internal/app/app.go:1: package app has no package comment: say what it is and what is not in it`}},
		{"what others can call has a comment", map[string]string{
			"internal/app/app.go": room("app",
				`func Open() {}`,
				`type Unit struct{}`,
				`func (u *Unit) Name() {}`,
				`type unit struct{}`,
				`func (u unit) Name() {}`,
				`const Bare = 1`,
				`const Said = 1 // why`,
				`// The colours.`,
				`const ( Red = 1; Blue = 2 )`),
			"internal/app/page_templ.go": "// Code generated by templ - DO NOT EDIT.\n\npackage app\n\nfunc Page() {}\n",
		}, []string{
			`internal/app/app.go:3: Open is exported and has no comment`,
			`internal/app/app.go:4: Unit is exported and has no comment`,
			`internal/app/app.go:5: Name is exported and has no comment`,
			`internal/app/app.go:8: Bare is exported and has no comment`,
		}},
		{"promises are kept or become issues", map[string]string{
			"internal/store/migrations/0001.sql": "-- TO" + "DO: index\n",
			"scripts/test":                       "# FIX" + "ME\n",
			"internal/app/app.go":                room("app", "// XX"+"X", `const mastodon = "todo"`),
		}, []string{
			"internal/app/app.go:3: XX" + "X is a promise: keep it or write an issue",
			"internal/store/migrations/0001.sql:1: TO" + "DO is a promise: keep it or write an issue",
			"scripts/test:1: FIX" + "ME is a promise: keep it or write an issue",
		}},
		{"a file holds one thing", map[string]string{
			"internal/app/app.go":               room("app", strings.Repeat("\n", 396)),
			"internal/app/long.go":              "package app\n" + strings.Repeat("\n", 400),
			"internal/app/long_templ.go":        "// Code generated by templ - DO NOT EDIT.\n\npackage app\n" + strings.Repeat("\n", 400),
			"internal/web/static/own.css":       strings.Repeat("a{}\n", 401),
			"internal/web/static/vendor.min.js": strings.Repeat("\n", 401),
		}, []string{
			`internal/app/long.go:1: 401 lines: above 400 a file holds two things; part them by what they are`,
			`internal/web/static/own.css:1: 401 lines: above 400 a file holds two things; part them by what they are`,
		}},
	})
}

func TestNoPaperIsMadeAndNothingIsSentInsideATransaction(t *testing.T) {
	house := map[string]string{
		"internal/office/office.go": room("office", `import "io"`, "// WriteForm writes.", `func WriteForm(w io.Writer) error { return nil }`,
			"// Pack is planted.", "type Pack struct{}", "// Add adds.", "func (p Pack) Add(text string) {}"),
		"internal/store/store.go": room("store", "// Tx is planted.", "type Tx struct{}"),
		"internal/paper/paper.go": room("paper", `import ( "io"; "lingping/internal/office" )`,
			"// Sheet is planted.", "type Sheet struct{ pack office.Pack }",
			"// Counts is planted.", "func (s Sheet) Counts() bool { return true }",
			"// Write writes.", "func (s Sheet) Write(w io.Writer) error { return office.WriteForm(w) }",
			"// Put adds.", `func (s Sheet) Put() { s.pack.Add("") }`),
	}

	head := `import ( "io"; "lingping/internal/paper"; "lingping/internal/store" )`
	read := `func read(fn func(*store.Tx) error) error { return nil }`
	var plants []planted
	plant := func(name string, lines []string, want ...string) {
		tree := maps.Clone(house)
		tree["internal/app/app.go"] = room("app", append([]string{head, read}, lines...)...)
		plants = append(plants, planted{name, tree, want})
	}

	plant("what was read is written when the transaction is over", []string{
		`func forms(w io.Writer) error {`, `var s paper.Sheet`,
		`if err := read(func(tx *store.Tx) error { s = paper.Sheet{}; s.Counts(); return nil }); err != nil { return err }`,
		`return s.Write(w) }`})

	plant("a reader may be slow: nothing is written to him meanwhile", []string{
		`func forms(w io.Writer) error { return read(func(tx *store.Tx) error {`, `_, err := w.Write(nil)`, `return err }) }`,
		`func rows(tx *store.Tx, w io.Writer) error { return nil }`},
		`internal/app/app.go:6: w is written to inside a transaction: read first, then write when it is over`,
		`internal/app/app.go:8: w is written to inside a transaction: read first, then write when it is over`)

	plant("a document takes its time, even in memory, and even by way of others", []string{
		`func sheet(s paper.Sheet) error { return s.Write(io.Discard) }`, `func pack() error { return sheet(paper.Sheet{}) }`,
		`func forms() error { return read(func(tx *store.Tx) error {`, `return pack() }) }`},
		`internal/app/app.go:8: pack makes a document inside a transaction: read first, then make it when it is over`)

	plant("what a document is begun with holds whoever reads it, too", []string{
		`func forms(s paper.Sheet) error { return read(func(tx *store.Tx) error {`, `s.Put()`, `return nil }) }`},
		`internal/app/app.go:6: Put makes a document inside a transaction: read first, then make it when it is over`)
	checkAll(t, plants)
}
