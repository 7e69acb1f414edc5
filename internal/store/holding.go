package store

import (
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// A holding is who leads, sits in or is in charge of a unit (assign.Holdings). Of a launched round they are rows, which
// every list and every right asks; round_post and round_charge are what they are made from.

func scanHolding(row Row) (h assign.Holding, err error) {
	err = row.Scan(&h.Unit, &h.Person, &h.Way)
	return h, err
}

// Holdings are those kept of a round, by unit, way and person.
func (tx *Tx) Holdings(id round.ID) ([]assign.Holding, error) {
	return All(tx, scanHolding, `SELECT unit_id, person_id, way FROM holding WHERE round_id = $1
		ORDER BY unit_id, way, person_id`, id)
}

// HoldingsIn are those kept of units of a round, by unit, way and person.
func (tx *Tx) HoldingsIn(id round.ID, units []org.UnitID) (all []assign.Holding, err error) {
	for part := range slices.Chunk(units, MaxIn) {
		some, err := All(tx, scanHolding, `SELECT unit_id, person_id, way FROM holding WHERE round_id = $1 AND unit_id IN `+
			In(2, len(part))+` ORDER BY unit_id, way, person_id`, Args([]any{id}, part)...)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// holdingsAbove are those of the first of the units, and who leads or has a charge over the others.
func (tx *Tx) holdingsAbove(id round.ID, line []org.UnitID) ([]assign.Holding, error) {
	return All(tx, scanHolding, `SELECT unit_id, person_id, way FROM holding WHERE round_id = $1 AND unit_id IN `+
		In(3, len(line))+` AND (unit_id = $3 OR way <> $2) ORDER BY unit_id, way, person_id`, Args([]any{id, assign.Sit}, line)...)
}

// HoldingsOf are those of a round that are the person's, by unit and way.
func (tx *Tx) HoldingsOf(id round.ID, person org.PersonID) ([]assign.Holding, error) {
	return framed(tx, id,
		func(f *frame) ([]assign.Holding, error) { return f.by(person), nil },
		func() ([]assign.Holding, error) {
			return All(tx, scanHolding, `SELECT unit_id, person_id, way FROM holding WHERE person_id = $1 AND round_id = $2
				ORDER BY unit_id, way`, person, id)
		})
}

// HeldUnits are the units of a round that the person holds by any way.
func (tx *Tx) HeldUnits(id round.ID, person org.PersonID) (units []org.UnitID, err error) {
	held, err := tx.HoldingsOf(id, person)
	for _, h := range held {
		units = append(units, h.Unit)
	}
	return slices.Compact(units), err
}

// OwnUnits are the units of a round that the person leads or has a charge over, themselves.
func (tx *Tx) OwnUnits(id round.ID, person org.PersonID) (units []org.UnitID, err error) {
	held, err := tx.HoldingsOf(id, person)
	for _, h := range held {
		if h.Way != assign.Sit {
			units = append(units, h.Unit)
		}
	}

	return slices.Compact(units), err
}

// HoldingsByEvidence are the holdings that the frozen posts and charges of a round and its hand-overs give, by unit, way
// and person: of all units where none is named.
func (tx *Tx) HoldingsByEvidence(r round.Round, units []org.UnitID) (_ []assign.Holding, err error) {
	defer errs.Wrap(&err, "store.HoldingsByEvidence %d", r.ID)

	handOvers, err := tx.HandOvers(r.ID)
	if err != nil {
		return nil, err
	}

	postSQL := `SELECT ` + selected(frozenPostColumns) + ` FROM round_post WHERE round_id = $1`
	chargeSQL := `SELECT ` + selected(frozenChargeColumns) + ` FROM round_charge WHERE round_id = $1`
	if len(units) == 0 {
		posts, err := All(tx, scanned(frozenPostColumns), postSQL, r.ID)
		if err != nil {
			return nil, err
		}
		charges, err := All(tx, scanned(frozenChargeColumns), chargeSQL, r.ID)
		return assign.Holdings(r.SnapshotDay, posts, charges, handOvers), err
	}

	var out []assign.Holding
	for part := range slices.Chunk(units, MaxIn) {
		args := Args([]any{r.ID}, part)
		posts, err := All(tx, scanned(frozenPostColumns), postSQL+` AND unit_id IN `+In(2, len(part)), args...)
		if err != nil {
			return nil, err
		}

		charges, err := All(tx, scanned(frozenChargeColumns), chargeSQL+` AND unit_id IN `+In(2, len(part)), args...)
		if err != nil {
			return nil, err
		}

		out = append(out, assign.Holdings(r.SnapshotDay, posts, charges, handOvers)...)
	}

	return out, nil
}

// KeepHoldings writes the holdings of a round anew from its evidence: of the units, or of all where none is named.
func (tx *Tx) KeepHoldings(r round.Round, units []org.UnitID) (err error) {
	defer errs.Wrap(&err, "store.KeepHoldings %d", r.ID)

	rows, err := tx.HoldingsByEvidence(r, units)
	if err != nil {
		return err
	}

	if err := tx.raise(r.ID); err != nil {
		return err
	}

	if len(units) == 0 {
		_, err = tx.Exec(`DELETE FROM holding WHERE round_id = $1`, r.ID)
	}

	for part := range slices.Chunk(units, MaxIn) {
		if err == nil {
			_, err = tx.Exec(`DELETE FROM holding WHERE round_id = $1 AND unit_id IN `+In(2, len(part)), Args([]any{r.ID}, part)...)
		}
	}

	if err != nil {
		return err
	}

	return tx.addHoldings(r.ID, rows)
}

// KeepFirstHoldings is KeepHoldings of a round that is just being launched, with the posts and charges of its frozen roster as
// they were read for its plan.
func (tx *Tx) KeepFirstHoldings(r round.Round, posts []org.Post, charges []org.Charge) (err error) {
	defer errs.Wrap(&err, "store.KeepFirstHoldings %d", r.ID)

	handOvers, err := tx.HandOvers(r.ID)
	if err != nil {
		return err
	}

	if err := tx.raise(r.ID); err != nil {
		return err
	}

	if _, err := tx.Exec(`DELETE FROM holding WHERE round_id = $1`, r.ID); err != nil {
		return err
	}

	return tx.addHoldings(r.ID, assign.Holdings(r.SnapshotDay, posts, charges, handOvers))
}

func (tx *Tx) addHoldings(id round.ID, rows []assign.Holding) error {
	i := 0
	return tx.BulkOf("holding", ofRound(id), []string{"unit_id", "way", "person_id"}, func() ([]any, bool) {
		if i == len(rows) {
			return nil, false
		}
		h := rows[i]
		i++
		return []any{int64(h.Unit), string(h.Way), int64(h.Person)}, true
	})
}

// RoundsUnheld are the rounds with a roster of their own of which no holding is kept: those that a program launched which
// knew none.
func (tx *Tx) RoundsUnheld() ([]round.ID, error) {
	return All(tx, Scalar[round.ID], `SELECT r.id FROM round r WHERE r.state <> $1
		AND NOT EXISTS (SELECT 1 FROM holding h WHERE h.round_id = r.id)
		AND (EXISTS (SELECT 1 FROM round_post p WHERE p.round_id = r.id) OR EXISTS (SELECT 1 FROM round_charge c WHERE c.round_id = r.id))
		ORDER BY r.id`, round.Draft)
}

// LivingHoldings are the holdings of a person on the living roster today.
func (tx *Tx) LivingHoldings(person org.PersonID) (_ []assign.Holding, err error) {
	defer errs.Wrap(&err, "store.LivingHoldings %d", person)
	return remember(tx, livingKey(person), func() ([]assign.Holding, error) {
		_, all, err := tx.livingOf(`WITH line (id, step) AS (SELECT unit_id, 0 FROM post WHERE person_id = $1
			UNION SELECT unit_id, 0 FROM charge WHERE person_id = $1)`, person)
		return slices.DeleteFunc(all, func(h assign.Holding) bool { return h.Person != person }), err
	})
}

type livingKey org.PersonID

// livingRow is a unit, or a post or a charge in one.
type livingRow struct {
	org.Post
	post, charge bool
}

// livingOf are units of the living roster and their holdings today. The units are the rows of a WITH clause by the name of
// line, which has their id and a step by which they are ordered.
func (tx *Tx) livingOf(line string, args ...any) (units []org.UnitID, _ []assign.Holding, err error) {
	rows, err := All(tx, func(row Row) (r livingRow, err error) {
		var step int
		err = row.Scan(&r.post, &r.charge, &step, &r.ID, &r.Person, &r.Unit, &r.Kind, &r.Portfolio, &r.From, &r.To)
		return r, err
	}, line+` SELECT FALSE, FALSE, l.step, 0, 0, l.id, '', '', '', '' FROM line l
		UNION ALL SELECT TRUE, FALSE, 0, o.id, o.person_id, o.unit_id, o.kind, o.portfolio, o.from_day, o.to_day
			FROM line l CROSS JOIN post o WHERE o.unit_id = l.id
		UNION ALL SELECT FALSE, TRUE, 0, c.id, c.person_id, c.unit_id, c.kind, '', c.from_day, c.to_day
			FROM line l CROSS JOIN charge c WHERE c.unit_id = l.id
		ORDER BY 3, 4`, args...)

	var posts []org.Post
	var charges []org.Charge
	for _, r := range rows {
		switch {
		case r.post:
			posts = append(posts, r.Post)
		case r.charge:
			charges = append(charges, org.Charge{ID: org.ChargeID(r.ID), Person: r.Person, Unit: r.Unit, Kind: org.ChargeKind(r.Kind), From: r.From, To: r.To})
		default:
			units = append(units, r.Unit)
		}
	}

	return units, assign.Holdings(org.DateOf(tx.Now), posts, charges, nil), err
}

// opens is the condition that a record a beside its round_unit u, with the columns round_id, unit_id, kind and person_id, is
// the person's to read: about himself or by whoever speaks in the column by, of a unit that he leads or that lies below
// one, of one in his charge, or about one in which he sits (access.Sheet).
func opens(person, by string) string {
	return `(a.person_id = ` + person + ` OR ` + by + ` = ` + person + ` OR ` + holds("a", person, `(k.way <> 'sit' OR a.kind IN ('unit', 'secretary'))`) + `
		OR EXISTS (SELECT 1 FROM holding k CROSS JOIN round_unit t WHERE t.round_id = k.round_id AND t.unit_id = k.unit_id
			AND k.person_id = ` + person + ` AND k.round_id = a.round_id AND k.way = 'lead' AND u.ord BETWEEN t.ord AND t.ord_last))`
}

// leads is the condition that the person numbered $person leads the unit of a row of a launched round; the row's table has
// the columns round_id and unit_id.
func leads(table, person string) string { return holds(table, person, `k.way = 'lead'`) }

// sits is the condition that he has a post of any kind in it.
func sits(table, person string) string { return holds(table, person, `k.way = 'sit'`) }

func holds(table, person, way string) string {
	return `EXISTS (SELECT 1 FROM holding k WHERE k.round_id = ` + table + `.round_id AND k.unit_id = ` + table + `.unit_id
		AND k.person_id = ` + person + ` AND ` + way + `)`
}
