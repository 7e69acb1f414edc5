package access_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
)

func TestWhoStandsInAnArchiveAsSeveralIsReviewedThereIfOneOfThemIs(t *testing.T) {
	relation := func(of map[org.PersonID]access.Relation) func(access.Actor) access.Relation {
		return func(who access.Actor) access.Relation { return who.Base() | of[who.Person] }
	}
	for name, c := range map[string]struct {
		of   map[org.PersonID]access.Relation
		want access.Relation
	}{
		"nobody":                         {nil, 0},
		"himself":                        {map[org.PersonID]access.Relation{1: access.Line}, access.Line},
		"as one who wrote it":            {map[org.PersonID]access.Relation{2: access.Reviewer}, access.Reviewer},
		"as two who stood apart":         {map[org.PersonID]access.Relation{1: access.Line, 3: access.Clerk}, access.Line | access.Clerk},
		"reviewed as another":            {map[org.PersonID]access.Relation{1: access.Office, 2: access.Subject}, access.Subject},
		"reviewed as himself":            {map[org.PersonID]access.Relation{1: access.Subject, 2: access.Reviewer}, access.Subject},
		"reviewed as both, on two sides": {map[org.PersonID]access.Relation{1: access.Subject, 2: access.Subject | access.ReviewedSide, 3: access.Line}, access.Subject | access.ReviewedSide},
	} {
		who := access.Actor{Account: 9, Person: 1}
		if got := access.Formerly(who, []org.PersonID{2, 3}, relation(c.of)); got != who.Base()|c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
