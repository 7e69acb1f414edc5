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
	leader bool
}

// members serves the members of branch u 〔确保点评覆盖到每名党员〕. Reviewers are found once for the branch; only those
// who differ are looked at one by one.
func (m *maker) members(u int32) {
	f := m.f
	if f.count[u] == 0 || !m.speaks(forMember) {
		return
	}

	b := BranchPlan{Branch: f.places[u].ID, First: int(f.first[u]), Count: int(f.count[u]), After: len(m.p.Obligations)}
	m.p.Members += b.Count
	found := m.d.find(m.p.why.sets[forPlainMember], u, none)
	m.singleOut(u, b, found)
	leaders, others := int(f.leaders[u]), b.Count-int(f.leaders[u])
	for _, one := range m.singles {
		if one.leader {
			leaders--
		} else {
			others--
		}
	}

	if leaders+others > 0 {
		b.Reviewers = m.choose(found, question{set: forPlainMember, unit: u, person: none}, others, leaders)
	}

	b.Except = m.exceptions(u)
	m.branchGaps(u, b)
	m.p.Branches = append(m.p.Branches, b)
}

// singleOut finds the members of branch u who may have other reviewers than the rest: whoever was found as a reviewer and
// is a member himself, its secretary above all, and members of the groups that a rule asks for.
func (m *maker) singleOut(u int32, b BranchPlan, found []speaker) {
	f := m.f
	m.singles = m.singles[:0]
	for i := range found {
		holder := &f.holders[found[i].holder]
		if holder.branch == u {
			m.singles = append(m.singles, single{int(holder.member), found[i].holder, holder.leader})
		}
	}

	if m.grouped {
		reviewers := m.singles
		for i := b.First; i < b.First+b.Count; i++ {
			if m.memberSet(i) == forPlainMember || slices.ContainsFunc(reviewers, func(r single) bool { return r.member == i }) {
				continue
			}

			one := single{i, none, f.leading[i]}
			if h, ok := f.holderOf[f.persons[i]]; ok {
				one.holder = h
			}

			m.singles = append(m.singles, one)
		}
	}

	if len(m.singles) > 1 {
		slices.SortFunc(m.singles, func(a, b single) int { return cmp.Compare(a.member, b.member) })
	}
}

// exceptions serves those who were singled out. Members of the same groups who hold nothing share their choices.
func (m *maker) exceptions(u int32) []Exception {
	shared := map[question][]Choice{}
	except := m.except.take(len(m.singles))
	for i, one := range m.singles {
		q := question{set: m.memberSet(one.member), unit: u, person: one.holder, leader: one.leader}
		choices, known := shared[q]
		if !known {
			leaders := 0
			if one.leader {
				leaders = 1
			}

			choices = m.choose(m.d.find(m.p.why.sets[q.set], u, one.holder), q, 1-leaders, leaders)
			if one.holder == none {
				shared[q] = choices
			}
		} else {
			for _, c := range choices {
				m.owed[m.f.holderOf[c.Reviewer]]++
			}
		}

		except[i] = Exception{Member: one.member, Choices: choices}
	}

	return except
}

// memberSet is the rules that serve a member, by his groups.
func (m *maker) memberSet(member int) ruleset {
	if !m.grouped {
		return forPlainMember
	}

	w := &m.p.why
	rs := w.sets[forMember].serving(&m.f.Members[member])
	for set := forPlainMember; int(set) < len(w.sets); set++ {
		if slices.Equal(w.sets[set], rs) {
			return set
		}
	}

	w.sets = append(w.sets, rs)
	return ruleset(len(w.sets) - 1)
}

// choose makes the choices for members of a branch, so many of them leaders and so many not. Leaders are told that they
// are reviewed as ordinary members 〔R5〕; a decision that nobody is told is not made.
func (m *maker) choose(found []speaker, q question, others, leaders int) []Choice {
	w, choices := &m.p.why, m.choices.take(len(found))
	for i := range found {
		s, c := &found[i], &choices[i]
		c.Reviewer, c.Seat = m.f.holders[s.holder].Person, m.seatID(s.seat)
		m.owed[s.holder] += others + leaders
		q.nth, q.leader = int16(i), false
		differ := leaders > 0 && w.double != "" && s.by == scheme.BranchSecretary && !s.up
		if others > 0 || !differ {
			c.Decision = w.note(q)
			c.Leaders = c.Decision
		}

		if differ {
			q.leader = true
			c.Leaders = w.note(q)
		}

		if others == 0 {
			c.Decision = c.Leaders
		}
	}

	return choices
}
