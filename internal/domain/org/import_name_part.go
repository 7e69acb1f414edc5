package org

import (
	"regexp"
	"strings"
)

// bare is the name of a unit without the Party before it, which seals have and lists leave out, and with its kind at the end in one
// way of writing: 第一党支部 and 第一支部委员会 are one.
func bare(name string) string {
	name = Fold(name)
	for _, party := range []string{"中国共产党", "中共"} {
		if rest, ok := strings.CutPrefix(name, party); ok && rest != "" {
			name = rest
			break
		}
	}

	for _, kind := range unitEndings {
		for _, ending := range kind[1:] {
			if rest, ok := strings.CutSuffix(name, ending); ok && rest != "" {
				return rest + kind[0]
			}
		}
	}

	return name
}

// unitEndings are the ways in which kinds of units are written at the end of a name, the first for all of them; a longer one stands
// before its own end.
var unitEndings = [][]string{
	{"总支", "党总支部委员会", "总支部委员会", "党总支委员会", "总支委员会", "党总支部", "党总支", "总支部"},
	{"支部", "党支部委员会", "支部委员会", "党支部"},
	{"党委", "委员会"},
}

var (
	codeBefore = regexp.MustCompile(`^[(\[<【〔]?([0-9A-Z]{2,}(?:[.-][0-9A-Z]+)*)[)\]>】〕]?[-:_.、|]?(\p{Han}.*)$`)
	codeBehind = regexp.MustCompile(`^(\p{Han}.*?)[(\[<【〔]([0-9A-Z]{2,}(?:[.-][0-9A-Z]+)*)[)\]>】〕]$`)
	pathMark   = regexp.MustCompile(`[/\\>→›»|]+`)
)

// CodeAndName parts what a cell says of a unit by both: （0101）某支部, 0101-某支部, 某支部[0101]; false when it has not both.
func CodeAndName(text string) (code, name string, ok bool) {
	key := Fold(text)
	if p := codeBefore.FindStringSubmatch(key); p != nil {
		return p[1], p[2], true
	}

	if p := codeBehind.FindStringSubmatch(key); p != nil {
		return p[2], p[1], true
	}

	return "", "", false
}

// inParts is the unit that a text names by several words: code and name, or the line of its superiors before it. false when
// none of them names one.
func (ix *unitIndex) inParts(ref string) (at int, t *trouble, ok bool) {
	if code, name, both := CodeAndName(ref); both {
		byCode, byName := ix.known(code), ix.known(name)
		switch {
		case byCode < 0 && byName < 0:
		case byCode == byName, byCode < 0 && ix.units[byName].Code == "":
			return byName, nil, true
		case byCode >= 0:
			return 0, &trouble{Fault, otherName, []any{code, ix.units[byCode].Name, name}}, true
		default:
			return 0, &trouble{Fault, "“%s”的代码是“%s”，这里写的却是“%s”；请改正其中一个。", []any{ix.units[byName].Name, ix.units[byName].Code, code}}, true
		}
	}

	if name, other, both := strings.Cut(strings.TrimSuffix(Fold(ref), ")"), "("); both { // a name and its 简称
		if at := ix.known(name); at >= 0 && at == ix.known(other) {
			return at, nil, true
		}
	}

	line := pathMark.Split(Fold(ref), -1)
	if len(line) < 2 {
		return 0, nil, false
	}

	at = ix.known(line[len(line)-1])
	if at < 0 {
		return 0, nil, false
	}

	for _, superior := range line[:len(line)-1] {
		if over := ix.known(superior); over >= 0 && !ix.under(at, over) {
			return 0, &trouble{Fault, "“%s”不在“%s”之下；请改正其中一个。", []any{ix.units[at].Name, ix.units[over].Name}}, true
		}
	}

	return at, nil, true
}

// known is the one unit that a word names, -1 when it names none or several.
func (ix *unitIndex) known(word string) int {
	if hits := ix.hits(word); len(hits) == 1 {
		return hits[0]
	}
	return -1
}

// under reports whether a unit lies below another.
func (ix *unitIndex) under(at, over int) bool {
	for range ix.units {
		parent, ok := ix.at[ix.units[at].Parent]
		if !ok {
			return false
		}

		if parent == over {
			return true
		}

		at = parent
	}

	return false
}

// byBare stops at rows whose name is that of a known unit but for the Party before it and how its kind is written: the two are mostly
// one.
func (u *unitMatch) byBare() {
	known := map[string][]int{}
	for at := range u.before.Units {
		key := bare(u.before.Units[at].Name)
		known[key] = append(known[key], at)
	}

	for i := range u.rows {
		row := &u.rows[i].Unit
		hits := known[bare(row.Name)]
		if u.fate[i] != open || u.old[i] >= 0 || len(hits) != 1 || u.row[hits[0]] >= 0 {
			continue
		}

		at := hits[0]
		unit := &u.before.Units[at]
		if Fold(unit.Name) == Fold(row.Name) || row.Code != "" && unit.Code != "" {
			continue
		}

		switch u.read.Answers.about(row.Name, unit.Name) {
		case same:
			u.old[i], u.row[at] = at, i
		case unasked:
			u.ask(u.rows[i].Row, Pair{row.Name, row.Code}, Pair{unit.Name, unit.Code})
			u.refuse(i, FieldUnitName, trouble{Fault,
				"名册中已有“%[1]s”，与这里的“%[2]s”只是写法不同；是同一个还是另一个，请说明：--same %[2]s=%[1]s 或 --distinct %[2]s=%[1]s。",
				[]any{unit.Name, row.Name}})
		}
	}

	u.newByBare()
}

// newByBare asks about new units whose names differ only in how they write their kind. Two codes tell that they are two.
func (u *unitMatch) newByBare() {
	first := map[string]int{}
	for i := range u.rows {
		row := &u.rows[i].Unit
		if u.fate[i] != open || u.old[i] >= 0 {
			continue
		}

		key := bare(row.Name)
		at, ok := first[key]
		if !ok {
			first[key] = i
			continue
		}

		other := &u.rows[at].Unit
		if row.Code != "" && other.Code != "" {
			continue
		}

		switch u.read.Answers.about(row.Name, other.Name) {
		case same:
			u.refuse(i, FieldUnitName, trouble{Fault, "这一行和第 %d 行都是“%s”；请只留一行。", []any{u.rows[at].At, other.Name}})
		case unasked:
			u.ask(u.rows[i].Row, Pair{row.Name, row.Code}, Pair{other.Name, other.Code})
			u.refuse(i, FieldUnitName, trouble{Fault,
				"第 %[3]d 行的“%[1]s”与这里的“%[2]s”只是写法不同；是同一个就只留一行，是两个请说明：--distinct %[2]s=%[1]s。",
				[]any{other.Name, row.Name, u.rows[at].At}})
		}
	}
}
