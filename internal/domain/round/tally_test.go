package round_test

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

func TestADirectBranchStandsBesideTheGeneralBranchesInAnnexOne(t *testing.T) {
	for what, c := range map[string]struct {
		kind   org.UnitKind
		direct bool
		branch bool // counted among the ordinary branches
	}{
		"a branch under a general branch": {org.Branch, false, true},
		"a joint branch":                  {org.JointBranch, false, true},
		"a temporary branch":              {org.TempBranch, false, true},
		"a direct branch":                 {org.Branch, true, false},
		"a direct joint branch":           {org.JointBranch, true, false},
		"a general branch":                {org.GeneralBranch, false, false},
		"a committee below":               {org.SubCommittee, false, false},
	} {
		f := round.SubjectFacts{Kind: scheme.Unit, UnitKind: c.kind, Direct: c.direct}
		due, done := round.Tally{round.UnitsDue: 1, round.GeneralDue: 1}, round.Tally{round.UnitsDone: 1, round.GeneralDone: 1}
		if c.branch {
			due, done = round.Tally{round.UnitsDue: 1, round.BranchesDue: 1}, round.Tally{round.UnitsDone: 1, round.BranchesDone: 1}
		}

		if !maps.Equal(f.Due(), due) || !maps.Equal(f.Done(), done) {
			t.Errorf("%s counts %v and %v, want %v and %v", what, f.Due(), f.Done(), due, done)
		}
	}
}

func TestASeatCountsInItsColumn(t *testing.T) {
	for kind, c := range map[scheme.SubjectKind][2]round.Count{
		scheme.Secretary:       {round.SecretariesDue, round.SecretariesDone},
		scheme.CommitteeMember: {round.CommitteeDue, round.CommitteeDone},
	} {
		f := round.SubjectFacts{Kind: kind, UnitKind: org.Branch, Leader: true, Groups: []string{org.GroupInfirm}}
		if !maps.Equal(f.Due(), round.Tally{c[0]: 1}) || !maps.Equal(f.Done(), round.Tally{c[1]: 1}) {
			t.Errorf("%s counts %v and %v", kind, f.Due(), f.Done())
		}
	}
}

func TestAMemberCountsInTheClassesToWhichHeBelongs(t *testing.T) {
	for what, c := range map[string]struct {
		facts round.SubjectFacts
		due   []round.Count
		done  []round.Count
	}{
		"one without a post": {round.SubjectFacts{}, []round.Count{round.MembersDue, round.NoPostDue}, []round.Count{round.MembersDone, round.NoPostDone}},
		"a branch secretary": {round.SubjectFacts{Posted: true}, []round.Count{round.MembersDue}, []round.Count{round.MembersDone}},
		"a leader":           {round.SubjectFacts{Leader: true}, []round.Count{round.MembersDue, round.LeadersDue}, []round.Count{round.MembersDone, round.LeadersDone}},
		"a leader with a post": {round.SubjectFacts{Leader: true, Posted: true}, []round.Count{round.MembersDue, round.LeadersDue},
			[]round.Count{round.MembersDone, round.LeadersDone}},
		"one on probation": {round.SubjectFacts{Standing: org.Probationary}, []round.Count{round.MembersDue, round.NoPostDue, round.Probationary},
			[]round.Count{round.MembersDone, round.NoPostDone}},
		"a formal one": {round.SubjectFacts{Standing: org.Formal, Posted: true}, []round.Count{round.MembersDue}, []round.Count{round.MembersDone}},
		"one who is infirm": {round.SubjectFacts{Groups: []string{org.GroupStudent, org.GroupInfirm, "其他"}},
			[]round.Count{round.MembersDue, round.NoPostDue, round.InfirmDue}, []round.Count{round.MembersDone, round.NoPostDone, round.InfirmDone}},
		"a student": {round.SubjectFacts{Groups: []string{org.GroupStudent}}, []round.Count{round.MembersDue, round.NoPostDue},
			[]round.Count{round.MembersDone, round.NoPostDone}},
	} {
		c.facts.Kind = scheme.Member
		for said, want := range map[string][]round.Count{"due": c.due, "done": c.done} {
			got, w := c.facts.Due(), round.Tally{}
			if said == "done" {
				got = c.facts.Done()
			}

			for _, n := range want {
				w[n] = 1
			}

			if !maps.Equal(got, w) {
				t.Errorf("%s counts %v as %s, want %v", what, got, said, w)
			}
		}
	}
}

func TestATallyAndItsNegationAreNothing(t *testing.T) {
	x := round.Tally{round.UnitsDue: 3, round.Problems: -2, round.Gaps: 0}
	sum := round.Tally{round.UnitsDue: 1, round.Filed: 4}
	sum.Add(x)
	if !maps.Equal(sum, round.Tally{round.UnitsDue: 4, round.Filed: 4, round.Problems: -2, round.Gaps: 0}) {
		t.Errorf("added up they are %v", sum)
	}

	sum.Add(x.Negated())
	if !maps.Equal(sum, round.Tally{round.UnitsDue: 1, round.Filed: 4, round.Problems: 0, round.Gaps: 0}) {
		t.Errorf("taken away again they are %v", sum)
	}
}

func TestFiguresOfStepsAreKeptApartForPersonsAndUnits(t *testing.T) {
	if p, u := round.StepDone(scheme.StepReview, true), round.StepDone(scheme.StepReview, false); p == u || p == "" || u == "" {
		t.Errorf("steps of persons are %q, of units %q", p, u)
	}
}

func TestOfWhatIsOwedAHundredPercentIsAllAndNothingLess(t *testing.T) {
	for _, c := range []struct {
		due, done int64
		all       bool
	}{{0, 0, true}, {1, 0, false}, {1, 1, true}, {2000, 1999, false}, {2001, 2001, true}} {
		p := round.Part{Due: c.due, Done: c.done}
		if (p.Percent() == 100) != c.all || p.Percent() < 0 || p.Percent() > 100 || p.Left() != c.due-c.done {
			t.Errorf("%d of %d are %v percent, %d left", c.done, c.due, p.Percent(), p.Left())
		}
	}
	if p := (round.Part{Due: 8, Done: 4}); p.Percent() != 50 {
		t.Errorf("half is %v percent", p.Percent())
	}
}

// Whatever tree and figures: a unit shows its own and all below it, the root everything, and what was given stays.
func TestEveryUnitShowsWhatLiesBelowIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "units")
		parent, depth := make([]int, n), make([]int, n)
		places := []org.Place{{Unit: org.Unit{ID: 1}}}
		own := map[org.UnitID]round.Tally{}
		for i := range n {
			if i > 0 { // in pre-order: the parent lies on the way from the root to the unit before
				up := i - 1
				for range rapid.IntRange(0, depth[i-1]).Draw(t, "up") {
					up = parent[up]
				}
				parent[i], depth[i] = up, depth[up]+1
				places = append(places, org.Place{Unit: org.Unit{ID: org.UnitID(i + 1), Parent: org.UnitID(up + 1)}, Depth: depth[i]})
			}
			if rapid.Bool().Draw(t, "has figures") {
				own[org.UnitID(i+1)] = round.Tally{round.Problems: int64(i + 1)}
			}
		}

		want := make([]int64, n)
		for i := range n {
			for at := i; ; at = parent[at] {
				want[at] += own[org.UnitID(i+1)][round.Problems]
				if at == 0 {
					break
				}
			}
		}

		total := round.RollUp(places, own)
		for i := range n {
			if got := total[org.UnitID(i+1)][round.Problems]; got != want[i] {
				t.Fatalf("unit %d shows %d, want %d", i+1, got, want[i])
			}
			if mine := own[org.UnitID(i+1)]; mine != nil && mine[round.Problems] != int64(i+1) {
				t.Fatalf("the figures that were given became %v", mine)
			}
		}

		if total[0] != nil {
			t.Fatalf("above the root stand %v", total[0])
		}
	})
}
