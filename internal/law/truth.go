package law

import (
	"fmt"
	"go/ast"
	"regexp"
	"strings"
)

// joins refuses errors.Join with a sentence that is always there: where the other error is one too, people would be told
// a sentence about something else than what happened, and the kind of the failure would be the wrong one.
func joins(tree *Tree) []Breach {
	checked := tree.types()
	var breaches []Breach
	for _, f := range tree.Written() {
		if within(f.Dir(), "internal/testkit") {
			continue
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isJoin(call.Fun) {
				return true
			}

			for _, arg := range call.Args {
				if id, ok := arg.(*ast.Ident); ok && checked.global(checked.info.Uses[id]) {
					breaches = append(breaches, tree.at(f, arg.Pos(), fmt.Sprintf(
						"%s is joined to whatever happened: return the one error or the other", id.Name)))
				}
			}

			return true
		})
	}

	return breaches
}

func isJoin(fun ast.Expr) bool {
	sel, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && pkg.Name == "errors" && sel.Sel.Name == "Join"
}

// orphans finds comments that were left behind by what they spoke of: a comment that begins with a name made of several
// words, such as reviewHref, speaks of the declaration under it.
func orphans(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Written() {
		for _, decl := range f.Syntax.Decls {
			name, doc := spokenOf(decl)
			first, _, _ := strings.Cut(doc.Text(), " ")
			if first = strings.TrimSpace(first); name == "" || first == name || !manyWords.MatchString(first) {
				continue
			}
			breaches = append(breaches, tree.at(f, doc.Pos(), fmt.Sprintf("the comment on %s speaks of %s", name, first)))
		}
	}

	return breaches
}

var manyWords = regexp.MustCompile(`^[A-Za-z]*[a-z][A-Z][A-Za-z]*$`)

// spokenOf is the one name that a declaration makes, with its comment; an empty name when there is no such name.
func spokenOf(decl ast.Decl) (string, *ast.CommentGroup) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		return d.Name.Name, d.Doc
	case *ast.GenDecl:
		if len(d.Specs) != 1 || d.Lparen.IsValid() {
			return "", nil
		}
		switch s := d.Specs[0].(type) {
		case *ast.TypeSpec:
			return s.Name.Name, d.Doc
		case *ast.ValueSpec:
			return s.Names[0].Name, d.Doc
		}
	}
	return "", nil
}

// percentages keeps shares in the words of round.Part, which are cut: a share that is rounded here and cut there says
// 100% of what is not whole.
func percentages(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Written() {
		if within(f.Dir(), "internal/domain/round") {
			continue
		}
		for lit, text := range literals(f.Syntax) {
			if roundedShare.MatchString(text) {
				breaches = append(breaches, tree.at(f, lit.Pos(), "a share is worded by round.Part, which cuts it"))
			}
		}
	}

	return breaches
}

var roundedShare = regexp.MustCompile(`%[0-9.]*[efg]%%`)
