package assign

import (
	"cmp"
	"iter"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// Kept is an obligation of a running round as a new look at the roster is compared with it.
type Kept struct {
	ID       int64
	Reviewer org.PersonID // whom the rules gave
	Owner    org.PersonID // who owes it now
	Subject  Subject
	Met      bool // a review counts for it
}

// Change is how the roster of today differs from the frozen one, as far as obligations go. Nothing of it happens by
// itself: the office accepts it in bulk with a reason.
type Change struct {
	Joined []Obligation // subjects who were not there: late joiners, new units
	Left   []Kept       // open obligations to subjects who are gone
	Passed []Passed     // open obligations whose reviewer is another now
}

// Passed is an obligation that goes to another reviewer, because the seat it is owed from changed hands.
type Passed struct {
	Kept Kept
	To   Obligation
}

// Empty reports whether nothing changed.
func (c Change) Empty() bool { return len(c.Joined)+len(c.Left)+len(c.Passed) == 0 }

// Compare finds what changed between the kept obligations of a round and a new plan. The secretary or committee member
// who was frozen stays the subject, whoever sits there now; a member already reviewed in one branch is not owed again in
// another; what has been met stays met.
func Compare(kept []Kept, plan *Plan, facts *Facts) Change { return compare(kept, plan.All(facts)) }

// Differing is what can come out as a change when it is compared, whatever of it has been met: the subjects of whom the kept
// obligations and a plan do not say the same, and those on whom they depend. It is small where little has changed.
type Differing struct {
	Kept []Kept
	Now  []Obligation // in the order of the plan
}

// Change is what Compare finds between all of it.
func (d Differing) Change() Change { return compare(d.Kept, slices.Values(d.Now)) }

// Differ lays the kept obligations of a round beside a new plan.
func Differ(kept []Kept, plan *Plan, facts *Facts) (d Differing) {
	old, now := map[Subject][]Kept{}, map[Subject][]Obligation{}
	for _, k := range kept {
		old[k.Subject] = append(old[k.Subject], k)
	}

	for o := range plan.All(facts) {
		now[o.Subject] = append(now[o.Subject], o)
	}

	wanted := map[Subject]bool{}
	seats, members := map[Subject]bool{}, map[org.PersonID]bool{}
	want := func(s Subject) {
		wanted[s] = true
		switch {
		case isSeat(s.Kind):
			seats[Subject{Kind: s.Kind, Unit: s.Unit}] = true
			wanted[Subject{Kind: scheme.Unit, Unit: s.Unit}] = true
		case s.Kind == scheme.Member:
			members[s.Person] = true
		}
	}

	for s, list := range old {
		if !alike(list, now[s]) {
			want(s)
		}
	}

	for s := range now {
		if len(old[s]) == 0 {
			want(s)
		}
	}

	chosen := func(s Subject) bool {
		return wanted[s] || seats[Subject{Kind: s.Kind, Unit: s.Unit}] || s.Kind == scheme.Member && members[s.Person]
	}
	for _, k := range kept {
		if chosen(k.Subject) {
			d.Kept = append(d.Kept, k)
		}
	}

	for o := range plan.All(facts) {
		if chosen(o.Subject) {
			d.Now = append(d.Now, o)
		}
	}

	return d
}

// alike reports whether the reviewers of a subject are those who were kept.
func alike(old []Kept, now []Obligation) bool {
	for _, k := range old {
		if !slices.ContainsFunc(now, k.by) {
			return false
		}
	}

	for _, o := range now {
		if !slices.ContainsFunc(old, func(k Kept) bool { return k.by(o) }) {
			return false
		}
	}

	return true
}

// by reports whether the obligation is that of whom the rules gave, or of who owes it now.
func (k Kept) by(o Obligation) bool { return o.Reviewer == k.Reviewer || o.Reviewer == k.Owner }

func compare(kept []Kept, plan iter.Seq[Obligation]) Change {
	old := map[Subject][]Kept{}
	seated := map[Subject]bool{}   // unit and kind of the frozen seats
	met := map[org.PersonID]bool{} // members who have been reviewed
	for _, k := range kept {
		old[k.Subject] = append(old[k.Subject], k)
		if isSeat(k.Subject.Kind) {
			seated[Subject{Kind: k.Subject.Kind, Unit: k.Subject.Unit}] = true
		}

		if k.Met && k.Subject.Kind == scheme.Member {
			met[k.Subject.Person] = true
		}
	}

	now := map[Subject][]Obligation{}
	var order []Subject
	for o := range plan {
		if now[o.Subject] == nil {
			order = append(order, o.Subject)
		}
		now[o.Subject] = append(now[o.Subject], o)
	}

	var c Change
	for _, s := range order {
		switch {
		case len(old[s]) > 0:
			c.passOn(old[s], now[s])
		case isSeat(s.Kind) && seated[Subject{Kind: s.Kind, Unit: s.Unit}]:
		case s.Kind == scheme.Member && met[s.Person]:
		default:
			c.Joined = append(c.Joined, now[s]...)
		}
	}

	c.leave(old, now)
	return c
}

func isSeat(k scheme.SubjectKind) bool { return k == scheme.Secretary || k == scheme.CommitteeMember }

// passOn pairs open obligations whose reviewer is no longer given with reviewers who were not there before; a reviewer
// too many leaves, one too few joins.
func (c *Change) passOn(old []Kept, now []Obligation) {
	var gone []Kept
	for _, k := range old {
		if !k.Met && !slices.ContainsFunc(now, k.by) {
			gone = append(gone, k)
		}
	}

	var fresh []Obligation
	for _, o := range now {
		if !slices.ContainsFunc(old, func(k Kept) bool { return k.by(o) }) {
			fresh = append(fresh, o)
		}
	}

	// A seat whose holder has already given the review owes it no second time through its next holder.
	if len(gone) == 0 && len(fresh) > 0 && slices.ContainsFunc(old, func(k Kept) bool { return k.Met }) {
		return
	}

	n := min(len(gone), len(fresh))
	for i := range n {
		c.Passed = append(c.Passed, Passed{gone[i], fresh[i]})
	}

	c.Left = append(c.Left, gone[n:]...)
	c.Joined = append(c.Joined, fresh[n:]...)
}

// leave finds open obligations to subjects that the plan no longer has. Frozen seats stay as long as their unit counts.
func (c *Change) leave(old map[Subject][]Kept, now map[Subject][]Obligation) {
	var left []Kept
	for s, list := range old {
		if len(now[s]) > 0 || isSeat(s.Kind) && len(now[Subject{Kind: scheme.Unit, Unit: s.Unit}]) > 0 {
			continue
		}
		for _, k := range list {
			if !k.Met {
				left = append(left, k)
			}
		}
	}

	slices.SortFunc(left, func(a, b Kept) int { return cmp.Compare(a.ID, b.ID) })
	c.Left = append(c.Left, left...)
}
