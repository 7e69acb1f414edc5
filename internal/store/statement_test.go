package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// fragment is a piece of SQL and where it stands.
type fragment struct {
	at      string
	pattern *regexp.Regexp
}

var (
	sqlWord = regexp.MustCompile(`\b(SELECT|FROM|WHERE|AND|OR|NOT|IN|EXISTS|UNION|JOIN|ORDER|LIMIT|INSERT|UPDATE|DELETE|SET|CASE)\b| = `)
	hole    = regexp.MustCompile(`%(\\\[1\\\])?[sd]`) // of fmt.Sprintf, quoted
)

// engineFiles hold what the engine asks for itself.
var engineFiles = []string{"discard_postgres.go", "move.go", "postgres.go"}

// fragments are the pieces of SQL in the noun files: every literal between backquotes that holds a word of it, its white
// space made one.
func fragments(t *testing.T) (all []fragment) {
	t.Helper()
	files := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	must(t, err)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || slices.Contains(engineFiles, name) {
			continue
		}

		file, err := parser.ParseFile(files, name, nil, 0)
		must(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && strings.HasPrefix(lit.Value, "`") && sqlWord.MatchString(lit.Value) {
				text := strings.Join(strings.Fields(strings.Trim(lit.Value, "`")), " ")
				all = append(all, fragment{files.Position(lit.Pos()).String(),
					regexp.MustCompile(hole.ReplaceAllString(regexp.QuoteMeta(text), ".+?"))})
			}
			return true
		})
	}

	return all
}

// sentWhole fails when a piece of SQL in the source is in none of the texts: then nobody has looked at its plan.
func sentWhole(t *testing.T, texts map[string][]string) {
	t.Helper()
	var all []string
	for text := range texts {
		all = append(all, strings.Join(strings.Fields(text), " "))
	}

	for _, f := range fragments(t) {
		if !slices.ContainsFunc(all, f.pattern.MatchString) {
			t.Errorf("%s: no call of every_call_test.go sends %q; lead one there in specialCalls", f.at, f.pattern)
		}
	}
}
