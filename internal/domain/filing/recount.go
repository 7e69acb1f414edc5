package filing

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// Counted are the figures that Recount makes from the rows of members, seats and reviews; all others add up from what
// every unit says of itself.
func Counted(c round.Count) bool {
	if len(c) > 5 && c[:5] == "mode." {
		return true
	}
	return slices.Contains([]round.Count{
		round.UnitsDue, round.UnitsDone, round.GeneralDue, round.GeneralDone, round.BranchesDue, round.BranchesDone,
		round.CommitteesDue, round.CommitteesDone, round.DepartmentsDue, round.DepartmentsDone, round.CellsDue, round.CellsDone,
		round.ExternalsDue, round.ExternalsDone, round.OutsidersDue, round.OutsidersDone,
		round.SecretariesDue, round.SecretariesDone, round.CommitteeDue, round.CommitteeDone,
		round.MembersDue, round.MembersDone, round.Probationary, round.LeadersDue, round.LeadersDone,
		round.NoPostDue, round.NoPostDone, round.InfirmDue, round.InfirmDone,
		round.TimesDue, round.TimesDone, round.TimesExempt, round.Problems}, c)
}

// Recount makes annex 1 anew from the rows alone.
func (d Data) Recount() Table {
	c := newCount(d)
	top := d.Units[0].ID
	t := Table{Total: c.line(top, func(org.UnitID) bool { return true })}
	if own := c.line(top, func(u org.UnitID) bool { return u == top }); !own.empty() {
		own.Own = true
		t.Rows = append(t.Rows, own)
	}

	for _, u := range d.Units[1:] {
		if u.Parent != top {
			continue
		}
		if l := c.line(u.ID, func(x org.UnitID) bool { return c.child[x] == u.ID }); !l.empty() {
			t.Rows = append(t.Rows, l)
		}
	}

	return t
}

func (l Line) empty() bool {
	for _, n := range l.Figures {
		if n != 0 {
			return false
		}
	}
	return true
}

// count is the rows of a pack, ready to be counted for any part of its subtree.
type count struct {
	Data
	units   map[org.UnitID]UnitRow
	child   map[org.UnitID]org.UnitID // the unit under the top in whose subtree a unit lies
	members map[org.PersonID]MemberRow
}

func newCount(d Data) *count {
	c := &count{Data: d, units: map[org.UnitID]UnitRow{}, child: map[org.UnitID]org.UnitID{}, members: map[org.PersonID]MemberRow{}}
	top := d.Units[0].ID
	for i, u := range d.Units {
		c.units[u.ID] = u
		switch {
		case i == 0:
		case u.Parent == top:
			c.child[u.ID] = u.ID
		default:
			c.child[u.ID] = c.child[u.Parent]
		}
	}

	for _, m := range d.Members {
		c.members[m.Person] = m
	}

	return c
}

// line counts the units that in holds.
func (c *count) line(unit org.UnitID, in func(org.UnitID) bool) Line {
	l := Line{Unit: unit, Figures: round.Tally{}}
	for _, u := range c.Units {
		if !in(u.ID) {
			continue
		}

		if u.Counts {
			l.Figures.Add(c.facts(u.ID, scheme.Unit, 0).Due())
		}

		l.Figures.Add(u.Other)
	}

	for _, m := range c.Members {
		if in(m.Unit) {
			l.Figures.Add(m.facts().Due())
		}
	}

	for _, s := range c.Seats {
		if in(s.Unit) {
			l.Figures.Add(c.facts(s.Unit, s.Kind, s.Person).Due())
		}
	}

	c.reviews(&l, in)
	l.Secretaries, l.Committee = c.seats(scheme.Secretary, in), c.seats(scheme.CommitteeMember, in)
	if c.Annex.Edition >= KindsApart {
		l.Outsiders = c.seats(scheme.Outsider, in)
	}

	return l
}

// subject is who is reviewed, once however many reviews he has.
type subject struct {
	unit   org.UnitID
	kind   scheme.SubjectKind
	person org.PersonID
}

func (c *count) reviews(l *Line, in func(org.UnitID) bool) {
	done, committees := map[subject]bool{}, map[org.UnitID]bool{}
	open := map[org.PersonID]bool{}
	for _, r := range c.Reviews {
		if !in(r.Unit) {
			continue
		}

		l.Figures[round.TimesDue]++
		if r.Kind == scheme.Committee && !committees[r.Unit] {
			committees[r.Unit] = true
			l.Figures.Add(c.facts(r.Unit, r.Kind, 0).Due())
		}

		switch r.State {
		case review.Exempt:
			l.Figures[round.TimesExempt]++
			continue
		case review.Confirmed:
			l.Figures.Add(round.Tally{round.TimesDone: 1, round.Problems: r.Problems})
			l.Figures.Add(review.ModesOf(r.Modes, r.Drawn))

			if s := (subject{r.Unit, r.Kind, r.Person}); !done[s] {
				done[s] = true
				l.Figures.Add(c.facts(r.Unit, r.Kind, r.Person).Done())
			}
		}

		open[r.Reviewer] = open[r.Reviewer] || r.State.Open()
	}

	for _, owes := range open {
		l.Reviewers.Due++
		if !owes {
			l.Reviewers.Done++
		}
	}
}

// seats counts persons: one is done when every seat of his has been reviewed.
func (c *count) seats(kind scheme.SubjectKind, in func(org.UnitID) bool) (p round.Part) {
	done := map[SeatRow]bool{}
	for _, r := range c.Reviews {
		if r.Kind == kind && r.State == review.Confirmed {
			done[SeatRow{r.Unit, r.Kind, r.Person}] = true
		}
	}

	lacking := map[org.PersonID]bool{}
	for _, s := range c.Seats {
		if s.Kind == kind && in(s.Unit) {
			lacking[s.Person] = lacking[s.Person] || !done[s]
		}
	}

	for _, lacks := range lacking {
		p.Due++
		if !lacks {
			p.Done++
		}
	}

	return p
}

func (c *count) facts(unit org.UnitID, kind scheme.SubjectKind, person org.PersonID) round.SubjectFacts {
	if kind == scheme.Member {
		return c.members[person].facts()
	}
	u := c.units[unit]
	facts := round.SubjectFacts{Kind: kind, UnitKind: u.Kind, Direct: u.Direct}
	if c.Annex.Edition < KindsApart {
		return asBefore(facts)
	}

	return facts
}

// asBefore is what a subject counted as in packs before KindsApart: any unit as a 党组织, other kinds of subjects as nothing.
func asBefore(f round.SubjectFacts) round.SubjectFacts {
	switch f.Kind {
	case scheme.Unit:
		if scheme.UnitColumn(f.UnitKind) != scheme.ColumnUnits {
			f.UnitKind = org.GeneralBranch
		}
	case scheme.Committee, scheme.Department, scheme.Cell, scheme.Outsider:
		f.Kind = ""
	}

	return f
}

func (m MemberRow) facts() round.SubjectFacts {
	f := round.SubjectFacts{Kind: scheme.Member, Standing: m.Standing, Leader: m.Leader, Posted: m.Posted}
	if m.Infirm {
		f.Groups = []string{org.GroupInfirm}
	}
	return f
}
