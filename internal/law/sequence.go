package law

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// sequences keeps what happens one after the other in internal/app: a handler, with the methods of the request that it
// calls on its way, calls at most one use case that changes something and one that reads. What a handler ends in by
// "return r.other()" is a handler of its own. A use case changes when it comes to the door for writes or begins an export,
// it reads when it comes to the store in another way; what asks the memory of the program only is neither. In which words it is
// told what was done is no step of it.
func sequences(tree *Tree) (breaches []Breach) {
	checked := tree.types()
	reach := checked.doors()
	handlers := checked.requests()
	for object, h := range handlers {
		changes, reads := checked.steps(object, handlers, reach, map[types.Object]bool{})
		if len(changes) > 1 {
			breaches = append(breaches, tree.at(h.file, h.fn.Pos(), fmt.Sprintf(
				"%s changes by %s: make it one use case in internal/app", h.fn.Name.Name, strings.Join(changes, ", "))))
		}

		if len(reads) > 1 {
			breaches = append(breaches, tree.at(h.file, h.fn.Pos(), fmt.Sprintf(
				"%s reads by %s: make it one use case in internal/app", h.fn.Name.Name, strings.Join(reads, ", "))))
		}
	}

	return breaches
}

// handler is a method of the request.
type handler struct {
	file File
	fn   *ast.FuncDecl
}

// telling is the method of the request that looks up the words of the institution for a sentence.
const telling = "own"

// requests are the methods of request in internal/web, but for telling.
func (c *typed) requests() map[types.Object]handler {
	found := map[types.Object]handler{}
	for _, f := range c.tree.Written() {
		if f.Dir() != "internal/web" {
			continue
		}
		for fn := range functions(f.Syntax) {
			if fn.Recv != nil && types.ExprString(fn.Recv.List[0].Type) == "*request" && fn.Body != nil && fn.Name.Name != telling {
				found[c.info.Defs[fn.Name]] = handler{f, fn}
			}
		}
	}

	return found
}

// reached says of a function of internal/app whether it comes to the door for writes or to the store for reading.
type reached struct{ changes, reads bool }

// doors finds for every function of internal/app to which doors it comes, directly or by way of others of that room.
func (c *typed) doors() map[types.Object]reached {
	calls := map[types.Object][]types.Object{} // who is called → by whom
	found := map[types.Object]reached{}
	var next []types.Object
	for _, f := range c.tree.Written() {
		if f.Dir() != "internal/app" {
			continue
		}
		for fn := range functions(f.Syntax) {
			self := c.info.Defs[fn.Name]
			switch fn.Name.Name {
			case "through":
				found[self] = reached{changes: true}
			case "read", "ask", "readApart", "readAlone":
				found[self] = reached{reads: true}
			case "startExport":
				found[self] = reached{changes: true}
			}

			if found[self] != (reached{}) {
				next = append(next, self)
			}

			ast.Inspect(fn, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					if called, ok := c.info.Uses[id].(*types.Func); ok {
						calls[called] = append(calls[called], self)
					}
				}
				return true
			})
		}
	}

	for len(next) > 0 {
		fn := next[len(next)-1]
		next = next[:len(next)-1]
		for _, by := range calls[fn] {
			sum := reached{found[by].changes || found[fn].changes, found[by].reads || found[fn].reads}
			if sum != found[by] {
				found[by] = sum
				next = append(next, by)
			}
		}
	}

	return found
}

// steps are the use cases that a method of the request calls, itself and by way of others that it does not end in.
func (c *typed) steps(method types.Object, handlers map[types.Object]handler, reach map[types.Object]reached, seen map[types.Object]bool) (changes, reads []string) {
	if seen[method] {
		return nil, nil
	}

	seen[method] = true
	ends := tails(handlers[method].fn)
	ast.Inspect(handlers[method].fn.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}

		object := c.object(call.Fun)
		if _, own := handlers[object]; own && !ends[call] {
			further, seenToo := c.steps(object, handlers, reach, seen)
			changes, reads = append(changes, further...), append(reads, seenToo...)
		}

		switch to := reach[object]; {
		case to.changes:
			changes = append(changes, object.Name())
		case to.reads:
			reads = append(reads, object.Name())
		}

		return true
	})

	slices.Sort(changes)
	slices.Sort(reads)
	return slices.Compact(changes), reads
}

// tails are the calls in which a function ends: return r.other(…).
func tails(fn *ast.FuncDecl) map[*ast.CallExpr]bool {
	found := map[*ast.CallExpr]bool{}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if back, ok := n.(*ast.ReturnStmt); ok && len(back.Results) == 1 {
			if call, ok := back.Results[0].(*ast.CallExpr); ok {
				found[call] = true
			}
		}
		return true
	})
	return found
}
