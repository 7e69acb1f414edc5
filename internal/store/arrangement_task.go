package store

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
)

// ArrangementLed is a unit that somebody leads whose plan is not handed in.
type ArrangementLed struct {
	Round round.ID
	Unit  org.Unit
	Above org.UnitKind
	State review.ArrangementState // empty: no plan yet
}

// ArrangementsLed are the units that a person leads in the rounds of which no plan is handed in. Which of them make a plan
// at all is review.Planners.
func (tx *Tx) ArrangementsLed(rounds []round.ID, person org.PersonID) ([]ArrangementLed, error) {
	if len(rounds) == 0 {
		return nil, nil
	}
	return All(tx, func(row Row) (l ArrangementLed, err error) {
		err = row.Scan(&l.Round, &l.Unit.ID, &l.Unit.Name, &l.Unit.Kind, &l.Unit.Parent, &l.Above, &l.State)
		return l, err
	}, `SELECT u.round_id, u.unit_id, u.name, u.kind, u.parent_id, COALESCE(above.kind, ''), COALESCE(a.state, '')
		FROM holding led JOIN round_unit u ON u.round_id = led.round_id AND u.unit_id = led.unit_id
		LEFT JOIN round_unit above ON above.round_id = u.round_id AND above.unit_id = u.parent_id
		LEFT JOIN arrangement a ON a.round_id = u.round_id AND a.unit_id = u.unit_id
		WHERE led.person_id = $1 AND led.way = 'lead' AND led.round_id IN `+In(4, len(rounds))+`
			AND COALESCE(a.state, '') NOT IN ($2, $3)
		ORDER BY u.round_id, u.ord`, Args([]any{person, review.ArrangementHandedIn, review.ArrangementAccepted}, rounds)...)
}

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
			AND u.ord BETWEEN o.ord AND o.ord_last
		WHERE a.state = '`+string(review.ArrangementHandedIn)+`' AND a.round_id IN `+In(2, len(rounds))+` AND ($1 OR o.unit_id IS NOT NULL)
		GROUP BY a.round_id ORDER BY a.round_id`, args...)
}
