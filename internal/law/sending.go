package law

import (
	"fmt"
	"go/ast"
	"go/types"
)

// sending keeps papers and their readers out of transactions: a document is made, and written to whoever reads it, when
// what it says has been read and the transaction is over. Connections of the database are few, and a reader may be as
// slow as he likes. Inside a transaction is whatever has a *store.Tx among its parameters. It must not see an io.Writer
// from outside, and must not call, directly or by way of others, anything of package office.
func sending(tree *Tree) []Breach {
	checked := tree.types()
	makers := checked.makers()
	var breaches []Breach
	for _, f := range tree.Written() {
		if !within(f.Dir(), "internal/app") && !within(f.Dir(), "internal/cli") && !within(f.Dir(), "internal/web") {
			continue
		}
		for _, tx := range transactions(f.Syntax) {
			breaches = append(breaches, checked.sent(f, tx, makers)...)
		}
	}

	return breaches
}

// transaction is a function that runs inside one.
type transaction struct {
	params *ast.FieldList
	body   *ast.BlockStmt
}

// transactions are the functions, named or not, that are handed a transaction.
func transactions(file *ast.File) (found []transaction) {
	ast.Inspect(file, func(n ast.Node) bool {
		var kind *ast.FuncType
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.FuncDecl:
			kind, body = n.Type, n.Body
		case *ast.FuncLit:
			kind, body = n.Type, n.Body
		}

		if kind != nil && body != nil && len(ofType(kind.Params, "*store.Tx")) > 0 {
			found = append(found, transaction{kind.Params, body})
		}

		return true
	})
	return found
}

// ofType are the names of the parameters of a type, as it is written.
func ofType(params *ast.FieldList, name string) (found []*ast.Ident) {
	for _, field := range params.List {
		if types.ExprString(field.Type) == name {
			found = append(found, field.Names...)
			if len(field.Names) == 0 {
				found = append(found, &ast.Ident{Name: "_"})
			}
		}
	}
	return found
}

// sent finds what a transaction writes to somebody.
func (c *typed) sent(f File, tx transaction, makers map[types.Object]bool) (breaches []Breach) {
	for _, w := range ofType(tx.params, "io.Writer") {
		breaches = append(breaches, c.tree.at(f, w.Pos(), fmt.Sprintf(
			"%s is written to inside a transaction: read first, then write when it is over", w.Name)))
	}

	ast.Inspect(tx.body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}

		object := c.info.Uses[id]
		switch {
		case object == nil:
		case makers[object] || paperMaker(object):
			breaches = append(breaches, c.tree.at(f, id.Pos(), fmt.Sprintf(
				"%s makes a document inside a transaction: read first, then make it when it is over", id.Name)))
		case c.writers()[object] && (object.Pos() < tx.body.Pos() || object.Pos() > tx.body.End()):
			breaches = append(breaches, c.tree.at(f, id.Pos(), fmt.Sprintf(
				"%s is written to inside a transaction: read first, then write when it is over", id.Name)))
		}

		return true
	})
	return breaches
}

// writers are the parameters that somebody reads from behind: io.Writer and http.ResponseWriter.
func (c *typed) writers() map[types.Object]bool {
	if c.writing != nil {
		return c.writing
	}

	c.writing = map[types.Object]bool{}
	for _, f := range c.tree.Written() {
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if kind, ok := n.(*ast.FuncType); ok {
				for _, name := range append(ofType(kind.Params, "io.Writer"), ofType(kind.Params, "http.ResponseWriter")...) {
					if object := c.info.Defs[name]; object != nil {
						c.writing[object] = true
					}
				}
			}
			return true
		})
	}

	return c.writing
}

// makers are the functions of papers and use cases that make a document, directly or by way of others.
func (c *typed) makers() map[types.Object]bool {
	calls := map[types.Object][]types.Object{} // what a function names → who names it
	found := map[types.Object]bool{}
	var next []types.Object
	for _, f := range c.tree.Written() {
		if !within(f.Dir(), "internal/app") && !within(f.Dir(), "internal/paper") {
			continue
		}
		for fn := range functions(f.Syntax) {
			self := c.info.Defs[fn.Name]
			ast.Inspect(fn, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if !ok || c.info.Uses[id] == nil {
					return true
				}

				if object := c.info.Uses[id]; paperMaker(object) {
					next = append(next, self)
				} else if _, ok := object.(*types.Func); ok {
					calls[object] = append(calls[object], self)
				}

				return true
			})
		}
	}

	for len(next) > 0 {
		fn := next[len(next)-1]
		next = next[:len(next)-1]
		if !found[fn] {
			found[fn] = true
			next = append(next, calls[fn]...)
		}
	}

	return found
}

// paperMaker reports whether it is a function of package office, which writes documents and reads them.
func paperMaker(object types.Object) bool {
	fn, ok := object.(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == Module+"/internal/office"
}
