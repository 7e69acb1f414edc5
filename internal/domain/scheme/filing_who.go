package scheme

import (
	"slices"
	"strings"

	"lingping/internal/domain/org"
)

// Filer is a kind of unit that hands in, as filing.who names it: 各党总支, 各直属党支部, 下一级各党组织.
type Filer struct {
	Kind   org.UnitKind // empty: of any kind
	Direct bool         // only units directly under a committee
	Below  bool         // only units directly under the round's own
	Rest   bool         // whoever is left, so that every form has somebody who files it
}

// filers are the words that filing.who may hold, each alone or with 各, 所有 or 各级 before it.
func filers() map[string]Filer {
	words := map[string]Filer{"下一级党组织": {Below: true}, "下级党组织": {Below: true}, "其他下一级党组织": {Rest: true}, "其余下一级党组织": {Rest: true}}
	for _, k := range []org.UnitKind{org.Committee, org.SubCommittee, org.LeadGroup, org.GeneralBranch, org.Branch, org.JointBranch,
		org.TempBranch, org.Department} {
		words[string(k.Word())] = Filer{Kind: k}
		words["直属"+string(k.Word())] = Filer{Kind: k, Direct: true}
	}
	return words
}

// filerExamples are the words of filing.who in the order in which people are told them.
func filerExamples() []string {
	return []string{"各党委", "各分党委", "各党组", "各党总支", "各党支部", "各直属党支部", "各联合党支部", "各临时党支部", "各部门", "下一级党组织", "其他下一级党组织"}
}

// Filers are the kinds of units that who names, and the words that name none.
func (f Filing) Filers() (named []Filer, unknown []string) {
	known := filers()
	for _, word := range strings.FieldsFunc(f.Who, func(r rune) bool { return strings.ContainsRune("、，,；;和 ", r) }) {
		bare := strings.TrimLeft(word, "各所有级")
		if filer, ok := known[strings.Replace(bare, "下一级各", "下一级", 1)]; ok {
			named = append(named, filer)
		} else {
			unknown = append(unknown, word)
		}
	}

	return named, unknown
}

// Stands is where a unit stands in a round.
type Stands struct {
	Kind     org.UnitKind
	Above    org.UnitKind // of the unit above it
	Root     bool         // nothing is above it
	Own      bool         // it is the round's own unit
	Below    bool         // it lies directly under that
	Top      bool         // nothing is above the unit above it
	Reviewed bool         // units of its kind are reviewed
}

// NamesUnit reports whether the hand-in means a unit by its kind or place. The root of the tree receives and does not file.
func (f Filing) NamesUnit(u Stands) bool {
	filers, _ := f.Filers()
	switch {
	case u.Root:
		return false
	case len(filers) == 0: // of before its words were checked
		return u.Below
	}

	return slices.ContainsFunc(filers, func(w Filer) bool { return !w.Rest && w.Names(u.Kind, u.Above, u.Below) })
}

// NamesRest reports whether the hand-in means a unit as one of the rest, if no hand-in of the scheme names it: whoever files what
// lies in no named unit, the units under the root, and of a round below the root its own unit.
func (f Filing) NamesRest(u Stands) bool {
	filers, _ := f.Filers()
	return !u.Root && u.Reviewed && (u.Own || u.Below && u.Top) && slices.ContainsFunc(filers, func(w Filer) bool { return w.Rest })
}

// Names reports whether the words mean a unit, the kind of the unit above it being above and below telling that it lies
// directly under the round's own.
func (w Filer) Names(u org.UnitKind, above org.UnitKind, below bool) bool {
	if w.Below {
		return below
	}

	kind := w.Kind == u || w.Kind == org.Branch && u.IsBranch()
	return kind && (!w.Direct || org.Direct(u, above))
}

// who tells words of filing.who that name no kind of unit.
func (c *checker) who(f Filing, path []any) {
	_, unknown := f.Filers()
	for _, word := range unknown {
		if near := nearest(word, filerExamples()); near != "" {
			c.fault(append(path, "who"), "看不出“%s”是哪些党组织，是不是想写“%s”？", word, near)
			continue
		}

		c.fault(append(path, "who"), "看不出“%s”是哪些党组织。可以写的有：%s；几种之间用“、”隔开。", word, strings.Join(filerExamples(), "、"))
	}
}

// FilerExamples are words that filing.who may hold.
func FilerExamples() []string { return filerExamples() }
