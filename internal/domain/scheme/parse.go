package scheme

import (
	"cmp"
	"path"
	"reflect"
	"slices"
	"strings"
)

// maxChain is how many schemes may stand above one.
const maxChain = 8

// Parse reads a scheme from YAML. name is the file's or the built-in's name, said with each fault; load gives the text
// of a scheme named under extends (see Source) and may be nil. What the text leaves open is filled (defaults.go).
//
// All faults are told, not only the first. The scheme is nil when one of them is more than a warning.
func Parse(name string, text []byte, load func(name string) ([]byte, error)) (*Scheme, Faults) {
	return (&loader{load: load}).parse(name, text)
}

func (l *loader) parse(name string, text []byte) (*Scheme, Faults) {
	root := l.document(name, text, nil)
	if root == nil {
		l.blame(name, text)
		return nil, l.faults.sorted(name)
	}

	s := &Scheme{}
	(&decoder{faults: &l.faults}).value(root, reflect.ValueOf(s).Elem())
	if s.Name == "" && name != "" {
		base := path.Base(strings.ReplaceAll(name, `\`, "/"))
		s.Name = strings.TrimSuffix(strings.TrimSuffix(base, ".yml"), ".yaml")
	}

	if s.Title == "" && root.has("extends") {
		s.Title = s.Name
	}

	fillDefaults(s)
	foreign := slices.ContainsFunc(l.faults, func(f Fault) bool { return f.Level == Wrong && f.Source != name })
	if !l.orphan && !foreign { // what a parent that can't be had or read would say is not missing
		newChecker(s, root, &l.faults).check()
	}

	s.Text = s.canonical()
	if tooLarge([]byte(s.Text)) {
		l.faults.add(root.at, "方案连同沿用的内容太大：最多%d KB、%d行。请删去与方案无关的内容。", maxBytes>>10, maxLines)
	}

	l.blame(name, text)
	if l.faults.Refused() {
		return nil, l.faults.sorted(name)
	}

	return s, l.faults.sorted(name)
}

// Kept reads the text that a round keeps (Scheme.Text). It was checked when the round was opened; what later versions
// find in schemes does not touch it.
func Kept(name, text string) (*Scheme, error) {
	var faults Faults
	root := read(name, []byte(text), &faults)
	if root == nil {
		return nil, faults.Err()
	}

	s := &Scheme{}
	(&decoder{faults: &faults}).value(root, reflect.ValueOf(s).Elem())
	if err := faults.Err(); err != nil {
		return nil, err
	}

	if s.Name == "" {
		s.Name = name
	}

	fillDefaults(s)
	s.Text = s.canonical()
	return s, nil
}

// loader follows extends from text to text.
type loader struct {
	load   func(name string) ([]byte, error)
	faults Faults
	orphan bool // a scheme that one builds on can't be had
	whole  bool // nothing is removed from what the text builds on
	plain  bool // what brought a fault about is not asked

	housed map[string]bool // texts that say whose notice they are

	extends, removed *node  // of the text itself
	above            []byte // the text that it builds on
}

// document reads one text and puts it over its parent. below are the texts that extend this one.
func (l *loader) document(source string, text []byte, below []string) *node {
	doc := read(source, text, &l.faults)
	if doc == nil {
		return nil
	}

	checkKeys(reflect.TypeFor[Scheme](), doc, &l.faults)
	if basis := doc.value("basis"); !basis.empty() && len(basis.entries) > 0 {
		if l.housed == nil {
			l.housed = map[string]bool{}
		}
		l.housed[source] = true
	}

	removed := doc.take("remove")
	if !doc.has("extends") {
		if removed != nil {
			l.faults.add(removed.at, "没有写 extends（沿用哪个方案），remove 就没有可去掉的内容。请删去 remove，或写上 extends。")
		}
		return doc
	}

	if len(below) == 0 {
		l.extends, l.removed = doc.value("extends"), removed
	}

	if l.whole && len(below) == 0 {
		removed = nil
	}

	parent := l.parent(doc.value("extends"), append(below, source))
	if parent == nil {
		l.orphan = true
		return doc
	}

	drop(parent, removed, &l.faults)
	l.own(parent, doc)
	merged := merger{&l.faults}.merge(reflect.TypeFor[Scheme](), parent, doc)
	cascade(merged, removed, doc.at.Source)
	l.words(merged, doc)
	return merged
}

// parent reads the scheme named under extends; nil with a fault when it can't be had.
func (l *loader) parent(name *node, below []string) *node {
	if name.kind != scalar {
		return nil // the decoder says so
	}

	if slices.Contains(below, name.text) {
		l.faults.add(name.at, "extends 绕成了圈：方案“%s”最后又沿用了自己。请改成另一个方案，或删去这一行。", name.text)
		return nil
	}

	if len(below) > maxChain {
		l.faults.add(name.at, "extends 一层套一层超过%d层，请直接沿用最上面的方案。", maxChain)
		return nil
	}

	var text []byte
	if l.load != nil {
		if loaded, err := l.load(name.text); err == nil {
			text = loaded
		}
	}

	sure := meant(name.text, builtinNames())
	if near := cmp.Or(sure, nearest(name.text, builtinNames())); text == nil && near != "" {
		l.faults.add(name.at, "找不到要沿用的方案“%s”，是不是想写“%s”？", name.text, near)
		if sure == "" {
			return nil
		}

		name.text = sure // so that what else is wrong is told in the same breath
		text, _ = l.load(sure)
	}

	if text == nil {
		l.faults.add(name.at, "找不到要沿用的方案“%s”。请写内置方案的名称（运行 lingping scheme list 可以看到）。", name.text)
		return nil
	}

	if len(below) == 1 {
		l.above = text
	}

	parent := l.document(name.text, text, below)
	if parent == nil {
		l.faults.add(name.at, "要沿用的方案“%s”读不出来，请先改正它。", name.text)
		return nil
	}

	parent.take("name")
	parent.take("extends")
	return parent
}
