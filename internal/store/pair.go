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
	return All(tx, scanPair, pairSQL(`o.unit_id IN (`+unitsBelow+`)`), id, top.Ord, top.Last, review.Confirmed, review.Dropped, review.Exempt)
}

// PairsOf are those of some persons, at most MaxIn, who owe reviews of subjects in the subtree, in the order of their
// branches.
func (tx *Tx) PairsOf(id round.ID, top org.Place, persons []org.PersonID) (_ []PairRow, err error) {
	defer errs.Wrap(&err, "store.PairsOf %d", id)
	if len(persons) == 0 {
		return nil, nil
	}
	return All(tx, scanPair, pairSQL(`u.ord BETWEEN $2 AND $3 AND o.owner_id IN `+In(7, len(persons))),
		Args([]any{id, top.Ord, top.Last, review.Confirmed, review.Dropped, review.Exempt}, persons)...)
}

// ReviewersIn are those who owe reviews of the unit itself and of those who are reviewed in it, the units below left out.
func (tx *Tx) ReviewersIn(id round.ID, unit org.UnitID) ([]org.PersonID, error) {
	return All(tx, Scalar[org.PersonID], `SELECT DISTINCT owner_id FROM obligation WHERE round_id = $1 AND unit_id = $2
		AND state NOT IN ($3, $4) ORDER BY owner_id`, id, unit, review.Dropped, review.Exempt)
}

func scanPair(row Row) (p PairRow, err error) {
	err = row.Scan(&p.Person, &p.Name, &p.Gives.Due, &p.Gives.Done, &p.Branch, &p.Receives)
	return p, err
}

// pairSQL asks for the owners of the obligations o, about subjects in units u, for which the condition holds.
func pairSQL(where string) string {
	return `SELECT x.owner_id, w.name, x.due, x.done, COALESCE(b.name, ''), COALESCE((SELECT o.state FROM obligation o
			WHERE o.round_id = $1 AND o.unit_id = p.branch_id AND o.kind = 'member' AND o.person_id = x.owner_id AND o.state <> $5
			ORDER BY ` + furthest + ` DESC, o.id LIMIT 1), '')
		FROM (SELECT o.owner_id, COUNT(*) AS due, SUM(CASE WHEN o.state = $4 THEN 1 ELSE 0 END) AS done
			FROM obligation o JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
			WHERE o.round_id = $1 AND ` + where + ` AND o.state NOT IN ($5, $6) GROUP BY o.owner_id) x
		JOIN person w ON w.id = x.owner_id
		LEFT JOIN round_person p ON p.round_id = $1 AND p.person_id = x.owner_id
		LEFT JOIN round_unit b ON b.round_id = $1 AND b.unit_id = p.branch_id
		ORDER BY COALESCE(b.ord, -1), w.number, x.owner_id`
}
