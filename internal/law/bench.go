package law

import (
	"fmt"
	"strings"
)

// benchmarkNames refuses a number in the name of a benchmark: nobody holds it against what the benchmark does, and in a
// short form it does less. The number belongs into what it reports, or into the name of a b.Run that is made from it.
func benchmarkNames(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Go() {
		for fn := range functions(f.Syntax) {
			if name := fn.Name.Name; f.Test && strings.HasPrefix(name, "Benchmark") && strings.ContainsAny(name, "0123456789") {
				breaches = append(breaches, tree.at(f, fn.Name.Pos(), fmt.Sprintf(
					"%s has a number in its name, which nobody checks: report it, or name a b.Run by it", name)))
			}
		}
	}

	return breaches
}
