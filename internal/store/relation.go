package store

import (
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// Superiors is what relations to a unit are decided from: what is kept of the round once it is launched, the living roster
// of today while it is a draft or when round is 0. A unit that is not there has no Units.
func (tx *Tx) Superiors(id round.ID, unit org.UnitID) (s access.Superiors, err error) {
	defer errs.Wrap(&err, "store.Superiors round %d unit %d", id, unit)

	frozen, err := tx.isFrozen(id)
	if err != nil {
		return s, err
	}

	if !frozen {
		return remember(tx, unit, func() (access.Superiors, error) { return tx.livingSuperiors(unit) })
	}

	return framed(tx, id,
		func(f *frame) (access.Superiors, error) { return f.superiors(unit), nil },
		func() (access.Superiors, error) { return tx.frozenSuperiors(id, unit) })
}

// frozenSuperiors are those of a unit by the rows of a launched round.
func (tx *Tx) frozenSuperiors(id round.ID, unit org.UnitID) (s access.Superiors, err error) {
	if s.Units, err = tx.frozenUnits(id, unit); err != nil || len(s.Units) == 0 {
		return s, err
	}
	s.Holdings, err = tx.holdingsAbove(id, s.Units)
	return s, err
}

// isFrozen reports whether the round has a roster of its own.
func (tx *Tx) isFrozen(id round.ID) (bool, error) {
	if id == 0 {
		return false, nil
	}

	r, err := tx.Round(id)
	if errs.Is(err, errs.NotFound) {
		return false, access.ErrRefused
	}

	return r.State != round.Draft, err
}

// livingSuperiors are those of a unit on the living roster today.
func (tx *Tx) livingSuperiors(unit org.UnitID) (s access.Superiors, err error) {
	s.Units, s.Holdings, err = tx.livingOf(`WITH RECURSIVE line (id, parent_id, step) AS (
			SELECT id, parent_id, 0 FROM unit WHERE id = $1
			UNION ALL SELECT u.id, u.parent_id, l.step + 1 FROM unit u JOIN line l ON u.id = l.parent_id)`, unit)
	return s, err
}

func (tx *Tx) frozenUnits(id round.ID, unit org.UnitID) ([]org.UnitID, error) {
	return All(tx, Scalar[org.UnitID], `WITH RECURSIVE line (unit_id, parent_id, step) AS (
			SELECT unit_id, parent_id, 0 FROM round_unit WHERE round_id = $1 AND unit_id = $2
			UNION ALL SELECT u.unit_id, u.parent_id, l.step + 1 FROM round_unit u
				JOIN line l ON u.round_id = $1 AND u.unit_id = l.parent_id)
		SELECT unit_id FROM line ORDER BY step`, id, unit)
}

type clerksKey org.PersonID

// ClerksOf are those who may write for the reviewer.
func (tx *Tx) ClerksOf(reviewer org.PersonID) ([]org.PersonID, error) {
	return remember(tx, clerksKey(reviewer), func() ([]org.PersonID, error) {
		return All(tx, Scalar[org.PersonID], `SELECT clerk_id FROM clerk WHERE reviewer_id = $1 ORDER BY clerk_id`, reviewer)
	})
}

// Side is whose text the review is: empty while nothing is written.
func (tx *Tx) Side(id review.ID) (review.Side, error) {
	return remember(tx, id, func() (review.Side, error) {
		side, err := One(tx, Scalar[review.Side], `SELECT side FROM review WHERE id = $1`, id)
		if errors.Is(err, ErrNone) {
			return "", nil
		}
		return side, err
	})
}
