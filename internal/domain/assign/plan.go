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
	grouped bool     // a rule for members asks for groups
	alike   bool     // a unit and its secretary are served by the same rules
	whole   bool     // the scope is a whole tree, so members without a branch belong to it
	told    []int    // decisions of the subject just served, used again
	singles []single // of the branch being served, used again
	owed    []int    // by holder: how many obligations he has
	choices pool[Choice]
	except  pool[Exception]
}

// Make derives who reviews whom under the scheme in the subtree of scope; 0 stands for the whole tree. Reviewers may sit
// outside the scope. The root of the tree and its secretary are no subjects, they are reviewed from outside. A unit
// that is not in the roster gives an empty plan with a fault.
func Make(f *Facts, s *scheme.Scheme, scope org.UnitID) *Plan {
	p := &Plan{why: whys{facts: f, scheme: s, sets: prepare(s), double: doubleCapacity(s)}}
	sets := p.why.sets
	m := &maker{f: f, s: s, p: p, d: &finder{f: f, s: s}, owed: make([]int, len(f.holders)),
		grouped: sets[forMember].grouped(), alike: slices.Equal(sets[forUnit], sets[forSecretary])}
	first, last := int32(0), int32(len(f.places))-1
	m.whole = true
	if scope != 0 {
		top, ok := f.index[scope]
		if !ok {
			p.Faults = []Finding{{Text: Say("轮次的范围不在党组织名册里，请重新选择党组织")}}
			return p
		}

		first, last = top, int32(f.places[top].Last)
		m.whole = f.root[top] == top || f.places[top].Depth == 0
	}

	m.reserve(int(last - first + 1))
	m.unplaced(first, last)
	for u := first; u <= last; u++ {
		m.unit(u)
		m.committee(u)
		m.members(u)
	}

	m.faults(first, last)
	m.warnings(first, last)
	return p
}

// reserve makes room for the plan of n units, so that a large one is not copied while it grows.
func (m *maker) reserve(n int) {
	m.p.Obligations = make([]Obligation, 0, 3*n)
	m.p.why.asked = make([]question, 0, 3*n+n/2)
	m.p.Units, m.p.Seats = make([]org.UnitID, 0, n), make([]Subject, 0, n+n/4)
	m.p.Branches = make([]BranchPlan, 0, n)
}

// speaks reports whether the scheme has rules for a kind of subject; one that it does not speak of does not count.
func (m *maker) speaks(set ruleset) bool { return len(m.p.why.sets[set]) > 0 }

// unit serves the unit itself, its secretary and, where the scheme asks for it, its committee as a whole.
func (m *maker) unit(u int32) {
	set, counts := m.setOf(u)
	if !counts {
		return
	}

	f, id, own := m.f, m.f.places[u].ID, m.f.own(u)
	var found []speaker
	if m.speaks(set) {
		m.p.Units = append(m.p.Units, id)
		if column := scheme.UnitColumn(f.places[u].Kind); column != scheme.ColumnUnits {
			m.other(column)
		}

		subject := Subject{Kind: set.kind(), Unit: id}
		if found = m.serve(set, subject, u, own); len(found) == 0 {
			m.p.Gaps = append(m.p.Gaps, m.unitGap(set, subject, u))
		}
	}

	if head := f.head[u].holder; set == forUnit && head != none && m.speaks(forSecretary) {
		m.secretary(Subject{Kind: scheme.Secretary, Unit: id, Person: f.holders[head].Person}, u, found)
	}

	if m.speaks(forCommittee) && slices.Contains(m.s.Roster.CommitteeKinds, f.places[u].Kind) {
		// A notice that has committees reviewed means those that a leader is charged with: the others are no gaps, and told as left out.
		if len(m.serve(forCommittee, Subject{Kind: scheme.Committee, Unit: id}, u, own)) > 0 {
			m.other(scheme.ColumnCommittees)
		} else {
			m.p.Uncharged++
		}
	}
}

// setOf is the rules by which unit u is reviewed, if it counts. Departments and cells count where a rule speaks of them.
func (m *maker) setOf(u int32) (ruleset, bool) {
	if m.f.parent[u] == none {
		return 0, false
	}

	kind := m.f.places[u].Kind
	switch {
	case kind == org.Department && m.speaks(forDepartment):
		return forDepartment, true
	case kind == org.Cell && m.speaks(forCell):
		return forCell, true
	}

	return forUnit, slices.Contains(m.s.Roster.UnitKinds, kind)
}

// counted reports whether units of the kind, below the root, are subjects.
func (m *maker) counted(kind org.UnitKind) bool {
	return kind == org.Department && m.speaks(forDepartment) || kind == org.Cell && m.speaks(forCell) ||
		slices.Contains(m.s.Roster.UnitKinds, kind)
}

// other counts a subject that is no 党组织, 书记, 班子成员 or 党员.
func (m *maker) other(column scheme.Column) {
	if m.p.Others == nil {
		m.p.Others = map[scheme.Column]int{}
	}
	m.p.Others[column]++
}

// secretary serves the secretary beside his unit, for which found have just been told. Under the same rules he has the
// same reviewers, for the same reasons.
func (m *maker) secretary(subject Subject, u int32, found []speaker) {
	m.p.Seats = append(m.p.Seats, subject)
	if head := m.f.head[u].holder; m.alike && head == m.f.own(u) {
		for i := range found {
			m.owe(&found[i], subject, m.told[i])
		}
	} else {
		found = m.serve(forSecretary, subject, u, head)
	}

	if len(found) == 0 {
		m.p.Gaps = append(m.p.Gaps, m.unitGap(forSecretary, subject, u))
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
		set, counts := m.seatSet(u, s)
		if !counts || slices.ContainsFunc(seats[:i], func(b seat) bool {
			_, counted := m.seatSet(u, b)
			return counted && b.holder == s.holder
		}) {
			continue
		}

		subject := Subject{Kind: set.kind(), Unit: f.places[u].ID, Person: f.holders[s.holder].Person}
		m.p.Seats = append(m.p.Seats, subject)
		if set == forOutsider {
			m.other(scheme.ColumnOutsiders)
		}

		if len(m.serve(set, subject, u, s.holder)) == 0 {
			m.p.Gaps = append(m.p.Gaps, m.committeeGap(subject, u))
		}
	}
}

// seatSet is the rules by which the holder of a seat is reviewed, if it makes him a committee member: the principal is
// none here, nor is who 主持工作 where there is no 书记. An administrator who is no Party member is an outsider.
func (m *maker) seatSet(u int32, s seat) (ruleset, bool) {
	h := m.f.head[u]
	if s.holder == h.holder || h.acting && s.post.Kind == org.Acting || !slices.Contains(m.s.Roster.CommitteePosts, s.post.Kind) {
		return 0, false
	}
	if s.post.Kind == org.Administrator && m.f.holders[s.holder].member == none {
		return forOutsider, m.speaks(forOutsider)
	}

	return forCommitteeMember, m.speaks(forCommitteeMember)
}

// serve finds who reviews a subject and keeps an obligation of each.
func (m *maker) serve(set ruleset, subject Subject, u, person int32) []speaker {
	found := m.d.find(m.p.why.sets[set], u, person)
	m.told = m.told[:0]
	for i := range found {
		m.told = append(m.told, m.p.why.note(question{set: set, unit: u, person: person, nth: int16(i)}))
		m.owe(&found[i], subject, m.told[i])
	}

	return found
}

// owe keeps one obligation.
func (m *maker) owe(s *speaker, subject Subject, decision int) {
	m.owed[s.holder]++
	m.p.Obligations = append(m.p.Obligations, Obligation{
		Reviewer: m.f.holders[s.holder].Person, Seat: m.seatID(s.seat), Subject: subject, Decision: decision})
}

// seatID is the unit of a seat, 0 for no seat.
func (m *maker) seatID(u int32) org.UnitID {
	if u == none {
		return 0
	}
	return m.f.places[u].ID
}

// pool hands out small slices cut from large ones, so that a plan is a few allocations and not one a unit.
type pool[T any] struct{ rest []T }

// take gives n zero values.
func (p *pool[T]) take(n int) []T {
	if len(p.rest) < n {
		p.rest = make([]T, max(n, 4096))
	}
	cut := p.rest[:n:n]
	p.rest = p.rest[n:]
	return cut
}
