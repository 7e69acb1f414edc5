package law

import (
	"go/ast"
	"go/token"
	"go/types"
)

// masks finds refusals in the place of whatever error came: a database that fails, or a request that is cancelled, is then
// told as something that one may not see. An error is told apart first (errs.Is, unseen).
func masks(tree *Tree) (breaches []Breach) {
	for _, f := range tree.Written() {
		if !within(f.Dir(), "internal/app") && !within(f.Dir(), "internal/store") {
			continue
		}

		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			branch, ok := n.(*ast.IfStmt)
			if !ok || !anyError(branch.Cond) {
				return true
			}

			for _, s := range branch.Body.List {
				if refuses(s) {
					breaches = append(breaches, tree.at(f, branch.Pos(), "refuses whatever went wrong: tell the error apart first"))
				}
			}

			return true
		})
	}

	return breaches
}

// anyError reports whether a condition holds already because there is some error.
func anyError(cond ast.Expr) bool {
	b, ok := cond.(*ast.BinaryExpr)
	if !ok {
		return false
	}

	if b.Op == token.LOR {
		return anyError(b.X) || anyError(b.Y)
	}
	return b.Op == token.NEQ && types.ExprString(b.X) == "err" && types.ExprString(b.Y) == "nil"
}

// refuses reports whether a statement gives a refusal back.
func refuses(s ast.Stmt) bool {
	back, ok := s.(*ast.ReturnStmt)
	if !ok || len(back.Results) == 0 {
		return false
	}

	last := types.ExprString(back.Results[len(back.Results)-1])
	return last == "access.ErrRefused" || last == "ErrRefused"
}
