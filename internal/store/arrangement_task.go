package store

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
)

// ArrangementsWait is how many plans of a round wait for an office.
type ArrangementsWait struct {
	Round round.ID
	Count int
}

// ArrangementsWaiting counts the plans in the rounds that wait for the campaign office of these units; 0 among them is
// the office of everything.
func (tx *Tx) ArrangementsWaiting(rounds []round.ID, offices []org.UnitID) ([]ArrangementsWait, error) {
	if len(rounds) == 0 || len(offices) == 0 {
		return nil, nil
	}

	args := Args(Args([]any{slices.Contains(offices, 0)}, rounds), offices)
	return All(tx, func(row Row) (w ArrangementsWait, err error) {
		err = row.Scan(&w.Round, &w.Count)
		return w, err
	}, `SELECT a.round_id, COUNT(DISTINCT a.id) FROM arrangement a
		JOIN round_unit u ON u.round_id = a.round_id AND u.unit_id = a.unit_id
		LEFT JOIN round_unit o ON o.round_id = a.round_id AND o.unit_id IN `+In(2+len(rounds), len(offices))+`
			AND u.ord BETWEEN +o.ord AND o.ord_last
		WHERE a.state = '`+string(review.ArrangementHandedIn)+`' AND a.round_id IN `+In(2, len(rounds))+` AND ($1 OR o.unit_id IS NOT NULL)
		GROUP BY a.round_id ORDER BY a.round_id`, args...)
}
