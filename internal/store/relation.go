package store

import (
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// Superiors is what relations to a unit are decided from: on the frozen roster of the round once it is launched, on the
// living one while it is a draft or when round is 0. A unit that is not there has no Units. Posts and charges come in no
// order: asked for one, SQLite would walk through those of the whole round.
func (tx *Tx) Superiors(id round.ID, unit org.UnitID) (s access.Superiors, err error) {
	defer errs.Wrap(&err, "store.Superiors round %d unit %d", id, unit)
	day, frozen, err := tx.rosterDay(id)
	if err != nil {
		return s, err
	}
	if !frozen {
		return tx.livingSuperiors(unit)
	}
	s, err = tx.frozenSuperiors(id, unit)
	s.Day = day
	return s, err
}

// rosterDay is the day on which the round's roster is read, and whether it is frozen.
func (tx *Tx) rosterDay(id round.ID) (org.Date, bool, error) {
	if id == 0 {
		return "", false, nil
	}
	type basis struct {
		day   org.Date
		state round.State
	}
	b, err := One(tx, func(row Row) (b basis, err error) {
		err = row.Scan(&b.day, &b.state)
		return b, err
	}, `SELECT snapshot_day, state FROM round WHERE id = $1`, id)
	if errors.Is(err, ErrNone) {
		return "", false, access.ErrRefused
	}
	return b.day, b.state != round.Draft, err
}

func (tx *Tx) livingSuperiors(unit org.UnitID) (s access.Superiors, err error) {
	s.Day = org.DateOf(tx.Now)
	if s.Units, err = tx.livingUnits(unit); err != nil || len(s.Units) == 0 {
		return s, err
	}
	s.Posts, err = All(tx, scanPost, `SELECT `+postColumns+` FROM post o WHERE o.unit_id IN `+In(1, len(s.Units))+`
		AND (o.unit_id = $1 OR o.kind = 'secretary' OR o.kind = 'acting')`, Args(nil, s.Units)...)
	if err != nil {
		return s, err
	}
	s.Charges, err = All(tx, scanCharge, `SELECT id, person_id, unit_id, kind, from_day, to_day FROM charge
		WHERE unit_id IN `+In(1, len(s.Units)), Args(nil, s.Units)...)
	return s, err
}

func (tx *Tx) livingUnits(unit org.UnitID) ([]org.UnitID, error) {
	return All(tx, Scalar[org.UnitID], `WITH RECURSIVE line (id, parent_id, step) AS (
			SELECT id, parent_id, 0 FROM unit WHERE id = $1
			UNION ALL SELECT u.id, u.parent_id, l.step + 1 FROM unit u JOIN line l ON u.id = l.parent_id)
		SELECT id FROM line ORDER BY step`, unit)
}

func (tx *Tx) frozenSuperiors(id round.ID, unit org.UnitID) (s access.Superiors, err error) {
	if s.Units, err = tx.frozenUnits(id, unit); err != nil || len(s.Units) == 0 {
		return s, err
	}
	s.Posts, err = All(tx, scanPost, `SELECT post_id, person_id, unit_id, kind, portfolio, from_day, to_day FROM round_post
		WHERE round_id = $1 AND unit_id IN `+In(2, len(s.Units))+`
		AND (unit_id = $2 OR kind = 'secretary' OR kind = 'acting')`, Args([]any{id}, s.Units)...)
	if err != nil {
		return s, err
	}
	s.Charges, err = All(tx, scanCharge, `SELECT charge_id, person_id, unit_id, kind, from_day, to_day FROM round_charge
		WHERE round_id = $1 AND unit_id IN `+In(2, len(s.Units)), Args([]any{id}, s.Units)...)
	if err != nil {
		return s, err
	}
	s.HandOvers, err = All(tx, func(row Row) (h round.HandOver, err error) {
		err = row.Scan(&h.Seat, &h.From, &h.To, &h.Reason)
		return h, err
	}, `SELECT seat_id, from_id, to_id, reason FROM handover WHERE round_id = $1 ORDER BY id`, id)
	return s, err
}

func (tx *Tx) frozenUnits(id round.ID, unit org.UnitID) ([]org.UnitID, error) {
	return All(tx, Scalar[org.UnitID], `WITH RECURSIVE line (unit_id, parent_id, step) AS (
			SELECT unit_id, parent_id, 0 FROM round_unit WHERE round_id = $1 AND unit_id = $2
			UNION ALL SELECT u.unit_id, u.parent_id, l.step + 1 FROM round_unit u
				JOIN line l ON u.round_id = $1 AND u.unit_id = l.parent_id)
		SELECT unit_id FROM line ORDER BY step`, id, unit)
}

// ClerksOf are those who may write for the reviewer.
func (tx *Tx) ClerksOf(reviewer org.PersonID) ([]org.PersonID, error) {
	return All(tx, Scalar[org.PersonID], `SELECT clerk_id FROM clerk WHERE reviewer_id = $1 ORDER BY clerk_id`, reviewer)
}

// Side is whose text the review is: empty while nothing is written.
func (tx *Tx) Side(id review.ID) (review.Side, error) {
	side, err := One(tx, Scalar[review.Side], `SELECT side FROM review WHERE id = $1`, id)
	if errors.Is(err, ErrNone) {
		return "", nil
	}
	return side, err
}
