package law

import (
	"fmt"
	"go/ast"
	"go/types"
)

// views keeps pages from asking: what stands in internal/web/view is drawn from rows that it is given. It may read the
// row types of internal/app and call their methods, but neither a function of that room nor the App itself.
func views(tree *Tree) (breaches []Breach) {
	checked := tree.types()
	for _, f := range tree.Go() {
		if f.Test || !within(f.Dir(), "internal/web/view") {
			continue
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && asks(checked.info.Uses[id]) {
				breaches = append(breaches, tree.at(f, id.Pos(), fmt.Sprintf(
					"%s is a use case: a handler in internal/web calls it and hands over what it gives", id.Name)))
			}
			return true
		})
	}

	return breaches
}

// asks reports whether a name of internal/app is the App or a function without a receiver: what is left are rows.
func asks(object types.Object) bool {
	if object == nil || object.Pkg() == nil || object.Pkg().Path() != Module+"/internal/app" {
		return false
	}

	switch object := object.(type) {
	case *types.TypeName:
		return object.Name() == "App"
	case *types.Func:
		return object.Signature().Recv() == nil
	}

	return false
}
