package assign

import (
	"slices"
	"strconv"

	"lingping/internal/domain/org"
)

// warnings are what is improbable for the rules but no fault: the plan stands, somebody should look.
func (m *maker) warnings(first, last int32) {
	for u := first; u <= last; u++ {
		m.warnCharges(u)
		if m.f.parent[u] != none && !m.f.places[u].Kind.IsGrassroots() {
			m.warnOffLine(u)
			continue
		}

		m.warnHead(u)
		m.warnBranch(u)
	}
	m.warnHolders(first, last)
}

// warnCharges tells of charges that make no obligation.
func (m *maker) warnCharges(u int32) {
	f := m.f
	charges := f.chargesOf(u)
	if len(charges) == 0 {
		return
	}

	own := f.own(u)
	_, counts := m.setOf(u)
	for _, c := range charges {
		word := string(c.charge.Kind.Word())
		switch {
		case f.parent[u] == none:
			m.warn(u, c.holder, Say("%s的%s不计：%s是最上级，由外面点评", f.name(c.holder), word, f.names[u]))
		case !counts:
			m.warn(u, c.holder, Say("%s的%s不计：%s是%s，本方案不点评；请改为它所属的{党组织}", f.name(c.holder), word, f.names[u],
				string(f.places[u].Kind.Word())))
		case c.holder == own:
			m.warn(u, c.holder, Say("%s的%s不计：%s本人就是负责人；请另定一位领导", f.names[u], word, f.name(c.holder)))
		}
	}
}

// warnOffLine tells of posts in units that are not in the line of organisation.
func (m *maker) warnOffLine(u int32) {
	f := m.f
	for _, s := range f.seatsOf(u) {
		kind := f.places[u].Kind
		if kind == org.Cell && s.post.Kind == org.CellLeader || kind == org.Department && s.post.Kind == org.Administrator {
			continue
		}
		m.warn(u, s.holder, Say("%s是%s，%s的%s职务不产生点评责任；如有误请改正所在{党组织}", f.names[u], string(kind.Word()),
			f.name(s.holder), postWord(s.post)))
	}
}

// warnHead tells of a vacant seat and of an improbable secretary.
func (m *maker) warnHead(u int32) {
	f := m.f
	h, branch := f.head[u], f.places[u].Kind.IsBranch()
	if h.holder == none {
		deputy := f.holding(u, org.DeputySecretary)
		switch {
		case deputy != none:
			m.warn(u, deputy, Say("%s{书记}空缺，副书记%s不自动代行；由其主持工作的，请补录“主持工作”", f.names[u], f.name(deputy)))
		case !branch:
			m.warn(u, none, Say("%s{书记}空缺，又无人主持工作；请任命，或补录“主持工作”", f.names[u]))
		case f.count[u] > 0:
			m.warn(u, none, Say("%s{书记}空缺，又无人主持工作，%s名{党员}没有人点评；请任命，或补录“主持工作”", f.names[u], strconv.Itoa(int(f.count[u]))))
		}

		return
	}

	holder, title := &f.holders[h.holder], h.title()
	switch {
	case holder.member == none:
		m.warn(u, h.holder, Say("%s%s%s不在党员名册里，请核对", f.names[u], string(title), holder.Name))
	case branch && holder.branch != u:
		m.warn(u, h.holder, Say("%s%s%s的组织关系不在本支部，请核对", f.names[u], string(title), holder.Name))
	}

	if holder.probationary {
		m.warn(u, h.holder, Say("%s%s%s是预备党员，请核对", f.names[u], string(title), holder.Name))
	}
}

// warnBranch tells of branches that are empty or too small 〔正式党员不足三人〕.
func (m *maker) warnBranch(u int32) {
	f := m.f
	switch {
	case !f.places[u].Kind.IsBranch():
	case f.count[u] == 0:
		m.warn(u, none, Say("%s没有党员，请核对名册，或撤销该支部", f.names[u]))
	case int(f.formal[u]) < m.s.Roster.SmallBranch:
		m.warn(u, none, Say("%s正式党员只有%s名，不足%s名，可考虑编入联合党支部", f.names[u], strconv.Itoa(int(f.formal[u])),
			strconv.Itoa(m.s.Roster.SmallBranch)))
	}
}

// warnHolders tells of persons with several seats, with too much to do, and of secretaries with nothing to do.
func (m *maker) warnHolders(first, last int32) {
	f := m.f
	seats := make([]int32, len(f.holders))
	headed := func(u int32) bool { return f.head[u].holder != none && f.onLine(u) }
	for u := first; u <= last; u++ {
		if headed(u) {
			seats[f.head[u].holder]++
		}
	}

	for u := first; u <= last; u++ {
		if !headed(u) || seats[f.head[u].holder] == 0 {
			continue
		}

		h := f.head[u].holder
		if seats[h] > 1 {
			var names []string
			for at := u; at <= last; at++ {
				if headed(at) && f.head[at].holder == h {
					names = append(names, f.names[at])
				}
			}

			m.warn(u, h, Say("%s一人兼任%s的负责人：每个岗位各有一份点评，人数只计一人", f.name(h), enumerate(names)))
		}

		if m.s.Roster.EverySecretary && m.owed[h] == 0 {
			m.warn(u, h, Say("%s是%s的负责人，却没有要点评的对象，请核对", f.name(h), f.names[u]))
		}

		seats[h] = 0 // told once
	}

	m.warnOverload()
}

// warnOverload tells of reviewers who owe more than the scheme thinks one can do well.
func (m *maker) warnOverload() {
	f, most := m.f, m.s.Roster.Overload
	var busy []int32
	for h, n := range m.owed {
		if most > 0 && n > most {
			busy = append(busy, int32(h))
		}
	}

	slices.SortFunc(busy, f.compareHolders)
	for _, h := range busy {
		m.warn(f.holders[h].seat, h, Say("%s要点评%s次，超过%s次，建议分一部分给其他{班子成员}", f.name(h), strconv.Itoa(m.owed[h]),
			strconv.Itoa(most)))
	}
}
