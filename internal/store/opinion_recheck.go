package store

import (
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// RecheckRow is a unit of which the masses can say whether demands were put right.
type RecheckRow struct {
	Round    round.ID
	Unit     org.UnitID
	UnitName string
	Actions  int
}

// closedDemands is the condition that an action c is a unit's own, closed between two days; members and secretaries are
// not held up to the masses.
const closedDemands = `c.kind = 'unit' AND c.person_id = 0 AND c.state = $2 AND c.closed_day BETWEEN $3 AND $4`

// RechecksDue are the units that a person reviews, with demands closed between the days, of which nobody has asked since.
func (tx *Tx) RechecksDue(rounds []round.ID, person org.PersonID, from, to org.Date) (_ []RecheckRow, err error) {
	defer errs.Wrap(&err, "store.RechecksDue")

	if len(rounds) == 0 {
		return nil, nil
	}

	return All(tx, func(row Row) (r RecheckRow, err error) {
		err = row.Scan(&r.Round, &r.Unit, &r.UnitName, &r.Actions)
		return r, err
	}, `SELECT c.round_id, c.unit_id, u.name, COUNT(*)
		FROM (SELECT DISTINCT o.round_id, o.unit_id FROM obligation o WHERE o.owner_id = $1 AND o.kind = $5
			AND +o.round_id IN `+In(7, len(rounds))+`) mine
		CROSS JOIN action c CROSS JOIN round_unit u
		WHERE c.round_id = mine.round_id AND c.unit_id = mine.unit_id AND `+closedDemands+`
			AND u.round_id = c.round_id AND u.unit_id = c.unit_id
			AND NOT EXISTS (SELECT 1 FROM opinion_batch b WHERE b.round_id = c.round_id AND b.unit_id = c.unit_id
				AND b.kind = $6 AND b.opened_day >= c.closed_day)
		GROUP BY c.round_id, c.unit_id, u.name ORDER BY c.round_id, c.unit_id`,
		Args([]any{person, rectify.Closed, from, to, scheme.Unit, dossier.Recheck}, rounds)...)
}

// ClosedDemands are the demands on a unit that were closed between the days, as the reviews worded them.
func (tx *Tx) ClosedDemands(id round.ID, unit org.UnitID, from, to org.Date) ([]string, error) {
	return All(tx, Scalar[string], `SELECT c.problem FROM action c WHERE c.round_id = $1 AND `+closedDemands+`
		AND c.unit_id = $5 ORDER BY c.id`, id, rectify.Closed, from, to, unit)
}
