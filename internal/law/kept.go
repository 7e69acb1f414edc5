package law

import (
	"go/ast"
	"slices"
	"strings"
)

// kept is a package (or a module, or a family ending in "/…") that only some rooms may import. One not named here is
// free when it is in the standard library, and refused otherwise.
type kept struct {
	name  string
	rooms string // rooms by their dir, or a group: "tools", "domain", "all", "not-domain"; "tests" are tests anywhere
	why   string
}

// keeps says where the world outside comes in. The first line that fits counts.
var keeps = [...]kept{
	// What would make the program lose its single static binary.
	{"C", "", "the binary is built without cgo"},
	{"unsafe", "", "no room needs it"},
	{"plugin", "", "no room needs it"},

	// Engines and transport each have one home.
	{"database/sql", "internal/store internal/testkit bench/peers bench/pocketbase", "SQL lives in internal/store"},
	{"database/sql/…", "internal/store internal/testkit bench/peers", "SQL lives in internal/store"},
	{"modernc.org/sqlite", "internal/store internal/testkit bench/peers", "SQL lives in internal/store"},
	{"github.com/jackc/pgx/v5", "internal/store internal/testkit", "SQL lives in internal/store"},
	{"github.com/pressly/goose/v3", "internal/store internal/testkit", "SQL lives in internal/store"},
	{"net/url", "all", ""},
	{"net/netip", "not-domain", "the domain knows no network"},
	{"net/http/…", "internal/provider internal/web internal/cli internal/testkit e2e bench/page bench/peers tests", "HTTP lives in internal/web"},
	{"net/http", "internal/provider internal/web internal/cli internal/testkit e2e bench/page bench/peers tests", "HTTP lives in internal/web"},

	// The domain is pure: no files, clock, network or chance, and nothing that could wait.
	{"os", "not-domain", "the domain reads no files"},
	{"os/…", "not-domain", "the domain starts nothing"},
	{"io/ioutil", "", "it is deprecated"},
	{"net", "not-domain", "the domain knows no network"},
	{"net/…", "not-domain", "the domain knows no network"},
	{"syscall", "not-domain", "the domain knows no machine"},
	{"context", "not-domain", "the domain never waits"},
	{"log", "", "logs are written with log/slog"},
	{"log/slog", "not-domain", "the domain keeps no log"},
	{"crypto/rand", "not-domain internal/domain/ledger", "the domain leaves nothing to chance but salts and the key of the ledger"},
	{"math/rand", "", "math/rand/v2 with a seed, or crypto/rand"},
	{"math/rand/v2", "all", ""},

	// Templates are templ's, typed; text is built with fmt.
	{"html/template", "", "pages are written in templ"},
	{"text/template", "", "pages are written in templ, papers in internal/paper"},

	// Dependencies, each argued in docs/adr/0002-stack.md.
	{"filippo.io/age", "internal/backup internal/cli", "copies are locked in one place"},
	{"github.com/a-h/templ", "internal/web internal/web/ui internal/web/view", "pages live in internal/web"},
	{"github.com/boombuler/barcode", "internal/qr", "codes are drawn in one place"},
	{"github.com/coreos/go-oidc/v3", "internal/provider", "the institution is asked in one place"},
	{"github.com/go-jose/go-jose/v4", "internal/testkit tests", "only tests sign what a provider says"},
	{"golang.org/x/oauth2", "internal/provider", "the institution is asked in one place"},
	{"github.com/goccy/go-yaml", "internal/domain/scheme tests", "only schemes are YAML"},
	{"github.com/mozillazg/go-pinyin", "internal/pinyin", "one reading of names for all"},
	{"github.com/spf13/cobra", "internal/cli", "commands live in internal/cli"},
	{"github.com/xuri/excelize/v2", "internal/office internal/testkit e2e tests bench/roster", "workbooks are read and written in internal/office"},
	{"golang.org/x/crypto/nacl/box", "internal/letterbox", "slips are sealed in one place"},
	{"golang.org/x/crypto", "internal/auth", "passwords are hashed in one place"},
	{"golang.org/x/mod", "internal/domain/ledger", "the ledger is a transparency log in one place"},
	{"golang.org/x/sync", "internal/store", "writes take turns in one place"},
	{"golang.org/x/text", "internal/office internal/i18n internal/pinyin internal/domain/org", "encodings are read in internal/office"},
	{"github.com/chromedp/chromedp", "e2e", "the browser is driven from e2e"},
	{"github.com/chromedp/cdproto", "e2e", "the browser is driven from e2e"},
	{"github.com/pocketbase/pocketbase", "bench/pocketbase", "what the program is measured beside is no part of it"},
	{"github.com/pocketbase/dbx", "bench/pocketbase", "what the program is measured beside is no part of it"},
	{"github.com/google/go-cmp", "internal/testkit e2e tests", "it is for tests only"},
	{"pgregory.net/rapid", "internal/testkit tests", "it is for tests only"},
}

// keeper is the line of the table that speaks of an import path; nil when there is none.
func keeper(name string) *kept {
	i := slices.IndexFunc(keeps[:], func(k kept) bool {
		if family, ok := strings.CutSuffix(k.name, "/…"); ok {
			return strings.HasPrefix(name, family+"/")
		}
		module := strings.Contains(strings.Split(k.name, "/")[0], ".")
		return name == k.name || module && within(name, k.name)
	})

	if i < 0 {
		return nil
	}

	return &keeps[i]
}

// open reports whether the file, standing in the room, may import what the line keeps.
func (k kept) open(f File, room string) bool {
	for _, word := range strings.Fields(k.rooms) {
		switch {
		case word == "all", word == room, f.Test && word == "tests":
			return true
		case word == "not-domain" && (f.Test || !isDomain(room)):
			return true
		}
	}
	return false
}

// clocks are the calls that read the clock or wait for it.
const clocks = "time.Now time.Since time.Until time.Sleep time.After time.AfterFunc time.Tick time.NewTimer time.NewTicker"

// places are the names that bring in the machine's zone, or the time of day as it stands there. clockRooms may use them.
const places = "time.Now time.Local time.LoadLocation time.ParseInLocation time.Unix time.UnixMilli time.UnixMicro"

// clockRooms are where the machine is asked for the time: one tells it, one makes tests.
const clockRooms = "internal/clock internal/testkit"

// chances are the calls whose outcome no seed fixes; a rand.New with a seed is free.
const chances = "rand.Int rand.IntN rand.N rand.Int64 rand.Int64N rand.Uint32 rand.Uint64 rand.Float64 rand.Perm rand.Shuffle"

// doors are what opens or holds a database; the faces and papers see its typed rows, and hold none of these.
const doors = "store.Open store.Store store.Tx"

// rosters is what use cases take of internal/office: they read rosters and hand out empty ones. What else is said on
// paper is shaped in internal/paper.
const rosters = "office.ReadRoster office.Reading office.KnownWords office.DefaultLimits office.WriteBlankRoster office.WriteRoster office.WriteNationalRoster " +
	"office.BlankCell office.Fields office.MeansNothing office.FaultyRow office.WriteFaultyRows"

// keptWords refuses single names of a package that a room may otherwise import: the clock and dice without a seed in
// the domain and on paper, the database itself in the face and on paper, and papers in a use case.
func keptWords(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Go() {
		if f.Test {
			continue
		}

		paper := within(f.Dir(), "internal/paper")
		pure := within(f.Dir(), "internal/domain") || within(f.Dir(), "internal/office") || paper
		face := within(f.Dir(), "internal/web")
		use := within(f.Dir(), "internal/app")
		for name, at := range names(f.Syntax) {
			refused := ""
			switch {
			case pure && slices.Contains(strings.Fields(clocks), name):
				refused = " looks at the clock: here the moment is handed over"
			case pure && slices.Contains(strings.Fields(chances), name):
				refused = " draws without a seed: make a rand.New with one, so that a draw can be repeated"
			case face && slices.Contains(strings.Fields(doors), name):
				refused = " in a face: it sees rows, and changes state through internal/app only"
			case paper && slices.Contains(strings.Fields(doors), name):
				refused = " in a paper: it is handed rows that were read"
			case use && strings.HasPrefix(name, "office.") && !slices.Contains(strings.Fields(rosters), name):
				refused = " in a use case: papers are shaped in internal/paper"
			case !slices.Contains(strings.Fields(clockRooms), f.Dir()) && slices.Contains(strings.Fields(places), name):
				refused = " is the machine's zone: take the moment that is handed over (tx.Now, tx.At), or internal/clock"
			}

			if refused != "" {
				breaches = append(breaches, tree.at(f, at.Pos(), name+refused))
			}
		}

		breaches = append(breaches, tree.localTimes(f)...)
	}

	return breaches
}

// localTimes finds moments that are turned into the machine's zone.
func (t *Tree) localTimes(f File) []Breach {
	var breaches []Breach
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) > 0 {
			return true
		}

		if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Local" {
			breaches = append(breaches, t.at(f, sel.Sel.Pos(), "Local() is the machine's zone: take that of the house, tx.At"))
		}

		return true
	})
	return breaches
}

// names walks over every use of package.Name in a file, whatever the import is called there; the name is given with
// the package's own last word.
func names(file *ast.File) func(yield func(string, *ast.SelectorExpr) bool) {
	packages := map[string]string{}
	for _, spec := range file.Imports {
		name := base(strings.Trim(spec.Path.Value, `"`))
		local := name
		if spec.Name != nil {
			local = spec.Name.Name
		}
		packages[local] = name
	}

	return func(yield func(string, *ast.SelectorExpr) bool) {
		stopped := false
		ast.Inspect(file, func(n ast.Node) bool {
			if stopped {
				return false
			}

			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && packages[x.Name] != "" {
					stopped = !yield(packages[x.Name]+"."+sel.Sel.Name, sel)
				}
			}

			return !stopped
		})
	}
}
