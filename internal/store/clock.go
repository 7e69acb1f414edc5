package store

import (
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
	Parents []org.UnitID // units directly under these, and those one level further down
	Units   []org.UnitID
}

// where is the condition of the filter, its placeholders counted from first.
func (f ClockFilter) where(first int) (string, []any) {
	var args []any
	where := `1 = 0`
	if len(f.Tops) > 0 {
		in, more := within("u", f.Tops, first)
		where, args = where+` OR `+in, more
	}
	if len(f.Parents) > 0 {
		in := In(first+len(args), len(f.Parents))
		where += ` OR u.parent_id IN ` + in + ` OR u.parent_id IN (SELECT id FROM unit WHERE parent_id IN ` + in + `)`
		args = Args(args, f.Parents)
	}
	if len(f.Units) > 0 {
		where += ` OR u.id IN ` + In(first+len(args), len(f.Units))
		args = Args(args, f.Units)
	}
	return `(` + where + `)`, args
}

// Clocks are the units below the roots and those who hold a leading post in them, in the order of the tree, each unit before
// its people. Whose post holds today is not asked here.
func (tx *Tx) Clocks(f ClockFilter, kinds []org.UnitKind) (_ []ClockRow, err error) {
	defer errs.Wrap(&err, "store.Clocks")
	args := Args([]any{review.Confirmed}, kinds)
	where, more := f.where(len(args) + 1)
	args = append(args, more...)
	return All(tx, func(row Row) (c ClockRow, err error) {
		u := &c.Unit
		err = row.Scan(&u.ID, &u.Code, &u.Name, &u.Short, &u.Kind, &u.Category, &u.Parent, &u.Depth, &u.Ord, &u.Last,
			&c.Kind, &c.Person, &c.PersonName, &c.Post.Kind, &c.Post.From, &c.Post.To, &c.Given, &c.Everyday)
		c.Post.Person, c.Post.Unit = c.Person, u.ID
		return c, err
	}, `SELECT `+unitColumns+`, s.kind, s.person_id, COALESCE(p.name, ''), s.post, s.from_day, s.to_day,
			COALESCE((SELECT MAX(v.day) FROM obligation o JOIN review v ON v.id = o.id WHERE o.unit_id = u.id AND o.kind = s.kind
				AND o.kind <> 'member' AND o.person_id = s.person_id AND o.state = $1), ''),
			COALESCE((SELECT MAX(w.day) FROM everyday e JOIN everyday_version w ON w.everyday_id = e.id AND w.version = e.version
				WHERE e.unit_id = u.id AND e.kind = s.kind AND e.person_id = s.person_id), '')
		FROM unit u JOIN (SELECT id AS unit_id, 'unit' AS kind, 0 AS person_id, '' AS post, '' AS from_day, '' AS to_day FROM unit
			UNION ALL SELECT unit_id, 'secretary', person_id, kind, from_day, to_day FROM post WHERE kind IN ('secretary', 'acting')) s
			ON s.unit_id = u.id
		LEFT JOIN person p ON p.id = s.person_id
		WHERE u.depth > 0 AND u.kind IN `+In(2, len(kinds))+` AND `+where+`
		ORDER BY u.ord, s.kind DESC, s.person_id`, args...)
}

// ChargedUnder are those of the units directly under one over which somebody has a charge, with its days.
func (tx *Tx) ChargedUnder(parents []org.UnitID) ([]org.Charge, error) {
	if len(parents) == 0 {
		return nil, nil
	}
	return All(tx, scanCharge, `SELECT c.id, c.person_id, c.unit_id, c.kind, c.from_day, c.to_day FROM charge c
		JOIN unit u ON u.id = c.unit_id WHERE u.parent_id IN `+In(1, len(parents)), Args(nil, parents)...)
}
