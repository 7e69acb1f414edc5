package assign

import (
	"slices"

	"lingping/internal/domain/scheme"
)

// speaker is a reviewer found for a subject, with how he was found.
type speaker struct {
	holder, seat int32
	by           scheme.Relation // by what he was found first
	how          Decision
}

// reason is why a rule gives a reviewer.
type reason struct {
	label []string        // the rule's own when empty
	by    scheme.Relation // the rule's own when empty
	why   Sentence
	facts []Fact
}

// finder finds the speakers for one subject after the other. Its slices are used again for each.
type finder struct {
	f       *Facts
	s       *scheme.Scheme
	found   []speaker
	bars    []Sentence // only-if-none rules that did not speak, and why
	dropped []Sentence // charges that do not count, and why
	passes  []pass
	facts   pool[Fact]
}

// find gives everybody who reviews a subject of unit u under the rules: one speaker a person, with every rule that gives
// him. person is the subject himself, or who answers for the unit when the unit is the subject; he never speaks. What is
// found holds until the next call.
func (d *finder) find(rs rules, u, person int32) []speaker {
	d.found, d.bars, d.dropped = d.found[:0], nil, nil
	for _, r := range rs {
		switch {
		case !r.holds(d.f, u):
		case r.OnlyIfNone && len(d.found) > 0:
			d.bars = joined(d.bars, r.bar(d.found[0].by))
		default:
			d.ask(r, u, person)
		}
	}
	d.compete()
	return d.found
}

// ask lets one rule speak.
func (d *finder) ask(r *rule, u, person int32) {
	d.passes = d.passes[:0]
	switch r.Relation {
	case scheme.ChargeHolder:
		d.askCharges(r, u, person)
	case scheme.ParentSecretary:
		if up := d.f.parent[u]; up != none && d.f.parent[up] != none {
			d.askLine(r, u, person)
		}
	case scheme.LineSecretary:
		d.askLine(r, u, person)
	case scheme.BranchSecretary:
		d.askBranch(r, u, person)
	case scheme.Principal:
		d.askPrincipal(r, u, person)
	case scheme.OwnBranch, scheme.CommitteeOfLine, scheme.CommitteeOfUnit:
		d.askCommittee(r, u, person)
	case scheme.CellLeader:
		d.askCell(r, u)
	case scheme.DepartmentHead:
		d.askDepartment(r, u, person)
	}
}

// add keeps a speaker. Who was found already gets one more reason.
func (d *finder) add(r *rule, holder, seat int32, why reason) {
	how := Decision{Rules: why.label, Clauses: r.clauses, Why: why.why, Facts: why.facts, AsBody: r.AsBody}
	if how.Rules == nil {
		how.Rules = r.label
	}
	if why.by == "" {
		why.by = r.Relation
	}
	if len(d.passes) > 0 {
		how.Passed = d.f.passed(d.passes)
	}
	for i := range d.found {
		if d.found[i].holder == holder {
			d.found[i].how.merge(how)
			return
		}
	}
	d.found = append(d.found, speaker{holder, seat, why.by, how})
}

// merge adds what a further rule says of the same reviewer. Slices may be shared with other decisions, so they are
// copied before they grow.
func (a *Decision) merge(b Decision) {
	a.Rules = joined(a.Rules, b.Rules)
	for _, c := range b.Clauses {
		if !slices.Contains(a.Clauses, c) {
			a.Clauses = joined(a.Clauses, []string{c})
		}
	}
	a.Why.And = append(a.Why.And, b.Why)
	for _, fact := range b.Facts {
		if !slices.ContainsFunc(a.Facts, fact.equal) {
			a.Facts = joined(a.Facts, []Fact{fact})
		}
	}
	a.Passed = joined(a.Passed, b.Passed)
	a.AsBody = a.AsBody || b.AsBody
}

// equal reports whether two facts say the same.
func (a Fact) equal(b Fact) bool {
	return a.Text.Text == b.Text.Text && slices.Equal(a.Text.Args, b.Text.Args) && a.From == b.From && a.To == b.To
}

// compete tells each speaker of the rules that also spoke and what became of them.
func (d *finder) compete() {
	common := joined(d.bars, d.dropped)
	for i := range d.found {
		competing := common
		for j := range d.found {
			if j != i {
				other := d.found[j]
				competing = joined(competing, []Sentence{Say("%s另由%s点评，两份互不代替", other.how.Rules[0], d.f.name(other.holder))})
			}
		}
		d.found[i].how.Competing = competing
	}
}

// joined is a followed by b; neither is changed, and where one is empty the other is lent.
func joined[T any](a, b []T) []T {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	return append(slices.Clip(a), b...)
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
