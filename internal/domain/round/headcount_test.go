package round_test

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// forest is any tree, in pre-order.
func forest(t *rapid.T) ([]org.Place, func(org.UnitID) (org.Place, bool)) {
	var units []org.Unit
	for i := range rapid.IntRange(1, 14).Draw(t, "units") {
		units = append(units, org.Unit{ID: org.UnitID(i + 1), Parent: org.UnitID(rapid.IntRange(0, i).Draw(t, "parent"))})
	}

	at := map[org.UnitID]org.Place{}
	places := org.Arrange(units)
	for _, p := range places {
		at[p.ID] = p
	}

	return places, func(id org.UnitID) (org.Place, bool) { p, ok := at[id]; return p, ok }
}

// crowd is who stands where, each in a unit once.
func crowd(t *rapid.T, places []org.Place) (all [][]round.Stand) {
	for range rapid.IntRange(0, 5).Draw(t, "persons") {
		var stands []round.Stand
		for _, unit := range rapid.SliceOfNDistinct(rapid.IntRange(1, len(places)+1), 0, -1, rapid.ID[int]).Draw(t, "stands in") {
			stands = append(stands, round.Stand{Unit: org.UnitID(unit), Open: rapid.Bool().Draw(t, "open")})
		}
		all = append(all, stands)
	}
	return all
}

// naive are the persons of a subtree counted one by one.
func naive(all [][]round.Stand, top org.Place, tree func(org.UnitID) (org.Place, bool)) (p round.Part, seats int64) {
	for _, stands := range all {
		here, open := false, false
		for _, s := range stands {
			if place, ok := tree(s.Unit); ok && place.Within(top) {
				here, open = true, open || s.Open
				seats++
			}
		}

		if here {
			p.Due++
		}

		if here && !open {
			p.Done++
		}
	}
	return p, seats
}

// Whatever tree and whoever stands where: what adds up the tree is what counting persons one by one gives for each unit.
func TestEverybodyIsCountedOnceInEverySubtree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places, tree := forest(t)
		all := crowd(t, places)
		h := round.NewHeadcount(tree)
		for _, stands := range all {
			h.Owner(stands)
			h.Holder(scheme.Secretary, stands)
			h.Holder(scheme.CommitteeMember, stands)
			h.Holder(scheme.Member, stands)
		}

		total := round.RollUp(places, h.Own())
		for _, top := range places {
			want, seats := naive(all, top, tree)
			got := round.Tally{round.SecretariesDue: seats, round.CommitteeDue: seats}
			got.Add(total[top.ID])
			if got.Reviewers() != want || got.Secretaries() != want || got.CommitteeMembers() != want {
				t.Fatalf("unit %d has %+v, %+v and %+v, want %+v", top.ID, got.Reviewers(), got.Secretaries(), got.CommitteeMembers(), want)
			}
		}
	})
}

// Whatever changes: the figures before and what turned are the figures after, and only of those whom it concerns.
func TestWhatTurnedLeadsFromBeforeToAfter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places, tree := forest(t)
		count := func(all [][]round.Stand) map[org.UnitID]round.Tally {
			h := round.NewHeadcount(tree)
			for _, stands := range all {
				h.Owner(stands)
			}
			return h.Own()
		}

		others, before, after := crowd(t, places), crowd(t, places), crowd(t, places)
		turned := round.Turned(count(before), count(after))
		figures := count(append(before, others...))
		for unit, change := range turned {
			if figures[unit] == nil {
				figures[unit] = round.Tally{}
			}
			figures[unit].Add(change)
		}

		want := round.RollUp(places, count(append(after, others...)))
		if got := round.RollUp(places, figures); !maps.EqualFunc(got, want, maps.Equal) {
			t.Fatalf("after it %v, want %v", got, want)
		}

		if same := round.Turned(count(others), count(others)); len(same) != 0 {
			t.Fatalf("nothing turned into %v", same)
		}
	})
}

func TestTheFiguresOfPersonsAreLeftOutWhereFiguresAreSubtracted(t *testing.T) {
	all := round.Tally{round.TimesDue: 3, round.ReviewersDue: 2, round.ReviewersDone: 1, round.SecretariesAgain: 1,
		round.SecretaryPersonsDone: 1, round.CommitteeAgain: 1, round.CommitteePersonsDone: 1}
	if got := all.WithoutHeads(); !maps.Equal(got, round.Tally{round.TimesDue: 3}) || len(all) != 7 {
		t.Errorf("left are %v of %v", got, all)
	}
}
