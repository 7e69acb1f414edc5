package org

import "strings"

// misshapen refuses rows by which the units would no longer be a tree: loops, second roots, cells that are not in a
// branch.
func (u *unitMatch) misshapen() bool {
	loops := u.loops()
	roots := u.roots()
	cells := u.cells()
	return loops || roots || cells
}

// loops refuses every row on a circle of parents, naming the circle from the row itself.
func (u *unitMatch) loops() bool {
	const unseen, walking, done = 0, 1, 2
	state := make([]uint8, len(u.merged))
	fell := false
	for start := range u.merged {
		var path []int
		at := start
		for state[at] == unseen {
			state[at] = walking
			path = append(path, at)
			parent, ok := u.units.at[u.merged[at].Parent]
			if !ok {
				break
			}

			at = parent
		}

		if state[at] == walking && len(path) > 0 && u.onLoop(at) {
			u.refuseLoop(at)
			fell = true
		}

		for _, p := range path {
			state[p] = done
		}
	}

	return fell
}

// onLoop reports whether going up from a unit comes back to it.
func (u *unitMatch) onLoop(start int) bool {
	at := start
	for range u.merged {
		parent, ok := u.units.at[u.merged[at].Parent]
		if !ok {
			return false
		}
		if parent == start {
			return true
		}

		at = parent
	}

	return false
}

func (u *unitMatch) refuseLoop(start int) {
	var loop []int
	for at := start; len(loop) == 0 || at != start; at = u.units.at[u.merged[at].Parent] {
		loop = append(loop, at)
	}

	for k, at := range loop {
		if u.from[at] < 0 {
			continue
		}

		var names []string
		for j := range len(loop) + 1 {
			names = append(names, u.merged[loop[(k+j)%len(loop)]].Name)
		}

		u.refuse(u.from[at], FieldParent, trouble{Fault, "上级关系绕成了一个圈：%s；请改正其中一个的上级党组织。",
			[]any{strings.Join(names, " → ")}})
	}
}

// roots refuses rows without a parent beside the one root. Only outside units may stand beside it. The root that the
// roster has stays; in an empty roster the only 党委 among them is taken for the root.
func (u *unitMatch) roots() bool {
	var roots, known, committees []int
	for at, unit := range u.merged {
		if unit.Parent != 0 || unit.Kind == External {
			continue
		}

		roots = append(roots, at)
		if was := at < len(u.before.Units); was && u.before.Units[at].Parent == 0 && u.before.Units[at].Kind != External {
			known = append(known, at)
		}

		if unit.Kind == Committee {
			committees = append(committees, at)
		}
	}

	if len(roots) < 2 {
		return false
	}

	root := -1
	if len(known) > 0 {
		root = known[0]
	} else if len(committees) == 1 {
		root = committees[0]
	}

	fell := false
	for _, at := range roots {
		if at == root || u.from[at] < 0 {
			continue
		}

		t := trouble{Fault, "有 %d 个党组织没有上级：%s；最高一级只能有一个，请为其余各个填上级党组织。",
			[]any{len(roots), u.units.names(roots)}}
		if root >= 0 {
			t = trouble{Fault, "没有写上级党组织，而最高一级是“%s”；请填上级党组织（只有外部单位可以没有上级）。",
				[]any{u.merged[root].Name}}
		}

		u.refuse(u.from[at], FieldParent, t)
		fell = true
	}

	return fell
}

// cells refuses 党小组 whose parent is not a branch.
func (u *unitMatch) cells() bool {
	fell := false
	for at, i := range u.from {
		if i < 0 || u.fate[i] == out || u.merged[at].Kind != Cell {
			continue
		}

		parent := u.units.unit(u.merged[at].Parent)
		if parent != nil && !parent.Kind.IsBranch() {
			u.refuse(i, FieldParent, trouble{Fault, "党小组的上级应是党支部，而“%s”是%s；请改填它所在的党支部。",
				[]any{parent.Name, parent.Kind.Word()}})
			fell = true
		}
	}

	return fell
}

// warn says what is improbable about the rows that stand.
func (u *unitMatch) warn() {
	for _, i := range u.placed {
		if u.fate[i] != out {
			u.note(Warning, u.rows[i].Row, "", "表里没有上级党组织一列，“%s”放在最高一级之下；不对就加上这一列再导入。", u.rows[i].Unit.Name)
		}
	}

	for at, i := range u.from {
		if i < 0 {
			continue
		}

		unit := &u.merged[at]
		parent := u.units.unit(unit.Parent)
		if parent == nil {
			continue
		}

		committee := parent.Kind == Committee || parent.Kind == SubCommittee
		switch {
		case u.rows[i].Direct && !committee:
			u.note(Warning, u.rows[i].Row, FieldUnitKind, "写的是直属党支部，而上级“%s”是%s；直属党支部直接在党委之下，请核对。",
				parent.Name, parent.Kind.Word())
		case improbableUnder(unit.Kind, parent.Kind):
			u.note(Warning, u.rows[i].Row, FieldParent, "上级“%s”是%s，下面一般不设%s；请核对。",
				parent.Name, parent.Kind.Word(), unit.Kind.Word())
		}
	}
}

// improbableUnder reports whether a unit of one kind seldom stands under one of the other.
func improbableUnder(kind, parent UnitKind) bool {
	switch parent {
	case LeadGroup: // a lead body has no subordinate line
		return kind.IsGrassroots()
	case Cell, External:
		return kind != External
	case Department:
		return kind.IsGrassroots() || kind == LeadGroup
	case GeneralBranch:
		return kind == Committee || kind == SubCommittee
	case Branch, JointBranch, TempBranch:
		return kind.IsGrassroots()
	}
	return false
}
