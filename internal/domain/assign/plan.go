package assign

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// maker makes one plan: it walks the units of the scope in tree order and asks the finder for each subject.
type maker struct {
	f       *Facts
	s       *scheme.Scheme
	p       *Plan
	d       *finder
	rules   map[scheme.SubjectKind]rules
	whole   bool     // the scope is a whole tree, so members without a branch belong to it
	alike   bool     // a unit and its secretary are served by the same rules
	double  string   // the rule of double capacity, R5; empty when the scheme has none
	plain   rules    // the rules for a member of no group
	grouped bool     // a rule for members asks for groups
	told    []int    // decisions of the subject just served, used again
	singles []single // of the branch being served, used again
	choices pool[Choice]
	except  pool[Exception]
}

// Make derives who reviews whom under the scheme in the subtree of scope; 0 stands for the whole tree. Reviewers may sit
// outside the scope. The root of the tree and its secretary are no subjects, they are reviewed from outside. A unit
// that is not in the roster gives an empty plan with a fault.
func Make(f *Facts, s *scheme.Scheme, scope org.UnitID) *Plan {
	m := &maker{f: f, s: s, p: &Plan{}, d: &finder{f: f, s: s}, rules: prepare(s), double: doubleCapacity(s)}
	m.alike = m.rules[scheme.Unit].same(m.rules[scheme.Secretary])
	m.plain, m.grouped = m.rules[scheme.Member].serving(nil), m.rules[scheme.Member].grouped()
	first, last := int32(0), int32(len(f.places))-1
	m.whole = true
	if scope != 0 {
		top, ok := f.index[scope]
		if !ok {
			m.p.Faults = []Finding{{Text: Say("轮次的范围不在党组织名册里，请重新选择党组织")}}
			return m.p
		}
		first, last = top, int32(f.places[top].Last)
		m.whole = f.parent[top] == none
	}
	n := int(last - first + 1)
	m.p.Obligations = make([]Obligation, 0, 2*n+n/4)
	m.p.Decisions = make([]Decision, 0, 3*n+n/4)
	m.p.Units, m.p.Seats = make([]org.UnitID, 0, n), make([]Subject, 0, n+n/4)
	m.p.Branches = make([]BranchPlan, 0, n)
	m.unplaced(first, last)
	for u := first; u <= last; u++ {
		m.unit(u)
		m.committee(u)
		m.members(u)
	}
	m.faults(first, last)
	m.warnings(first, last)
	return m.p
}

// unit serves the unit itself, its secretary and, where the scheme asks for it, its committee as a whole.
func (m *maker) unit(u int32) {
	kind := m.kindOf(u)
	if kind == "" {
		return
	}
	f, id, own := m.f, m.f.places[u].ID, m.f.own(u)
	var found []speaker
	if len(m.rules[kind]) > 0 {
		m.p.Units = append(m.p.Units, id)
		subject := Subject{Kind: kind, Unit: id}
		found = m.d.find(m.rules[kind], u, own)
		if !m.serve(subject, found) {
			m.p.Gaps = append(m.p.Gaps, m.unitGap(subject, u))
		}
	}
	if kind == scheme.Unit && own != none && len(m.rules[scheme.Secretary]) > 0 {
		m.secretary(Subject{Kind: scheme.Secretary, Unit: id, Person: f.holders[own].Person}, u, found)
	}
	if slices.Contains(m.s.Roster.CommitteeKinds, f.places[u].Kind) && len(m.rules[scheme.Committee]) > 0 {
		// A notice that has committees reviewed means those that a leader is charged with; no committee is a gap.
		m.serve(Subject{Kind: scheme.Committee, Unit: id}, m.d.find(m.rules[scheme.Committee], u, own))
	}
}

// kindOf is the kind of subject that unit u is, empty when it does not count. Departments and cells count where a rule
// speaks of them.
func (m *maker) kindOf(u int32) scheme.SubjectKind {
	kind := m.f.places[u].Kind
	switch {
	case m.f.parent[u] == none:
		return ""
	case kind == org.Department && len(m.rules[scheme.Department]) > 0:
		return scheme.Department
	case kind == org.Cell && len(m.rules[scheme.Cell]) > 0:
		return scheme.Cell
	case slices.Contains(m.s.Roster.UnitKinds, kind):
		return scheme.Unit
	}
	return ""
}

// secretary serves the secretary beside his unit, for whom found have just been told. Under the same rules he has the
// same reviewers, for the same reasons.
func (m *maker) secretary(subject Subject, u int32, found []speaker) {
	m.p.Seats = append(m.p.Seats, subject)
	if m.alike {
		for i, s := range found {
			m.owe(s, subject, m.told[i])
		}
	} else {
		found = m.d.find(m.rules[scheme.Secretary], u, m.f.own(u))
		m.serve(subject, found)
	}
	if len(found) == 0 {
		m.p.Gaps = append(m.p.Gaps, m.unitGap(subject, u))
	}
}

// committee serves the members of a unit's committee, one subject a person however many posts he holds there. At the
// root they count too 〔党组织班子成员由党组织主要负责人点评〕.
func (m *maker) committee(u int32) {
	f := m.f
	if f.root[u] == none || !slices.Contains(m.s.Roster.CommitteeKinds, f.places[u].Kind) {
		return
	}
	seats := f.seatsOf(u)
	for i, s := range seats {
		kind, ok := m.seatKind(u, s)
		if !ok {
			continue
		}
		seen := false
		for _, before := range seats[:i] {
			_, counted := m.seatKind(u, before)
			seen = seen || counted && before.holder == s.holder
		}
		if seen {
			continue
		}
		subject := Subject{Kind: kind, Unit: f.places[u].ID, Person: f.holders[s.holder].Person}
		m.p.Seats = append(m.p.Seats, subject)
		if !m.serve(subject, m.d.find(m.rules[kind], u, s.holder)) {
			m.p.Gaps = append(m.p.Gaps, m.committeeGap(subject, u))
		}
	}
}

// seatKind is the kind of subject that a seat makes of its holder: the principal is none here, nor is who 主持工作 where
// there is no 书记; who is no Party member is an outsider, and a committee member only by a post of the Party.
func (m *maker) seatKind(u int32, s seat) (scheme.SubjectKind, bool) {
	h := m.f.head[u]
	if s.holder == h.holder || h.acting && s.post.Kind == org.Acting || !slices.Contains(m.s.Roster.CommitteePosts, s.post.Kind) {
		return "", false
	}
	kind := scheme.CommitteeMember
	if s.post.Kind == org.Administrator && m.f.holders[s.holder].member == none {
		kind = scheme.Outsider
	}
	return kind, len(m.rules[kind]) > 0
}

// serve keeps an obligation of each speaker; false when there is none.
func (m *maker) serve(subject Subject, found []speaker) bool {
	m.told = m.told[:0]
	for _, s := range found {
		m.told = append(m.told, m.decide(s.how))
		m.owe(s, subject, m.told[len(m.told)-1])
	}
	return len(found) > 0
}

// owe keeps one obligation.
func (m *maker) owe(s speaker, subject Subject, decision int) {
	m.p.Obligations = append(m.p.Obligations, Obligation{
		Reviewer: m.f.holders[s.holder].Person, Seat: m.seatID(s.seat), Subject: subject, Decision: decision})
}

// decide keeps a decision and gives its index.
func (m *maker) decide(how Decision) int {
	m.p.Decisions = append(m.p.Decisions, how)
	return len(m.p.Decisions) - 1
}

// seatID is the unit of a seat, 0 for no seat.
func (m *maker) seatID(u int32) org.UnitID {
	if u == none {
		return 0
	}
	return m.f.places[u].ID
}
