package store

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

// MemberClasses are members of whom a scheme asks differently 〔五(三)〕, as the plan found them.
type MemberClasses struct {
	Leaders []org.PersonID
	Posted  []org.PersonID // in the 班子 of some unit
}

// MarkFrozen writes into the frozen roster what the plan found out: which units count, who is a leader, who holds a post.
func (tx *Tx) MarkFrozen(id round.ID, counts []org.UnitID, classes MemberClasses) error {
	for i := 0; i < len(counts); i += MaxIn {
		part := counts[i:min(i+MaxIn, len(counts))]
		if _, err := tx.Exec(`UPDATE round_unit SET counts = $2 WHERE round_id = $1 AND unit_id IN `+In(3, len(part)),
			Args([]any{id, true}, part)...); err != nil {
			return err
		}
	}

	return tx.markPersons(id, classes)
}

// markPersons marks leaders and who holds a post in the frozen roster; most leaders do, and are written once.
func (tx *Tx) markPersons(id round.ID, classes MemberClasses) error {
	posted := make(map[org.PersonID]bool, len(classes.Posted))
	for _, person := range classes.Posted {
		posted[person] = true
	}

	var both, leads []org.PersonID
	for _, person := range classes.Leaders {
		if posted[person] {
			both = append(both, person)
			delete(posted, person)
		} else {
			leads = append(leads, person)
		}
	}

	rest := slices.DeleteFunc(slices.Clone(classes.Posted), func(person org.PersonID) bool { return !posted[person] })
	for _, mark := range []struct {
		persons        []org.PersonID
		leader, posted bool
	}{{both, true, true}, {leads, true, false}, {rest, false, true}} {
		for part := range slices.Chunk(mark.persons, MaxIn) {
			if _, err := tx.Exec(`UPDATE round_person SET leader = leader OR $2, posted = posted OR $3 WHERE round_id = $1 AND person_id IN `+
				In(4, len(part)), Args([]any{id, mark.leader, mark.posted}, part)...); err != nil {
				return err
			}
		}
	}

	return nil
}
