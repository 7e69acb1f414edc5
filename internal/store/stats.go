package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// DistinctOfChildren counts persons 人数 for every child of a unit at once: reviewers of subjects below it, and its
// secretaries or committee members.
type DistinctOfChildren struct {
	Reviewers, Secretaries, Committee round.Part
}

// children are the units directly under the unit $2 of round $1, found before the rest: in the order of the units SQLite
// would begin with the whole tree.
const children = `WITH child AS MATERIALIZED (SELECT unit_id, ord, ord_last FROM round_unit WHERE round_id = $1 AND parent_id = $2)
	`

// DistinctBelow counts what does not add up the tree, for each child of parent, each in one query.
func (tx *Tx) DistinctBelow(id round.ID, parent org.UnitID) (out map[org.UnitID]DistinctOfChildren, err error) {
	defer errs.Wrap(&err, "store.DistinctBelow %d %d", id, parent)
	out = map[org.UnitID]DistinctOfChildren{}
	reviewers, err := tx.partsOfChildren(children+`SELECT x.child, COUNT(*), SUM(CASE WHEN x.open > 0 THEN 0 ELSE 1 END) FROM (
		SELECT c.unit_id AS child, o.owner_id, SUM(CASE WHEN o.state IN ($3, $4, $5, $6) THEN 1 ELSE 0 END) AS open
		FROM child c CROSS JOIN round_unit u CROSS JOIN obligation o
		WHERE u.round_id = $1 AND u.ord BETWEEN c.ord AND c.ord_last AND o.round_id = u.round_id AND o.unit_id = u.unit_id AND o.state NOT IN ($7, $8)
		GROUP BY c.unit_id, o.owner_id) x GROUP BY x.child`, id, parent,
		review.Owed, review.Draft, review.Submitted, review.Returned, review.Dropped, review.Exempt)
	if err != nil {
		return nil, err
	}
	for unit, part := range reviewers {
		out[unit] = DistinctOfChildren{Reviewers: part}
	}
	for _, kind := range []scheme.SubjectKind{scheme.Secretary, scheme.CommitteeMember} {
		seats, err := tx.partsOfChildren(children+`SELECT x.child, COUNT(*), SUM(CASE WHEN x.open > 0 THEN 0 ELSE 1 END) FROM (
			SELECT c.unit_id AS child, s.person_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM obligation o
			  WHERE o.round_id = s.round_id AND o.unit_id = s.unit_id AND o.kind = s.kind AND o.person_id = s.person_id
			    AND o.state = $4) THEN 0 ELSE 1 END) AS open
			FROM child c CROSS JOIN round_unit u CROSS JOIN round_seat s
			WHERE u.round_id = $1 AND u.ord BETWEEN c.ord AND c.ord_last AND s.round_id = u.round_id AND s.unit_id = u.unit_id AND s.kind = $3
			GROUP BY c.unit_id, s.person_id) x GROUP BY x.child`, id, parent, kind, review.Confirmed)
		if err != nil {
			return nil, err
		}
		for unit, part := range seats {
			d := out[unit]
			if kind == scheme.Secretary {
				d.Secretaries = part
			} else {
				d.Committee = part
			}
			out[unit] = d
		}
	}
	return out, nil
}

func (tx *Tx) partsOfChildren(text string, args ...any) (map[org.UnitID]round.Part, error) {
	type child struct {
		unit org.UnitID
		part round.Part
	}
	rows, err := All(tx, func(row Row) (c child, err error) {
		err = row.Scan(&c.unit, &c.part.Due, &c.part.Done)
		return c, err
	}, text, args...)
	if err != nil {
		return nil, err
	}
	out := make(map[org.UnitID]round.Part, len(rows))
	for _, c := range rows {
		out[c.unit] = c.part
	}
	return out, nil
}

// StatsCopy is a dated copy of statistics, sealed with a hash of its text.
type StatsCopy struct {
	ID   int64
	Unit org.UnitID
	AsOf int64 // unix ms
	Body string
	Seal string
	By   string
}

// AddStatsCopy keeps a sealed copy.
func (tx *Tx) AddStatsCopy(id round.ID, c StatsCopy) error {
	_, err := tx.Exec(`INSERT INTO stats_copy (id, round_id, unit_id, as_of, body, seal, by_name) VALUES ($1,$2,$3,$4,$5,$6,$7)`,
		c.ID, id, c.Unit, c.AsOf, c.Body, c.Seal, c.By)
	return err
}

func scanStatsCopy(row Row) (c StatsCopy, err error) {
	err = row.Scan(&c.ID, &c.Unit, &c.AsOf, &c.Body, &c.Seal, &c.By)
	return c, err
}

// StatsCopies are the sealed copies of a unit's statistics, the newest first.
func (tx *Tx) StatsCopies(id round.ID, unit org.UnitID) ([]StatsCopy, error) {
	return All(tx, scanStatsCopy, `SELECT id, unit_id, as_of, body, seal, by_name FROM stats_copy
		WHERE round_id = $1 AND unit_id = $2 ORDER BY id DESC`, id, unit)
}

// EachStatsCopy gives every sealed copy of every round.
func (tx *Tx) EachStatsCopy() ([]StatsCopy, error) {
	return All(tx, scanStatsCopy, `SELECT id, unit_id, as_of, body, seal, by_name FROM stats_copy ORDER BY id`)
}
