package store

import (
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// DistinctSeats counts persons 人数, not seats: how many secretaries or committee members the frozen subtree has, and how
// many of them have been reviewed in every seat that they hold there.
func (tx *Tx) DistinctSeats(id round.ID, top org.Place, kind scheme.SubjectKind) (p round.Part, err error) {
	defer errs.Wrap(&err, "store.DistinctSeats %d %s", id, kind)
	due, err := Count(tx, `SELECT COUNT(DISTINCT s.person_id) FROM round_unit u CROSS JOIN round_seat s
		WHERE u.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND s.round_id = u.round_id AND s.unit_id = u.unit_id AND s.kind = $4`, id, top.Ord, top.Last, kind)
	if err != nil {
		return p, err
	}
	open, err := Count(tx, `SELECT COUNT(DISTINCT s.person_id) FROM round_unit u CROSS JOIN round_seat s
		WHERE u.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND s.round_id = u.round_id AND s.unit_id = u.unit_id AND s.kind = $4
		  AND NOT EXISTS (SELECT 1 FROM obligation o WHERE o.round_id = s.round_id AND o.unit_id = s.unit_id
		    AND o.kind = s.kind AND o.person_id = s.person_id AND o.state = $5)`,
		id, top.Ord, top.Last, kind, review.Confirmed)
	return round.Part{Due: int64(due), Done: int64(due - open)}, err
}

// DistinctReviewers counts who owes reviews of subjects in the subtree, and who of them has given all.
func (tx *Tx) DistinctReviewers(id round.ID, top org.Place) (p round.Part, err error) {
	defer errs.Wrap(&err, "store.DistinctReviewers %d", id)
	type sides struct{ all, open int64 }
	s, err := One(tx, func(row Row) (s sides, err error) {
		err = row.Scan(&s.all, &s.open)
		return s, err
	}, `SELECT COUNT(*), COALESCE(SUM(CASE WHEN x.open > 0 THEN 1 ELSE 0 END), 0) FROM (
		SELECT o.owner_id, SUM(CASE WHEN o.state IN ($4, $5, $6, $7) THEN 1 ELSE 0 END) AS open
		FROM obligation o JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
		WHERE o.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND o.state NOT IN ($8, $9)
		GROUP BY o.owner_id) x`, id, top.Ord, top.Last,
		review.Owed, review.Draft, review.Submitted, review.Returned, review.Dropped, review.Exempt)
	return round.Part{Due: s.all, Done: s.all - s.open}, err
}

// OwedCount is how many obligations of a round are open and how many gaps are not exempted: what keeps it from closing.
func (tx *Tx) OwedCount(id round.ID) (n int64, err error) {
	defer errs.Wrap(&err, "store.OwedCount %d", id)
	owed, err := Count(tx, `SELECT COUNT(*) FROM obligation WHERE round_id = $1 AND state IN ($2, $3, $4, $5)`,
		id, review.Owed, review.Draft, review.Submitted, review.Returned)
	if err != nil {
		return 0, err
	}
	gaps, err := Count(tx, `SELECT COUNT(*) FROM gap g WHERE g.round_id = $1 AND `+gapOpen, id)
	return int64(owed + gaps), err
}

// gapOpen is what is true of a gap g whose subject is not exempted.
const gapOpen = `NOT EXISTS (SELECT 1 FROM exemption e
	WHERE e.round_id = g.round_id AND e.unit_id = g.unit_id AND e.kind = g.kind AND e.person_id = g.person_id)`

// IsGap reports whether nobody owes the subject of a launched round a review, exempted or not.
func (tx *Tx) IsGap(id round.ID, s assign.Subject) (bool, error) {
	n, err := Count(tx, `SELECT COUNT(*) FROM gap WHERE round_id = $1 AND unit_id = $2 AND kind = $3 AND person_id = $4`,
		id, s.Unit, s.Kind, s.Person)
	return n > 0, err
}

// SubjectState is where the round stands with one subject: a cell of the map.
type SubjectState struct {
	Unit   org.UnitID
	Kind   scheme.SubjectKind
	Person org.PersonID
	Name   string
	State  review.State // the furthest of its obligations; owed when it is a gap, exempt when that is exempted
	Review int64        // an obligation of the subject, 0 for a gap
	Day    org.Date     // of the review that counts, where the question asks for it
	Gap    bool         // nobody owes it, and it is not exempted
	Opens  bool         // for the asker, once it counts; filled in by who knows him
}

// SubjectStates are the subjects that sit in one unit itself, not below it: the unit, its seats, its members.
func (tx *Tx) SubjectStates(id round.ID, unit org.UnitID) ([]SubjectState, error) {
	return All(tx, func(row Row) (s SubjectState, err error) {
		err = row.Scan(&s.Unit, &s.Kind, &s.Person, &s.Name, &s.State, &s.Review, &s.Gap)
		return s, err
	}, `SELECT x.unit_id, x.kind, x.person_id, COALESCE(p.name, u.name, ''), x.state, x.review, x.gap FROM (
		SELECT o.round_id, o.unit_id, o.kind, o.person_id, o.state, o.id AS review, FALSE AS gap FROM obligation o
		WHERE o.round_id = $1 AND o.unit_id = $2 AND o.state <> $3
		UNION ALL
		SELECT g.round_id, g.unit_id, g.kind, g.person_id, CAST(CASE WHEN `+gapOpen+` THEN $4 ELSE $5 END AS TEXT), 0, `+gapOpen+`
		FROM gap g WHERE g.round_id = $1 AND g.unit_id = $2) x
		LEFT JOIN round_person p ON p.round_id = x.round_id AND p.person_id = x.person_id
		LEFT JOIN round_unit u ON u.round_id = x.round_id AND u.unit_id = x.unit_id
		ORDER BY CASE x.kind WHEN 'unit' THEN 0 WHEN 'secretary' THEN 1 WHEN 'committee-member' THEN 2 ELSE 3 END, p.number, x.person_id`,
		id, unit, review.Dropped, review.Owed, review.Exempt)
}
