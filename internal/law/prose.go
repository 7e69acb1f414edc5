package law

import (
	"bytes"
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strings"
)

// emptyWords say nothing about what a thing is; whatever bears one collects what found no place.
const emptyWords = "util utils helper helpers common manager managers misc"

// packageNames refuses folders, packages, files and types with empty names.
func packageNames(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Go() {
		stem := strings.TrimSuffix(strings.TrimSuffix(path.Base(f.Path), ".go"), "_test")
		words := append(strings.Split(f.Dir(), "/"), strings.Split(stem, "_")...)
		words = append(words, strings.TrimSuffix(f.Syntax.Name.Name, "_test"))
		for _, word := range words {
			if slices.Contains(strings.Fields(emptyWords), word) {
				breaches = append(breaches, Breach{f.Path, 1, fmt.Sprintf("%q names nothing: say what it is", word)})
				break
			}
		}

		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if t, ok := n.(*ast.TypeSpec); ok && emptyType.MatchString(t.Name.Name) {
				breaches = append(breaches, tree.at(f, t.Pos(), fmt.Sprintf("%q names nothing: say what it is", t.Name.Name)))
			}
			return true
		})
	}

	return breaches
}

var emptyType = regexp.MustCompile(`(^|[a-z])([Uu]til|[Hh]elper|[Mm]anager)s?$`)

// packageComments wants every package to say, once, what it is and what is not in it.
func packageComments(tree *Tree) []Breach {
	first, said := map[string]File{}, map[string]File{}
	var breaches []Breach
	for _, f := range tree.Go() {
		if f.Generated {
			continue
		}

		dir := f.Dir()
		if old, ok := first[dir]; !ok || old.Test && !f.Test {
			first[dir] = f // complaints go to the first file, a shipped one where there is one
		}

		if f.Syntax.Doc == nil {
			continue
		}

		if old, ok := said[dir]; ok && old.Test == f.Test {
			breaches = append(breaches, Breach{f.Path, 1, "the package comment stands in " + old.Path + " too: keep one"})
		}

		if old, ok := said[dir]; !ok || old.Test {
			said[dir] = f
		}
	}

	for dir, f := range first {
		name := f.Syntax.Name.Name // of tests alone, where nothing is shipped
		doc, ok := said[dir]
		switch {
		case !ok || doc.Test && !f.Test:
			breaches = append(breaches, Breach{f.Path, 1, "package " + name + " has no package comment: say what it is and what is not in it"})
		case name != "main" && !strings.HasPrefix(doc.Syntax.Doc.Text(), "Package "+name+" "):
			breaches = append(breaches, Breach{doc.Path, 1, "a package comment starts with: Package " + name})
		}
	}

	return breaches
}

// exportedComments wants a comment at everything that other rooms can call.
func exportedComments(tree *Tree) []Breach {
	var breaches []Breach
	accuse := func(f File, name *ast.Ident) {
		if name.IsExported() {
			breaches = append(breaches, tree.at(f, name.Pos(), name.Name+" is exported and has no comment"))
		}
	}

	for _, f := range tree.Written() {
		for _, decl := range f.Syntax.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Doc == nil && (d.Recv == nil || ast.IsExported(receiver(d))) {
					accuse(f, d.Name)
				}
			case *ast.GenDecl:
				for _, name := range uncommented(d) {
					accuse(f, name)
				}
			}
		}
	}

	return breaches
}

// uncommented gives the names of a declaration that have a comment neither of their own nor with their group.
func uncommented(d *ast.GenDecl) []*ast.Ident {
	if d.Doc != nil {
		return nil
	}

	var names []*ast.Ident
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Doc == nil && s.Comment == nil {
				names = append(names, s.Name)
			}
		case *ast.ValueSpec:
			if s.Doc == nil && s.Comment == nil {
				names = append(names, s.Names...)
			}
		}
	}

	return names
}

// receiver is the name of the type a method belongs to.
func receiver(fn *ast.FuncDecl) string {
	x := fn.Recv.List[0].Type
	for {
		switch t := x.(type) {
		case *ast.StarExpr:
			x = t.X
		case *ast.IndexExpr:
			x = t.X
		case *ast.IndexListExpr:
			x = t.X
		case *ast.Ident:
			return t.Name
		default:
			return ""
		}
	}
}

var getter = regexp.MustCompile(`^[Gg]et([A-Z]|$)`)

// getters refuses the prefix Get: a query is named by its noun.
func getters(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Go() {
		for fn := range functions(f.Syntax) {
			if !f.Generated && getter.MatchString(fn.Name.Name) {
				breaches = append(breaches, tree.at(f, fn.Name.Pos(), fn.Name.Name+": a query is named by its noun, without Get"))
			}
		}
	}

	return breaches
}

// promise is spelt so that this file does not hold what it looks for.
var promise = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)

// promises refuses notes to oneself: what is owed is an issue, not a comment.
func promises(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Files {
		for i, line := range bytes.Split(f.Text, []byte("\n")) {
			if word := promise.Find(line); word != nil {
				breaches = append(breaches, Breach{f.Path, i + 1, fmt.Sprintf("%s is a promise: keep it or write an issue", word)})
			}
		}
	}

	return breaches
}

// most is how many lines a file may have. Above it a file is looked at as two things in one.
const most = 400

// longer are the files that may be longer, each with its reason.
var longer = map[string]string{
	"docs/schema.sql": "a golden: the schema is read as one, however large the product grows",
}

// lengths refuses long files.
func lengths(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Files {
		if n := lineCount(f.Text); n > most && !f.Generated && longer[f.Path] == "" {
			breaches = append(breaches, Breach{f.Path, 1, fmt.Sprintf("%d lines: above %d a file holds two things; part them by what they are", n, most)})
		}
	}

	return breaches
}

// longestBreath is how many lines a function may have without a blank line between its steps.
const longestBreath = 25

// breath wants a blank line between the steps of a long function. What is one statement or two, such as a table, is one
// step however long it is.
func breath(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Go() {
		if f.Generated {
			continue
		}

		lines := bytes.Split(f.Text, []byte("\n"))
		for fn := range functions(f.Syntax) {
			if fn.Body == nil || len(fn.Body.List) < 3 {
				continue
			}

			first, last := tree.Fset.Position(fn.Body.Lbrace).Line, tree.Fset.Position(fn.Body.Rbrace).Line
			if last-first <= longestBreath {
				continue
			}

			if !slices.ContainsFunc(lines[first:last-1], func(line []byte) bool { return len(line) == 0 }) {
				breaches = append(breaches, tree.at(f, fn.Name.Pos(), fmt.Sprintf(
					"%s has %d lines and no blank one: part its steps", fn.Name.Name, last-first-1)))
			}
		}
	}

	return breaches
}
