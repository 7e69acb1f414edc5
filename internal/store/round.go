package store

import (
	"errors"
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
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

// kept is a launched round as it was told last; its version is -1 where it was not.
func (r *rounds) kept(id round.ID) round.Round {
	if kept, ok := r.told.Load(id); ok {
		return kept.(round.Round)
	}
	return round.Round{Version: -1}
}

// toldVersion is told the version of a round beside something else: where the round is kept at that version, nobody needs to
// ask for it.
func (tx *Tx) toldVersion(id round.ID, version int64) {
	if kept := tx.frames.rounds.kept(id); kept.Version == version && !tx.hasRaised(id) {
		tx.told(kept)
	}
}

// told remembers a round until this transaction itself changes it, whatever else it saves.
func (tx *Tx) told(r round.Round) {
	if tx.rounds == nil {
		tx.rounds = map[round.ID]round.Round{}
	}
	tx.rounds[r.ID] = r
}

// Round is one round.
func (tx *Tx) Round(id round.ID) (round.Round, error) {
	if known, ok := tx.rounds[id]; ok {
		return known, nil
	}

	kept := tx.frames.rounds.kept(id)
	r, err := One(tx, scanned(roundTold), `SELECT `+selected(roundTold)+` FROM round WHERE id = $2 AND withdrawn_at = 0`, kept.Version, id)
	switch {
	case errors.Is(err, ErrNone):
		return r, errs.NewNotFound("没有编号为 %d 的轮次。", int64(id))
	case err != nil || r.ID == 0: // only noted, see Gather
		return r, err
	case r.Version == kept.Version:
		r.SchemeText = kept.SchemeText
	case r.State != round.Draft && !tx.hasRaised(id) && tx.why != saving:
		tx.frames.rounds.told.Store(id, r)
	}

	tx.told(r)
	return r, nil
}

type roundsKey struct{}

// Rounds are all rounds, the newest first. They are few, two a year.
func (tx *Tx) Rounds() ([]round.Round, error) {
	all, err := remember(tx, roundsKey{}, func() ([]round.Round, error) {
		all, err := All(tx, scanned(roundColumns), `SELECT `+selected(roundColumns)+` FROM round
			WHERE withdrawn_at = 0 ORDER BY from_day DESC, id DESC`)
		for _, r := range all {
			tx.told(r)
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
	return tx.saveRound(r.ID, `UPDATE round SET version = version + 1, state = $2, launched_at = $3, closed_at = $4, unlaunched = $5
		WHERE id = $1`, r.State, r.LaunchedAt, r.ClosedAt, r.Unlaunched)
}

// saveRound sends a statement that changes a round and raises its version.
func (tx *Tx) saveRound(id round.ID, text string, args ...any) error {
	tx.raised = append(tx.raised, id)
	delete(tx.rounds, id)
	_, err := tx.Exec(text, append([]any{id}, args...)...)
	return err
}

// ChangeDraft keeps what a round in preparation was changed to. What is kept in memory of it is of another version.
func (tx *Tx) ChangeDraft(r round.Round) error {
	tx.witness("round", int64(r.ID))
	return tx.saveRound(r.ID, `UPDATE round SET version = version + 1, name = $2, scheme = $3, scheme_text = $4, theme = $5,
		from_day = $6, to_day = $7, snapshot_day = $8 WHERE id = $1`, r.Name, r.Scheme, r.SchemeText, r.Theme, r.From, r.To, r.SnapshotDay)
}

// WithdrawRound keeps that a round in preparation was given up: from here on nobody finds it. The row stays for what the
// ledger says of it.
func (tx *Tx) WithdrawRound(r round.Round) error {
	tx.witness("round", int64(r.ID))
	return tx.saveRound(r.ID, `UPDATE round SET version = version + 1, withdrawn_at = $2 WHERE id = $1`, r.WithdrawnAt)
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
	tx.look("exemption", int64(e.Unit))
	n, err := tx.Exec(`INSERT INTO exemption (round_id, unit_id, kind, person_id, class, reason, approver, at, by_name)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT DO NOTHING`,
		id, e.Unit, e.Kind, e.Person, e.Class, e.Reason, e.Approver, e.At, e.By)
	if n > 0 {
		tx.witness("exemption", int64(e.Unit), int64(id), e.Kind, int64(e.Person))
	}

	return n > 0, err
}

// EndExemption takes an exemption back: what was owed of the subject is owed again.
func (tx *Tx) EndExemption(id round.ID, s assign.Subject) error {
	tx.look("exemption", int64(s.Unit))
	if err := tx.lookAt("review", `SELECT id FROM obligation WHERE round_id = $1 AND unit_id = $2 AND kind = $3 AND person_id = $4
		AND state = $5`, id, s.Unit, s.Kind, s.Person, review.Exempt); err != nil {
		return err
	}

	tx.witness("exemption", int64(s.Unit), int64(id), s.Kind, int64(s.Person))
	if _, err := tx.Exec(`DELETE FROM exemption WHERE round_id = $1 AND unit_id = $2 AND kind = $3 AND person_id = $4`, id, s.Unit, s.Kind, s.Person); err != nil {
		return err
	}

	_, err := tx.witnessing("review", `UPDATE obligation SET state = $5 WHERE round_id = $1 AND unit_id = $2 AND kind = $3 AND person_id = $4
		AND state = $6`, id, s.Unit, s.Kind, s.Person, review.Owed, review.Exempt)
	return err
}

// PlaceOf is the unit's place in the frozen tree of a launched round, in the living tree of a draft.
func (tx *Tx) PlaceOf(r round.Round, unit org.UnitID) (org.Place, error) {
	if r.State == round.Draft {
		return tx.Unit(unit)
	}
	return tx.FrozenUnit(r.ID, unit)
}
