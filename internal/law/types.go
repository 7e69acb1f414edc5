package law

import (
	"errors"
	"go/ast"
	"go/importer"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"
)

// typed is the tree with the meaning of its names: which variable, function or field each one is, and the value of
// each constant. Only our own packages and a few of the standard library are looked into; a name from anywhere else
// means nothing, which no rule minds.
type typed struct {
	tree     *Tree
	packages map[string]*types.Package // by folder
	info     types.Info
	writing  map[types.Object]bool // see writers
}

// looked are the packages of the standard library through whose generic functions our values pass.
const looked = "cmp context errors fmt iter maps slices sort strings sync time"

// standard reads the standard library, each package once for all trees.
var standard = sync.OnceValue(func() types.Importer { return importer.ForCompiler(token.NewFileSet(), "source", nil) })

// types checks every package of the product, tests left out. Files for other systems may declare a name twice; the
// first one stands.
func (t *Tree) types() *typed {
	checked := &typed{
		tree:     t,
		packages: map[string]*types.Package{},
		info: types.Info{
			Types:      map[ast.Expr]types.TypeAndValue{},
			Defs:       map[*ast.Ident]types.Object{},
			Uses:       map[*ast.Ident]types.Object{},
			Selections: map[*ast.SelectorExpr]*types.Selection{},
		},
	}

	for _, f := range t.Go() {
		if !f.Test {
			checked.load(f.Dir())
		}
	}

	return checked
}

// Import makes typed the importer of its own packages.
func (c *typed) Import(name string) (*types.Package, error) {
	if own, ok := strings.CutPrefix(name, Module+"/"); ok {
		return c.load(own), nil
	}

	if slices.Contains(strings.Fields(looked), name) {
		return standard().Import(name)
	}

	return nil, errors.New("not looked into")
}

func (c *typed) load(dir string) *types.Package {
	if pkg := c.packages[dir]; pkg != nil {
		return pkg
	}

	var files []*ast.File
	for _, f := range c.tree.Go() {
		if f.Dir() == dir && !f.Test {
			files = append(files, f.Syntax)
		}
	}

	name := Module + "/" + dir
	c.packages[dir] = types.NewPackage(name, base(dir)) // what a cycle of imports would meet
	conf := types.Config{Importer: c, Error: func(error) {}, FakeImportC: true}
	pkg, _ := conf.Check(name, c.tree.Fset, files, &c.info) // it complains of what was not looked into
	c.packages[dir] = pkg
	return pkg
}

// object is what a name or a selection stands for; nil when that is unknown.
func (c *typed) object(x ast.Expr) types.Object {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		if object := c.info.Uses[x]; object != nil {
			return object
		}
		return c.info.Defs[x]
	case *ast.SelectorExpr:
		if s := c.info.Selections[x]; s != nil {
			return s.Obj()
		}
		return c.info.Uses[x.Sel]
	case *ast.IndexExpr: // a generic function with its type
		return c.object(x.X)
	}
	return nil
}

// global reports whether an object is a variable of a package.
func (c *typed) global(object types.Object) bool {
	v, ok := object.(*types.Var)
	return ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}
