package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// furthest ranks the states of a subject's obligations: the one that is nearest to done stands for it.
const furthest = `CASE o.state WHEN 'confirmed' THEN 4 WHEN 'submitted' THEN 3 WHEN 'draft' THEN 3 WHEN 'returned' THEN 3
	WHEN 'owed' THEN 2 ELSE 1 END`

// DossierStates are the subjects of a unit's 台账, each once with its furthest review: the unit and its secretary, then
// each unit directly below it with its secretary, then the members of the unit itself. Committee members are not there:
// what is gathered about them stands in their own branch.
func (tx *Tx) DossierStates(id round.ID, unit org.UnitID) (_ []SubjectState, err error) {
	defer errs.Wrap(&err, "store.DossierStates round %d unit %d", id, unit)
	return All(tx, func(row Row) (s SubjectState, err error) {
		err = row.Scan(&s.Unit, &s.Kind, &s.Person, &s.Name, &s.State, &s.Review, &s.Gap, &s.Day)
		return s, err
	}, `WITH sits AS (SELECT CAST($2 AS BIGINT) AS unit_id, TRUE AS itself
			UNION ALL SELECT unit_id, FALSE FROM round_unit WHERE round_id = $1 AND parent_id = $2),
		subject AS (
			SELECT o.unit_id, o.kind, o.person_id, o.id, o.state, FALSE AS gap,
				ROW_NUMBER() OVER (PARTITION BY o.unit_id, o.kind, o.person_id ORDER BY `+furthest+` DESC, o.id) AS place
			FROM sits CROSS JOIN obligation o WHERE o.round_id = $1 AND o.unit_id = sits.unit_id AND o.state <> $3
				AND (o.kind IN ('unit', 'secretary') OR sits.itself AND o.kind = 'member')
			UNION ALL
			SELECT g.unit_id, g.kind, g.person_id, 0, CAST(CASE WHEN `+gapOpen+` THEN $4 ELSE $5 END AS TEXT), `+gapOpen+`, 1
			FROM sits CROSS JOIN gap g WHERE g.round_id = $1 AND g.unit_id = sits.unit_id
				AND (g.kind IN ('unit', 'secretary') OR sits.itself AND g.kind = 'member'))
		SELECT x.unit_id, x.kind, x.person_id, COALESCE(p.name, u.name), x.state, x.id, x.gap, COALESCE(v.day, '')
		FROM subject x CROSS JOIN round_unit u
		LEFT JOIN round_person p ON p.round_id = $1 AND p.person_id = x.person_id
		LEFT JOIN review v ON v.id = x.id
		WHERE x.place = 1 AND u.round_id = $1 AND u.unit_id = x.unit_id
		ORDER BY CASE WHEN x.kind = 'member' THEN 1 ELSE 0 END, u.ord, x.kind DESC, p.number, x.person_id`,
		id, unit, review.Dropped, review.Owed, review.Exempt)
}

// PersonState is where a round stands with a person as a member.
type PersonState struct {
	SubjectState
	Round round.ID
}

// StatesOfPerson are the reviews of a person as a member in every launched round, the newest round first. CROSS JOIN lets
// SQLite begin with the few rounds and not with everybody.
func (tx *Tx) StatesOfPerson(person org.PersonID) (_ []PersonState, err error) {
	defer errs.Wrap(&err, "store.StatesOfPerson %d", person)
	return All(tx, func(row Row) (s PersonState, err error) {
		err = row.Scan(&s.Round, &s.Unit, &s.Kind, &s.Person, &s.Name, &s.State, &s.Review, &s.Day)
		return s, err
	}, `SELECT x.round_id, x.unit_id, x.kind, x.person_id, x.name, x.state, x.id, COALESCE(v.day, '') FROM (
			SELECT o.round_id, o.unit_id, o.kind, o.person_id, p.name, o.state, o.id,
				ROW_NUMBER() OVER (PARTITION BY o.round_id ORDER BY `+furthest+` DESC, o.id) AS place
			FROM round k CROSS JOIN round_person p JOIN obligation o ON o.round_id = p.round_id AND o.unit_id = p.branch_id
				AND o.kind = 'member' AND o.person_id = p.person_id
			WHERE p.round_id = k.id AND p.person_id = $1 AND o.state <> $2) x
		JOIN round r ON r.id = x.round_id LEFT JOIN review v ON v.id = x.id
		WHERE x.place = 1 ORDER BY r.to_day DESC, x.round_id DESC`, person, review.Dropped)
}
