package app

import (
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// headcounting does what changes who of the persons owes what, or who of them has been reviewed, and lets the numbers of
// persons follow.
func headcounting(tx *store.Tx, id round.ID, persons []org.PersonID, do func() error) error {
	if len(persons) == 0 {
		return do()
	}

	before, err := tx.Headcount(id, persons)
	if err != nil {
		return err
	}

	if err := do(); err != nil {
		return err
	}

	after, err := tx.Headcount(id, persons)
	if err != nil {
		return err
	}

	return tx.CountEach(id, round.Turned(before, after))
}

// headsOf are the persons that a review comes to count, or counts no longer: its owner, unless he owes
// more of the same unit, and its subject, unless he has another review that counts.
func headsOf(tx *store.Tx, o review.Obligation, others bool) (persons []org.PersonID, err error) {
	more, err := tx.OwesBeside(o)
	if err != nil {
		return nil, err
	}

	if !more {
		persons = append(persons, o.Owner)
	}

	if o.Subject.Kind.IsSeat() && !others {
		persons = append(persons, o.Subject.Person)
	}

	return persons, nil
}

// unitsOf are the units of the subjects.
func unitsOf(subjects []assign.Subject) []org.UnitID {
	units := make([]org.UnitID, 0, len(subjects))
	for _, s := range subjects {
		units = append(units, s.Unit)
	}
	return units
}
