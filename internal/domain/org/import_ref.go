package org

import (
	"slices"
	"strings"

	"lingping/internal/errs"
)

// trouble is why a reference from one row to another can't be followed.
type trouble struct {
	level Level
	text  errs.Sentence
	args  []any
}

// unitIndex finds units by what people write: code, full name, or a 简称 that only one unit has.
type unitIndex struct {
	units    []Unit
	at       map[UnitID]int
	byNamed  map[string][]int // folded code or full name → positions
	byShort  map[string][]int
	byBare   map[string][]int // by full name without the Party before it
	lost     map[string]Row   // folded code, name and 简称 of new units that are left out → their row
	zeroless zerolessIndex    // by their codes
	answers  Answers
	memo     map[string]unitAnswer
	misses   int
}

// A suggestion costs a pass over all units: a sheet full of wrong names gets it for the first few only.
const mostSuggestions = 50

type unitAnswer struct {
	pos     int
	trouble *trouble
}

func newUnitIndex(units []Unit, lost map[string]Row, answers Answers) *unitIndex {
	ix := &unitIndex{
		units:    units,
		at:       make(map[UnitID]int, len(units)),
		byNamed:  make(map[string][]int, 2*len(units)),
		byShort:  map[string][]int{},
		byBare:   make(map[string][]int, len(units)),
		lost:     lost,
		zeroless: zerolessIndex{},
		answers:  answers,
		memo:     map[string]unitAnswer{},
	}

	for i, u := range units {
		ix.at[u.ID] = i
		name, code := Fold(u.Name), Fold(u.Code)
		ix.byNamed[name] = append(ix.byNamed[name], i)
		ix.byBare[bare(name)] = append(ix.byBare[bare(name)], i)
		if code != "" && code != name {
			ix.byNamed[code] = append(ix.byNamed[code], i)
		}

		if key := Key(u.Code); key != "" && key != code && key != name {
			ix.byNamed[key] = append(ix.byNamed[key], i)
		}

		ix.zeroless.add(u.Code, i)

		if short := Fold(u.Short); short != "" {
			ix.byShort[short] = append(ix.byShort[short], i)
		}
	}

	return ix
}

// unit is the unit with the id; nil when there is none.
func (ix *unitIndex) unit(id UnitID) *Unit {
	if i, ok := ix.at[id]; ok {
		return &ix.units[i]
	}
	return nil
}

// find is the unit that ref names, or why it names none.
func (ix *unitIndex) find(ref string) (*Unit, *trouble) {
	answer, ok := ix.memo[ref]
	if !ok {
		meant := ref
		if known := ix.answers.Units[Fold(ref)]; known != "" {
			meant = known
		}

		answer.pos, answer.trouble = ix.search(meant)
		ix.memo[ref] = answer
	}

	if answer.trouble != nil {
		return nil, answer.trouble
	}

	return &ix.units[answer.pos], nil
}

// either is the unit that ref names, or the name beside it where ref names none.
func (ix *unitIndex) either(ref, other string) (*Unit, *trouble) {
	unit, t := ix.find(ref)
	if t != nil && other != "" && other != ref {
		if named, also := ix.find(other); also == nil {
			return named, nil
		}
	}

	return unit, t
}

func (ix *unitIndex) search(ref string) (int, *trouble) {
	key := Fold(ref)
	hits := ix.hits(ref)
	switch {
	case len(hits) == 1:
		return hits[0], nil
	case len(hits) > 1:
		return 0, &trouble{Fault, "“%s”可以指 %d 个党组织：%s；请改写代码或全称。", []any{ref, len(hits), ix.names(hits)}}
	}

	if row, ok := ix.lost[key]; ok {
		return 0, &trouble{Follows, "“%s”在“%s”表第 %d 行，那一行略去了，这一行也随之略去。", []any{ref, row.Sheet.Name, row.At}}
	}

	if at, ok := ix.zeroless.only(ref); ok {
		known := &ix.units[at]
		if ix.answers.expressly(ref, known.Code) {
			return at, nil
		}
		return 0, &trouble{Fault, "没有党组织叫“%s”，只有代码“%s”（%s），可能丢了前面的 0；如是它，请说明：--same %[1]s=%[2]s。", []any{ref, known.Code, known.Name}}
	}

	if at, t, ok := ix.inParts(ref); ok {
		return at, t
	}

	ix.misses++
	if near, ok := ix.near(key); ok {
		return 0, &trouble{Fault, nearUnit, []any{ref, near}}
	}

	return 0, &trouble{Fault, noUnit, []any{ref}}
}

// hits are the units that a word names: by code or full name, else by 简称, else by a number that means the same, else by the
// name without the Party before it, however its kind is written.
func (ix *unitIndex) hits(ref string) []int {
	key := Fold(ref)
	for _, hits := range [][]int{ix.byNamed[key], ix.byShort[key], ix.byNamed[Key(ref)], ix.byBare[bare(key)]} {
		if len(hits) > 0 {
			return hits
		}
	}
	return nil
}

// each are the units that a cell names one after the other, of which one at least is known; else what the cell says as it is. A name
// may have a comma of its own.
func (ix *unitIndex) each(ref string) []string {
	parts := strings.FieldsFunc(ref, func(r rune) bool { return strings.ContainsRune("、，,；;\n", r) })
	if len(parts) < 2 || len(ix.hits(ref)) > 0 || !slices.ContainsFunc(parts, func(part string) bool { return len(ix.hits(part)) > 0 }) {
		return []string{ref}
	}
	return parts
}

// What is said of a code and a name that are two units'.
const otherName errs.Sentence = "代码“%s”是“%s”，名称写的却是“%s”；请改正其中一个。"

// What is said of a name that no unit has.
const (
	nearUnit errs.Sentence = "没有党组织叫“%s”；如指“%s”，请照写它的代码或全称。"
	noUnit   errs.Sentence = "没有党组织叫“%s”；请写代码或全称，或先在“党组织”表中加上它。"
)

// UnknownUnit is the name that the note says no unit has, and the one unit that may be meant; false for any other note.
func (n Note) UnknownUnit() (name, near string, ok bool) {
	switch n.Text {
	case nearUnit:
		near, _ = n.Args[1].(string)
	case noUnit:
	default:
		return "", "", false
	}

	name, ok = n.Args[0].(string)
	return name, near, ok
}

// near is the one unit whose name holds key or is held by it, in order, letters left out allowed.
func (ix *unitIndex) near(key string) (string, bool) {
	if ix.misses > mostSuggestions {
		return "", false
	}

	hit, plain := -1, bare(key)
	for i, u := range ix.units {
		name := Fold(u.Name)
		if !within(key, name) && !within(name, key) && !within(plain, bare(name)) {
			continue
		}
		if hit >= 0 {
			return "", false
		}

		hit = i
	}

	if hit < 0 {
		return "", false
	}

	return ix.units[hit].Name, true
}

// within reports whether the characters of part, at least three, stand in whole in the same order.
func within(part, whole string) bool {
	rest, n := whole, 0
	for _, r := range part {
		i := strings.IndexRune(rest, r)
		if i < 0 {
			return false
		}
		rest, n = rest[i+len(string(r)):], n+1
	}

	return n >= 3
}

// names lists a few units by name and code, for a sentence.
func (ix *unitIndex) names(hits []int) string {
	var list []string
	for i, at := range hits {
		if i == 5 {
			list = append(list, "…")
			break
		}
		list = append(list, named(ix.units[at].Name, ix.units[at].Code))
	}

	return strings.Join(list, "、")
}

// named is a name with the code or number that tells it from others, when there is one.
func named(name, code string) string {
	if code == "" {
		return name
	}
	return name + "（" + code + "）"
}
