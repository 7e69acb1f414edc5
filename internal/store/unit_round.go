package store

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// UnitRound is where a round stands with a unit.
type UnitRound struct {
	States []SubjectState // of the unit itself as a subject, one for each obligation or gap
	Tally  round.Tally    // of its subtree
}

// UnitRounds are where the rounds stand with a unit.
func (tx *Tx) UnitRounds(rounds []round.ID, unit org.UnitID) (_ map[round.ID]UnitRound, err error) {
	defer errs.Wrap(&err, "store.UnitRounds %d", unit)

	type state struct {
		round round.ID
		SubjectState
	}

	type sum struct {
		round round.ID
		figure
	}

	out := map[round.ID]UnitRound{}
	for part := range slices.Chunk(rounds, MaxIn) {
		in := In(6, len(part))
		states, err := All(tx, func(row Row) (s state, err error) {
			s.Unit, s.Kind = unit, scheme.Unit
			err = row.Scan(&s.round, &s.State, &s.Review, &s.Gap)
			return s, err
		}, `SELECT o.round_id, o.state, o.id, FALSE FROM obligation o
				WHERE o.unit_id = $1 AND o.kind = $2 AND o.state <> $3 AND o.round_id IN `+in+`
			UNION ALL SELECT g.round_id, CAST(CASE WHEN `+gapOpen+` THEN $4 ELSE $5 END AS TEXT), 0, `+gapOpen+`
				FROM gap g WHERE g.unit_id = $1 AND g.kind = $2 AND g.round_id IN `+in+` ORDER BY 1, 3`,
			Args([]any{unit, scheme.Unit, review.Dropped, review.Owed, review.Exempt}, part)...)
		if err != nil {
			return nil, err
		}

		in = In(2, len(part))
		sums, err := All(tx, func(row Row) (s sum, err error) {
			err = row.Scan(&s.round, &s.name, &s.value)
			return s, err
		}, `SELECT round_id, name, CAST(SUM(value) AS BIGINT) FROM (
				SELECT round_id, name, value FROM counter WHERE unit_id = $1 AND round_id IN `+in+`
				UNION ALL SELECT round_id, name, value FROM counter_delta WHERE unit_id = $1 AND round_id IN `+in+`) f
			GROUP BY round_id, name`, Args([]any{unit}, part)...)
		if err != nil {
			return nil, err
		}

		for _, s := range states {
			u := out[s.round]
			u.States = append(u.States, s.SubjectState)
			out[s.round] = u
		}

		for _, s := range sums {
			u := out[s.round]
			if u.Tally == nil {
				u.Tally = round.Tally{}
			}
			u.Tally[s.name] += s.value
			out[s.round] = u
		}
	}

	return out, nil
}
