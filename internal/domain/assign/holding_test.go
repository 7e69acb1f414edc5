package assign_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// In these tests unit 1 is a branch, unit 2 the general branch above it.
const (
	ownBranch = org.UnitID(1)
	above     = org.UnitID(2)
)

func at(person org.PersonID, kind org.PostKind, dates ...org.Date) org.Post {
	p := org.Post{Person: person, Unit: ownBranch, Kind: kind}
	if len(dates) > 0 {
		p.From, p.To = dates[0], dates[1]
	}
	return p
}

// leaders are those who lead the unit.
func leaders(held []assign.Holding, unit org.UnitID) (out []org.PersonID) {
	for _, h := range held {
		if h.Unit == unit && h.Way == assign.Lead {
			out = append(out, h.Person)
		}
	}
	return out
}

func TestWhoLeadsAUnit(t *testing.T) {
	for name, test := range map[string]struct {
		posts []org.Post
		want  []org.PersonID
	}{
		"its secretary, and nobody who acts beside him":  {[]org.Post{at(8, org.Acting), at(7, org.Secretary)}, []org.PersonID{7}},
		"who acts where there is none":                   {[]org.Post{at(9, org.DeputySecretary), at(8, org.Acting)}, []org.PersonID{8}},
		"who acts where the secretary's time is over":    {[]org.Post{at(7, org.Secretary, "", "2010-11"), at(8, org.Acting)}, []org.PersonID{8}},
		"a plain deputy does not":                        {[]org.Post{at(9, org.DeputySecretary)}, nil},
		"nor does who left long ago":                     {[]org.Post{at(7, org.Secretary, "1998-09-01", "2001")}, nil},
		"nor does who left the day before":               {[]org.Post{at(7, org.Secretary, "", "2010-12-26")}, nil},
		"whoever leaves on the day still does":           {[]org.Post{at(7, org.Secretary, "", "2010-12-27")}, []org.PersonID{7}},
		"and whoever leaves in the month":                {[]org.Post{at(7, org.Secretary, "", "2010-12")}, []org.PersonID{7}},
		"or in the year":                                 {[]org.Post{at(7, org.Secretary, "", "2010")}, []org.PersonID{7}},
		"whoever comes on the day does":                  {[]org.Post{at(7, org.Secretary, "2010-12-27", "")}, []org.PersonID{7}},
		"whoever comes the day after does not":           {[]org.Post{at(7, org.Secretary, "2010-12-28", "")}, nil},
		"two secretaries are a fault, and lead together": {[]org.Post{at(8, org.Secretary), at(7, org.Secretary)}, []org.PersonID{7, 8}},
	} {
		if got := leaders(assign.Holdings(snapshot, test.posts, nil, nil), ownBranch); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v lead it, want %v", name, got, test.want)
		}
	}
}

// 7 is secretary of the branch and sits in the general branch above, and has a charge over each.
func TestAHandOverPassesOnWhatItSaysAndNothingElse(t *testing.T) {
	posts := []org.Post{at(7, org.Secretary), {Person: 7, Unit: above, Kind: org.CommitteeMember}, {Person: 5, Unit: above, Kind: org.Secretary}}
	charges := []org.Charge{{Person: 7, Unit: above, Kind: org.InCharge}, {Person: 7, Unit: ownBranch, Kind: org.ContactPoint}}
	h := func(extent round.Extent, seat org.UnitID, from, to org.PersonID) round.HandOver {
		return round.HandOver{Extent: extent, Seat: seat, From: from, To: to}
	}
	for name, test := range map[string]struct {
		over                              []round.HandOver
		lead, sit, sitAbove, charge, spot org.PersonID
	}{
		"none":                            {nil, 7, 7, 7, 7, 7},
		"his charges":                     {[]round.HandOver{h(round.Charges, 0, 7, 8)}, 7, 7, 7, 8, 8},
		"his seat in the branch":          {[]round.HandOver{h(round.OneSeat, ownBranch, 7, 8)}, 8, 8, 7, 7, 7},
		"his seat above":                  {[]round.HandOver{h(round.OneSeat, above, 7, 8)}, 7, 7, 8, 7, 7},
		"everything":                      {[]round.HandOver{h(round.Everything, 0, 7, 8)}, 8, 8, 8, 8, 8},
		"his charges, then everything":    {[]round.HandOver{h(round.Charges, 0, 7, 8), h(round.Everything, 0, 7, 9)}, 9, 9, 9, 8, 8},
		"one after the other":             {[]round.HandOver{h(round.OneSeat, ownBranch, 7, 8), h(round.OneSeat, ownBranch, 8, 9)}, 9, 9, 7, 7, 7},
		"one before he had it":            {[]round.HandOver{h(round.OneSeat, ownBranch, 8, 9), h(round.OneSeat, ownBranch, 7, 8)}, 8, 8, 7, 7, 7},
		"of somebody else":                {[]round.HandOver{h(round.Everything, 0, 6, 8)}, 7, 7, 7, 7, 7},
		"of nothing that the house knows": {[]round.HandOver{h("", 0, 7, 8)}, 7, 7, 7, 7, 7},
	} {
		want := assign.Holdings(snapshot, []org.Post{at(test.lead, org.Secretary), {Person: test.sitAbove, Unit: above, Kind: org.CommitteeMember},
			{Person: 5, Unit: above, Kind: org.Secretary}}, []org.Charge{{Person: test.charge, Unit: above, Kind: org.InCharge},
			{Person: test.spot, Unit: ownBranch, Kind: org.ContactPoint}}, nil)
		if test.lead != test.sit {
			t.Fatalf("%s: who leads a unit sits in it", name)
		}

		if diff := cmp.Diff(want, assign.Holdings(snapshot, posts, charges, test.over)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Nobody passes on what he is given later.
func TestAHandOverPassesOnWhatHadBegunOnItsDay(t *testing.T) {
	for _, test := range []struct {
		begun, made org.Date
		lead        org.PersonID
	}{
		{"", "2010-12-01", 8}, {"2010-12-20", "2010-12-19", 7}, {"2010-12-20", "2010-12-20", 8}, {"2010-12-20", "2010-12-21", 8},
		{"2010-12", "2010-11-30", 7}, {"2010-12", "2010-12-01", 8}, {"2010-12-20", "", 8},
	} {
		post := at(7, org.Secretary)
		post.From = test.begun
		over := []round.HandOver{{Extent: round.Everything, From: 7, To: 8, Day: test.made}}
		held := assign.Holdings("2010-12-27", []org.Post{post}, []org.Charge{{Person: 7, Unit: above, Kind: org.InCharge, From: test.begun}}, over)
		for _, h := range held {
			if h.Person != test.lead {
				t.Errorf("begun %q, handed over %q: %d holds %+v, want %d", test.begun, test.made, h.Person, h, test.lead)
			}
		}
	}
}

// The plan and the rights ask one rule: whom a plan takes for a unit's secretary leads the unit, and whoever reviews holds
// something.
func TestWhoeverThePlanTakesForASecretaryLeadsTheUnit(t *testing.T) {
	s := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		held := assign.Holdings(snapshot, w.posts, w.charges, nil)
		plan := makePlan(t, w, s, 0)
		for _, seat := range plan.Seats {
			if seat.Kind == scheme.Secretary && !slices.Contains(leaders(held, seat.Unit), seat.Person) {
				t.Fatalf("%d is reviewed as the secretary of %d, which %v lead", seat.Person, seat.Unit, leaders(held, seat.Unit))
			}
		}

		for o := range plan.All(plan.facts) {
			if !slices.ContainsFunc(held, func(h assign.Holding) bool { return h.Person == o.Reviewer }) {
				t.Fatalf("%d reviews %s and holds nothing", o.Reviewer, key(o.Subject))
			}
		}
	})
}

func TestTheOrderOfTheRowsDecidesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		person := rapid.Map(rapid.IntRange(1, 9), func(n int) org.PersonID { return org.PersonID(n) })
		over := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) round.HandOver {
			return round.HandOver{Extent: rapid.SampledFrom([]round.Extent{round.Everything, round.OneSeat, round.Charges}).Draw(t, "extent"),
				Seat: rapid.SampledFrom(w.units).Draw(t, "seat").ID, From: person.Draw(t, "from"), To: person.Draw(t, "to")}
		}), 0, 4).Draw(t, "hand-overs")

		want := assign.Holdings(snapshot, w.posts, w.charges, over)
		posts := rapid.Permutation(w.posts).Draw(t, "posts")
		charges := rapid.Permutation(w.charges).Draw(t, "charges")
		if diff := cmp.Diff(want, assign.Holdings(snapshot, posts, charges, over)); diff != "" {
			t.Fatalf("in another order (-want +got):\n%s", diff)
		}

		for _, o := range over[max(0, len(over)-1):] {
			if o.Extent == round.Everything && o.From != o.To && slices.ContainsFunc(want, func(h assign.Holding) bool { return h.Person == o.From }) {
				t.Fatalf("%d has just handed over everything and holds something", o.From)
			}
		}
	})
}
