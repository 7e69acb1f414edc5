package store

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// kindFigure is a figure of the units of a kind in the subtree of a unit, and of what lies above them there.
type kindFigure struct {
	unit        org.UnitID
	kind, above org.UnitKind
	name        round.Count
	value       int64
}

func scanKindFigure(row Row) (f kindFigure, err error) {
	err = row.Scan(&f.unit, &f.kind, &f.above, &f.name, &f.value)
	return f, err
}

// KindTallies are the figures of the subtrees of units, parted by the kind of unit to which each belongs: units by their own
// kind, members by that of their branch. Where they need not be parted, apart false, they stand under no kind and cost a row
// a unit; else the figures of whole subtrees are read.
func (tx *Tx) KindTallies(id round.ID, units []org.UnitID, apart bool) (_ map[org.UnitID]map[org.UnitKind]round.Tally, err error) {
	defer errs.Wrap(&err, "store.KindTallies round %d", id)

	out := map[org.UnitID]map[org.UnitKind]round.Tally{}
	if !apart {
		all, err := tx.Tallies(id, units)
		for unit, t := range all {
			out[unit] = map[org.UnitKind]round.Tally{"": t}
		}
		return out, err
	}

	for part := range slices.Chunk(units, MaxIn) {
		figures, err := tx.kindFigures(id, part)
		if err != nil {
			return nil, err
		}

		for _, f := range figures {
			f.into(out)
		}
	}

	return out, nil
}

// kindFigures are the figures of all units of the subtrees, added up by the kinds of the unit and of the one above it there.
func (tx *Tx) kindFigures(id round.ID, units []org.UnitID) ([]kindFigure, error) {
	in := In(2, len(units))
	from := func(table string) string {
		return `SELECT t.unit_id AS top, u.kind AS kind, COALESCE(p.kind, '') AS above, f.name AS name, f.value AS value
			FROM round_unit t JOIN round_unit u ON u.round_id = $1 AND u.ord BETWEEN t.ord AND t.ord_last
			LEFT JOIN round_unit p ON p.round_id = $1 AND p.unit_id = u.parent_id AND u.unit_id <> t.unit_id
			JOIN ` + table + ` f ON f.round_id = $1 AND f.unit_id = u.unit_id
			WHERE t.round_id = $1 AND t.unit_id IN ` + in
	}
	return All(tx, scanKindFigure, `SELECT top, kind, above, name, CAST(SUM(value) AS BIGINT) FROM (
			`+from("counter")+` UNION ALL `+from("counter_delta")+`) parts
		GROUP BY top, kind, above, name`, Args([]any{id}, units)...)
}

// into adds the figure to that of its kind. The figures of a unit hold those of its subtree: what lies below it is taken from
// the kind of the unit above.
func (f kindFigure) into(all map[org.UnitID]map[org.UnitKind]round.Tally) {
	if f.kind == f.above {
		return
	}

	if all[f.unit] == nil {
		all[f.unit] = map[org.UnitKind]round.Tally{}
	}

	for kind, n := range map[org.UnitKind]int64{f.kind: f.value, f.above: -f.value} {
		if kind == "" {
			continue
		}

		if all[f.unit][kind] == nil {
			all[f.unit][kind] = round.Tally{}
		}
		all[f.unit][kind][f.name] += n
	}
}
