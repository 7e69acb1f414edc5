package store

import (
	"errors"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

func roundColumns(r *round.Round) columns {
	return columns{
		{"id", &r.ID}, {"name", &r.Name}, {"scheme", &r.Scheme}, {"scheme_text", &r.SchemeText}, {"theme", &r.Theme},
		{"unit_id", &r.Unit}, {"from_day", &r.From}, {"to_day", &r.To}, {"snapshot_day", &r.SnapshotDay},
		{"state", &r.State}, {"opened_at", &r.OpenedAt}, {"launched_at", &r.LaunchedAt}, {"closed_at", &r.ClosedAt},
		{"previous_id", &r.Previous}, {"unlaunched", &r.Unlaunched}, {"version", &r.Version},
		{"withdrawn_at", &r.WithdrawnAt},
	}
}

// toldScheme is the text of the scheme of a round at a version of it.
type toldScheme struct {
	version int64
	text    string
}

// roundTold are the columns of a round, without the text of its scheme at the version $1, of which it is known.
func roundTold(r *round.Round) columns {
	told := roundColumns(r)
	for i, c := range told {
		if c.into == &r.SchemeText {
			told[i].text = "CASE WHEN version = CAST($1 AS BIGINT) THEN '' ELSE scheme_text END"
		}
	}

	return told
}

// Round is one round.
func (tx *Tx) Round(id round.ID) (round.Round, error) {
	return remember(tx, id, func() (round.Round, error) {
		told := toldScheme{version: -1}
		if kept, ok := tx.frames.schemes.Load(id); ok {
			told = kept.(toldScheme)
		}

		r, err := One(tx, scanned(roundTold), `SELECT `+selected(roundTold)+` FROM round WHERE id = $2 AND withdrawn_at = 0`, told.version, id)
		switch {
		case errors.Is(err, ErrNone):
			return r, errs.NewNotFound("没有编号为 %d 的轮次。", int64(id))
		case err != nil || r.ID == 0: // only noted, see Gather
			return r, err
		case r.Version == told.version:
			r.SchemeText = told.text
		case r.State != round.Draft:
			tx.frames.schemes.Store(id, toldScheme{r.Version, r.SchemeText})
		}

		return r, nil
	})
}

type roundsKey struct{}

// Rounds are all rounds, the newest first. They are few, two a year.
func (tx *Tx) Rounds() ([]round.Round, error) {
	all, err := remember(tx, roundsKey{}, func() ([]round.Round, error) {
		know := tx.knowing()
		all, err := All(tx, scanned(roundColumns), `SELECT `+selected(roundColumns)+` FROM round
			WHERE withdrawn_at = 0 ORDER BY from_day DESC, id DESC`)
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
	tx.witness("round", int64(r.ID))
	_, err := tx.Exec(`INSERT INTO round (`+selected(roundColumns)+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)`,
		r.ID, r.Name, r.Scheme, r.SchemeText, r.Theme, r.Unit, r.From, r.To, r.SnapshotDay, r.State, r.OpenedAt,
		r.LaunchedAt, r.ClosedAt, r.Previous, r.Unlaunched, r.Version, r.WithdrawnAt)
	return err
}

// SaveRoundState keeps where a round stands.
func (tx *Tx) SaveRoundState(r round.Round) error {
	tx.witness("round", int64(r.ID))
	_, err := tx.Exec(`UPDATE round SET state = $2, launched_at = $3, closed_at = $4, unlaunched = $5 WHERE id = $1`,
		r.ID, r.State, r.LaunchedAt, r.ClosedAt, r.Unlaunched)
	return err
}

// ChangeDraft keeps what a round in preparation was changed to. What is kept in memory of it is of another version.
func (tx *Tx) ChangeDraft(r round.Round) error {
	if err := tx.raise(r.ID); err != nil {
		return err
	}

	tx.witness("round", int64(r.ID))
	_, err := tx.Exec(`UPDATE round SET name = $2, scheme = $3, scheme_text = $4, theme = $5, from_day = $6, to_day = $7,
		snapshot_day = $8 WHERE id = $1`, r.ID, r.Name, r.Scheme, r.SchemeText, r.Theme, r.From, r.To, r.SnapshotDay)
	return err
}

// WithdrawRound keeps that a round in preparation was given up: from here on nobody finds it. The row stays for what the
// ledger says of it.
func (tx *Tx) WithdrawRound(r round.Round) error {
	tx.witness("round", int64(r.ID))
	_, err := tx.Exec(`UPDATE round SET withdrawn_at = $2 WHERE id = $1`, r.ID, r.WithdrawnAt)
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
	tx.witness("exemption", int64(e.Unit), int64(id), e.Kind, int64(e.Person))
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
