package law

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"
	"unicode"
)

// Sentence is a Chinese text of the sources that is said to people through the catalogue.
type Sentence struct {
	File string
	Line int
	Text string
	Args int // how many arguments fill its verbs; -1 where that can't be seen at this place
}

// Sentences finds every Chinese constant that is a sentence by its type: errs.Sentence, which is all that i18n.T takes, or a
// type whose values are words, as its method Word says. So the compiler follows a text through parameters, fields and results.
// What is converted from data, such as the words of a scheme, is no constant.
func (t *Tree) Sentences() []Sentence {
	checked := t.types()
	var found []Sentence
	for _, f := range t.Go() {
		if f.Test {
			continue
		}

		args := map[ast.Expr]int{}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				checked.count(call, args)
			}

			x, ok := n.(ast.Expr)
			if !ok {
				return true
			}

			of := checked.info.Types[x]
			if of.Value == nil || of.Value.Kind() != constant.String || !said(of.Type) {
				return true
			}

			if text := constant.StringVal(of.Value); Chinese(text) {
				many, counted := args[x]
				if !counted {
					many = -1
				}
				found = append(found, Sentence{File: f.Path, Line: t.line(x.Pos()), Text: text, Args: many})
			}

			return false // its parts are said with it
		})
	}

	return found
}

// said reports whether what is of this type is said to people.
func said(of types.Type) bool {
	if sentence(of) {
		return true
	}

	method, _, _ := types.LookupFieldOrMethod(of, false, nil, "Word")
	word, ok := method.(*types.Func)
	return ok && word.Signature().Results().Len() == 1 && sentence(word.Signature().Results().At(0).Type())
}

// sentence reports whether a type is errs.Sentence, under whatever name.
func sentence(of types.Type) bool {
	named, ok := types.Unalias(of).(*types.Named)
	return ok && named.Obj().Name() == "Sentence" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == Module+"/internal/errs"
}

// count notes with how many arguments a call fills the text before them.
func (c *typed) count(call *ast.CallExpr, args map[ast.Expr]int) {
	signature, _ := c.info.Types[call.Fun].Type.(*types.Signature)
	if signature == nil || !signature.Variadic() || call.Ellipsis.IsValid() {
		return
	}

	if at := signature.Params().Len() - 2; at >= 0 && at < len(call.Args) {
		args[call.Args[at]] = len(call.Args) - at - 1
	}
}

// Texts gives every Chinese text of the product's sources, said or not.
func (t *Tree) Texts() []string {
	var texts []string
	for _, f := range t.Go() {
		if f.Test {
			continue
		}
		for _, text := range literals(f.Syntax) {
			if Chinese(text) {
				texts = append(texts, text)
			}
		}
	}

	for _, s := range t.Sentences() { // those put together from parts
		texts = append(texts, s.Text)
	}

	return texts
}

// Unsaid finds the Chinese constants in the packages below the folders that no reader of another language is ever shown
// in his own, because they do not pass through the catalogue.
func (t *Tree) Unsaid(dirs ...string) []Sentence {
	said := map[string]bool{}
	for _, s := range t.Sentences() {
		said[s.Text] = true
	}

	var found []Sentence
	for _, f := range t.Written() {
		if !slices.ContainsFunc(dirs, func(dir string) bool { return within(f.Dir(), dir) }) {
			continue
		}
		for lit, text := range literals(f.Syntax) {
			if Chinese(text) && !said[text] {
				found = append(found, Sentence{File: f.Path, Line: t.line(lit.Pos()), Text: text, Args: -1})
			}
		}
	}

	return found
}

// Markup finds the Chinese that templates write out as it stands, past the catalogue. What is marked as Chinese with
// lang="zh-CN" is meant to be so in every language.
func (t *Tree) Markup() []Sentence {
	var found []Sentence
	for _, f := range t.Go() {
		if !f.Generated {
			continue
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}

			if fn, ok := call.Fun.(*ast.SelectorExpr); ok && fn.Sel.Name == "WriteString" {
				for lit, text := range literals(call) {
					if Chinese(text) && !strings.Contains(text, `lang="zh-CN"`) {
						found = append(found, Sentence{File: f.Path, Line: t.line(lit.Pos()), Text: text, Args: -1})
					}
				}
			}

			return true
		})
	}

	return found
}

// Chinese reports whether a text has Chinese characters.
func Chinese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
