package store

import (
	"errors"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// UsualSetting is the common cells of the sheet of this reviewer that the account saved last in the round; zero when it
// saved none.
func (tx *Tx) UsualSetting(id round.ID, owner org.PersonID, account int64) (set review.Setting, err error) {
	defer errs.Wrap(&err, "store.UsualSetting %d", id)

	set, err = One(tx, func(row Row) (s review.Setting, err error) {
		err = row.Scan(&s.Modes, &s.Selection, &s.Carrier, &s.Day, &s.Place)
		return s, err
	}, `SELECT v.mode, v.selection, v.carrier, v.day, v.place FROM obligation o JOIN review v ON v.id = o.id
		WHERE o.owner_id = $1 AND o.round_id = $2 AND v.writer_id = $3 ORDER BY v.saved_at DESC, v.id DESC LIMIT 1`,
		owner, id, account)

	if errors.Is(err, ErrNone) {
		return set, nil
	}

	return set, err
}

// OccasionsLed are the occasions that these persons led in these rounds, the newest first.
func (tx *Tx) OccasionsLed(rounds []round.ID, leaders []org.PersonID) ([]OccasionRow, error) {
	if len(rounds) == 0 || len(leaders) == 0 {
		return nil, nil
	}
	where := `c.leader_id IN ` + In(1, len(leaders)) + ` AND c.round_id IN ` + In(1+len(leaders), len(rounds))
	return tx.occasions(where, Args(Args(nil, leaders), rounds)...)
}
