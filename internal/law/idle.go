package law

import (
	"regexp"
	"slices"
	"strings"
)

// Idle gives what the tables of rooms and of dependencies name and the tree does not have: rooms without a Go file, and
// modules that no file imports. A law about what does not exist misleads whoever reads it.
func (t *Tree) Idle() []string {
	var idle []string
	for _, r := range rooms {
		if !slices.ContainsFunc(t.Go(), func(f File) bool { return within(f.Dir(), r.dir) }) {
			idle = append(idle, r.dir)
		}
	}

	used := map[*kept]bool{}
	for _, f := range t.Go() {
		for _, spec := range f.Syntax.Imports {
			used[keeper(strings.Trim(spec.Path.Value, `"`))] = true
		}
	}

	for i := range keeps {
		k := &keeps[i]
		if module := strings.Contains(strings.Split(k.name, "/")[0], "."); module && !used[k] {
			idle = append(idle, k.name)
		}
	}

	return idle
}

// row is a line of the tables in the record on the stack: its first cell names a module.
var row = regexp.MustCompile("(?m)^\\| `([a-z0-9.-]+\\.[a-z]+/[^`]+)` \\|")

// Unused gives the modules that have a row in the record on the stack and that go.mod does not require directly.
func Unused(goMod, record string) []string {
	var unused []string
	for _, m := range row.FindAllStringSubmatch(record, -1) {
		if !slices.Contains(direct(goMod), m[1]) {
			unused = append(unused, m[1])
		}
	}

	return unused
}
