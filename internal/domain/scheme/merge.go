package scheme

import (
	"reflect"
	"slices"
	"strings"
)

// merge puts a child's text over its parent's. The rule that people are told: a single value replaces the parent's; an
// item of a list with the same key (id, kind, key, name, title, number) replaces the parent's whole item where it
// stands, one with a new key is added at the end; a list of plain values and the basis are replaced whole; an empty
// value empties the parent's.
func merge(t reflect.Type, parent, child *node) *node {
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
		merged.entries[i] = entry{key: e.key, at: e.at, value: mergeField(t, merged.entries[i].value, e)}
	}

	return merged
}

// mergeField is the value of one entry of a map whose Go type is t.
func mergeField(t reflect.Type, parent *node, e entry) *node {
	if t.Kind() != reflect.Struct {
		return e.value
	}

	f, ok := field(t, e.key)
	if !ok || f.Tag.Get("merge") == "whole" {
		return e.value
	}

	if key := f.Tag.Get("key"); key != "" {
		return mergeList(key, parent, e.value)
	}

	return merge(f.Type, parent, e.value)
}

// mergeList puts a child's items over its parent's by the key.
func mergeList(key string, parent, child *node) *node {
	if parent.kind != list || child.kind != list {
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
			faults.add(e.value.at, "“%s”要写成列表，例如 [甲, 乙]，或每项一行、以“- ”（后面空一格）开头。", e.key)
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
			if name == "" {
				faults.add(item.at, "这一条没有写“%s”，请补上：它用来与别的条目区分。", key)
			} else if first, ok := seen[name]; ok {
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
