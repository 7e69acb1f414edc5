package store

import (
	"lingping/internal/domain/review"
	"lingping/internal/errs"
)

// SaveDissent keeps a dissent, new or answered.
func (tx *Tx) SaveDissent(d review.Dissent) (err error) {
	defer errs.Wrap(&err, "store.SaveDissent %d", d.Review)
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
