package store

import (
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// ListFilter chooses obligations of a subtree. Fields left empty choose all but dropped ones.
type ListFilter struct {
	Kind   scheme.SubjectKind
	States []review.State
	Owner  string // who owes it: the beginning of a word by which he is found, as persons are (org.Person.Words)
	Due    *DueBy // nil: whenever it is to be done
}

// DueBy chooses what is to be done by a day: by the scheme, by the plan of a unit, or by a draw.
type DueBy struct {
	Day      org.Date
	Kinds    []DueKind            // what the scheme has by then
	Together []scheme.SubjectKind // those that one line of a plan speaks of together
}

// DueKind is a kind of subjects, in units of a kind; empty: of every kind.
type DueKind struct {
	Kind scheme.SubjectKind
	In   org.UnitKind
}

// where is the condition, with its arguments behind those given.
func (d DueBy) where(args []any) (string, []any) {
	args = append(args, d.Day)
	day := `$` + number(len(args))
	alike := In(len(args)+1, len(d.Together))
	args = Args(args, d.Together)
	if len(d.Kinds) == 0 { // what was planned or drawn leads to what is owed
		return ` AND o.id IN (SELECT k.id FROM arrangement_row a CROSS JOIN obligation k WHERE a.round_id = $1 AND a.day <> '' AND a.day <= ` + day + `
			AND k.round_id = a.round_id AND k.unit_id = a.unit_id AND k.owner_id = a.owner_id
			AND (a.kind = k.kind OR a.kind IN ` + alike + ` AND k.kind IN ` + alike + `)
			UNION ALL SELECT k.id FROM draw held CROSS JOIN obligation k WHERE held.round_id = $1 AND held.due <> '' AND held.due <= ` + day + `
			AND k.drawn_id = held.id AND k.drawn_id <> 0)`, args
	}

	where := `EXISTS (SELECT 1 FROM arrangement_row a WHERE a.round_id = o.round_id AND a.unit_id = o.unit_id AND a.owner_id = o.owner_id
		AND a.day <> '' AND a.day <= ` + day + ` AND (a.kind = o.kind OR a.kind IN ` + alike + ` AND o.kind IN ` + alike + `))`
	where += ` OR o.drawn_id <> 0 AND EXISTS (SELECT 1 FROM draw held WHERE held.id = o.drawn_id AND held.due <> '' AND held.due <= ` + day + `)`
	for _, k := range d.Kinds {
		args = append(args, k.Kind)
		one := `o.kind = $` + number(len(args))
		if k.In != "" {
			args = append(args, k.In)
			one += ` AND u.kind = $` + number(len(args))
		}
		where += ` OR ` + one
	}

	return ` AND (` + where + `)`, args
}

// PlannedBy reports whether some unit of the round planned something for the day or before, or a draw wants something by then.
func (tx *Tx) PlannedBy(id round.ID, day org.Date) (bool, error) {
	n, err := Count(tx, `SELECT COUNT(*) FROM (SELECT 1 FROM arrangement_row WHERE round_id = $1 AND day <> '' AND day <= $2
		UNION ALL SELECT 1 FROM draw WHERE round_id = $1 AND due <> '' AND due <= $2 LIMIT 1) x`, id, day)
	return n > 0, err
}

func (f ListFilter) where(id round.ID, top org.Place) (string, []any) {
	args := []any{id, top.Ord, top.Last, review.Dropped}
	where := ` WHERE o.round_id = $1 AND o.unit_id IN (` + unitsBelow + `) AND u.ord BETWEEN $2 AND $3 AND o.state <> $4`
	if q := org.Fold(f.Owner); q != "" { // the persons found are few: they lead to what they owe
		args = append(args, q, q+lastSign)
		where = ` WHERE o.owner_id IN (` + personsNamed(5) + `)
			AND o.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND o.state <> $4`
	}

	if f.Kind != "" {
		args = append(args, f.Kind)
		where += ` AND o.kind = $` + number(len(args))
	}

	if len(f.States) > 0 {
		where += ` AND o.state IN ` + In(len(args)+1, len(f.States))
		args = Args(args, f.States)
	}

	if f.Due != nil {
		due, all := f.Due.where(args)
		return where + due, all
	}

	return where, args
}

// ListedRow is an obligation in a list, with names and without how its reviewer was found.
type ListedRow struct {
	ID      review.ID
	State   review.State
	Subject assign.Subject
	Owner   org.PersonID
	Seat    org.UnitID // 0 for a charge holder
	SeatOrd int        // its place in the frozen tree, -1 without one
	DrawDue org.Date   // by when a draw wants it; empty: as the round says

	UnitName, PersonName string
	OwnerName, SeatName  string
}

// SubjectName is the name of the person reviewed, or of the unit.
func (r ListedRow) SubjectName() string {
	if r.Subject.Kind.IsUnit() {
		return r.UnitName
	}
	return r.PersonName
}

// placedTables are what the place of an obligation in a list is found in.
const placedTables = ` FROM obligation o
	JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
	LEFT JOIN round_person s ON s.round_id = o.round_id AND s.person_id = o.person_id`

const listedTables = placedTables + `
	LEFT JOIN round_unit seat ON seat.round_id = o.round_id AND seat.unit_id = o.seat_id
	JOIN person w ON w.id = o.owner_id
	LEFT JOIN draw ON draw.id = o.drawn_id`

// Listed are the chosen obligations of a subtree of the frozen roster, in the tree's order.
func (tx *Tx) Listed(id round.ID, top org.Place, f ListFilter, offset, limit int) (_ []ListedRow, err error) {
	defer errs.Wrap(&err, "store.Listed %d", id)
	where, args := f.where(id, top)
	args = append(args, limit, offset)
	return All(tx, scanListed, listedSQL+where+listOrder+cut(args), args...)
}

// ListedOf are the obligations in these states, without any all but dropped ones, of a stretch of the listing that counts
// them, in the order of Listed.
func (tx *Tx) ListedOf(s Stretch, states []review.State) (_ []ListedRow, err error) {
	defer errs.Wrap(&err, "store.ListedOf %d", s.Round)

	if len(s.Units) == 0 {
		return nil, nil
	}

	in := `o.state <> $2`
	more := []any{review.Dropped}
	if len(states) > 0 {
		in, more = `o.state IN `+In(2, len(states)), Args(nil, states)
	}

	where, args := s.ofObligation(more...)
	return All(tx, scanListed, listedSQL+` WHERE o.round_id = $1 AND `+in+` AND `+where+listOrder+cut(args), args...)
}

const listedSQL = `SELECT o.id, o.state, o.kind, o.unit_id, o.person_id, o.owner_id, o.seat_id, COALESCE(seat.ord, -1),
	u.name, COALESCE(s.name, ''), w.name, COALESCE(seat.name, ''), COALESCE(draw.due, '')` + listedTables

const listOrder = ` ORDER BY u.ord, o.kind DESC, s.number, o.person_id, o.owner_id, o.id`

func scanListed(row Row) (r ListedRow, err error) {
	err = row.Scan(&r.ID, &r.State, &r.Subject.Kind, &r.Subject.Unit, &r.Subject.Person, &r.Owner, &r.Seat, &r.SeatOrd,
		&r.UnitName, &r.PersonName, &r.OwnerName, &r.SeatName, &r.DrawDue)
	return r, err
}

// ListedCount is how many obligations the filter chooses.
func (tx *Tx) ListedCount(id round.ID, top org.Place, f ListFilter) (int, error) {
	where, args := f.where(id, top)
	return Count(tx, `SELECT COUNT(*) FROM obligation o JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id`+where, args...)
}

// MapMark is one subject of a subtree as a cell of the map: where it sits and the state of one of its obligations.
type MapMark struct {
	Ord     int // place of its unit in the frozen tree
	Subject assign.Subject
	State   review.State
	Gap     bool
}

// MapMarks are the subjects of a subtree in the tree's order, a line for each obligation and each gap that is not
// exempted.
func (tx *Tx) MapMarks(id round.ID, top org.Place) (_ []MapMark, err error) {
	defer errs.Wrap(&err, "store.MapMarks %d", id)
	return AllApart(tx, func(row Row) (m MapMark, err error) {
		err = row.Scan(&m.Ord, &m.Subject.Unit, &m.Subject.Kind, &m.Subject.Person, &m.State, &m.Gap)
		return m, err
	}, `SELECT x.ord, x.unit_id, x.kind, x.person_id, x.state, x.gap FROM (
		SELECT u.ord, o.unit_id, o.kind, o.person_id, o.state, FALSE AS gap FROM obligation o
		JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
		WHERE o.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND o.state <> $4
		UNION ALL
		SELECT u.ord, g.unit_id, g.kind, g.person_id, CAST(CASE WHEN e.round_id IS NULL THEN $5 ELSE $6 END AS TEXT), TRUE
		FROM gap g JOIN round_unit u ON u.round_id = g.round_id AND u.unit_id = g.unit_id
		LEFT JOIN exemption e ON e.round_id = g.round_id AND e.unit_id = g.unit_id AND e.kind = g.kind AND e.person_id = g.person_id
		WHERE g.round_id = $1 AND u.ord BETWEEN $2 AND $3) x
		ORDER BY x.ord, CASE x.kind WHEN 'unit' THEN 0 WHEN 'secretary' THEN 1 WHEN 'committee-member' THEN 2 ELSE 3 END,
			x.person_id`, id, top.Ord, top.Last, review.Dropped, review.Owed, review.Exempt)
}
