package law

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// globals refuses package variables that change while the program runs: what is handed over can be seen, what is
// global can't. Tables, errors, regexps and embedded files stay free; in testkit a process is a world of its own.
func globals(tree *Tree) []Breach {
	checked := tree.types()
	var breaches []Breach
	for _, f := range tree.Written() {
		if within(f.Dir(), "internal/testkit") {
			continue
		}
		breaches = append(breaches, tree.unset(f)...)
		breaches = append(breaches, checked.changed(f)...)
	}

	return breaches
}

// unset finds package variables without a value: they wait for somebody to set them.
func (t *Tree) unset(f File) []Breach {
	var breaches []Breach
	for _, decl := range f.Syntax.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}

		for _, spec := range gen.Specs {
			v := spec.(*ast.ValueSpec)
			if len(v.Values) == 0 && !embeds(gen.Doc) && !embeds(v.Doc) {
				breaches = append(breaches, t.at(f, v.Pos(), fmt.Sprintf(
					"var %s has no value and waits for somebody to set it: hand it over instead", v.Names[0].Name)))
			}
		}
	}

	return breaches
}

func embeds(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool {
		return strings.HasPrefix(c.Text, "//go:embed ")
	})
}

// changed finds statements that change a package variable or what it holds.
func (c *typed) changed(f File) []Breach {
	var breaches []Breach
	accuse := func(target ast.Expr) {
		if id := root(target); id != nil && c.global(c.info.Uses[id]) {
			breaches = append(breaches, c.tree.at(f, target.Pos(), fmt.Sprintf(
				"%s is a global and changes here: hand it over instead", id.Name)))
		}
	}

	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, target := range n.Lhs {
				accuse(target)
			}
		case *ast.IncDecStmt:
			accuse(n.X)
		case *ast.CallExpr:
			if fn, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && slices.Contains([]string{"delete", "clear", "copy"}, fn.Name) {
				accuse(n.Args[0])
			}
		}
		return true
	})
	return breaches
}

// root is the variable at the head of a target such as a[i].b; nil when there is none.
func root(x ast.Expr) *ast.Ident {
	for {
		switch e := x.(type) {
		case *ast.Ident:
			return e
		case *ast.IndexExpr:
			x = e.X
		case *ast.SelectorExpr:
			x = e.X
		case *ast.StarExpr:
			x = e.X
		case *ast.ParenExpr:
			x = e.X
		case *ast.SliceExpr:
			x = e.X
		default:
			return nil
		}
	}
}

var sql = regexp.MustCompile(`(?s)^\s*(SELECT\s.*\bFROM\s|INSERT INTO\s|UPDATE\s+\S+\s+SET\s|DELETE FROM\s|` +
	`CREATE\s+(UNIQUE\s+)?(TABLE|INDEX)\s|DROP\s+(TABLE|INDEX)\s|PRAGMA\s|WITH\s+(RECURSIVE\s+)?\w+\s*(\(|AS\b))`)

// sqlRooms are where SQL may stand: in the store, in what makes tests of it, and in what the program is measured beside,
// which has databases of its own.
const sqlRooms = "internal/store internal/testkit bench/peers bench/pocketbase"

// queries keeps SQL in the store: a rule written into a query elsewhere would be a second rule.
func queries(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Written() {
		if slices.ContainsFunc(strings.Fields(sqlRooms), func(room string) bool { return within(f.Dir(), room) }) {
			continue
		}
		for lit, text := range literals(f.Syntax) {
			if sql.MatchString(text) {
				breaches = append(breaches, tree.at(f, lit.Pos(), "SQL outside internal/store"))
			}
		}
	}

	return breaches
}

// evidence are the tables from which it is worked out who leads, sits in or is in charge of a unit, with the files of the
// store that may ask them. Everybody else asks the table holding, or assign.Holdings: a second reading of posts and
// charges would be a second rule.
var evidence = [...]struct {
	tables *regexp.Regexp
	files  string
}{
	{regexp.MustCompile(`\bround_(post|charge)\b`), "snapshot.go holding.go reference.go"},
	{regexp.MustCompile(`\b(FROM|JOIN)\s+(post|charge)\b`), "snapshot.go holding.go post.go person.go clock.go"},
}

// posts keeps queries of posts and charges to the files named in evidence.
func posts(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Written() {
		for lit, text := range literals(f.Syntax) {
			for _, e := range evidence {
				if !within(f.Dir(), "internal/testkit") && e.tables.MatchString(text) &&
					(f.Dir() != "internal/store" || !slices.Contains(strings.Fields(e.files), path.Base(f.Path))) {
					breaches = append(breaches, tree.at(f, lit.Pos(), "posts and charges are evidence: ask the table holding"))
				}
			}
		}
	}

	return breaches
}

// literals walks over the string literals below a node with their values, import paths left out.
func literals(node ast.Node) func(yield func(*ast.BasicLit, string) bool) {
	return func(yield func(*ast.BasicLit, string) bool) {
		stopped := false
		ast.Inspect(node, func(n ast.Node) bool {
			if _, ok := n.(*ast.ImportSpec); ok || stopped {
				return false
			}

			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					stopped = !yield(lit, text)
				}
			}

			return !stopped
		})
	}
}

// inits refuses func init: what must happen at the start is called by name.
func inits(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Written() {
		for fn := range functions(f.Syntax) {
			if fn.Name.Name == "init" && fn.Recv == nil {
				breaches = append(breaches, tree.at(f, fn.Pos(), "func init runs unasked: call what must happen by name"))
			}
		}
	}

	return breaches
}

// sleeps refuses tests that sleep: they are slow when all is well and wrong when the machine is busy.
func sleeps(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Go() {
		if !f.Test && !within(f.Dir(), "internal/testkit") {
			continue
		}
		for call, at := range names(f.Syntax) {
			if call == "time.Sleep" || call == "chromedp.Sleep" {
				breaches = append(breaches, tree.at(f, at.Pos(), "a test must not sleep: wait for the condition, or use testing/synctest"))
			}
		}
	}

	return breaches
}

// outsideTests wants tests to use a package as everybody else does: from outside. What they must see of the inside is
// handed out by a file export_test.go, which can be read at a glance.
func outsideTests(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Go() {
		name := f.Syntax.Name.Name
		if f.Test && !strings.HasSuffix(name, "_test") && !strings.HasSuffix(f.Path, "/export_test.go") {
			breaches = append(breaches, tree.at(f, f.Syntax.Name.Pos(), fmt.Sprintf(
				"a test stands outside its package: package %s_test", name)))
		}
	}

	return breaches
}

// functions walks over the functions and methods that a file declares.
func functions(file *ast.File) func(yield func(*ast.FuncDecl) bool) {
	return func(yield func(*ast.FuncDecl) bool) {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && !yield(fn) {
				return
			}
		}
	}
}
