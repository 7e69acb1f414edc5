package store

import (
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func drawColumns(d *round.Draw) columns {
	return columns{
		{"d.id", &d.ID}, {"d.round_id", &d.Round}, {"d.unit_id", &d.Filter.Unit}, {"d.kind", &d.Filter.Kind},
		{"d.unit_kind", &d.Filter.UnitKind}, {"d.category", &d.Filter.Category}, {"d.group_", &d.Filter.Group},
		{"d.source", &d.Source}, {"d.pool_hash", &d.PoolHash}, {"d.size", &d.Count}, {"d.want", &d.Want},
		{"d.public", &d.Public}, {"d.drawn_at", &d.DrawnAt}, {"d.drawn_by", &d.DrawnBy}, {"d.again_id", &d.Again},
		{"d.reason", &d.Reason}, {"d.by_name", &d.By}, {"d.at", &d.At}, {"d.fresh", &d.Filter.Fresh}, {"d.due", &d.Due},
		{"d.series_id", &d.Series}, {"d.layer", &d.Layer}, {"d.own_hash", &d.Sealed[0].Hash}, {"d.own_text", &d.Sealed[0].Text},
		{"d.second_hash", &d.Sealed[1].Hash}, {"d.second_text", &d.Sealed[1].Text}, {"d.witness", &d.Witness}, {"d.number", &d.Number},
	}
}

// drawHolds is true of a draw d in whose place no other was held: neither the one that replaces it nor, where that was
// never held, one that replaces that.
const drawHolds = `NOT EXISTS (WITH RECURSIVE later(id, drawn_at) AS (
		SELECT n.id, n.drawn_at FROM draw n WHERE n.again_id = d.id
		UNION SELECT n.id, n.drawn_at FROM later CROSS JOIN draw n WHERE later.drawn_at = 0 AND n.again_id = later.id)
	SELECT 1 FROM later WHERE drawn_at <> 0)`

// Draw is one draw.
func (tx *Tx) Draw(id round.DrawID) (round.Draw, error) {
	d, err := One(tx, scanned(drawColumns), `SELECT `+selected(drawColumns)+` FROM draw d WHERE d.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return d, access.ErrRefused
	}
	return d, err
}

// DrawsIn are the draws held in a unit in a round, the newest first.
func (tx *Tx) DrawsIn(id round.ID, unit org.UnitID) ([]round.Draw, error) {
	return All(tx, scanned(drawColumns), `SELECT `+selected(drawColumns)+` FROM draw d WHERE d.round_id = $1 AND d.unit_id = $2 ORDER BY d.id DESC`, id, unit)
}

// AllDraws are the draws of all rounds.
func (tx *Tx) AllDraws() ([]round.Draw, error) {
	return All(tx, scanned(drawColumns), `SELECT `+selected(drawColumns)+` FROM draw d ORDER BY d.id`)
}

// DrawAfter is the draw that replaces the given one, 0 without one.
func (tx *Tx) DrawAfter(id round.DrawID) (round.DrawID, error) {
	next, err := One(tx, Scalar[round.DrawID], `SELECT COALESCE(MAX(id), 0) FROM draw WHERE again_id = $1`, id)
	return next, err
}

// LotRow is a lot with the names that people know it by.
type LotRow struct {
	round.Lot
	UnitName, PersonName string
}

// Lots are all lots of a draw with their names as frozen, those drawn first, then by their ids.
func (tx *Tx) Lots(d round.Draw) ([]LotRow, error) {
	return All(tx, func(row Row) (l LotRow, err error) {
		err = row.Scan(&l.Ref, &l.Unit, &l.Person, &l.Excluded, &l.Ticket, &l.Place, &l.Absent, &l.UnitName, &l.PersonName)
		return l, err
	}, `SELECT l.ref, l.unit_id, l.person_id, l.excluded, l.ticket, l.place, l.absent, COALESCE(u.name, ''), COALESCE(p.name, '')
		FROM draw_lot l LEFT JOIN round_unit u ON u.round_id = $2 AND u.unit_id = l.unit_id
		LEFT JOIN round_person p ON p.round_id = $2 AND p.person_id = l.person_id
		WHERE l.draw_id = $1 ORDER BY CASE WHEN l.place = 0 THEN 1 ELSE 0 END, l.place, l.ref`, d.ID, d.Round)
}

// PoolLots are the subjects that a filter chooses from a frozen roster: the units that count, or the members, in the
// subtree of top. A lot without 代码 or 工号 has an empty ref.
func (tx *Tx) PoolLots(id round.ID, top org.Place, f round.DrawFilter) ([]round.Lot, error) {
	if f.Kind == scheme.Unit {
		return All(tx, func(row Row) (l round.Lot, err error) {
			err = row.Scan(&l.Ref, &l.Unit)
			return l, err
		}, `SELECT u.code, u.unit_id FROM round_unit u WHERE u.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND u.counts
			AND (CAST($4 AS TEXT) = '' OR u.kind = $4) AND (CAST($5 AS TEXT) = '' OR u.category = $5) ORDER BY u.ord`,
			id, top.Ord, top.Last, f.UnitKind, f.Category)
	}
	return tx.poolMembers(id, top, f)
}

// poolMembers are the members among them.
func (tx *Tx) poolMembers(id round.ID, top org.Place, f round.DrawFilter) (lots []round.Lot, err error) {
	type member struct {
		round.Lot
		groups []string
	}

	for m, err := range Each(tx, func(row Row) (m member, err error) {
		var groups string
		err = row.Scan(&m.Ref, &m.Unit, &m.Person, &groups)
		m.groups = splitGroups(groups)
		return m, err
	}, `SELECT p.number, p.branch_id, p.person_id, p.groups_ FROM round_person p
		JOIN round_unit u ON u.round_id = p.round_id AND u.unit_id = p.branch_id
		WHERE p.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND p.standing IN ($4, $5) AND (CAST($6 AS TEXT) = '' OR u.category = $6)
		ORDER BY u.ord, p.number, p.person_id`, id, top.Ord, top.Last, org.Formal, org.Probationary, f.Category) {
		if err != nil {
			return nil, err
		}
		if f.Group == "" || slices.Contains(m.groups, f.Group) {
			lots = append(lots, m.Lot)
		}
	}

	return lots, nil
}

// AddDraw keeps a new draw with its pool.
func (tx *Tx) AddDraw(d round.Draw, lots []round.Lot) (err error) {
	defer errs.Wrap(&err, "store.AddDraw %d", d.ID)

	tx.witnessNew("draw", int64(d.ID))
	f := d.Filter
	if _, err := tx.Exec(`INSERT INTO draw (id, round_id, unit_id, kind, unit_kind, category, group_, source, pool_hash, size, want, public,
		drawn_at, drawn_by, again_id, reason, by_name, at, fresh, due, series_id, layer, own_hash, own_text, second_hash, second_text, witness, number)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,
			(SELECT COALESCE(MAX(e.number), 0) + 1 FROM draw e WHERE e.round_id = $2))`,
		d.ID, d.Round, f.Unit, f.Kind, f.UnitKind, f.Category, f.Group, d.Source, d.PoolHash, d.Count, d.Want, d.Public, d.DrawnAt,
		d.DrawnBy, d.Again, d.Reason, d.By, d.At, f.Fresh, d.Due, d.Series, d.Layer, d.Sealed[0].Hash, d.Sealed[0].Text,
		d.Sealed[1].Hash, d.Sealed[1].Text, d.Witness); err != nil {
		return err
	}

	i := 0
	return tx.Bulk("draw_lot", []string{"draw_id", "ref", "unit_id", "person_id", "excluded", "ticket", "place", "absent"}, func() ([]any, bool) {
		if i == len(lots) {
			return nil, false
		}
		l := lots[i]
		i++
		return []any{int64(d.ID), l.Ref, int64(l.Unit), int64(l.Person), l.Excluded, l.Ticket, l.Place, l.Absent}, true
	})
}

// SaveDraw keeps how a draw came out.
func (tx *Tx) SaveDraw(d round.Draw, lots []round.Lot) (err error) {
	defer errs.Wrap(&err, "store.SaveDraw %d", d.ID)

	tx.witness("draw", int64(d.ID))
	if _, err := tx.Exec(`UPDATE draw SET want = $2, public = $3, drawn_at = $4, drawn_by = $5, second_text = $6, witness = $7 WHERE id = $1`,
		d.ID, d.Want, d.Public, d.DrawnAt, d.DrawnBy, d.Sealed[1].Text, d.Witness); err != nil {
		return err
	}

	save, err := tx.Prepare(`UPDATE draw_lot SET ticket = $3, place = $4, absent = $5 WHERE draw_id = $1 AND ref = $2`)
	if err != nil {
		return err
	}

	for _, l := range lots {
		if _, err := save.Exec(d.ID, l.Ref, l.Ticket, l.Place, l.Absent); err != nil {
			return err
		}
	}

	return nil
}

// LotsOf are the ids of the lots drawn that concern a person: himself, or a unit that he leads in the round.
func (tx *Tx) LotsOf(d round.Draw, person org.PersonID) ([]string, error) {
	return All(tx, Scalar[string], `SELECT l.ref FROM draw_lot l WHERE l.draw_id = $1 AND l.place <> 0 AND (l.person_id = $2
		OR l.person_id = 0 AND EXISTS (SELECT 1 FROM holding s WHERE s.round_id = $3 AND s.unit_id = l.unit_id AND s.way = 'lead' AND s.person_id = $2))
		ORDER BY l.place`, d.ID, person, d.Round)
}

// FrozenCategories are the 类型 of the units in the subtree of a frozen tree.
func (tx *Tx) FrozenCategories(id round.ID, top org.Place) ([]string, error) {
	return All(tx, Scalar[string], `SELECT DISTINCT category FROM round_unit WHERE round_id = $1 AND ord BETWEEN $2 AND $3
		AND category <> '' ORDER BY category`, id, top.Ord, top.Last)
}

// DrawsOf are the draws of running rounds that chose a person, or a unit that he leads, and hold; the newest first.
func (tx *Tx) DrawsOf(person org.PersonID) ([]round.Draw, error) {
	return All(tx, scanned(drawColumns), `SELECT `+selected(drawColumns)+` FROM draw d CROSS JOIN round r WHERE r.id = d.round_id AND r.state = $1
			AND d.id IN (SELECT l.draw_id FROM draw_lot l WHERE l.place <> 0 AND l.person_id = $2
			UNION ALL SELECT l.draw_id FROM holding s CROSS JOIN draw_lot l WHERE l.unit_id = s.unit_id AND l.person_id = 0 AND l.place <> 0
				AND s.person_id = $2 AND s.way = 'lead' AND s.round_id = (SELECT x.round_id FROM draw x WHERE x.id = l.draw_id))
			AND `+drawHolds+`
		ORDER BY d.id DESC`, round.Launched, person)
}
