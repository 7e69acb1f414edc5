package assign

import (
	"slices"
	"strings"
)

// faults are what the round can't be launched with: two who hold the seat of secretary, and trees without one root.
func (m *maker) faults(first, last int32) {
	f := m.f
	var roots []string
	for u := range f.places {
		if f.root[u] == int32(u) {
			roots = append(roots, f.names[u])
		}
	}

	switch {
	case len(roots) == 0:
		m.fault(none, none, Say("党组织名册里没有最上级的党组织，请补上"))
	case len(roots) > 1:
		m.fault(none, none, Say("没有上级的{党组织}不止一个：%s。请补上其余各{党组织}的上级", enumerate(roots)))
	}

	for _, u := range f.line(first) {
		m.doubleSeat(u)
	}

	for u := first; u <= last; u++ {
		m.doubleSeat(u)
	}
}

// line are the units above u, the nearest first.
func (f *Facts) line(u int32) []int32 {
	var line []int32
	for up := f.parent[u]; up != none; up = f.parent[up] {
		line = append(line, up)
	}
	return line
}

// doubleSeat is a fault where two persons are 书记 of one unit on one day, or, without a 书记, two 主持工作.
func (m *maker) doubleSeat(u int32) {
	f := m.f
	h := f.head[u]
	seats := f.seatsOf(u)
	if h.holder == none || len(seats) < 2 || seats[1].post.Kind != seats[0].post.Kind {
		return
	}

	kind := seats[0].post.Kind
	var names []string
	for i, s := range seats {
		again := func(b seat) bool { return b.holder == s.holder } // two rows of one person are one seat
		if s.post.Kind == kind && (i == 0 || !slices.ContainsFunc(seats[:i], again)) {
			names = append(names, f.name(s.holder))
		}
	}

	switch {
	case len(names) < 2:
	case h.acting:
		m.fault(u, h.holder, Say("%s同一天有%s主持工作，请改正任职的起止日期；以下暂按%s计", f.names[u], enumerate(names), names[0]))
	default:
		m.fault(u, h.holder, Say("%s同一天有%s担任{书记}，请改正任职的起止日期；以下暂按%s计", f.names[u], enumerate(names), names[0]))
	}
}

// enumerate writes names one after the other.
func enumerate(names []string) string { return strings.Join(names, "、") }

func (m *maker) fault(u, holder int32, text Sentence) {
	m.p.Faults = append(m.p.Faults, m.finding(u, holder, text))
}

func (m *maker) warn(u, holder int32, text Sentence) {
	m.p.Warnings = append(m.p.Warnings, m.finding(u, holder, text))
}

// finding says something of a unit and a holder, each of whom may be none.
func (m *maker) finding(u, holder int32, text Sentence) Finding {
	found := Finding{Unit: m.seatID(u), Text: text}
	if holder != none {
		found.Person = m.f.holders[holder].Person
	}
	return found
}
