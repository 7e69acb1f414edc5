package round

import "lingping/internal/domain/org"

// RollUp adds every unit's own figures to those of all units above it. places are the whole tree in pre-order; the
// tallies given are not changed. Figures that come to zero are left out.
func RollUp(places []org.Place, own map[org.UnitID]Tally) map[org.UnitID]Tally {
	total := make(map[org.UnitID]Tally, len(own))
	at := func(unit org.UnitID) Tally {
		if total[unit] == nil {
			total[unit] = Tally{}
		}
		return total[unit]
	}

	for i := len(places) - 1; i >= 0; i-- { // children stand after their parents
		p := places[i]
		if own[p.ID] != nil {
			at(p.ID).Add(own[p.ID])
		}

		if total[p.ID] != nil && p.Depth > 0 {
			at(p.Parent).Add(total[p.ID])
		}
	}

	for unit, t := range total {
		if t.Trim(); len(t) == 0 {
			delete(total, unit)
		}
	}

	return total
}
