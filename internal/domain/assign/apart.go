package assign

import (
	"iter"

	"lingping/internal/domain/scheme"
)

// Apart gives the obligations that must be counted one by one: those to units, seats, and members who are served otherwise
// than their branch or belong to it through a cell. All the others follow from Branches: every reviewer of a branch
// reviews each of its further members, see Alike.
func (p *Plan) Apart(f *Facts) iter.Seq[Obligation] {
	return func(yield func(Obligation) bool) {
		for _, o := range p.Obligations {
			if !yield(o) {
				return
			}
		}
		for i := range p.Branches {
			if !p.Branches[i].apart(f, yield) {
				return
			}
		}
	}
}

// apart gives the members of one branch who are counted one by one.
func (b *BranchPlan) apart(f *Facts, yield func(Obligation) bool) bool {
	except := b.Except
	for i := b.First; i < b.First+b.Count; i++ {
		choices := b.Reviewers
		switch {
		case len(except) > 0 && except[0].Member == i:
			choices, except = except[0].Choices, except[1:]
		case f.Members[i].Branch == b.Branch:
			continue
		}

		for _, c := range choices {
			o := Obligation{Reviewer: c.Reviewer, Seat: c.Seat, Decision: c.Decision,
				Subject: Subject{Kind: scheme.Member, Unit: b.Branch, Person: f.persons[i]}}
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

// Alike is how many members of the branch are in the set that each of its reviewers reviews, see Apart.
func (b *BranchPlan) Alike(f *Facts) (n int) {
	for _, m := range f.Members[b.First : b.First+b.Count] {
		if m.Branch == b.Branch {
			n++
		}
	}

	for _, e := range b.Except {
		if f.Members[e.Member].Branch == b.Branch {
			n--
		}
	}

	return n
}
