package access_test

import (
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// In these tests unit 1 is a branch under the general branch 2 under the committee 3.
const branch, general, committee = org.UnitID(1), org.UnitID(2), org.UnitID(3)

func above(posts ...org.Post) access.Superiors {
	return charged(nil, posts...)
}

func charged(charges []org.Charge, posts ...org.Post) access.Superiors {
	return access.Superiors{Units: []org.UnitID{branch, general, committee}, Holdings: assign.Holdings("2010-12-27", posts, charges, nil)}
}

func post(person org.PersonID, unit org.UnitID, kind org.PostKind) org.Post {
	return org.Post{Person: person, Unit: unit, Kind: kind}
}

func actor(person org.PersonID, roles ...access.Role) access.Actor {
	return access.Actor{Account: int64(person) + 1000, Person: person, Roles: roles}
}

func TestRelationsToAUnit(t *testing.T) {
	s := charged([]org.Charge{{Person: 2, Unit: general, Kind: org.InCharge}, {Person: 3, Unit: branch, Kind: org.ContactPoint, To: "2009"}},
		post(7, branch, org.Secretary), post(5, general, org.Secretary), post(1, committee, org.Secretary), post(4, branch, org.CommitteeMember))
	for _, test := range []struct {
		who  access.Actor
		want access.Relation
	}{
		{actor(7), access.Line}, {actor(5), access.Line}, {actor(1), access.Line}, {actor(2), access.Line},
		{actor(3), 0}, {actor(4), 0}, {actor(99), 0},
		{actor(0, access.Role{Kind: access.RoleOffice, Unit: general}), access.Office},
		{actor(0, access.Role{Kind: access.RoleOffice}), access.Office},
		{actor(0, access.Role{Kind: access.RoleOffice, Unit: 44}), 0},
	} {
		if got := s.Relation(test.who) &^ (access.Anyone | access.SignedIn); got != test.want {
			t.Errorf("%d with roles %v has the relations %b, want %b", test.who.Person, test.who.Roles, got, test.want)
		}
	}

	nowhere := access.Superiors{}
	if got := nowhere.Relation(actor(7)); got&(access.Line|access.Office) != 0 {
		t.Errorf("to a unit that is not there somebody has the relations %b", got)
	}
}

// sheets draws any sheet of a world of few people, so that they meet in many roles.
func sheets(t *rapid.T) access.Sheet {
	person := rapid.Map(rapid.IntRange(1, 5), func(n int) org.PersonID { return org.PersonID(n) })
	unit := rapid.SampledFrom([]org.UnitID{branch, general, committee})
	posts := rapid.Custom(func(t *rapid.T) org.Post {
		return post(person.Draw(t, "holder"), unit.Draw(t, "unit"), rapid.SampledFrom([]org.PostKind{org.Secretary, org.Acting, org.CommitteeMember}).Draw(t, "post"))
	})
	s := access.Sheet{
		Kind:   rapid.SampledFrom([]scheme.SubjectKind{scheme.Unit, scheme.Secretary, scheme.CommitteeMember, scheme.Member}).Draw(t, "kind"),
		Owner:  person.Draw(t, "owner"),
		Clerks: rapid.SliceOfN(person, 0, 2).Draw(t, "clerks"),
		Theirs: rapid.Bool().Draw(t, "theirs"), Confirmed: rapid.Bool().Draw(t, "confirmed"),
	}

	if s.Kind != scheme.Unit {
		s.Person = person.Draw(t, "subject")
	}

	charges := rapid.Custom(func(t *rapid.T) org.Charge {
		return org.Charge{Person: person.Draw(t, "leader"), Unit: unit.Draw(t, "charge"), Kind: org.InCharge}
	})
	s.Superiors = charged(rapid.SliceOfN(charges, 0, 2).Draw(t, "charges"), rapid.SliceOfN(posts, 0, 6).Draw(t, "posts")...)
	return s
}

func TestNobodyStandsOnAPathOfHisOwnReview(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sheets(t)
		office := access.Role{Kind: access.RoleOffice}
		for n := range 5 {
			who := actor(org.PersonID(n+1), office)
			set := s.Relation(who)
			subject := s.Person == who.Person
			if s.Person == 0 {
				for _, p := range s.Superiors.Principals(branch) {
					subject = subject || p == who.Person
				}
			}

			switch other := set & (access.Reviewer | access.Clerk | access.Line | access.Office); {
			case subject != set.Has(access.Subject):
				t.Fatalf("%d is the subject: %v, but has the relations %b", who.Person, subject, set)
			case subject && other != 0:
				t.Fatalf("the subject has the relations %b to his own record besides", other)
			case set.Has(access.Reviewer) && who.Person != s.Owner:
				t.Fatalf("%d is taken for the reviewer %d", who.Person, s.Owner)
			case set.Has(access.ReviewedSide) && !s.Theirs && !s.Confirmed:
				t.Fatalf("the reviewed side has a relation to the reviewer's draft")
			case set.Has(access.ReviewedSide) && who.Person == s.Owner && !subject:
				t.Fatalf("the reviewer is taken for the reviewed side")
			}

			for _, action := range []access.Action{access.ConfirmReview, access.CorrectReview, access.ReturnReview} {
				for _, stage := range access.Stages(action) {
					if subject && access.Allowed(action, set, stage) {
						t.Fatalf("the subject may %s at %s", action, stage)
					}
				}
			}

			if subject && !s.Theirs && !s.Confirmed && access.Allowed(access.ReadReview, set, access.Draft) {
				t.Fatal("the subject may read the draft about himself")
			}
		}
	})
}

func TestTheReviewedSideOfAMemberIsTheMemberAlone(t *testing.T) {
	s := access.Sheet{Kind: scheme.Member, Person: 9, Owner: 7, Theirs: true,
		Superiors: above(post(7, branch, org.Secretary), post(8, branch, org.CommitteeMember))}
	if !s.Relation(actor(9)).Has(access.ReviewedSide) {
		t.Error("the member may not fill in his own sheet")
	}

	for _, other := range []org.PersonID{7, 8} {
		if s.Relation(actor(other)).Has(access.ReviewedSide) {
			t.Errorf("%d is taken for the member's side", other)
		}
	}

	s.Kind, s.Person = scheme.Secretary, 7
	s.Owner = 5
	if !s.Relation(actor(8)).Has(access.ReviewedSide) {
		t.Error("a member of the branch's committee may not fill in the sheet of its secretary")
	}
}
