package store

import (
	"lingping/internal/domain/round"
)

// filings counts the forms that the office received: those of each unit's newest received pack.
func (r *recount) filings() error {
	figures, err := All(r.tx, scanFigure, `SELECT f.unit_id, CAST($2 AS TEXT), f.sheets FROM filing f WHERE f.round_id = $1 AND `+isLastReceived,
		r.id, round.Filed)
	if err != nil {
		return err
	}

	for _, f := range figures {
		r.add(f.unit, round.Tally{f.name: f.value}, 1)
	}

	return nil
}
