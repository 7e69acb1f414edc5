package store

import (
	"maps"
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// LedUnit is a unit that somebody leads in a round, with how far the papers are that he makes for it.
type LedUnit struct {
	Round       round.ID
	Unit        org.Unit
	Depth       int
	Above       org.UnitKind
	Inside      bool                    // it lies in the round's unit, or is that unit
	Arrangement review.ArrangementState // empty: no plan yet
	Filed       map[int]filing.State    // of the newest pack for each duty
	NoticeDue   bool                    // its reviews all count and no notice of it was proposed yet
}

// LedUnits are the units that a person leads in the rounds, in the order of the rounds' numbers and of their trees.
func (tx *Tx) LedUnits(rounds []round.ID, person org.PersonID) (_ []LedUnit, err error) {
	defer errs.Wrap(&err, "store.LedUnits %d", person)

	type place struct {
		round round.ID
		unit  org.UnitID
	}

	led, units := map[place]bool{}, map[org.UnitID]bool{}
	rounds = slices.Compact(slices.Sorted(slices.Values(rounds)))
	for _, id := range rounds {
		held, err := tx.HoldingsOf(id, person)
		if err != nil {
			return nil, err
		}

		for _, h := range held {
			if h.Way == assign.Lead {
				led[place{id, h.Unit}], units[h.Unit] = true, true
			}
		}
	}

	var all []LedUnit
	for part := range slices.Chunk(sorted(units), MaxIn) {
		args := Args(Args([]any{review.Confirmed, review.Exempt, review.Dropped}, rounds), part)
		some, err := All(tx, scanLedUnit, `SELECT u.round_id, u.unit_id, u.name, u.short, u.kind, u.parent_id, u.depth, COALESCE(above.kind, ''),
				u.ord BETWEEN top.ord AND top.ord_last, COALESCE(a.state, ''), COALESCE(f.duty, 0), COALESCE(f.state, ''),
				NOT EXISTS (SELECT 1 FROM notice n WHERE n.round_id = u.round_id AND n.unit_id = u.unit_id)
					AND EXISTS (SELECT 1 FROM obligation o WHERE o.round_id = u.round_id AND o.unit_id = u.unit_id AND o.state = $1)
					AND NOT EXISTS (SELECT 1 FROM obligation o WHERE o.round_id = u.round_id AND o.unit_id = u.unit_id AND o.state NOT IN ($1, $2, $3))
			FROM round_unit u CROSS JOIN round r CROSS JOIN round_unit top
			LEFT JOIN round_unit above ON above.round_id = u.round_id AND above.unit_id = u.parent_id
			LEFT JOIN arrangement a ON a.round_id = u.round_id AND a.unit_id = u.unit_id
			LEFT JOIN filing f ON f.round_id = u.round_id AND f.unit_id = u.unit_id AND `+isNewest+`
			WHERE u.round_id IN `+In(4, len(rounds))+` AND u.unit_id IN `+In(4+len(rounds), len(part))+`
				AND r.id = u.round_id AND top.round_id = u.round_id AND top.unit_id = r.unit_id
			ORDER BY u.round_id, +u.ord`, args...)
		if err != nil {
			return nil, err
		}

		for _, l := range some { // one row for each duty that it filed
			if last := len(all) - 1; last >= 0 && all[last].Round == l.Round && all[last].Unit.ID == l.Unit.ID {
				maps.Copy(all[last].Filed, l.Filed)
			} else {
				all = append(all, l)
			}
		}
	}

	return slices.DeleteFunc(all, func(l LedUnit) bool { return !led[place{l.Round, l.Unit.ID}] }), nil
}

func scanLedUnit(row Row) (l LedUnit, err error) {
	var duty int
	var filed filing.State
	err = row.Scan(&l.Round, &l.Unit.ID, &l.Unit.Name, &l.Unit.Short, &l.Unit.Kind, &l.Unit.Parent, &l.Depth, &l.Above, &l.Inside,
		&l.Arrangement, &duty, &filed, &l.NoticeDue)
	l.Filed = map[int]filing.State{duty: filed}
	return l, err
}
