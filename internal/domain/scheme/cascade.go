package scheme

import (
	"reflect"
	"slices"
	"strings"
)

// mention is a list in which items of another list are named.
type mention struct {
	list, field string
	whole       bool // an item that names nothing else any more goes too: an empty list would mean all
}

// mentions are where items that a child removes may be named, by the list from which they are removed.
func mentions() map[string][]mention {
	return map[string][]mention{
		"subjects": {{"rules", "subjects", true}, {"frequency", "subjects", true}, {"yardsticks", "subjects", true},
			{"modes", "subjects", true}, {"steps", "subjects", true}},
		"modes":  {{"groups", "modes", false}},
		"groups": {{"rules", "groups", true}, {"modes", "groups", true}},
		"forms":  {{"filing", "forms", true}},
	}
}

// cascade takes out of what came from the parent all that speaks of an item which the child removes: who removes a kind of
// subject does not want its yardsticks and rules either. own is the child's name; what it wrote itself stays.
func cascade(merged, removed *node, own string) {
	if removed == nil || removed.kind != dict {
		return
	}

	for _, e := range removed.entries {
		for _, name := range e.value.items {
			withdraw(merged, e.key, forgetting{strings.TrimSpace(name.text), own})
		}
	}
}

// withdraw takes out what speaks of an item that went from a list, and what speaks of what goes with it: without secretaries
// there is no mode for them alone, and without that mode no group that counts it.
func withdraw(merged *node, from string, f forgetting) {
	for _, m := range mentions()[from] {
		for _, gone := range f.inItems(merged.value(m.list), m) {
			withdraw(merged, m.list, forgetting{gone, f.own})
		}
	}

	if from != "groups" {
		return
	}

	f.in(merged.value("roster"), mention{field: "exempt-groups"})
	if subjects := merged.value("subjects"); subjects != nil {
		for _, s := range subjects.items {
			f.inItems(s.value("aspects"), mention{field: "groups", whole: true})
		}
	}
}

// forgetting is a word to be taken out of what the child did not write itself.
type forgetting struct{ word, own string }

// inItems takes the word out of the items of a list, and gives the keys of the items that go with it.
func (f forgetting) inItems(of *node, m mention) (gone []string) {
	if of == nil || of.kind != list {
		return nil
	}

	list, _ := field(reflect.TypeFor[Scheme](), m.list)
	var kept []*node
	for _, item := range of.items {
		if !f.in(item, m) {
			kept = append(kept, item)
		} else if key := item.keyed(list.Tag.Get("key")); key != "" {
			gone = append(gone, key)
		}
	}

	of.items = kept
	return gone
}

// in takes the word out of the field of an item; true when the item has to go with it.
func (f forgetting) in(item *node, m mention) bool {
	named := item.value(m.field)
	if named == nil || named.kind != list || named.at.Source == f.own {
		return false
	}

	kept := slices.DeleteFunc(slices.Clone(named.items), func(n *node) bool { return strings.TrimSpace(n.text) == f.word })
	gone := len(kept) < len(named.items) && len(kept) == 0
	named.items = kept
	return m.whole && gone
}
