package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// Reviews are what is written for the obligations; one for which nothing is written is not in the map.
func (tx *Tx) Reviews(ids []review.ID) (_ map[review.ID]review.Review, err error) {
	defer errs.Wrap(&err, "store.Reviews")

	found := map[review.ID]review.Review{}
	for part := range slices.Chunk(ids, MaxIn) {
		some, err := All(tx, scanned(reviewColumns), `SELECT `+selected(reviewColumns)+` FROM review v JOIN obligation o ON o.id = v.id
			WHERE v.id IN `+In(1, len(part)), Args(nil, part)...)
		if err != nil {
			return nil, err
		}

		for _, r := range some {
			found[r.ID] = r
		}
	}

	return found, nil
}

func reviewColumns(r *review.Review) columns {
	return columns{
		{"v.id", &r.ID}, {"o.state", &r.State}, {"v.revision", &r.Revision}, {"v.version", &r.Version},
		{"v.occasion_id", &r.Occasion}, {"v.mode", &r.Setting.Modes}, {"v.selection", &r.Setting.Selection},
		{"v.carrier", &r.Setting.Carrier}, {"v.day", &r.Setting.Day}, {"v.place", &r.Setting.Place},
		{"v.body", asJSON{&r.Text}}, {"v.writer_id", &r.Writer.Account}, {"v.writer_name", &r.Writer.Name},
		{"v.side", &r.Writer.Side}, {"v.return_reason", &r.ReturnReason}, {"v.submitted_at", &r.SubmittedAt},
		{"v.confirmed_at", &r.ConfirmedAt}, {"v.confirmed_how", &r.ConfirmedHow}, {"v.paper_ref", &r.PaperRef},
		{"v.paper_blob", &r.PaperBlob}, {"v.acknowledged_at", &r.AcknowledgedAt},
		{"v.acknowledged_how", &r.AcknowledgedHow}, {"v.dissent", &r.Dissent}, {"v.saved_at", &r.SavedAt},
		{"v.recalled", &r.Recalled},
	}
}

// keptOfReview are the columns of a review beside its number that no index is over, with the first arguments.
var keptOfReview = []string{"revision", "version", "mode", "selection", "carrier", "day", "place", "problems", "body", "writer_id",
	"writer_name", "side", "return_reason", "submitted_at", "confirmed_at", "confirmed_how", "paper_ref", "paper_blob",
	"acknowledged_at", "acknowledged_how", "dissent", "saved_at", "recalled"}

// reviewAgain saves a review that is there, on the sheet and of the occasion where it was: no index is touched. reviewNew
// saves any; its last argument is the round.
var (
	whereOfReview = len(keptOfReview) + 1
	reviewAgain   = `UPDATE review SET ` + assigned(keptOfReview) + fmt.Sprintf(` WHERE id = $%d AND sheet_id = $%d AND occasion_id = $%d`,
		whereOfReview, whereOfReview+1, whereOfReview+2)
	reviewNew = `INSERT INTO review (` + strings.Join(keptOfReview, ", ") + `, id, sheet_id, occasion_id, round_id)
		VALUES ` + In(1, whereOfReview+3) + ` ON CONFLICT (id) DO UPDATE SET sheet_id = excluded.sheet_id, occasion_id = excluded.occasion_id, ` +
		assigned(keptOfReview)
)

// assigned gives each column the argument of its place.
func assigned(columns []string) string {
	var all []string
	for i, name := range columns {
		all = append(all, fmt.Sprintf("%s = $%d", name, i+1))
	}
	return strings.Join(all, ", ")
}

// SaveReview keeps a review as it is now, new or known, and the state of its obligation. sheet is the first obligation
// of the sheet on which it is written.
func (tx *Tx) SaveReview(id round.ID, sheet review.ID, r review.Review) (err error) {
	defer errs.Wrap(&err, "store.SaveReview %d", r.ID)

	kept := []any{r.Revision, r.Version, r.Setting.Modes, r.Setting.Selection, r.Setting.Carrier,
		r.Setting.Day, r.Setting.Place, len(r.Text.Problems), r.Text.Kept(), r.Writer.Account, r.Writer.Name, r.Writer.Side,
		r.ReturnReason, r.SubmittedAt, r.ConfirmedAt, r.ConfirmedHow, r.PaperRef, r.PaperBlob, r.AcknowledgedAt,
		r.AcknowledgedHow, r.Dissent, r.SavedAt, r.Recalled, r.ID, sheet, r.Occasion}
	if r.Version > 0 { // a draft that was never handed in is no record
		tx.witness("review", int64(r.ID))
	}

	again := int64(0)
	if r.Revision > 1 {
		if again, err = tx.Exec(reviewAgain, kept...); err != nil {
			return err
		}
	}

	if again == 0 {
		if _, err := tx.Exec(reviewNew, append(kept, id)...); err != nil {
			return err
		}
	}

	return tx.saveState(int64(r.ID), r.State)
}

// versionBody is how a version is kept.
type versionBody struct {
	Text    review.Text    `json:"text"`
	Setting review.Setting `json:"setting"`
}

// AddVersion keeps a text as it was handed in.
func (tx *Tx) AddVersion(id review.ID, v review.Version) (err error) {
	defer errs.Wrap(&err, "store.AddVersion %d", id)

	body, err := json.Marshal(versionBody{v.Text, v.Setting})
	if err != nil {
		return err
	}

	if v.Number == 1 { // of the first there is nothing before it that could have been altered
		tx.seen(owned{"review-version", int64(id)})
	}

	tx.witness("review-version", int64(id), v.Number)
	_, err = tx.Exec(`INSERT INTO review_version (review_id, version, body, reason, writer_name, at)
		VALUES ($1, $2, $3, $4, $5, $6)`, id, v.Number, string(body), v.Reason, v.Writer, v.At)
	return err
}

// Versions are the texts handed in for the obligations, of each the newest first.
func (tx *Tx) Versions(ids []review.ID) (_ map[review.ID][]review.Version, err error) {
	defer errs.Wrap(&err, "store.Versions")

	type kept struct {
		id review.ID
		review.Version
	}

	all, err := All(tx, func(row Row) (k kept, err error) {
		var body string
		if err = row.Scan(&k.id, &k.Number, &body, &k.Reason, &k.Writer, &k.At); err != nil {
			return k, err
		}

		var b versionBody
		err = json.Unmarshal([]byte(body), &b)
		k.Text, k.Setting = b.Text, b.Setting
		return k, err
	}, `SELECT review_id, version, body, reason, writer_name, at FROM review_version
		WHERE review_id IN `+In(1, len(ids))+` ORDER BY review_id, version DESC`, Args(nil, ids)...)

	out := map[review.ID][]review.Version{}
	for _, k := range all {
		out[k.id] = append(out[k.id], k.Version)
	}

	return out, err
}

// OtherTexts are the newest other sheets on which the owner of the obligation wrote of subjects of the same kind in the
// same round, for finding near copies.
func (tx *Tx) OtherTexts(o review.Obligation, limit int) ([]review.Other, error) {
	return All(tx, func(row Row) (x review.Other, err error) {
		var body string
		if err = row.Scan(&x.Name, &body); err != nil {
			return x, err
		}
		err = json.Unmarshal([]byte(body), &x.Text)
		return x, err
	}, `SELECT COALESCE(s.name, u.name, ''), v.body FROM obligation o JOIN review v ON v.id = o.id
		LEFT JOIN round_person s ON s.round_id = o.round_id AND s.person_id = o.person_id
		LEFT JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
		WHERE o.owner_id = $1 AND o.round_id = $2 AND o.kind = $3 AND o.id <> $4 ORDER BY v.saved_at DESC, o.id LIMIT CAST($5 AS BIGINT)`,
		o.Owner, o.Round, o.Subject.Kind, o.ID, limit)
}

// Last is what was said of a subject in an earlier round.
type Last struct {
	review.Review
	Kind         scheme.SubjectKind
	Round        string
	ReviewerName string
}

// LastReviews are the reviews that counted of the same subject (the unit, or the person wherever he was) in the round
// before this one that has any: one for each reviewer he had. CROSS JOIN keeps SQLite from walking through all
// obligations: rounds are few, and each is asked for its one subject.
func (tx *Tx) LastReviews(this round.Round, o review.Obligation) ([]Last, error) {
	where, args := `o.unit_id = $6`, []any{this.ID, this.From, o.Subject.Kind, review.Confirmed, o.Subject.Person}
	if o.Subject.Kind == scheme.Member { // he may have been in another branch then
		where = `o.unit_id = (SELECT p.branch_id FROM round_person p WHERE p.round_id = r.id AND p.person_id = $5)`
	} else {
		args = append(args, o.Subject.Unit)
	}

	all, err := All(tx, func(row Row) (l lastRow, err error) {
		var body string
		if err = row.Scan(&l.round, &l.Kind, &l.Round, &l.ReviewerName, &l.ID, &l.Setting.Modes, &l.Setting.Day, &body,
			&l.ConfirmedAt, &l.Dissent); err != nil {
			return l, err
		}

		err = json.Unmarshal([]byte(body), &l.Text)
		return l, err
	}, `SELECT r.id, o.kind, r.name, w.name, v.id, v.mode, v.day, v.body, v.confirmed_at, v.dissent
		FROM round r CROSS JOIN obligation o JOIN review v ON v.id = o.id JOIN person w ON w.id = o.owner_id
		WHERE o.round_id = r.id AND r.id <> $1 AND r.launched_at > 0 AND r.from_day < $2 AND o.kind = $3 AND o.state = $4 AND o.person_id = $5
			AND `+where+` ORDER BY r.from_day DESC, r.id DESC, o.id`, args...)

	var last []Last
	for _, l := range all {
		if l.round == all[0].round {
			last = append(last, l.Last)
		}
	}

	return last, err
}

type lastRow struct {
	round round.ID
	Last
}
