package law

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/types"
	"maps"
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

// Sentences finds every Chinese constant that can reach i18n.T as its sentence, or that is an i18n.Word. It follows
// the text backwards through parameters, fields, variables and results, so that a function which passes a sentence on
// needs no announcement. Where a value goes is not asked: a field that is once said is always said. A text that passes
// through an interface or a package of others is lost.
func (t *Tree) Sentences() []Sentence {
	f := &flow{typed: t.types(), carries: map[types.Object]bool{}, said: map[ast.Expr]*Sentence{}}
	f.index()
	f.start()
	for before := -1; before != len(f.carries); {
		before = len(f.carries)
		for _, file := range t.Go() {
			if !file.Test {
				ast.Inspect(file.Syntax, f.visit)
			}
		}
	}

	places := slices.SortedFunc(maps.Keys(f.said), func(a, b ast.Expr) int { return cmp.Compare(a.Pos(), b.Pos()) })
	sentences := make([]Sentence, len(places))
	for i, place := range places {
		sentences[i] = *f.said[place]
	}

	return sentences
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

// flow is the search for sentences.
type flow struct {
	*typed
	word    types.Type                           // i18n.Word
	owner   map[*ast.ReturnStmt]*types.Signature // whose results a return statement gives
	carries map[types.Object]bool                // parameters, results, fields and variables whose text is said
	said    map[ast.Expr]*Sentence
}

// start marks what everything else is derived from: the sentence of i18n.T, and the type of words.
func (f *flow) start() {
	pkg := f.packages["internal/i18n"]
	if pkg == nil {
		return
	}

	if say, ok := pkg.Scope().Lookup("T").(*types.Func); ok && say.Signature().Params().Len() > 1 {
		f.carries[say.Signature().Params().At(1)] = true
	}

	if word := pkg.Scope().Lookup("Word"); word != nil {
		f.word = word.Type()
	}
}

// index notes to which function each return statement belongs.
func (f *flow) index() {
	f.owner = map[*ast.ReturnStmt]*types.Signature{}
	note := func(of types.Type, body ast.Node) {
		signature, ok := of.(*types.Signature)
		if !ok {
			return
		}

		ast.Inspect(body, func(n ast.Node) bool {
			if ret, ok := n.(*ast.ReturnStmt); ok {
				f.owner[ret] = signature // an inner function is visited later and takes its own
			}
			return true
		})
	}

	for _, file := range f.tree.Go() {
		ast.Inspect(file.Syntax, func(n ast.Node) bool {
			switch fn := n.(type) {
			case *ast.FuncDecl:
				if object := f.info.Defs[fn.Name]; object != nil && fn.Body != nil {
					note(object.Type(), fn.Body)
				}
			case *ast.FuncLit:
				note(f.info.Types[fn].Type, fn.Body)
			}
			return true
		})
	}
}

// visit looks at every place where a text passes from one name to another.
func (f *flow) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		f.call(n)
	case *ast.CompositeLit:
		f.literal(n)
	case *ast.AssignStmt:
		targets := make([]types.Object, len(n.Lhs))
		for i, target := range n.Lhs {
			targets[i] = f.container(target)
		}
		f.assign(targets, n.Rhs)
	case *ast.ValueSpec:
		targets := make([]types.Object, len(n.Names))
		for i, name := range n.Names {
			targets[i] = f.info.Defs[name]
		}
		f.assign(targets, n.Values)
	case *ast.ReturnStmt:
		if signature := f.owner[n]; signature != nil {
			f.assign(variables(signature.Results()), n.Results)
		}
	case *ast.RangeStmt:
		if n.Value != nil && f.carries[f.object(n.Value)] {
			f.from(n.X, -1)
		}
	}

	if x, ok := n.(ast.Expr); ok && f.word != nil && f.info.Types[x].Type != nil && types.Identical(f.info.Types[x].Type, f.word) {
		f.from(x, -1)
	}

	return true
}

// assign follows values into the targets that are said; one call may give them all.
func (f *flow) assign(targets []types.Object, values []ast.Expr) {
	if len(values) == 1 && len(targets) > 1 {
		if call, ok := ast.Unparen(values[0]).(*ast.CallExpr); ok {
			if signature := f.signature(call); signature != nil && signature.Results().Len() == len(targets) {
				for i, result := range variables(signature.Results()) {
					if f.carries[targets[i]] {
						f.carries[result] = true
					}
				}
			}
		}
		return
	}
	for i, value := range values {
		if i < len(targets) && f.carries[targets[i]] {
			f.from(value, -1)
		}
	}
}

// call follows the arguments of a call into the parameters that are said.
func (f *flow) call(call *ast.CallExpr) {
	signature := f.signature(call)
	if signature == nil {
		return
	}

	params := variables(signature.Params())
	for i, arg := range call.Args {
		at := min(i, len(params)-1)
		if at < 0 || !f.carries[params[at]] {
			continue
		}

		args := -1
		if signature.Variadic() && at == len(params)-2 && !call.Ellipsis.IsValid() {
			args = len(call.Args) - len(params) + 1
		}

		f.from(arg, args)
	}
}

// literal follows the values of a struct into its fields that are said.
func (f *flow) literal(lit *ast.CompositeLit) {
	of := f.info.Types[lit].Type
	if of == nil {
		return
	}

	if p, ok := of.Underlying().(*types.Pointer); ok { // an element written without its &T
		of = p.Elem()
	}

	fields, ok := of.Underlying().(*types.Struct)
	if !ok {
		return
	}

	for i, element := range lit.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if name, ok := pair.Key.(*ast.Ident); ok {
				f.assign([]types.Object{f.container(name)}, []ast.Expr{pair.Value})
			}
		} else if i < fields.NumFields() {
			f.assign([]types.Object{fields.Field(i).Origin()}, []ast.Expr{element})
		}
	}
}

// from says that the text of x is said: a constant is a sentence, a name carries one.
func (f *flow) from(x ast.Expr, args int) {
	x = ast.Unparen(x)
	if call, ok := x.(*ast.CallExpr); ok && len(call.Args) == 1 && f.info.Types[call.Fun].IsType() {
		f.from(call.Args[0], args) // a conversion changes no text
		return
	}

	if value := f.info.Types[x].Value; value != nil {
		f.say(x, value, args)
		return
	}

	switch x := x.(type) {
	case *ast.CompositeLit: // the elements of a list or table of sentences
		for _, element := range x.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				element = pair.Value
			}
			f.from(element, -1)
		}
	case *ast.IndexExpr: // whatever the list or table holds
		f.from(x.X, -1)
	case *ast.CallExpr:
		if signature := f.signature(x); signature != nil && signature.Results().Len() == 1 {
			f.carries[variables(signature.Results())[0]] = true
		}
	default:
		if object := f.container(x); object != nil {
			f.carries[object] = true
		}
	}
}

// signature is that of the function called, as it was declared; nil when it is not one of ours.
func (f *flow) signature(call *ast.CallExpr) *types.Signature {
	if fn, ok := f.object(call.Fun).(*types.Func); ok {
		return fn.Origin().Signature()
	}
	signature, _ := f.info.Types[call.Fun].Type.(*types.Signature)
	return signature
}

// container is what holds the text of x: a variable or field itself, or the list or table it is taken from.
func (f *flow) container(x ast.Expr) types.Object {
	if index, ok := ast.Unparen(x).(*ast.IndexExpr); ok {
		return f.container(index.X)
	}

	if v, ok := f.object(x).(*types.Var); ok {
		return v.Origin()
	}

	return nil
}

func variables(tuple *types.Tuple) []types.Object {
	objects := make([]types.Object, tuple.Len())
	for i := range objects {
		objects[i] = tuple.At(i)
	}
	return objects
}

func (f *flow) say(x ast.Expr, value constant.Value, args int) {
	if value.Kind() != constant.String || !Chinese(constant.StringVal(value)) {
		return
	}

	sentence := f.said[x]
	if sentence == nil {
		at := f.tree.Fset.Position(x.Pos())
		sentence = &Sentence{File: at.Filename, Line: at.Line, Text: constant.StringVal(value), Args: -1}
		f.said[x] = sentence
	}

	sentence.Args = max(sentence.Args, args)
}

// Chinese reports whether a text has Chinese characters.
func Chinese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
