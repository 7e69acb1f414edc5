package store

import (
	"cmp"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// ClockRow is a unit of the living roster, or a post of somebody who leads one, with the day of its last review.
type ClockRow struct {
	Unit       org.Place
	Kind       scheme.SubjectKind
	Person     org.PersonID // 0: the unit
	PersonName string
	Post       org.Post // by which the person leads it; its dates are as in the roster
	Given      org.Date // day of the last review that counts in any round; empty: none
	Everyday   org.Date // of the last everyday review
}

// ClockFilter chooses units. Empty fields choose none; a Top chooses its whole subtree.
type ClockFilter struct {
	Tops    []org.Place
	Parents []org.UnitID // units directly under these, and those under one of them in which somebody has a leading post as there
	Further []org.UnitID // units directly under these
	Units   []org.UnitID
}

// leadingPosts are the posts from which a unit can be led.
const leadingPosts = `('` + string(org.Secretary) + `', '` + string(org.Acting) + `')`

// LedBelow is a unit of the living roster with the posts from which it can be led, whatever their days.
type LedBelow struct {
	Unit  org.UnitID
	Kind  org.UnitKind
	Posts []org.Post
}

// LedBelow are the units directly under some.
func (tx *Tx) LedBelow(parents []org.UnitID) (units []LedBelow, err error) {
	defer errs.Wrap(&err, "store.LedBelow")

	if len(parents) == 0 {
		return nil, nil
	}

	type line struct {
		LedBelow
		org.Post
	}

	rows, err := All(tx, func(row Row) (l line, err error) {
		err = row.Scan(&l.LedBelow.Unit, &l.LedBelow.Kind, &l.Person, &l.Post.Kind, &l.From, &l.To)
		l.Post.Unit = l.LedBelow.Unit
		return l, err
	}, `SELECT u.id, u.kind, COALESCE(q.person_id, 0), COALESCE(q.kind, ''), COALESCE(q.from_day, ''), COALESCE(q.to_day, '')
		FROM unit u LEFT JOIN post q ON q.unit_id = u.id AND q.kind IN `+leadingPosts+`
		WHERE u.parent_id IN `+In(1, len(parents))+` ORDER BY u.ord`, Args(nil, parents)...)

	for _, l := range rows {
		if n := len(units); n == 0 || units[n-1].Unit != l.LedBelow.Unit {
			units = append(units, l.LedBelow)
		}
		if l.Person != 0 {
			last := &units[len(units)-1]
			last.Posts = append(last.Posts, l.Post)
		}
	}

	return units, err
}

// chosen are the units of the filter, some perhaps twice, its placeholders counted from first; each kind of choice by its
// own index.
func (f ClockFilter) chosen(first int) (string, []any) {
	var args []any
	text := `SELECT CAST(0 AS BIGINT) AS id WHERE 1 = 0`
	for _, top := range f.Tops {
		text += ` UNION ALL SELECT x.id FROM unit x WHERE x.ord BETWEEN $` + number(first+len(args)) + ` AND $` + number(first+len(args)+1)
		args = append(args, top.Ord, top.Last)
	}

	if len(f.Parents) > 0 {
		in := In(first+len(args), len(f.Parents))
		args = Args(args, f.Parents)
		text += ` UNION ALL SELECT x.id FROM unit x WHERE x.parent_id IN ` + in
		text += ` UNION ALL SELECT x.id FROM unit p CROSS JOIN post a CROSS JOIN post q CROSS JOIN unit x WHERE p.parent_id IN ` + in +
			` AND a.unit_id = p.id AND a.kind IN ` + leadingPosts + ` AND q.person_id = a.person_id AND q.kind IN ` + leadingPosts +
			` AND x.id = q.unit_id AND x.parent_id = p.id`
	}

	if len(f.Further) > 0 {
		text += ` UNION ALL SELECT x.id FROM unit x WHERE x.parent_id IN ` + In(first+len(args), len(f.Further))
		args = Args(args, f.Further)
	}

	if len(f.Units) > 0 {
		text += ` UNION ALL SELECT x.id FROM unit x WHERE x.id IN ` + In(first+len(args), len(f.Units))
		args = Args(args, f.Units)
	}

	return text, args
}

// parts are filters that together choose what f does, each of at most MaxIn further units.
func (f ClockFilter) parts() []ClockFilter {
	parts := []ClockFilter{f}
	for i, further := range slices.Collect(slices.Chunk(f.Further, MaxIn)) {
		if i == 0 {
			parts[0].Further = further
		} else {
			parts = append(parts, ClockFilter{Further: further})
		}
	}
	return parts
}

// Clocks are the units below the roots and those who hold a leading post in them, in the order of the tree, each unit before
// its people. Whose post holds today is not asked here.
func (tx *Tx) Clocks(f ClockFilter, kinds []org.UnitKind) (all []ClockRow, err error) {
	defer errs.Wrap(&err, "store.Clocks")

	asked := map[org.UnitID]bool{}
	for _, part := range f.parts() {
		some, err := tx.clocksOf(part, kinds)
		if err != nil {
			return nil, err
		}

		some = slices.DeleteFunc(some, func(c ClockRow) bool { return asked[c.Unit.ID] })
		for _, c := range some {
			asked[c.Unit.ID] = true
		}
		all = append(all, some...)
	}

	slices.SortStableFunc(all, func(a, b ClockRow) int { return cmp.Compare(a.Unit.Ord, b.Unit.Ord) })
	return all, nil
}

// clocksOf is Clocks by one statement.
func (tx *Tx) clocksOf(f ClockFilter, kinds []org.UnitKind) ([]ClockRow, error) {
	args := Args([]any{review.Confirmed}, kinds)
	chosen, more := f.chosen(len(args) + 1)
	args = append(args, more...)
	return AllApart(tx, func(row Row) (c ClockRow, err error) {
		u := &c.Unit
		err = row.Scan(&u.ID, &u.Code, &u.Name, &u.Short, &u.Kind, &u.Category, &u.Parent, &u.Depth, &u.Ord, &u.Last,
			&c.Kind, &c.Person, &c.PersonName, &c.Post.Kind, &c.Post.From, &c.Post.To, &c.Given, &c.Everyday)
		c.Post.Person, c.Post.Unit = c.Person, u.ID
		return c, err
	}, `WITH chosen AS MATERIALIZED (SELECT DISTINCT id FROM (`+chosen+`) f),
		subject AS (SELECT id AS unit_id, 'unit' AS kind, 0 AS person_id, '' AS post, '' AS from_day, '' AS to_day FROM chosen
			UNION ALL SELECT q.unit_id, 'secretary', q.person_id, q.kind, q.from_day, q.to_day FROM chosen CROSS JOIN post q
				WHERE q.unit_id = chosen.id AND q.kind IN `+leadingPosts+`)
		SELECT `+selected(unitColumns)+`, s.kind, s.person_id, COALESCE(p.name, ''), s.post, s.from_day, s.to_day,
			COALESCE((SELECT MAX(v.day) FROM obligation o JOIN review v ON v.id = o.id WHERE o.unit_id = u.id AND o.kind = s.kind
				AND o.kind <> 'member' AND o.person_id = s.person_id AND o.state = $1), ''),
			COALESCE((SELECT MAX(w.day) FROM everyday e JOIN everyday_version w ON w.everyday_id = e.id AND w.version = e.version
				WHERE e.unit_id = u.id AND e.kind = s.kind AND e.person_id = s.person_id), '')
		FROM subject s CROSS JOIN unit u LEFT JOIN person p ON p.id = s.person_id
		WHERE u.id = s.unit_id AND u.depth > 0 AND u.kind IN `+In(2, len(kinds))+`
		ORDER BY u.ord, s.kind DESC, s.person_id`, args...)
}

// ChargedUnder are those of the units directly under one over which somebody has a charge, with its days.
func (tx *Tx) ChargedUnder(parents []org.UnitID) ([]org.Charge, error) {
	if len(parents) == 0 {
		return nil, nil
	}
	return All(tx, scanned(chargeColumns), `SELECT `+selected(chargeColumns)+` FROM charge c
		JOIN unit u ON u.id = c.unit_id WHERE u.parent_id IN `+In(1, len(parents)), Args(nil, parents)...)
}
