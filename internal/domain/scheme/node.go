package scheme

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// node is a piece of a scheme's text with its place: a scalar, a list or a map. Merging and decoding work on nodes, so
// that a fault found late still knows its line.
type node struct {
	at      Place
	kind    nodeKind
	text    string  // of a scalar, as written, unquoted
	null    bool    // a scalar left empty
	items   []*node // of a list
	entries []entry // of a map, in order
}

type nodeKind uint8

const (
	scalar nodeKind = iota
	list
	dict
)

type entry struct {
	key   string
	at    Place
	value *node
}

// value is what stands under the key of a map; nil when there is nothing.
func (n *node) value(key string) *node {
	if n == nil || n.kind != dict {
		return nil
	}

	for _, e := range n.entries {
		if e.key == key {
			return e.value
		}
	}

	return nil
}

// item is the i-th of a list; nil when there is none.
func (n *node) item(i int) *node {
	if n == nil || n.kind != list || i >= len(n.items) {
		return nil
	}
	return n.items[i]
}

// find walks down from n by keys (string) and indices (int) and gives the deepest node there is.
func (n *node) find(path ...any) *node {
	for _, p := range path {
		var next *node
		switch p := p.(type) {
		case string:
			next = n.value(p)
		case int:
			next = n.item(p)
		}

		if next == nil {
			break
		}

		n = next
	}
	return n
}

// has reports whether something, even something faulty, was written under the key.
func (n *node) has(key string) bool {
	v := n.value(key)
	return v != nil && !v.null
}

// empty reports whether nothing was written here, or a list of nothing; what is faulty is not empty.
func (n *node) empty() bool {
	return n == nil || n.null || n.kind == list && len(n.items) == 0
}

// blank reports whether no value was written here, or one of spaces only.
func (n *node) blank() bool {
	return n == nil || n.kind == scalar && strings.TrimSpace(n.text) == ""
}

// take removes the key from a map and gives what stood under it.
func (n *node) take(key string) *node {
	v := n.value(key)
	n.entries = slices.DeleteFunc(n.entries, func(e entry) bool { return e.key == key })
	return v
}

// build turns a parsed document into nodes. Its depth has been bounded before.
func (r *reader) build(n ast.Node) *node {
	switch n := n.(type) {
	case nil:
		return &node{at: Place{Source: r.source}, null: true}
	case *ast.MappingNode:
		m := &node{at: r.place(n), kind: dict}
		r.fill(m, n.Values)
		return m
	case *ast.MappingValueNode:
		m := &node{at: r.place(n.Key), kind: dict}
		r.fill(m, []*ast.MappingValueNode{n})
		return m
	case *ast.SequenceNode:
		l := &node{at: r.place(n), kind: list}
		for _, v := range n.Values {
			l.items = append(l.items, r.build(v))
		}
		return l
	case *ast.LiteralNode:
		return &node{at: r.place(n), text: n.Value.Value}
	case *ast.StringNode:
		return &node{at: r.place(n), text: n.Value}
	case *ast.NullNode:
		return &node{at: r.place(n), null: true}
	case ast.ScalarNode:
		return &node{at: r.place(n), text: n.GetToken().Value}
	}

	at := r.place(n)
	r.faults.add(at, "这里用了方案文件不支持的写法，请参照内置方案改写。")
	return &node{at: at, null: true}
}

// fill puts the entries into the map; a key that stands twice is a fault, for one of the two would be lost unseen.
func (r *reader) fill(m *node, values []*ast.MappingValueNode) {
	seen := map[string]int{}
	for i, v := range values {
		tok := v.Key.GetToken()
		e := entry{key: tok.Value, at: r.place(v.Key), value: r.build(v.Value)}
		if i == 0 {
			m.at = e.at
		}

		if first, ok := seen[e.key]; ok {
			r.faults.add(e.at, "“%s”在同一处写了两遍（前一处在第%d行），请删去一处。", e.key, first)
			continue
		}

		seen[e.key] = e.at.Line
		m.entries = append(m.entries, e)
	}
}

func (r *reader) place(n ast.Node) Place {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return Place{Source: r.source}
	}
	pos := n.GetToken().Position
	return Place{Source: r.source, Line: pos.Line, Column: pos.Column}
}

// misnamed reports whether the item has an entry under a name that stands for the name: 编号 for id. Of such an entry is told
// that its name is not known, and not that the other one is missing.
func (n *node) misnamed(name string) bool {
	return n != nil && n.kind == dict && slices.ContainsFunc(n.entries, func(e entry) bool {
		return e.key != name && (meant(e.key, []string{name}) != "" || strings.HasPrefix(e.key, name+"："))
	})
}

// asList is what was written as a list in brackets, for an example.
func (n *node) asList() string {
	words := strings.FieldsFunc(n.text, func(r rune) bool { return strings.ContainsRune("，、；, ", r) })
	if n.kind != scalar || len(words) == 0 || len([]rune(n.text)) > 60 {
		return "[甲, 乙]"
	}
	return "[" + strings.Join(words, ", ") + "]"
}
