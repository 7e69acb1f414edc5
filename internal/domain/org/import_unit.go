package org

import "lingping/internal/errs"

import "slices"

// unitMatch follows the rows of 党组织 until each stands for a unit or is left out. Leaving one out can leave others
// without a parent or a free name, so the checks run until nothing more falls.
type unitMatch struct {
	*matcher
	rows   []UnitRow
	fate   []verdict
	old    []int // position of the row's unit in before, -1 for a new one
	row    []int // for each unit of before: the row that stands for it, -1 without
	lost   map[string]Row
	placed []int  // rows of new units put under the top, as their sheet has no column of superiors
	merged []Unit // before with the rows' words, then the new ones in row order
	from   []int  // for each of merged: its row, -1 without
}

// tempID is the id of a new unit until it is known that it stays.
func tempID(row int) UnitID { return UnitID(-1 - row) }

func (m *matcher) matchUnits() {
	u := &unitMatch{matcher: m, rows: m.read.Units, lost: map[string]Row{}}
	u.fate = make([]verdict, len(u.rows))
	u.old = slices.Repeat([]int{-1}, len(u.rows))
	u.row = slices.Repeat([]int{-1}, len(m.before.Units))
	for i := range u.rows {
		if u.rows[i].Faulty {
			u.leave(i)
		}
	}

	u.twins(FieldCode, func(r *UnitRow) string { return r.Unit.Code },
		"代码“%s”在本表第 %d 行也有；一个代码只能有一个党组织，请改正其中一行。")
	u.twins(FieldUnitName, func(r *UnitRow) string { return r.Unit.Name },
		"全称“%s”在本表第 %d 行也有；全称不能相同，请写明所属单位以示区别，或删去重复的一行。")
	u.identify()
	for u.fall() {
	}
	u.settle()
}

// leave leaves a row out and remembers the names by which others may refer to it.
func (u *unitMatch) leave(i int) {
	u.fate[i] = out
	if at := u.old[i]; at >= 0 {
		u.row[at] = -1
	}

	row := &u.rows[i]
	for _, name := range []string{row.Unit.Code, row.Unit.Name, row.Unit.Short} {
		if key := Fold(name); key != "" {
			if _, taken := u.lost[key]; !taken {
				u.lost[key] = row.Row
			}
		}
	}
}

// refuse leaves a row out and says why.
func (u *unitMatch) refuse(i int, field Field, t trouble) {
	u.note(t.level, u.rows[i].Row, field, t.text, t.args...)
	u.leave(i)
}

// twins refuses rows that share a value which only one unit can have, also with a row that is left out: which of the two
// is right is not ours to say. Each names another row.
func (u *unitMatch) twins(field Field, value func(*UnitRow) string, text errs.Sentence) {
	key := Fold
	if field == FieldCode {
		key = Key
	}

	others := twins(len(u.rows), func(i int) string { return key(value(&u.rows[i])) })
	for i, other := range others {
		if other >= 0 && u.fate[i] != out {
			u.refuse(i, field, trouble{Fault, text, []any{value(&u.rows[i]), u.rows[other].At}})
		}
	}
}

// identify finds the unit of the roster for each row: by code; by full name where one of the two has no code.
func (u *unitMatch) identify() {
	codes, names := map[string]int{}, map[string]int{}
	for i, unit := range u.before.Units {
		if unit.Code != "" {
			codes[Key(unit.Code)] = i
		}
		names[Fold(unit.Name)] = i
	}

	for i := range u.rows {
		row := &u.rows[i]
		if at, ok := codes[Key(row.Unit.Code)]; ok && u.fate[i] == open {
			u.old[i], u.row[at] = at, i
		}
	}

	u.byZeroless()

	for i := range u.rows {
		row := &u.rows[i]
		at, ok := names[Fold(row.Unit.Name)]
		if !ok || u.fate[i] != open || u.old[i] >= 0 {
			continue
		}

		known := &u.before.Units[at]
		switch {
		case row.Unit.Code != "" && known.Code != "":
			if holder := u.row[at]; holder < 0 || Fold(u.rows[holder].Unit.Name) == Fold(row.Unit.Name) {
				u.refuse(i, FieldCode, trouble{Fault, "名册中已有全称相同的“%s”，代码是 %s，与这里的 %s 不同；是同一个就改用原代码，不是就在全称上区别开。",
					[]any{known.Name, known.Code, row.Unit.Code}})
			}
		case u.row[at] >= 0:
			renaming := u.row[at]
			u.refuse(i, FieldUnitName, trouble{Fault, "“%s”是代码 %s 现在的全称，而第 %d 行按代码给它改了名；请写上这一行的代码。",
				[]any{known.Name, known.Code, u.rows[renaming].At}})
			u.refuse(renaming, FieldUnitName, trouble{Fault, "这一行给代码 %s 改了名，而第 %d 行还用着原来的全称“%s”；请核对两行，都写上代码。",
				[]any{known.Code, row.At, known.Name}})
		default:
			u.old[i], u.row[at] = at, i
		}
	}

	u.byBare()
}

// byZeroless stops at rows whose code is a known one but for the zeros before it.
func (u *unitMatch) byZeroless() {
	known := zerolessIndex{}
	for at := range u.before.Units {
		known.add(u.before.Units[at].Code, at)
	}

	for i := range u.rows {
		row := &u.rows[i].Unit
		hits := known.hits(row.Code)
		if len(hits) == 0 || u.fate[i] != open || u.old[i] >= 0 {
			continue
		}

		if len(hits) > 1 {
			u.refuse(i, FieldCode, trouble{Fault, "名册中有 %d 个党组织的代码与“%s”只差前面的 0；请写完整的代码。", []any{len(hits), row.Code}})
			continue
		}

		at := hits[0]
		unit := &u.before.Units[at]
		switch u.read.Answers.about(row.Code, unit.Code) {
		case same:
			if u.row[at] >= 0 {
				u.refuse(i, FieldCode, trouble{Fault, "这一行和第 %d 行都是“%s”；请只留一行。", []any{u.rows[u.row[at]].At, unit.Name}})
				continue
			}
			u.old[i], u.row[at] = at, i
		case unasked:
			u.ask(u.rows[i].Row, Pair{row.Code, row.Name}, Pair{unit.Code, unit.Name})
			u.refuse(i, FieldCode, trouble{Fault,
				"代码“%[3]s”与名册中“%[1]s”的“%[2]s”只差前面的 0；是同一个还是另一个，请说明：--same %[3]s=%[2]s 或 --distinct %[3]s=%[2]s。",
				[]any{unit.Name, unit.Code, row.Code}})
		}
	}
}

// fall merges the rows that stand into the roster, refuses those that then do not fit, and reports whether any fell.
func (u *unitMatch) fall() bool {
	u.merge()
	fell := u.nameTaken()
	if !fell {
		fell = u.linkParents()
	}

	if !fell {
		fell = u.misshapen()
	}

	return fell
}

func (u *unitMatch) merge() {
	u.merged = slices.Clone(u.before.Units)
	u.from = slices.Clone(u.row)
	for at, i := range u.row {
		if i >= 0 {
			take(unitFields, u.rows[i].Sheet, &u.merged[at], &u.rows[i].Unit)
		}
	}

	for i := range u.rows {
		if u.fate[i] == open && u.old[i] < 0 {
			unit := u.rows[i].Unit
			unit.ID = tempID(i)
			u.merged, u.from = append(u.merged, unit), append(u.from, i)
		}
	}

	u.units = newUnitIndex(u.merged, u.lost, u.read.Answers)
}

// nameTaken refuses rows that would give a unit the full name or code of one that keeps it.
func (u *unitMatch) nameTaken() bool {
	fell := false
	holder := map[string]int{}
	for at := range u.merged {
		if u.from[at] < 0 {
			holder[Fold(u.merged[at].Name)] = at
		}
	}

	for at, i := range u.from {
		if i < 0 {
			continue
		}
		if other, ok := holder[Fold(u.merged[at].Name)]; ok {
			u.refuse(i, FieldUnitName, trouble{Fault, "全称“%s”已是名册中另一个党组织（%s）的；请在全称上区别开。",
				[]any{u.merged[at].Name, named(u.merged[other].Name, u.merged[other].Code)}})
			fell = true
		}
	}

	return fell
}

// linkParents finds each row's parent; parents may stand later in the sheet.
func (u *unitMatch) linkParents() bool {
	fell := false
	u.placed = nil
	for at, i := range u.from {
		if i < 0 || !u.rows[i].Sheet.Has(FieldParent) {
			continue
		}

		u.merged[at].Parent = 0
		if u.rows[i].Parent == "" {
			continue
		}

		parent, t := u.units.either(u.rows[i].Parent, u.rows[i].ParentElse)
		if t != nil {
			u.refuse(i, FieldParent, *t)
			fell = true
			continue
		}

		u.merged[at].Parent = parent.ID
	}

	u.belowTop()
	return fell
}

// belowTop puts the new units of a sheet that says nothing of superiors under the one top there is: that of the roster,
// else the only 党委 that has none above it.
func (u *unitMatch) belowTop() {
	top, committees := -1, []int{}
	for at, unit := range u.merged {
		if unit.Parent != 0 || unit.Kind == External {
			continue
		}

		if at < len(u.before.Units) && u.before.Units[at].Parent == 0 && top < 0 {
			top = at
		}

		if unit.Kind == Committee {
			committees = append(committees, at)
		}
	}

	if top < 0 && len(committees) == 1 {
		top = committees[0]
	}

	for at, i := range u.from {
		unit := &u.merged[at]
		if top < 0 || i < 0 || at == top || u.rows[i].Sheet.Has(FieldParent) || unit.Parent != 0 || u.old[i] >= 0 || unit.Kind == External {
			continue
		}

		unit.Parent = u.merged[top].ID
		u.placed = append(u.placed, i)
	}
}

// settle gives new units their ids and says what is new, changed, the same and gone.
func (u *unitMatch) settle() {
	u.warn()
	ids := map[UnitID]UnitID{}
	for at := range u.merged {
		if id := u.merged[at].ID; id < 0 {
			ids[id] = UnitID(u.newID())
			u.merged[at].ID = ids[id]
		}
	}

	for at := range u.merged {
		if id, ok := ids[u.merged[at].Parent]; ok {
			u.merged[at].Parent = id
		}
	}

	u.units = newUnitIndex(u.merged, u.lost, u.read.Answers)
	u.unitRows = map[UnitID]Row{}
	for at, i := range u.from {
		if i >= 0 {
			u.unitRows[u.merged[at].ID] = u.rows[i].Row
		}
	}

	u.im.After.Units = u.merged
	d := &u.im.Units
	d.Present = u.read.Has(UnitSheet)
	known := len(u.before.Units)
	d.New = u.merged[known:]
	for i := range u.rows {
		if u.fate[i] == out {
			d.LeftOut++
		} else if at := u.old[i]; at >= 0 {
			u.compare(d, i, &u.before.Units[at], &u.merged[at])
		}
	}

	if !d.Present {
		return
	}

	for at, i := range u.row {
		unit := u.before.Units[at]
		if i < 0 && !u.spoken(unit) {
			d.Gone = append(d.Gone, unit)
		}
	}
}

func (u *unitMatch) compare(d *Delta[Unit], i int, before, after *Unit) {
	changes := diff(unitFields, before, after)
	if before.Parent != after.Parent {
		changes = append(changes, FieldChange{FieldParent, u.nameOf(before.Parent), u.nameOf(after.Parent)})
	}

	if len(changes) == 0 {
		d.Same++
		return
	}

	d.Changed = append(d.Changed, Changed[Unit]{u.rows[i].Row, before, after, changes})
}

// nameOf is the full name of a unit, empty for none.
func (m *matcher) nameOf(id UnitID) string {
	if unit := m.units.unit(id); unit != nil {
		return unit.Name
	}
	return ""
}

// spoken reports whether a row that was left out speaks of the unit.
func (u *unitMatch) spoken(unit Unit) bool {
	_, byCode := u.lost[Fold(unit.Code)]
	_, byName := u.lost[Fold(unit.Name)]
	return byCode || byName
}
