package store

import (
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

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
