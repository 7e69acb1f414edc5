package scheme

import (
	"reflect"
	"slices"
	"strings"
)

// merger puts texts over each other and tells what does not fit.
type merger struct{ faults *Faults }

// merge puts a child's text over its parent's. The rule that people are told: a single value replaces the parent's; an
// item of a list with the same key (id, kind, key, name, title, number) replaces the parent's whole item where it
// stands, one with a new key is added at the end; such a list written as names (steps: {notice: {due: 5}}) changes the
// fields that it names and leaves the others of the item; a list of plain values and the basis are replaced whole; an
// empty value, and an empty list, empties the parent's.
func (m merger) merge(t reflect.Type, parent, child *node) *node {
	if parent == nil || parent.kind != dict || child.kind != dict {
		return child
	}

	merged := &node{at: child.at, kind: dict, entries: slices.Clone(parent.entries)}
	for _, e := range child.entries {
		i := slices.IndexFunc(merged.entries, func(p entry) bool { return p.key == e.key })
		if i < 0 {
			merged.entries = append(merged.entries, e)
			continue
		}
		merged.entries[i] = entry{key: e.key, at: e.at, value: m.field(t, merged.entries[i].value, e)}
	}

	return merged
}

// field is the value of one entry of a map whose Go type is t.
func (m merger) field(t reflect.Type, parent *node, e entry) *node {
	if t.Kind() != reflect.Struct {
		return e.value
	}

	f, ok := field(t, e.key)
	if !ok || f.Tag.Get("merge") == "whole" {
		return e.value
	}

	if key := f.Tag.Get("key"); key != "" {
		return m.list(f.Type.Elem(), key, parent, e.value)
	}

	return m.merge(f.Type, parent, e.value)
}

// list puts a child's items over its parent's by the key.
func (m merger) list(t reflect.Type, key string, parent, child *node) *node {
	if parent.kind == list && child.kind == dict {
		return m.changed(t, key, parent, child)
	}

	if parent.kind != list || child.kind != list || len(child.items) == 0 {
		return child
	}

	merged := &node{at: child.at, kind: list, items: slices.Clone(parent.items)}
	for _, item := range child.items {
		i := indexOf(parent.items, key, item.keyed(key))
		if i >= 0 && merged.items[i] == parent.items[i] {
			merged.items[i] = item
		} else { // new, or named twice by the child: both are kept, so that the faults of both are told
			merged.items = append(merged.items, item)
		}
	}

	return merged
}

// changed changes fields of the parent's items that the child names: steps: {notice: {due: 5}}.
func (m merger) changed(t reflect.Type, key string, parent, child *node) *node {
	merged := &node{at: child.at, kind: list, items: slices.Clone(parent.items)}
	for _, e := range child.entries {
		i := indexOf(parent.items, key, e.key)
		if word := meant(e.key, keysOf(parent, key)); i < 0 && word != "" {
			m.faults.add(e.at, "要改的“%s”在沿用的方案里没有，是不是想写“%s”？", e.key, word)
			continue
		}

		if i < 0 {
			m.faults.add(e.at, "要改的“%s”在沿用的方案里没有。有的是：%s；要加新的一条，请写成列表，以“- ”开头。", e.key, inRow(keysOf(parent, key)))
			continue
		}

		if e.value.kind != dict {
			m.faults.add(e.value.at, "“%s”下面要分项写改什么，例如“%s”。", e.key, change(t, key))
			continue
		}

		if e.value.has(key) {
			m.faults.add(e.value.value(key).at, "“%s”已经用来指明是哪一条，不能再改，请删去这一行。", key)
			continue
		}

		merged.items[i] = m.merge(t, parent.items[i], e.value)
	}

	return merged
}

// change is an example of changing a field of an item.
func change(t reflect.Type, key string) string {
	for _, f := range []string{"due: 5", "title: 甲", "text: 甲"} {
		name, _, _ := strings.Cut(f, ":")
		if _, ok := field(t, name); ok && name != key {
			return f
		}
	}
	return "name: 甲"
}

// keysOf are the keys of the items.
func keysOf(items *node, key string) []string {
	var keys []string
	if items == nil {
		return nil
	}

	for _, item := range items.items {
		keys = append(keys, item.keyed(key))
	}
	return keys
}

// drop takes from the parent what the child's remove names: remove: {rules: [R6], modes: [on-site]}.
func drop(parent, removed *node, faults *Faults) {
	if removed == nil || removed.null {
		return
	}

	if removed.kind != dict {
		faults.add(removed.at, "remove 下面要分项写去掉哪些，例如“rules: [R6]”。")
		return
	}

	for _, e := range removed.entries {
		f, ok := field(reflect.TypeFor[Scheme](), e.key)
		key := f.Tag.Get("key")
		switch {
		case !ok || key == "":
			faults.add(e.at, "remove 里不能写“%s”，只能写 rules、subjects、modes、steps 等按编号或名称列出的项。", e.key)
		case e.value.kind != list:
			faults.add(e.value.at, "“%s”要写成列表，例如 %s，或每项一行、以“- ”（后面空一格）开头。", e.key, e.value.asList())
		default:
			dropItems(parent.value(e.key), key, e.value.items, faults)
		}
	}
}

func dropItems(from *node, key string, names []*node, faults *Faults) {
	for _, name := range names {
		i := -1
		if from != nil && from.kind == list {
			i = indexOf(from.items, key, name.text)
		}

		if word := meant(name.text, keysOf(from, key)); name.kind == scalar && i < 0 && word != "" {
			faults.add(name.at, "要去掉的“%s”在沿用的方案里没有，是不是想写“%s”？", name.text, word)
			continue
		}

		if name.kind != scalar || i < 0 {
			faults.add(name.at, "要去掉的“%s”在沿用的方案里没有，请核对后改正或删去。", name.text)
			continue
		}

		from.items = slices.Delete(from.items, i, i+1)
	}
}

// checkKeys tells items without a key and keys that stand twice in one text, in every list that has keys.
func checkKeys(t reflect.Type, n *node, faults *Faults) {
	for i := range t.NumField() {
		f := t.Field(i)
		key, value := f.Tag.Get("key"), n.value(f.Tag.Get("yaml"))
		if key == "" || value == nil || value.kind != list {
			continue
		}

		seen := map[string]int{}
		for _, item := range value.items {
			if item.kind != dict {
				continue // the decoder says so
			}

			name := item.keyed(key)
			if name == "" && !item.misnamed(key) {
				faults.add(item.at, "这一条没有写“%s”，请补上：它用来与别的条目区分。", key)
			} else if first, ok := seen[name]; ok && name != "" {
				faults.add(item.value(key).at, "“%s: %s”与第%d行的重复，请改成不同的。", key, name, first)
			} else {
				seen[name] = item.at.Line
			}

			checkKeys(f.Type.Elem(), item, faults)
		}
	}
}

// keyed is the key of an item; empty when it has none.
func (n *node) keyed(key string) string {
	if v := n.value(key); v != nil && v.kind == scalar {
		return strings.TrimSpace(v.text)
	}
	return ""
}

func indexOf(items []*node, key, name string) int {
	if name == "" {
		return -1
	}
	return slices.IndexFunc(items, func(n *node) bool { return n.keyed(key) == name })
}

// field is the field of the struct t that the name stands for in YAML.
func field(t reflect.Type, name string) (reflect.StructField, bool) {
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("yaml") == name && name != "-" {
			return f, true
		}
	}
	return reflect.StructField{}, false
}
