package store

import (
	"errors"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

const roundColumns = `id, name, scheme, scheme_text, theme, unit_id, from_day, to_day, snapshot_day, state, opened_at,
	launched_at, closed_at, previous_id, unlaunched, version`

func scanRound(row Row) (r round.Round, err error) {
	err = row.Scan(&r.ID, &r.Name, &r.Scheme, &r.SchemeText, &r.Theme, &r.Unit, &r.From, &r.To, &r.SnapshotDay, &r.State,
		&r.OpenedAt, &r.LaunchedAt, &r.ClosedAt, &r.Previous, &r.Unlaunched, &r.Version)
	return r, err
}

// Round is one round.
func (tx *Tx) Round(id round.ID) (round.Round, error) {
	return remember(tx, id, func() (round.Round, error) {
		r, err := One(tx, scanRound, `SELECT `+roundColumns+` FROM round WHERE id = $1`, id)
		if errors.Is(err, ErrNone) {
			return r, errs.NewNotFound("没有编号为 %d 的轮次。", int64(id))
		}
		return r, err
	})
}

type roundsKey struct{}

// Rounds are all rounds, the newest first. They are few, two a year.
func (tx *Tx) Rounds() ([]round.Round, error) {
	all, err := remember(tx, roundsKey{}, func() ([]round.Round, error) {
		know := tx.knowing()
		all, err := All(tx, scanRound, `SELECT `+roundColumns+` FROM round ORDER BY from_day DESC, id DESC`)
		for _, r := range all {
			know(r.ID, r)
		}
		return all, err
	})
	return slices.Clone(all), err
}

// RoundsIn are the rounds in a state, the newest first.
func (tx *Tx) RoundsIn(state round.State) ([]round.Round, error) {
	all, err := tx.Rounds()
	return slices.DeleteFunc(all, func(r round.Round) bool { return r.State != state }), err
}

// AddRound keeps a new round.
func (tx *Tx) AddRound(r round.Round) error {
	_, err := tx.Exec(`INSERT INTO round (`+roundColumns+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)`,
		r.ID, r.Name, r.Scheme, r.SchemeText, r.Theme, r.Unit, r.From, r.To, r.SnapshotDay, r.State, r.OpenedAt,
		r.LaunchedAt, r.ClosedAt, r.Previous, r.Unlaunched, r.Version)
	return err
}

// SaveRoundState keeps where a round stands.
func (tx *Tx) SaveRoundState(r round.Round) error {
	_, err := tx.Exec(`UPDATE round SET state = $2, launched_at = $3, closed_at = $4, unlaunched = $5 WHERE id = $1`,
		r.ID, r.State, r.LaunchedAt, r.ClosedAt, r.Unlaunched)
	return err
}

// Exemptions are the exemptions of a round.
func (tx *Tx) Exemptions(id round.ID) ([]round.Exemption, error) {
	return All(tx, scanExemption, exemptionSQL+` WHERE e.round_id = $1 ORDER BY e.unit_id, e.kind, e.person_id`, id)
}

// ExemptionsOf are the exemptions of a stretch of the ExemptListing, in the tree's order. Those without a unit go with the
// round's own.
func (tx *Tx) ExemptionsOf(s Stretch) (_ []round.Exemption, err error) {
	defer errs.Wrap(&err, "store.ExemptionsOf %d", s.Round)

	if len(s.Units) == 0 {
		return nil, nil
	}

	if s, err = tx.withUnplaced(s); err != nil {
		return nil, err
	}

	where, args := s.of(`e.unit_id`)
	return All(tx, scanExemption, exemptionSQL+` LEFT JOIN round_unit u ON u.round_id = e.round_id AND u.unit_id = e.unit_id
		WHERE e.round_id = $1 AND `+where+` ORDER BY COALESCE(u.ord, -1), e.kind DESC, e.person_id`+cut(args), args...)
}

const exemptionSQL = `SELECT e.kind, e.unit_id, e.person_id, e.class, e.reason, e.approver, e.at, e.by_name FROM exemption e`

func scanExemption(row Row) (e round.Exemption, err error) {
	err = row.Scan(&e.Kind, &e.Unit, &e.Person, &e.Class, &e.Reason, &e.Approver, &e.At, &e.By)
	return e, err
}

// AddExemption keeps an exemption and reports whether it is new.
func (tx *Tx) AddExemption(id round.ID, e round.Exemption) (bool, error) {
	n, err := tx.Exec(`INSERT INTO exemption (round_id, unit_id, kind, person_id, class, reason, approver, at, by_name)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT DO NOTHING`,
		id, e.Unit, e.Kind, e.Person, e.Class, e.Reason, e.Approver, e.At, e.By)
	return n > 0, err
}

// PlaceOf is the unit's place in the frozen tree of a launched round, in the living tree of a draft.
func (tx *Tx) PlaceOf(r round.Round, unit org.UnitID) (org.Place, error) {
	if r.State == round.Draft {
		return tx.Unit(unit)
	}
	return tx.FrozenUnit(r.ID, unit)
}
