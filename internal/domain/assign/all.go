package assign

import (
	"iter"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// All gives every obligation in tree order, a unit's own before those of its members. f must be the facts that the plan
// was made from.
func (p *Plan) All(f *Facts) iter.Seq[Obligation] {
	return func(yield func(Obligation) bool) {
		done := 0
		for i := range p.Branches {
			b := &p.Branches[i]
			for ; done < b.After; done++ {
				if !yield(p.Obligations[done]) {
					return
				}
			}

			if !b.all(f, yield) {
				return
			}
		}

		for ; done < len(p.Obligations); done++ {
			if !yield(p.Obligations[done]) {
				return
			}
		}
	}
}

// all gives the obligations to the members of one branch; false when yield has had enough.
func (b *BranchPlan) all(f *Facts, yield func(Obligation) bool) bool {
	except := b.Except
	subject := Subject{Kind: scheme.Member, Unit: b.Branch}
	for i := b.First; i < b.First+b.Count; i++ {
		choices := b.Reviewers
		if len(except) > 0 && except[0].Member == i {
			choices, except = except[0].Choices, except[1:]
		}

		subject.Person = f.persons[i]
		for j := range choices {
			c := &choices[j]
			o := Obligation{Reviewer: c.Reviewer, Seat: c.Seat, Subject: subject, Decision: c.Decision}
			if f.leading[i] {
				o.Decision = c.Leaders
			}

			if !yield(o) {
				return false
			}
		}
	}

	return true
}

// Counts are the figures of a plan: who counts as a subject, and what is owed.
type Counts struct {
	Units            int `json:"units"`
	Secretaries      int `json:"secretaries"`       // seats; who holds two counts twice
	CommitteeMembers int `json:"committee_members"` // seats
	Members          int `json:"members"`
	Obligations      int `json:"obligations"`
	Reviewers        int `json:"reviewers"`
	Gaps             int `json:"gaps"`
	Faults           int `json:"faults"`
	Warnings         int `json:"warnings"`
}

// Counts sums the plan up, without walking through the members.
func (p *Plan) Counts() Counts {
	c := Counts{Members: p.Members, Gaps: len(p.Gaps), Faults: len(p.Faults), Warnings: len(p.Warnings)}
	c.Units = len(p.Units) - p.Others[scheme.ColumnDepartments] - p.Others[scheme.ColumnCells] - p.Others[scheme.ColumnExternals]
	for _, s := range p.Seats {
		switch s.Kind {
		case scheme.Secretary:
			c.Secretaries++
		case scheme.CommitteeMember:
			c.CommitteeMembers++
		}
	}

	reviewers := map[org.PersonID]bool{}
	owe := func(reviewer org.PersonID, n int) {
		reviewers[reviewer] = true
		c.Obligations += n
	}

	for _, o := range p.Obligations {
		owe(o.Reviewer, 1)
	}

	for _, b := range p.Branches {
		if rest := b.Count - len(b.Except); rest > 0 {
			for _, r := range b.Reviewers {
				owe(r.Reviewer, rest)
			}
		}
		for _, e := range b.Except {
			for _, r := range e.Choices {
				owe(r.Reviewer, 1)
			}
		}
	}

	c.Reviewers = len(reviewers)
	return c
}
