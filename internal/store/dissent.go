package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// SaveDissent keeps a dissent, new or answered.
func (tx *Tx) SaveDissent(d review.Dissent) (err error) {
	defer errs.Wrap(&err, "store.SaveDissent %d", d.Review)
	tx.witness("dissent", int64(d.Review), d.Version)
	_, err = tx.Exec(`INSERT INTO dissent (review_id, version, body, at, answer, answered_by, answered_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (review_id, version) DO UPDATE SET answer = excluded.answer, answered_by = excluded.answered_by,
			answered_at = excluded.answered_at`, d.Review, d.Version, d.Text, d.At, d.Answer, d.AnsweredBy, d.AnsweredAt)
	return err
}

// Dissents are what was said against the reviews, of each the newest version first.
func (tx *Tx) Dissents(ids []review.ID) (map[review.ID][]review.Dissent, error) {
	all, err := All(tx, func(row Row) (d review.Dissent, err error) {
		err = row.Scan(&d.Review, &d.Version, &d.Text, &d.At, &d.Answer, &d.AnsweredBy, &d.AnsweredAt)
		return d, err
	}, `SELECT review_id, version, body, at, answer, answered_by, answered_at FROM dissent
		WHERE review_id IN `+In(1, len(ids))+` ORDER BY review_id, version DESC`, Args(nil, ids)...)

	out := map[review.ID][]review.Dissent{}
	for _, d := range all {
		out[d.Review] = append(out[d.Review], d)
	}

	return out, err
}

// UnansweredRow is a review that counts, with whose subject dissents.
type UnansweredRow struct {
	Round  round.ID
	Review review.ID
	Unit   org.UnitID
	Name   string
}

// Unanswered are the reviews of a reviewer in the rounds against which something was said that he has not answered.
func (tx *Tx) Unanswered(rounds []round.ID, owner org.PersonID) ([]UnansweredRow, error) {
	before := []any{owner, review.Confirmed}
	return All(tx, func(row Row) (u UnansweredRow, err error) {
		err = row.Scan(&u.Round, &u.Review, &u.Unit, &u.Name)
		return u, err
	}, `SELECT o.round_id, o.id, o.unit_id, COALESCE(s.name, u.name, '') FROM obligation o
		JOIN review v ON v.id = o.id JOIN dissent d ON d.review_id = v.id AND d.version = v.version
		LEFT JOIN round_person s ON s.round_id = o.round_id AND s.person_id = o.person_id
		LEFT JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
		WHERE o.owner_id = $1 AND o.state = $2 AND d.answer = '' AND o.round_id IN `+In(len(before)+1, len(rounds))+`
		ORDER BY d.at, o.id`, Args(before, rounds)...)
}
