package app

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// formerOf are those who were merged into who asks, as whom he still stands in a round; none where the round is not archived,
// as a merge lets everything else point to who stays.
func formerOf(tx *store.Tx, who access.Actor, r round.Round) (former []org.PersonID, err error) {
	if who.Person == 0 || r.State != round.Archived {
		return nil, nil
	}

	merged, err := tx.MergedInto(store.MergedPerson, int64(who.Person))
	for _, f := range merged {
		former = append(former, org.PersonID(f.ID))
	}

	return former, err
}

// relationIn is a relation to a record of a round, as whoever the asker was there.
func relationIn(tx *store.Tx, who access.Actor, id round.ID, relation func(access.Actor) access.Relation) (access.Relation, error) {
	r := round.Round{}
	if id != 0 && who.Person != 0 {
		var err error
		if r, err = tx.Round(id); err != nil {
			return 0, err
		}
	}

	former, err := formerOf(tx, who, r)
	return access.Formerly(who, former, relation), err
}

// wasMerged reports whether a person without a branch was merged into who asks: it is himself.
func wasMerged(tx *store.Tx, who access.Actor, p org.Person) (bool, error) {
	if who.Person == 0 || p.Branch != 0 || p.ID == who.Person {
		return false, nil
	}
	keepers, err := tx.Keepers([]org.PersonID{p.ID})
	return keepers[p.ID] == who.Person, err
}
