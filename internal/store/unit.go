package store

import (
	"errors"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

func unitColumns(p *org.Place) columns { return append(columns{{"u.id", &p.ID}}, placeColumns(p)...) }

// placeColumns are those that a unit has in the living tree and in the frozen one.
func placeColumns(p *org.Place) columns {
	return columns{
		{"u.code", &p.Code}, {"u.name", &p.Name}, {"u.short", &p.Short}, {"u.kind", &p.Kind}, {"u.category", &p.Category},
		{"u.parent_id", &p.Parent}, {"u.depth", &p.Depth}, {"u.ord", &p.Ord}, {"u.ord_last", &p.Last},
	}
}

// Unit is one unit of the living tree.
func (tx *Tx) Unit(id org.UnitID) (org.Place, error) {
	p, err := One(tx, scanned(unitColumns), `SELECT `+selected(unitColumns)+` FROM unit u WHERE u.id = $1`, id)
	return p, noUnit(err)
}

// UnitNamed is the unit with this code, full name or short name, in that order of preference.
func (tx *Tx) UnitNamed(name string) (org.Place, error) {
	p, err := One(tx, scanned(unitColumns), `SELECT `+selected(unitColumns)+` FROM (
			SELECT c.id, 0 AS rank FROM unit c WHERE c.code = $1 AND c.code <> ''
			UNION ALL SELECT n.id, 1 FROM unit n WHERE n.name = $1
			UNION ALL SELECT s.id, 2 FROM unit s WHERE s.short = $1) found
		CROSS JOIN unit u WHERE u.id = found.id ORDER BY found.rank, u.ord LIMIT 1`, name)
	if errors.Is(err, ErrNone) {
		return p, errs.NewNotFound("没有代码或名称为“%s”的党组织，请核对。", name)
	}

	return p, err
}

// RootUnit is the first root of the living tree that is no external unit.
func (tx *Tx) RootUnit() (org.Place, error) {
	p, err := One(tx, scanned(unitColumns), `SELECT `+selected(unitColumns)+` FROM unit u
		WHERE u.depth = 0 AND u.kind <> $1 ORDER BY u.ord LIMIT 1`, org.External)
	if errors.Is(err, ErrNone) {
		return p, errs.NewConflict("还没有党组织：请先导入名册。")
	}
	return p, err
}

// ChildUnits are the units directly under parent in the living tree; the roots under 0.
func (tx *Tx) ChildUnits(parent org.UnitID) ([]org.Place, error) {
	if parent == 0 {
		return All(tx, scanned(unitColumns), `SELECT `+selected(unitColumns)+` FROM unit u WHERE u.depth = 0 ORDER BY u.ord`)
	}
	return All(tx, scanned(unitColumns), `SELECT `+selected(unitColumns)+` FROM unit u WHERE u.parent_id = $1 ORDER BY u.ord`, parent)
}

// UnitLine is the unit and all above it in the living tree, from the root down.
func (tx *Tx) UnitLine(id org.UnitID) ([]org.Place, error) {
	return All(tx, scanned(unitColumns), `WITH RECURSIVE line (id, parent_id) AS (SELECT id, parent_id FROM unit WHERE id = $1
			UNION ALL SELECT a.id, a.parent_id FROM line CROSS JOIN unit a WHERE a.id = line.parent_id)
		SELECT `+selected(unitColumns)+` FROM line CROSS JOIN unit u WHERE u.id = line.id ORDER BY u.ord`, id)
}

// SaveUnits writes units as they are placed, new ones and known ones alike. pinyin gives the sort key of a name.
func (tx *Tx) SaveUnits(places []org.Place, pinyin func(string) string) (err error) {
	defer errs.Wrap(&err, "store.SaveUnits")

	if err := tx.raiseRoster(); err != nil {
		return err
	}

	// A name or code may pass from one unit to another in one import, so they are freed before they are given.
	if _, err := tx.Exec(`DELETE FROM unit`); err != nil {
		return err
	}

	i := 0
	return tx.Bulk("unit", []string{"id", "code", "name", "short", "kind", "category", "parent_id", "depth", "ord",
		"ord_last", "pinyin"}, func() ([]any, bool) {
		if i == len(places) {
			return nil, false
		}

		p := places[i]
		i++
		return []any{int64(p.ID), p.Code, p.Name, p.Short, string(p.Kind), p.Category, int64(p.Parent), p.Depth,
			p.Ord, p.Last, pinyin(p.Name)}, true
	})
}

func noUnit(err error) error {
	if errors.Is(err, ErrNone) {
		return errs.NewNotFound("没有找到这个党组织。")
	}
	return err
}
