package assign

import (
	"cmp"
	"slices"

	"lingping/internal/domain/scheme"
)

// single is a member who is looked at by himself.
type single struct {
	member int   // index into Facts.Members
	holder int32 // none when he holds nothing
}

// members serves the members of branch u 〔确保点评覆盖到每名党员〕. Reviewers are found once for the branch; only those
// who differ are looked at one by one.
func (m *maker) members(u int32) {
	f := m.f
	if f.count[u] == 0 || len(m.rules[scheme.Member]) == 0 {
		return
	}
	b := BranchPlan{Branch: f.places[u].ID, First: int(f.first[u]), Count: int(f.count[u]), After: len(m.p.Obligations)}
	m.p.Members += b.Count
	found := m.d.find(m.plain, u, none)
	m.singleOut(u, b, found)
	leaders, others := int(f.leaders[u]), b.Count-int(f.leaders[u])
	for _, one := range m.singles {
		if f.Members[one.member].Leader {
			leaders--
		} else {
			others--
		}
	}
	if leaders+others > 0 {
		b.Reviewers = m.choose(found, others > 0, leaders > 0)
	}
	b.Except = m.exceptions(u)
	m.branchGaps(u, b)
	m.p.Branches = append(m.p.Branches, b)
}

// singleOut finds the members of branch u who may have other reviewers than the rest: its secretary, whoever was found
// as a reviewer and is a member himself, and members of the groups that a rule asks for.
func (m *maker) singleOut(u int32, b BranchPlan, found []speaker) {
	f := m.f
	m.singles = m.singles[:0]
	put := func(holder int32) {
		if holder != none && f.branchOfHolder(holder) == u {
			m.singles = append(m.singles, single{int(f.holders[holder].member), holder})
		}
	}
	put(f.head[u].holder)
	for _, s := range found {
		put(s.holder)
	}
	if m.grouped {
		for i := b.First; i < b.First+b.Count; i++ {
			if len(m.rules[scheme.Member].serving(&f.Members[i])) == len(m.plain) {
				continue
			}
			one := single{i, none}
			if h, ok := f.holderOf[f.Members[i].Person]; ok {
				one.holder = h
			}
			m.singles = append(m.singles, one)
		}
	}
	slices.SortFunc(m.singles, func(a, b single) int { return cmp.Compare(a.member, b.member) })
	m.singles = slices.CompactFunc(m.singles, func(a, b single) bool { return a.member == b.member })
}

// exceptions serves those who were singled out. Members of the same groups who hold nothing share their choices.
func (m *maker) exceptions(u int32) []Exception {
	type group struct {
		rs      rules
		leader  bool
		choices []Choice
	}
	var groups []group
	except := m.except.take(len(m.singles))
	for i, one := range m.singles {
		except[i].Member = one.member
		member, rs := &m.f.Members[one.member], m.plain
		if m.grouped {
			rs = m.rules[scheme.Member].serving(member)
		}
		known := slices.IndexFunc(groups, func(g group) bool { return g.leader == member.Leader && g.rs.same(rs) })
		if one.holder == none && known >= 0 {
			except[i].Choices = groups[known].choices
			continue
		}
		except[i].Choices = m.choose(m.d.find(rs, u, one.holder), !member.Leader, member.Leader)
		if one.holder == none {
			groups = append(groups, group{rs, member.Leader, except[i].Choices})
		}
	}
	return except
}

// choose makes the choices of a branch or of one of its members. Leaders are told that they are reviewed as ordinary
// members 〔R5〕; a decision that nobody is told is not made.
func (m *maker) choose(found []speaker, others, leaders bool) []Choice {
	choices := m.choices.take(len(found))
	for i, s := range found {
		c := Choice{Reviewer: m.f.holders[s.holder].Person, Seat: m.seatID(s.seat)}
		differ := leaders && m.double != "" && s.how.Why.Text == whyBranch
		if others || !differ {
			c.Decision = m.decide(s.how)
			c.Leaders = c.Decision
		}
		if differ {
			told := s.how
			told.Why.Text, told.Why.Args = whyBranchLeader, []string{s.how.Why.Args[0], m.double}
			c.Leaders = m.decide(told)
			if !others {
				c.Decision = c.Leaders
			}
		}
		choices[i] = c
	}
	return choices
}
