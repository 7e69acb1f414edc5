package store

import (
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

func arrangementColumns(a *review.Arrangement) columns {
	return columns{
		{"a.id", &a.ID}, {"a.round_id", &a.Round}, {"a.unit_id", &a.Unit}, {"a.state", &a.State},
		{"a.reason", &a.Reason}, {"a.revision", &a.Revision}, {"a.by_name", &a.By}, {"a.at", &a.At},
		{"a.handed_by", &a.HandedBy}, {"a.handed_account", &a.HandedAccount}, {"a.handed_at", &a.HandedAt},
		{"a.decided_by", &a.DecidedBy}, {"a.decided_at", &a.DecidedAt},
	}
}

const arrangedTables = ` FROM arrangement_row r LEFT JOIN person p ON p.id = r.owner_id
	LEFT JOIN round_unit u ON u.round_id = r.round_id AND u.unit_id = r.unit_id`

// ArrangedRow is a line of a plan with the round and the plan in which it stands.
type ArrangedRow struct {
	review.Arranged
	Round round.ID
}

func arrangedColumns(r *ArrangedRow) columns {
	return columns{
		{"r.id", &r.ID}, {"r.owner_id", &r.Owner}, {"r.unit_id", &r.Unit}, {"r.kind", &r.Kind},
		{"r.sheets", &r.Sheets}, {"r.mode", &r.Mode}, {"r.carrier", &r.Carrier}, {"r.day", &r.Day},
		{"r.place", &r.Place}, {"r.note", &r.Note}, {"COALESCE(p.name, '')", &r.OwnerName},
		{"COALESCE(u.name, '')", &r.UnitName}, {"r.round_id", &r.Round},
	}
}

// Arrangement is the plan of a unit for a round with its lines; without one its ID is 0.
func (tx *Tx) Arrangement(id round.ID, unit org.UnitID) (a review.Arrangement, err error) {
	defer errs.Wrap(&err, "store.Arrangement round %d unit %d", id, unit)

	a, err = One(tx, scanned(arrangementColumns), `SELECT `+selected(arrangementColumns)+` FROM arrangement a WHERE a.round_id = $1 AND a.unit_id = $2`, id, unit)
	if errors.Is(err, ErrNone) {
		return review.Arrangement{Round: id, Unit: unit}, nil
	}
	if err != nil {
		return a, err
	}

	rows, err := All(tx, scanned(arrangedColumns), `SELECT `+selected(arrangedColumns)+arrangedTables+`
		WHERE r.arrangement_id = $1 ORDER BY COALESCE(u.ord, -1), r.owner_id, r.kind DESC`, a.ID)
	for _, r := range rows {
		a.Rows = append(a.Rows, r.Arranged)
	}

	return a, err
}

// SaveArrangement keeps a plan with its lines. New lines are given their ids here.
func (tx *Tx) SaveArrangement(a review.Arrangement) (err error) {
	defer errs.Wrap(&err, "store.SaveArrangement %d", a.ID)

	if err := tx.SaveArrangementState(a); err != nil {
		return err
	}

	if _, err := tx.Exec(`DELETE FROM arrangement_row WHERE arrangement_id = $1`, a.ID); err != nil {
		return err
	}

	insert, err := tx.Prepare(`INSERT INTO arrangement_row (id, arrangement_id, round_id, owner_id, unit_id, kind, sheets, mode,
		carrier, day, place, note) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`)
	if err != nil {
		return err
	}

	for _, r := range a.Rows {
		if r.ID == 0 {
			r.ID = tx.NewID()
		}
		if _, err := insert.Exec(r.ID, a.ID, a.Round, r.Owner, r.Unit, r.Kind, r.Sheets, r.Mode, r.Carrier, r.Day, r.Place, r.Note); err != nil {
			return err
		}
	}

	return nil
}

// SaveArrangementState keeps where a plan stands.
func (tx *Tx) SaveArrangementState(a review.Arrangement) (err error) {
	defer errs.Wrap(&err, "store.SaveArrangementState %d", a.ID)

	_, err = tx.Exec(`INSERT INTO arrangement (id, round_id, unit_id, state, reason, revision, by_name, at, handed_by,
			handed_account, handed_at, decided_by, decided_at)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, reason = excluded.reason, revision = excluded.revision,
			by_name = excluded.by_name, at = excluded.at, handed_by = excluded.handed_by,
			handed_account = excluded.handed_account, handed_at = excluded.handed_at, decided_by = excluded.decided_by,
			decided_at = excluded.decided_at`,
		a.ID, a.Round, a.Unit, a.State, a.Reason, a.Revision, a.By, a.At, a.HandedBy, a.HandedAccount, a.HandedAt, a.DecidedBy,
		a.DecidedAt)
	return err
}

// ArrangementRow is the plan of a unit in a list.
type ArrangementRow struct {
	review.Arrangement
	Lines, Dated int // how many lines it has, and how many of them have a day
}

func arrangementRowColumns(a *ArrangementRow) columns {
	return arrangementColumns(&a.Arrangement).and(columns{
		{"(SELECT COUNT(*) FROM arrangement_row r WHERE r.arrangement_id = a.id)", &a.Lines},
		{"(SELECT COUNT(*) FROM arrangement_row r WHERE r.arrangement_id = a.id AND r.day <> '')", &a.Dated},
	}...)
}

// ArrangementsOf are the plans of some units, at most MaxIn, for a round.
func (tx *Tx) ArrangementsOf(id round.ID, units []org.UnitID) (_ map[org.UnitID]ArrangementRow, err error) {
	defer errs.Wrap(&err, "store.ArrangementsOf %d", id)

	found := make(map[org.UnitID]ArrangementRow, len(units))
	if len(units) == 0 {
		return found, nil
	}

	rows, err := All(tx, scanned(arrangementRowColumns), `SELECT `+selected(arrangementRowColumns)+`
		FROM arrangement a WHERE a.round_id = $1 AND a.unit_id IN `+In(2, len(units)), Args([]any{id}, units)...)
	for _, a := range rows {
		found[a.Unit] = a
	}

	return found, err
}

// ArrangementStates counts the plans of a round in the subtree of a unit by their state.
func (tx *Tx) ArrangementStates(id round.ID, top org.Place) (_ map[review.ArrangementState]int, err error) {
	defer errs.Wrap(&err, "store.ArrangementStates %d", id)
	return counted[review.ArrangementState](tx, `SELECT a.state, COUNT(*) FROM arrangement a
		WHERE a.round_id = $1 AND a.unit_id IN (`+unitsBelow+`) GROUP BY a.state`, id, top.Ord, top.Last)
}

// OwedCounts counts the obligations of a subtree by who owes them to which unit, in the order that review.GroupOwed asks.
func (tx *Tx) OwedCounts(id round.ID, top org.Place) ([]review.OwedCount, error) {
	return All(tx, func(row Row) (c review.OwedCount, err error) {
		err = row.Scan(&c.Owner, &c.Unit, &c.Kind, &c.State, &c.Count, &c.OwnerName, &c.UnitName, &c.Ord)
		return c, err
	}, `SELECT o.owner_id, o.unit_id, o.kind, o.state, COUNT(*), w.name, u.name, u.ord FROM obligation o
		JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id JOIN person w ON w.id = o.owner_id
		WHERE o.round_id = $1 AND o.unit_id IN (`+unitsBelow+`) AND o.state NOT IN ($4, $5)
		GROUP BY o.owner_id, o.unit_id, o.kind, o.state, w.name, u.name, u.ord
		ORDER BY u.ord, CASE WHEN o.kind = 'unit' THEN 0 WHEN o.kind = 'secretary' THEN 1 ELSE 2 END, o.kind, o.owner_id, o.state`,
		id, top.Ord, top.Last, review.Dropped, review.Exempt)
}

// FrozenWithin is the subtree of a unit in the frozen tree, itself first. Whoever gets it must not change it.
func (tx *Tx) FrozenWithin(id round.ID, top org.Place) ([]org.Place, error) {
	return framed(tx, id,
		func(f *frame) ([]org.Place, error) { return f.within(top), nil },
		func() ([]org.Place, error) {
			return All(tx, scanned(frozenColumns), `SELECT `+selected(frozenColumns)+` FROM round_unit u WHERE u.round_id = $1 AND u.ord BETWEEN $2 AND $3
				ORDER BY u.ord`, id, top.Ord, top.Last)
		})
}

// ArrangedRow is one line of a plan.
func (tx *Tx) ArrangedRow(row int64) (ArrangedRow, error) {
	r, err := One(tx, scanned(arrangedColumns), `SELECT `+selected(arrangedColumns)+arrangedTables+` WHERE r.id = $1`, row)
	if errors.Is(err, ErrNone) {
		return r, access.ErrRefused
	}
	return r, err
}

// ArrangedOf are the dated lines of plans about what these persons owe in the rounds.
func (tx *Tx) ArrangedOf(rounds []round.ID, owners []org.PersonID) ([]ArrangedRow, error) {
	if len(rounds) == 0 || len(owners) == 0 {
		return nil, nil
	}
	return All(tx, scanned(arrangedColumns), `SELECT `+selected(arrangedColumns)+arrangedTables+`
		WHERE r.day <> '' AND r.owner_id IN `+In(1, len(owners))+` AND r.round_id IN `+In(1+len(owners), len(rounds))+`
		ORDER BY r.day, r.id`, Args(Args(nil, owners), rounds)...)
}

// ArrangedIn are the lines that say a day, of the plans for a round, about subjects in some units.
func (tx *Tx) ArrangedIn(id round.ID, units []org.UnitID) (rows []ArrangedRow, err error) {
	defer errs.Wrap(&err, "store.ArrangedIn %d", id)

	for part := range slices.Chunk(units, MaxIn) {
		some, err := All(tx, scanned(arrangedColumns), `SELECT `+selected(arrangedColumns)+arrangedTables+`
			WHERE r.day <> '' AND r.round_id = $1 AND r.unit_id IN `+In(2, len(part))+` ORDER BY r.day, r.id`, Args([]any{id}, part)...)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}

	return rows, nil
}
