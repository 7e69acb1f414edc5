package assign

import (
	"slices"

	"lingping/internal/domain/scheme"
)

// speaker is a reviewer found for a subject.
type speaker struct {
	holder, seat int32
	by           scheme.Relation // by what he was found first
	up           bool            // in place of the subject himself, who would be the reviewer
}

// reason is why a rule gives a reviewer, in words.
type reason struct {
	why   Sentence
	facts []Fact
}

// finder finds the speakers for one subject after the other. Its slices are used again for each. A plan only needs to
// know who speaks; why is told when somebody asks, by finding once more with explain set.
type finder struct {
	f       *Facts
	s       *scheme.Scheme
	explain bool
	found   []speaker
	how     []Decision // of each found, when explaining
	aside   []Sentence // rules and charges that do not count here, and why, when explaining
	passes  []pass
}

// find gives everybody who reviews a subject of unit u under the rules: one speaker a person, with every rule that gives
// him. person is the subject himself, or who answers for the unit when the unit is the subject; he never speaks. What is
// found holds until the next call.
func (d *finder) find(rs rules, u, person int32) []speaker {
	d.found, d.how, d.aside = d.found[:0], d.how[:0], nil
	for _, r := range rs {
		switch {
		case !r.holds(d.f, u):
		case r.OnlyIfNone && len(d.found) > 0:
			if d.explain {
				d.aside = append(d.aside, r.bar(d.found[0].by))
			}
		default:
			d.ask(r, u, person)
		}
	}

	if d.explain {
		d.compete()
	}

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

// add keeps a speaker, with his reason when explaining. Who was found already gets one more reason.
func (d *finder) add(r *rule, s speaker, why func() reason) {
	if s.by == "" {
		s.by = r.Relation
	}

	known := slices.IndexFunc(d.found, func(b speaker) bool { return b.holder == s.holder })
	if known < 0 {
		d.found = append(d.found, s)
	}

	if !d.explain {
		return
	}

	told := why()
	how := Decision{Rules: r.label, Clauses: r.clauses, Why: told.why, Facts: told.facts, Passed: d.f.passed(d.passes), AsBody: r.AsBody}
	if s.up {
		how.Rules = r.upLabel
	}

	if known < 0 {
		d.how = append(d.how, how)
	} else {
		d.how[known].merge(how)
	}
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

	if !b.Why.equal(a.Why) && !slices.ContainsFunc(a.Why.And, b.Why.equal) {
		a.Why.And = append(a.Why.And, b.Why)
	}

	for _, fact := range b.Facts {
		if !slices.ContainsFunc(a.Facts, fact.equal) {
			a.Facts = joined(a.Facts, []Fact{fact})
		}
	}

	a.Passed = joined(a.Passed, b.Passed)
	a.AsBody = a.AsBody || b.AsBody
}

// equal reports whether two sentences begin alike; what is said And is left aside.
func (s Sentence) equal(b Sentence) bool { return s.Text == b.Text && slices.Equal(s.Args, b.Args) }

// equal reports whether two facts say the same.
func (a Fact) equal(b Fact) bool { return a.Text.equal(b.Text) && a.From == b.From && a.To == b.To }

// compete tells each speaker of the rules that also spoke and what became of them.
func (d *finder) compete() {
	for i := range d.how {
		competing := d.aside
		for j := range d.how {
			if j != i {
				competing = joined(competing, []Sentence{Say("%s另由%s点评，两份互不代替", d.how[j].Rules[0], d.f.name(d.found[j].holder))})
			}
		}

		d.how[i].Competing = competing
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
