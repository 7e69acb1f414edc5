package store

import (
	"errors"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
)

// UnfilledRow is an occasion of which sheets are not filled in.
type UnfilledRow struct {
	review.Occasion
	UnitName, LeaderName string
	Open                 int // records that could be given on it and are still to be written
}

func unfilledColumns(o *UnfilledRow) columns {
	return occasionColumns(&o.Occasion).and(columns{
		{"COALESCE(t.name, '')", &o.UnitName}, {"COALESCE(p.name, '')", &o.LeaderName}, {"n.open", &o.Open},
	}...)
}

// unfilled gathers occasions before a day ($1) with what was given on them, or in a meeting for everybody could still be
// given on them, and is not handed in.
func (tx *Tx) unfilled(before org.Date, where string, args ...any) ([]UnfilledRow, error) {
	args = append([]any{before, review.Owed, review.Draft, review.Returned}, args...)
	return All(tx, scanned(unfilledColumns), `SELECT `+selected(unfilledColumns)+`
		FROM (SELECT c.id, COUNT(*) AS open FROM occasion c
			CROSS JOIN obligation o CROSS JOIN round_unit u LEFT JOIN review v ON v.id = o.id
			WHERE o.owner_id = c.leader_id AND o.round_id = c.round_id AND o.state IN ($2, $3, $4)
				AND u.round_id = o.round_id AND u.unit_id = o.unit_id AND (u.unit_id = c.unit_id OR u.parent_id = c.unit_id)
				AND c.day < $1 AND (COALESCE(v.occasion_id, 0) = c.id
				OR COALESCE(v.occasion_id, 0) = 0 AND c.kind = '' AND c.selection = 'all') AND `+where+`
			GROUP BY c.id) n
		JOIN occasion c ON c.id = n.id
		LEFT JOIN round_unit t ON t.round_id = c.round_id AND t.unit_id = c.unit_id
		LEFT JOIN person p ON p.id = c.leader_id ORDER BY c.day, c.id`, args...)
}

// UnfilledLed are the occasions before a day that these persons led in the rounds and of which sheets are not filled in.
func (tx *Tx) UnfilledLed(rounds []round.ID, leaders []org.PersonID, before org.Date) ([]UnfilledRow, error) {
	if len(rounds) == 0 || len(leaders) == 0 {
		return nil, nil
	}
	return tx.unfilled(before, `c.leader_id IN `+In(5, len(leaders))+` AND c.round_id IN `+In(5+len(leaders), len(rounds)),
		Args(Args(nil, leaders), rounds)...)
}

// UnfilledIn are those of a round held in the subtree of a unit.
func (tx *Tx) UnfilledIn(id round.ID, top org.Place, before org.Date) ([]UnfilledRow, error) {
	return tx.unfilled(before, `c.round_id = $5 AND c.unit_id IN (SELECT b.unit_id FROM round_unit b WHERE b.round_id = $5 AND b.ord BETWEEN $6 AND $7)`, id, top.Ord, top.Last)
}

// TalksLed are the special talks of these persons in the rounds that wait for their follow-up.
func (tx *Tx) TalksLed(rounds []round.ID, leaders []org.PersonID) ([]OccasionRow, error) {
	if len(rounds) == 0 || len(leaders) == 0 {
		return nil, nil
	}
	return tx.occasions(`c.kind = $1 AND c.follow_at = 0 AND c.leader_id IN `+In(2, len(leaders))+
		` AND c.round_id IN `+In(2+len(leaders), len(rounds)), Args(Args([]any{review.SpecialTalk}, leaders), rounds)...)
}

// TalksIn are the special talks of a round held in the subtree of a unit, the newest first.
func (tx *Tx) TalksIn(id round.ID, top org.Place) ([]OccasionRow, error) {
	return tx.occasions(`c.kind = $1 AND c.round_id = $2 AND u.ord BETWEEN $3 AND $4`, review.SpecialTalk, id, top.Ord, top.Last)
}

// OccasionByKey is the occasion that an entry of the leader with this key made; 0 when there is none.
func (tx *Tx) OccasionByKey(leader org.PersonID, key string) (review.OccasionID, error) {
	id, err := One(tx, Scalar[review.OccasionID], `SELECT id FROM occasion WHERE leader_id = $1 AND entry_key = $2 AND entry_key <> ''`,
		leader, key)
	if errors.Is(err, ErrNone) {
		return 0, nil
	}
	return id, err
}
