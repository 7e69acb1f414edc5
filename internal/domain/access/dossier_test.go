package access_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
)

func TestWhoeverADossierIsAboutIsNothingElseToIt(t *testing.T) {
	superiors := access.Superiors{Units: []org.UnitID{10, 1}, Holdings: []assign.Holding{{Unit: 10, Person: 7, Way: assign.Lead},
		{Unit: 10, Person: 7, Way: assign.Sit}, {Unit: 1, Person: 9, Way: assign.Lead}, {Unit: 10, Person: 8, Way: assign.Sit}}}
	office := []access.Role{{Kind: access.RoleOffice}}
	for _, c := range []struct {
		who  string
		d    access.Dossier
		by   access.Actor
		want access.Relation
	}{
		{"a member on his own", access.Dossier{Person: 5}, access.Actor{Account: 1, Person: 5}, access.Subject | access.ReviewedSide},
		{"a member who is of the office too", access.Dossier{Person: 5}, access.Actor{Account: 1, Person: 5, Roles: office}, access.Subject | access.ReviewedSide},
		{"a branch secretary on that of his branch", access.Dossier{}, access.Actor{Account: 1, Person: 7}, access.Subject | access.ReviewedSide},
		{"a branch secretary on a member's", access.Dossier{Person: 5, Reviewers: []org.PersonID{7}}, access.Actor{Account: 1, Person: 7}, access.Reviewer | access.Line},
		{"a committee member on that of his branch", access.Dossier{}, access.Actor{Account: 1, Person: 8}, access.ReviewedSide},
		{"the secretary above", access.Dossier{Reviewers: []org.PersonID{9}}, access.Actor{Account: 1, Person: 9}, access.Reviewer | access.Line},
		{"a clerk", access.Dossier{Clerks: []org.PersonID{6}}, access.Actor{Account: 1, Person: 6}, access.Clerk},
		{"a stranger", access.Dossier{Person: 5}, access.Actor{Account: 1, Person: 6}, 0},
	} {
		c.d.Superiors = superiors
		if got := c.d.Relation(c.by); got != c.by.Base()|c.want {
			t.Errorf("%s: %b, want %b", c.who, got, c.by.Base()|c.want)
		}
	}
}
