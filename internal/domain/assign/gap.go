package assign

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// unitGap explains why nobody reviews a unit or its secretary.
func (m *maker) unitGap(set ruleset, subject Subject, u int32) Gap {
	f := m.f
	gap := Gap{Subject: subject, Why: Say("按方案没有人点评"), Remedy: m.remedy(set)}
	lined := slices.ContainsFunc(m.p.why.sets[set], func(r *rule) bool {
		return r.Relation == scheme.LineSecretary && r.holds(f, u)
	})
	at, passes := f.climb(f.parent[u], f.own(u), nil)
	if !lined || at != none {
		return gap
	}

	empty := slices.IndexFunc(passes, func(p pass) bool { return p.why == vacant })
	if self := slices.IndexFunc(passes, func(p pass) bool { return p.why == himself }); self >= 0 {
		over := passes[self].unit
		gap.Why = Say("无人分管或联系，%s%s%s就是%s%s，上面没有别的{书记}", f.names[over], string(f.head[over].title()),
			f.name(f.head[over].holder), string(f.ours(u)), string(f.head[u].title()))
		gap.Remedy = Say("建议明确一位分管或联系领导，或由上级指定")
	} else if empty >= 0 {
		over := passes[empty].unit
		gap.Why = Say("无人分管或联系，%s{书记}空缺，又无人主持工作", f.names[over])
		gap.Remedy = Say("建议明确一位分管或联系领导，或任命%s{书记}", f.names[over])
	}

	return gap
}

// remedy is what would give a subject a reviewer, by the first of the scheme's relations for it.
func (m *maker) remedy(set ruleset) Sentence {
	for _, r := range m.p.why.sets[set] {
		switch r.Relation {
		case scheme.CellLeader:
			return Say("建议在名册里补上小组长，或在方案里补上一条规则")
		case scheme.DepartmentHead:
			return Say("建议在名册里补上部门所在单位的行政主要负责人，或在方案里补上一条规则")
		case scheme.ChargeHolder:
			return Say("建议明确一位分管或联系领导，或在方案里补上一条规则")
		}
	}
	return Say("建议由上级指定{点评人}，或在方案里补上一条规则")
}

// committeeGap explains why nobody reviews a member of the committee of u.
func (m *maker) committeeGap(subject Subject, u int32) Gap {
	if m.f.head[u].holder != none {
		return Gap{Subject: subject, Why: Say("按方案没有人点评"), Remedy: Say("建议由上级指定{点评人}，或在方案里补上一条规则")}
	}
	return m.vacancy(subject, u)
}

// vacancy explains a gap that the vacant secretary of u leaves, with the deputy who could be asked to 主持工作.
func (m *maker) vacancy(subject Subject, u int32) Gap {
	f := m.f
	gap := Gap{Subject: subject, Why: Say("%s{书记}空缺，又无人主持工作", f.names[u]), Remedy: Say("建议任命主持工作者或由上级指定")}
	if deputy := f.holding(u, org.DeputySecretary); deputy != none {
		gap.Propose = f.holders[deputy].Person
		gap.Remedy = Say("建议请副书记%s主持工作，或由上级指定", f.name(deputy))
	}

	return gap
}

// branchGaps makes a gap of every member of branch u whom nobody reviews: of each one, not one of the branch.
func (m *maker) branchGaps(u int32, b BranchPlan) {
	alone := func(e Exception) bool { return len(e.Choices) == 0 }
	if len(b.Reviewers) > 0 && !slices.ContainsFunc(b.Except, alone) {
		return
	}

	except := b.Except
	for i := b.First; i < b.First+b.Count; i++ {
		choices := b.Reviewers
		if len(except) > 0 && except[0].Member == i {
			choices, except = except[0].Choices, except[1:]
		}

		if len(choices) == 0 {
			m.p.Gaps = append(m.p.Gaps, m.memberGap(u, i))
		}
	}
}

// memberGap explains why nobody reviews a member of branch u.
func (m *maker) memberGap(u int32, member int) Gap {
	f := m.f
	subject := Subject{Kind: scheme.Member, Unit: f.places[u].ID, Person: f.Members[member].Person}
	h := f.head[u]
	switch {
	case h.holder == none:
		return m.vacancy(subject, u)
	case int(f.holders[h.holder].member) == member:
		return Gap{Subject: subject, Why: Say("本人是%s%s，上面没有别的{书记}可以代", f.names[u], string(h.title())),
			Remedy: Say("建议补上上级{书记}，或由上级指定{点评人}")}
	}

	return Gap{Subject: subject, Why: Say("按方案没有人点评"), Remedy: Say("建议由上级指定{点评人}，或在方案里补上一条规则")}
}

// unplaced makes gaps of the members whom no branch holds: without 所在党支部, with one that does not exist, or with a
// unit that is no branch. Those without a unit belong to the whole tree. Members of outside units are reviewed there.
func (m *maker) unplaced(first, last int32) {
	if !m.speaks(forMember) {
		return
	}

	f := m.f
	for i := 0; i < len(f.Members) && f.branch[i] == none; i++ {
		subject := Subject{Kind: scheme.Member, Person: f.Members[i].Person}
		why := Say("没有填所在党支部")
		u, ok := f.index[f.Members[i].Branch]
		switch {
		case ok && (u < first || u > last || f.places[u].Kind == org.External), !ok && !m.whole:
			continue
		case ok:
			subject.Unit = f.places[u].ID
			why = Say("所在党支部填的是%s，它不是党支部", f.names[u])
		case f.Members[i].Branch != 0:
			why = Say("所在党支部不在党组织名册里")
		}

		m.p.Members++
		m.p.Gaps = append(m.p.Gaps, Gap{Subject: subject, Why: why, Remedy: Say("请在党员名册里填上所在党支部")})
	}
}
