package store

import (
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
)

// KeptObligations are the obligations of a running round that a second look at the roster is compared with.
func (tx *Tx) KeptObligations(id round.ID) ([]assign.Kept, error) {
	return All(tx, func(row Row) (k assign.Kept, err error) {
		var state review.State
		err = row.Scan(&k.ID, &k.Reviewer, &k.Owner, &k.Subject.Kind, &k.Subject.Unit, &k.Subject.Person, &state)
		k.Met = !state.Open()
		return k, err
	}, `SELECT id, reviewer_id, owner_id, kind, unit_id, person_id, state FROM obligation
		WHERE round_id = $1 AND state <> $2 ORDER BY id`, id, review.Dropped)
}

// ObligationStates are the states of some obligations.
func (tx *Tx) ObligationStates(ids []review.ID) (map[review.ID]review.State, error) {
	states := make(map[review.ID]review.State, len(ids))
	type is struct {
		id    review.ID
		state review.State
	}

	for part := range slices.Chunk(ids, MaxIn) {
		for s, err := range Each(tx, func(row Row) (s is, err error) {
			err = row.Scan(&s.id, &s.state)
			return s, err
		}, `SELECT id, state FROM obligation WHERE id IN `+In(1, len(part)), Args(nil, part)...) {
			if err != nil {
				return nil, err
			}
			states[s.id] = s.state
		}
	}

	return states, nil
}

// SaveSnapshotDay keeps the day on which the roster of a round was last read.
func (tx *Tx) SaveSnapshotDay(id round.ID, day org.Date) error {
	tx.witness("round", int64(id))
	return tx.saveRound(id, `UPDATE round SET version = version + 1, snapshot_day = $2 WHERE id = $1`, day)
}

// SaveObligationState keeps where an obligation stands; where it stood there, no row is written.
func (tx *Tx) SaveObligationState(obligation int64, state review.State) error {
	tx.witness("review", obligation)
	return tx.saveState(obligation, state)
}

func (tx *Tx) saveState(obligation int64, state review.State) error {
	_, err := tx.Exec(`UPDATE obligation SET state = $2 WHERE id = $1 AND state <> $2`, obligation, state)
	return err
}

// PassObligation gives an obligation to another reviewer, with the decision that found him.
func (tx *Tx) PassObligation(obligation int64, to org.PersonID, seat org.UnitID, decision int64) error {
	tx.witness("review", obligation)
	_, err := tx.Exec(`UPDATE obligation SET owner_id = $2, seat_id = $3, decision_id = $4 WHERE id = $1`,
		obligation, to, seat, decision)
	return err
}

// AddMissingSeats keeps the seats of units that had nobody of the kind when the roster was frozen.
func (tx *Tx) AddMissingSeats(id round.ID, seats []assign.Subject) error {
	taken, err := All(tx, func(row Row) (s assign.Subject, err error) {
		err = row.Scan(&s.Unit, &s.Kind)
		return s, err
	}, `SELECT DISTINCT unit_id, kind FROM round_seat WHERE round_id = $1`, id)
	if err != nil {
		return err
	}

	missing := slices.DeleteFunc(slices.Clone(seats), func(s assign.Subject) bool {
		return slices.Contains(taken, assign.Subject{Kind: s.Kind, Unit: s.Unit})
	})
	return tx.AddSeats(id, missing)
}

// ReplaceGaps keeps the gaps of a second look in place of the old ones.
func (tx *Tx) ReplaceGaps(id round.ID, gaps []assign.Gap) error {
	if _, err := tx.Exec(`DELETE FROM gap WHERE round_id = $1`, id); err != nil {
		return err
	}
	return tx.AddGaps(id, gaps)
}
