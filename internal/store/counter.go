package store

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// Count adds the figures to those of the unit and of all units above it.
func (tx *Tx) Count(id round.ID, unit org.UnitID, t round.Tally) error {
	return tx.CountEach(id, map[org.UnitID]round.Tally{unit: t})
}

// maxFigures is how many figures one statement takes.
const maxFigures = MaxIn / 3

// CountEach adds the figures of each unit to those of the unit and of all units above it; a subject without a unit of the
// tree counts at the round's own unit. It appends and never changes a row, so that saves from all over the tree do not
// wait for each other at the root (FoldCounters).
func (tx *Tx) CountEach(id round.ID, own map[org.UnitID]round.Tally) (err error) {
	defer errs.Wrap(&err, "store.CountEach round %d", id)

	var figures []figure
	for _, unit := range slices.Sorted(maps.Keys(own)) {
		for _, name := range slices.Sorted(maps.Keys(own[unit])) {
			if n := own[unit][name]; n != 0 {
				figures = append(figures, figure{unit, name, n})
			}
		}
	}

	for part := range slices.Chunk(figures, maxFigures) {
		if err := tx.count(id, part); err != nil {
			return err
		}
	}

	return nil
}

func (tx *Tx) count(id round.ID, figures []figure) error {
	args := []any{id, tx.NewID()}
	var rows []string
	for _, f := range figures {
		n := len(args)
		rows = append(rows, fmt.Sprintf("(CAST($%d AS BIGINT), CAST($%d AS TEXT), CAST($%d AS BIGINT))", n+1, n+2, n+3))
		args = append(args, f.unit, f.name, f.value)
	}

	_, err := tx.Exec(`WITH RECURSIVE figure (unit_id, name, value) AS (VALUES `+strings.Join(rows, ", ")+`),
		line (of_id, unit_id, parent_id) AS (
			SELECT f.unit_id, u.unit_id, u.parent_id FROM (SELECT DISTINCT unit_id FROM figure) f
			JOIN round_unit u ON u.round_id = $1 AND u.unit_id = COALESCE(
				(SELECT k.unit_id FROM round_unit k WHERE k.round_id = $1 AND k.unit_id = f.unit_id),
				(SELECT r.unit_id FROM round r WHERE r.id = $1))
			UNION ALL SELECT l.of_id, u.unit_id, u.parent_id FROM line l
			JOIN round_unit u ON u.round_id = $1 AND u.unit_id = l.parent_id)
		INSERT INTO counter_delta (id, round_id, unit_id, name, value)
		SELECT $2, $1, line.unit_id, figure.name, CAST(SUM(figure.value) AS BIGINT) FROM line JOIN figure ON figure.unit_id = line.of_id
		GROUP BY line.unit_id, figure.name HAVING SUM(figure.value) <> 0`, args...)
	return err
}

// figure is one number of one unit.
type figure struct {
	unit  org.UnitID
	name  round.Count
	value int64
}

func scanFigure(row Row) (f figure, err error) {
	err = row.Scan(&f.unit, &f.name, &f.value)
	return f, err
}

// Tallies are the figures of units, each with its whole subtree. A unit without figures is not in the map.
func (tx *Tx) Tallies(id round.ID, units []org.UnitID) (_ map[org.UnitID]round.Tally, err error) {
	defer errs.Wrap(&err, "store.Tallies round %d", id)

	all := map[org.UnitID]round.Tally{}
	for part := range slices.Chunk(units, MaxIn) {
		in := In(2, len(part))
		lines, err := All(tx, scanFigures, `SELECT unit_id, STRING_AGG(value || ' ' || name, '`+figureMark+`') FROM counter
				WHERE round_id = $1 AND unit_id IN `+in+` GROUP BY unit_id
			UNION ALL SELECT unit_id, STRING_AGG(value || ' ' || name, '`+figureMark+`') FROM (
				SELECT unit_id, name, CAST(SUM(value) AS BIGINT) AS value FROM counter_delta
				WHERE round_id = $1 AND unit_id IN `+in+` AND `+notDaily+` GROUP BY unit_id, name) d
			GROUP BY unit_id`, Args([]any{id}, part)...)
		if err != nil {
			return nil, err
		}

		for _, l := range lines {
			if err := l.into(all); err != nil {
				return nil, err
			}
		}
	}

	for _, t := range all {
		t.Trim()
	}

	maps.DeleteFunc(all, func(_ org.UnitID, t round.Tally) bool { return len(t) == 0 })
	return all, nil
}

// figureMark parts the figures of a unit that come as one text: a row for each would cost more than to count it.
const figureMark = "\n"

// figures are those of a unit as one text, each its value and its name.
type figures struct {
	unit org.UnitID
	text string
}

func scanFigures(row Row) (f figures, err error) {
	err = row.Scan(&f.unit, &f.text)
	return f, err
}

// into adds the figures to the tally of their unit.
func (f figures) into(all map[org.UnitID]round.Tally) error {
	t := all[f.unit]
	if t == nil {
		t = make(round.Tally, strings.Count(f.text, figureMark)+1)
		all[f.unit] = t
	}

	for one := range strings.SplitSeq(f.text, figureMark) {
		value, name, _ := strings.Cut(one, " ")
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return fmt.Errorf("%q is no figure: %w", one, err)
		}
		t[round.Count(name)] += n
	}

	return nil
}

// notDaily and daily part the figures of single days from the others where both wait to be added up (round.Count.Daily).
const (
	daily    = `name LIKE 'day.%'`
	notDaily = `name NOT LIKE 'day.%'`
)

// Days are the figures of single days of a unit with its whole subtree.
func (tx *Tx) Days(id round.ID, unit org.UnitID) (round.Tally, error) {
	figures, err := All(tx, scanFigure, `SELECT unit_id, name, CAST(SUM(value) AS BIGINT) FROM (
			SELECT unit_id, name, value FROM day_counter WHERE round_id = $1 AND unit_id = $2
			UNION ALL SELECT unit_id, name, value FROM counter_delta WHERE round_id = $1 AND unit_id = $2 AND `+daily+`) f
		GROUP BY unit_id, name`, id, unit)
	all := map[org.UnitID]round.Tally{}
	intoTallies(all, figures)
	return all[unit], err
}

// AllTallies are the figures of every unit of the round, for comparing with Recount.
func (tx *Tx) AllTallies(id round.ID) (_ map[org.UnitID]round.Tally, err error) {
	defer errs.Wrap(&err, "store.AllTallies round %d", id)

	figures, err := All(tx, scanFigure, `SELECT unit_id, name, CAST(SUM(value) AS BIGINT) FROM (
			SELECT unit_id, name, value FROM counter WHERE round_id = $1
			UNION ALL SELECT unit_id, name, value FROM day_counter WHERE round_id = $1
			UNION ALL SELECT unit_id, name, value FROM counter_delta WHERE round_id = $1) f
		GROUP BY unit_id, name`, id)

	all := map[org.UnitID]round.Tally{}
	intoTallies(all, figures)
	return all, err
}

// intoTallies puts figures into tallies; a figure that is zero is as one that is missing.
func intoTallies(all map[org.UnitID]round.Tally, figures []figure) {
	for _, f := range figures {
		if f.value == 0 {
			continue
		}

		if all[f.unit] == nil {
			all[f.unit] = round.Tally{}
		}

		all[f.unit][f.name] += f.value
	}
}

// FoldCounters moves what was appended into the counters and gives how many rows that were. Nobody sees other figures
// for it.
func (tx *Tx) FoldCounters(id round.ID) (n int64, err error) {
	defer errs.Wrap(&err, "store.FoldCounters round %d", id)

	for _, into := range []struct{ table, which string }{{"counter", notDaily}, {"day_counter", daily}} {
		if _, err := tx.Exec(`INSERT INTO `+into.table+` (round_id, unit_id, name, value)
			SELECT round_id, unit_id, name, CAST(SUM(value) AS BIGINT) FROM counter_delta WHERE round_id = $1 AND `+into.which+`
			GROUP BY round_id, unit_id, name
			ON CONFLICT (round_id, unit_id, name) DO UPDATE SET value = `+into.table+`.value + excluded.value`, id); err != nil {
			return 0, err
		}
	}

	return tx.Exec(`DELETE FROM counter_delta WHERE round_id = $1`, id)
}

// RecountRound throws the figures of a round away and makes them anew from its rows.
func (tx *Tx) RecountRound(id round.ID) (err error) {
	defer errs.Wrap(&err, "store.RecountRound %d", id)

	tallies, err := tx.Recount(id)
	if err != nil {
		return err
	}

	return tx.replaceCounters(id, tallies)
}

// replaceCounters keeps the figures of a round in the place of those that it had.
func (tx *Tx) replaceCounters(id round.ID, tallies map[org.UnitID]round.Tally) error {
	for _, table := range []string{"counter", "day_counter", "counter_delta"} {
		if _, err := tx.Exec(`DELETE FROM `+table+` WHERE round_id = $1`, id); err != nil {
			return err
		}
	}

	if err := tx.AddCounters(id, tallies); err != nil {
		return err
	}

	_, err := tx.haveFigures(id)
	return err
}
