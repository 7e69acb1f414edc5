package scheme

import (
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

func (c *checker) rules() {
	if c.root.value("rules").empty() {
		c.fault(at(), "没有写 rules（谁点评谁），请至少写一条，或用 extends 沿用内置方案。")
	}

	earlier := map[SubjectKind]bool{}
	for i, r := range c.s.Rules {
		if r.Relation == "" {
			c.noteOnly(i, r)
			continue
		}

		c.rule(i, r)
		if r.OnlyIfNone && !slices.ContainsFunc(r.Subjects, func(k SubjectKind) bool { return earlier[k] }) {
			c.warn(at("rules", i, "only-if-none"), "only-if-none 是“前面的规则都没有给出点评人时才用”，但前面没有别的规则。请调整先后，或删去这一行。")
		}

		for _, k := range r.Subjects {
			earlier[k] = true
		}
	}
}

// noteOnly looks at a rule without a relation: it makes nothing and only says something.
func (c *checker) noteOnly(i int, r Rule) {
	written := c.root.find("rules", i)
	switch {
	case written.has("relation"): // a faulty one was told already
	case r.Note == "" && !written.has("note"):
		c.fault(at("rules", i), "规则“%s”没有写 relation（怎样找到点评人）。只作说明的规则请写 note。", r.ID)
	case len(r.Subjects) > 0:
		c.fault(at("rules", i, "subjects"), "规则“%s”没有写 relation，只作说明，不能写 subjects。请补上 relation，或删去 subjects。", r.ID)
	}
}

func (c *checker) rule(i int, r Rule) {
	path := at("rules", i)
	if c.root.find(path...).value("subjects").empty() {
		c.fault(path, "规则“%s”没有写 subjects（点评谁），请补上，例如 [unit, secretary]。", r.ID)
	}

	c.unique(texts(r.Subjects...), at("rules", i, "subjects"))
	for j, k := range r.Subjects {
		if k != "" && !slices.Contains(r.Relation.Serves(), k) {
			c.fault(at("rules", i, "subjects", j), "按“%s”找不到“%s”的点评人，它只能用于：%s。请换一种 relation，或从 subjects 里删去。",
				r.Relation, k, inRow(texts(r.Relation.Serves()...)))
		}
	}

	c.declared(r.Subjects, at("rules", i, "subjects"))
	c.named(r.Groups, at("rules", i, "groups"))
	if len(r.Groups) > 0 && len(r.Subjects) > 0 && !slices.Contains(r.Subjects, Member) {
		c.fault(at("rules", i, "groups"), "groups（只对某些群体）只能写在点评党员（member）的规则里，请删去。")
	}

	if len(r.Charges) > 0 && r.Relation != ChargeHolder {
		c.fault(at("rules", i, "charges"), "charges（分管、联系点）只能写在 relation 为 charge-holder 的规则里，请删去。")
	}

	if c.root.find(path...).has("posts") && !r.Relation.usesPosts() {
		c.fault(at("rules", i, "posts"), "relation 为“%s”的规则不看 posts（职务），请删去。", r.Relation)
	}

	c.size(r.MinMembers, r.MaxMembers, path)
	c.committees(i, r)
}

// committees tells a rule that speaks of committees as a whole only in kinds of units of which no committee counts.
func (c *checker) committees(i int, r Rule) {
	if !r.Makes(Committee) || len(r.UnitKinds) == 0 || slices.ContainsFunc(r.UnitKinds, func(k org.UnitKind) bool {
		return slices.Contains(c.s.Roster.CommitteeKinds, k)
	}) {
		return
	}

	var kinds i18n.Words
	for _, k := range r.UnitKinds {
		kinds = append(kinds, k.Word())
	}
	c.warn(at("rules", i, "unit-kinds"), "这条规则点评%s的班子整体，但 roster 的 committee-kinds 里没有它们，一个也不会点评。要点评请把它们写进 committee-kinds。", kinds)
}

// size looks at the bounds of the number of members.
func (c *checker) size(least, most int, path []any) {
	c.within(least, 0, maxNumber, append(path, "min-members"))
	c.within(most, 1, maxNumber, append(path, "max-members"))
	if most > 0 && least > most {
		c.fault(append(path, "min-members"), "min-members（至少%d人）比 max-members（至多%d人）还多，请改正。", least, most)
	}
}

// completeness warns where R7 can't be kept 〔确保点评覆盖到每个基层党组织、每名党员〕.
func (c *checker) completeness() {
	var left i18n.Words
	for _, k := range []SubjectKind{Unit, Secretary, Member} {
		if _, ok := c.s.Subject(k); !ok && len(c.s.Rules) > 0 {
			left = append(left, k.Name())
		}
	}

	if len(left) > 0 {
		c.absent(at("subjects"), "方案不点评%s，做不到覆盖每个基层党组织、每名党员。如果本意如此，可以不管。", left)
	}

	for _, f := range c.uncovered() {
		c.warn(f.path, errs.Sentence(f.text), f.args(f.kinds)...)
	}
}

// uncoveredKinds are kinds of subjects that lack a reviewer for the same cause.
type uncoveredKinds struct {
	path  []any
	text  errs.Sentence
	kinds []SubjectKind
}

func (u uncoveredKinds) args(kinds []SubjectKind) []any {
	names := texts(kinds...)
	if strings.Count(string(u.text), "%s") > 1 {
		return []any{inRow(names), strings.Join(names, ", ")} // the second as a file has it
	}
	return []any{inRow(names)}
}

// uncovered finds the kinds of subjects that not every rule of the scheme serves, one cause together.
func (c *checker) uncovered() (found []uncoveredKinds) {
	for i, sub := range c.s.Subjects {
		text := c.lacks(sub)
		if text == "" {
			continue
		}

		path := at("rules")
		if kind := at("subjects", i, "kind"); c.own(kind) {
			path = kind
		}

		same := slices.IndexFunc(found, func(u uncoveredKinds) bool { return u.text == text && len(u.path) == 1 && len(path) == 1 })
		if same >= 0 {
			found[same].kinds = append(found[same].kinds, sub.Kind)
			continue
		}

		found = append(found, uncoveredKinds{path, text, []SubjectKind{sub.Kind}})
	}

	return found
}

// lacks says what is the matter with the rules that serve a kind of subject, nothing when each has a reviewer as long as
// the seats are filled.
func (c *checker) lacks(sub Subject) errs.Sentence {
	var serving []Rule
	for _, r := range c.s.Rules {
		if r.Makes(sub.Kind) {
			serving = append(serving, r)
		}
	}

	switch {
	case sub.Kind == "":
		return ""
	case len(serving) == 0:
		return "没有一条规则给出“%s”的点评人，这一类不会被点评，也不列为缺口。要点评请在 rules 里补一条，不点评请从 subjects 里去掉，例如“remove: {subjects: [%s]}”。"
	case sub.Kind == Committee: // only those that a leader is charged with are meant
		return ""
	case slices.ContainsFunc(serving, alwaysFinds):
		return ""
	case slices.Contains(LineSecretary.Serves(), sub.Kind):
		return "“%s”只在某些条件下才有点评人（分管、联系点、本人所在支部或限定的范围），其余会成为缺口。" +
			"可以在最后补一条 relation: line-secretary、only-if-none: true 的规则。"
	}

	return "“%s”只在某些条件下才有点评人，其余会成为缺口。请在 rules 里补一条不带条件的规则。"
}

// alwaysFinds reports whether the rule gives every subject of its kinds a reviewer as long as the seats are filled.
func alwaysFinds(r Rule) bool {
	switch r.Relation {
	case ChargeHolder, ParentSecretary, OwnBranch, CommitteeOfLine, CommitteeOfUnit:
		return false
	}
	return !r.conditional()
}
