package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// PairRow is one reviewer with both sides of his double capacity.
type PairRow struct {
	review.Pair
	Person org.PersonID
	Name   string
	Branch string // where he is reviewed as a member
}

// Pairs are those who owe reviews of subjects in the subtree, in the order of their branches.
func (tx *Tx) Pairs(id round.ID, top org.Place) (_ []PairRow, err error) {
	defer errs.Wrap(&err, "store.Pairs %d", id)
	return All(tx, func(row Row) (p PairRow, err error) {
		err = row.Scan(&p.Person, &p.Name, &p.Gives.Due, &p.Gives.Done, &p.Branch, &p.Receives)
		return p, err
	}, `SELECT x.owner_id, w.name, x.due, x.done, COALESCE(b.name, ''), COALESCE((SELECT o.state FROM obligation o
			WHERE o.round_id = $1 AND o.unit_id = p.branch_id AND o.kind = 'member' AND o.person_id = x.owner_id AND o.state <> $5
			ORDER BY `+furthest+` DESC, o.id LIMIT 1), '')
		FROM (SELECT o.owner_id, COUNT(*) AS due, SUM(CASE WHEN o.state = $4 THEN 1 ELSE 0 END) AS done
			FROM obligation o JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
			WHERE o.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND o.state NOT IN ($5, $6) GROUP BY o.owner_id) x
		JOIN person w ON w.id = x.owner_id
		LEFT JOIN round_person p ON p.round_id = $1 AND p.person_id = x.owner_id
		LEFT JOIN round_unit b ON b.round_id = $1 AND b.unit_id = p.branch_id
		ORDER BY COALESCE(b.ord, -1), w.number, x.owner_id`, id, top.Ord, top.Last, review.Confirmed, review.Dropped, review.Exempt)
}
