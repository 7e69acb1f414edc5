package review_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func TestGeneralBranchesCommitteesBelowAndDirectBranchesMakeAPlan(t *testing.T) {
	at := func(id, parent org.UnitID, kind org.UnitKind, ord, last int) org.Place {
		return org.Place{Unit: org.Unit{ID: id, Parent: parent, Kind: kind}, Ord: ord, Last: last}
	}
	tree := []org.Place{at(1, 0, org.Committee, 0, 5), at(2, 1, org.GeneralBranch, 1, 2), at(3, 2, org.Branch, 2, 2),
		at(4, 1, org.SubCommittee, 3, 4), at(5, 4, org.Branch, 4, 4), at(6, 1, org.Branch, 5, 5)}
	for top, want := range map[org.UnitID][]org.UnitID{1: {2, 4, 5, 6}, 4: {1, 2, 5, 6}} {
		var got []org.UnitID
		for _, p := range review.Planners(tree, top) {
			got = append(got, p.ID)
		}

		if !slices.Equal(got, want) {
			t.Errorf("in a round over %d plan %v, want %v", top, got, want)
		}
	}

	counts := []review.OwedCount{{Ord: 0}, {Ord: 1}, {Ord: 2}, {Ord: 3}}
	own := review.OwnPart(counts, []org.Place{at(2, 1, org.GeneralBranch, 1, 2)})
	if len(own) != 2 || own[0].Ord != 0 || own[1].Ord != 3 || len(counts) != 4 || counts[1].Ord != 1 {
		t.Errorf("beside the plan of the general branch stand %+v", own)
	}
}

func TestAPlanIsSavedLineByLineUntilTheOfficeHasIt(t *testing.T) {
	share := func(unit org.UnitID) review.Share { return review.Share{Owner: 1, Unit: unit, Kind: scheme.Member} }
	owed := []review.Owing{{Share: share(2), Sheets: 3}, {Share: share(3), Sheets: 1}}
	line := func(unit org.UnitID, day org.Date, note string) review.Arranged {
		return review.Arranged{Share: share(unit), Mode: " collective ", Day: day, Note: note}
	}
	for _, s := range []review.ArrangementState{"", review.ArrangementDrafting, review.ArrangementReturned, review.ArrangementAccepted, review.ArrangementHandedIn} {
		a := review.Arrangement{State: s, Revision: 2, By: "钱芳", Rows: []review.Arranged{line(2, "2011-01-01", "旧"), line(9, "2011-01-02", "")}}
		err := a.Save(2, owed, []review.Arranged{line(3, "2011-01-05", " 备注 "), line(8, "2011-01-06", "")}, "赵伟", 5)
		if s == review.ArrangementHandedIn {
			refused(t, "saving what the office has", err, errs.Conflict)
			continue
		}

		taken(t, "saving what is "+string(s), err)
		if len(a.Rows) != 2 || a.Rows[0].Day != "2011-01-01" || a.Rows[0].Note != "旧" || a.Rows[0].Sheets != 3 || a.Rows[1].Day != "2011-01-05" ||
			a.Rows[1].Note != "备注" || a.Rows[1].Mode != "collective" || a.Revision != 3 || a.By != "赵伟" {
			t.Errorf("saved it is %+v", a)
		}

		if returned := s == review.ArrangementReturned; returned != (a.State == review.ArrangementReturned) || !returned && a.State != review.ArrangementDrafting {
			t.Errorf("saved after it was %s it is %s", s, a.State)
		}

		refused(t, "saving over another's", a.Save(2, owed, nil, "赵伟", 6), errs.Conflict)
		refused(t, "saving where nothing is owed", a.Save(3, nil, nil, "赵伟", 6), errs.Invalid)
		for n, fits := range map[int]bool{200: true, 201: false} {
			b := a
			if err := b.Save(3, owed, []review.Arranged{line(2, "", strings.Repeat("注", n))}, "赵伟", 6); (err == nil) != fits {
				t.Errorf("a note of %d characters: %v", n, err)
			}
		}
	}
}

func TestAPlanWithALineOwedNoLongerIsSavedAnewBeforeItIsHandedIn(t *testing.T) {
	line := review.Arranged{Share: review.Share{Owner: 1, Unit: 2, Kind: scheme.Member}, Day: "2011-01-05"}
	gone := line
	gone.Unit = 9
	a := review.Arrangement{State: review.ArrangementReturned, Rows: []review.Arranged{line, gone}}
	owed := []review.Owing{{Share: line.Share, Open: 1}}
	refused(t, "handing in", a.HandIn(owed, "钱芳", 11, 5), errs.Conflict)
	a.Rows = a.Rows[:1]
	taken(t, "handing in what came back", a.HandIn(owed, "钱芳", 11, 5))
}

func TestOnlyWhatIsNeitherGivenNorExemptedIsOpen(t *testing.T) {
	open := []review.State{review.Owed, review.Draft, review.Submitted, review.Returned}
	for _, s := range reviewStates {
		if s.Open() != slices.Contains(open, s) {
			t.Errorf("%s is open: %v", s, s.Open())
		}
		if want := s != review.Submitted && slices.Contains(open, s); s.Writable() != want {
			t.Errorf("%s can be written: %v", s, s.Writable())
		}
	}
}

func TestWhoCameIsCountedFromTheFirstOn(t *testing.T) {
	for _, c := range []struct{ members, masses int }{{0, 0}, {1, 0}, {0, 1}, {8, 2}} {
		want := round.Tally{}
		if c.members > 0 {
			want[round.Attended] = int64(c.members)
		}

		if c.masses > 0 {
			want[round.Representatives] = int64(c.masses)
		}

		o := review.Occasion{Members: c.members, Representatives: c.masses}
		if got := o.Counted(); !maps.Equal(got, want) {
			t.Errorf("%d members and %d representatives count %v", c.members, c.masses, got)
		}
	}
}

func TestALeaderAndAMemberWithoutAPostAreAskedAsSuchAndABranchSecretaryAsNeither(t *testing.T) {
	had := []string{org.GroupStudent}
	for what, c := range map[string]struct {
		leader, posted bool
		want           []string
	}{
		"a leader":           {true, false, []string{org.GroupStudent, org.GroupLeader}},
		"a leader in a seat": {true, true, []string{org.GroupStudent, org.GroupLeader}},
		"a branch secretary": {false, true, []string{org.GroupStudent}},
		"a plain member":     {false, false, []string{org.GroupStudent, org.GroupNoPost}},
	} {
		if got := review.GroupsOf(had, c.leader, c.posted); !slices.Equal(got, c.want) {
			t.Errorf("%s is asked as %v, want %v", what, got, c.want)
		}
	}

	if got := review.GroupsOf([]string{org.GroupLeader}, true, false); len(got) != 1 {
		t.Errorf("a leader whom the roster calls one is asked as %v", got)
	}

	if len(had) != 1 {
		t.Errorf("the roster's groups became %v", had)
	}
}
