package org_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/domain/org"
)

func TestAParentMayStandLaterInTheSheet(t *testing.T) {
	im := match(org.Roster{}, roster{units: []string{
		"B1|教工党支部||branch|机械学院党总支", "Z1|机械学院党总支||general-branch|W0", "W0|临海学院党委||committee|",
	}}.sheets())
	wants(t, im)
	units := im.After.Units
	if units[0].Parent != units[1].ID || units[1].Parent != units[2].ID || units[2].Parent != 0 {
		t.Errorf("parents: %+v", units)
	}
}

func TestAUnitIsNamedByCodeFullNameOrAShortNameOfItsOwn(t *testing.T) {
	for _, parent := range []string{"Z1", "ｚ１", "机械学院党总支", "机械学院 党总支", "机械总支"} {
		t.Run(parent, func(t *testing.T) {
			im := match(after(t, college), roster{units: []string{"B9|新党支部||branch|" + parent}}.sheets())
			wants(t, im)
		})
	}
}

func TestUnitsThatDoNotFitAreFaults(t *testing.T) {
	for name, c := range map[string]struct {
		units []string
		says  []string
	}{
		"one code twice": {
			[]string{"B8|甲支部||branch|W0", "b8|乙支部||branch|W0"},
			[]string{"fault 代码“B8”在本表第 3 行也有", "fault 代码“b8”在本表第 2 行也有"},
		},
		"one name twice": {
			[]string{"B8|甲支部||branch|W0", "B9|甲支部||branch|W0"},
			[]string{"fault 全称“甲支部”在本表第 3 行也有", "fault 全称“甲支部”在本表第 2 行也有"},
		},
		"a known name under another code": {
			[]string{"B8|机关党支部||branch|W0"},
			[]string{"fault 代码是 D1，与这里的 B8 不同"},
		},
		"a code renamed to a name that another keeps": {
			[]string{"B1|机关党支部||branch|Z1"},
			[]string{"fault 已是名册中另一个党组织（机关党支部（D1））的"},
		},
		"an old name given to a new unit": {
			[]string{"B1|教工第一党支部||branch|Z1", "|机械学院教工党支部||branch|Z1"},
			[]string{"fault 而第 2 行按代码给它改了名", "fault 而第 3 行还用着原来的全称“机械学院教工党支部”"},
		},
		"no such parent": {
			[]string{"B8|甲支部||branch|外语学院总支"},
			[]string{"fault 没有党组织叫“外语学院总支”"},
		},
		"a parent that may be meant": {
			[]string{"B8|甲支部||branch|机械党总支"},
			[]string{"fault 如指“机械学院党总支”"},
		},
		"a parent that means two": {
			[]string{"B8|甲支部|支部|branch|W0", "B9|乙支部|支部|branch|W0", "C1|小组||cell|支部"},
			[]string{"fault “支部”可以指 2 个党组织：甲支部（B8）、乙支部（B9）"},
		},
		"a circle": {
			[]string{"B8|甲支部||branch|B9", "B9|乙支部||branch|B8"},
			[]string{"fault 甲支部 → 乙支部 → 甲支部", "fault 乙支部 → 甲支部 → 乙支部"},
		},
		"its own parent": {
			[]string{"Z1|机械学院党总支||general-branch|Z1"},
			[]string{"fault 机械学院党总支 → 机械学院党总支"},
		},
		"a circle through the roster": {
			[]string{"Z1|机械学院党总支||general-branch|B1"},
			[]string{"fault 机械学院党总支 → 机械学院教工党支部 → 机械学院党总支"},
		},
		"a second root": {
			[]string{"W9|别的党委||committee|"},
			[]string{"fault 最高一级是“中共临海学院委员会”"},
		},
		"a cell that is not in a branch": {
			[]string{"C1|第一小组||cell|Z1"},
			[]string{"fault 而“机械学院党总支”是党总支"},
		},
		"a row whose parent is left out": {
			[]string{"B8|甲支部||branch|无此", "C1|甲支部小组||cell|B8", "C2|乙||cell|甲支部小组"},
			[]string{"fault 没有党组织叫“无此”", "follows “B8”在“党组织”表第 2 行", "follows “甲支部小组”在“党组织”表第 3 行"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := after(t, college)
			im := match(before, roster{units: c.units}.sheets())
			wants(t, im, c.says...)
			if im.Ready(false) || !im.Ready(true) {
				t.Error("it must be ready only with the rows left out")
			}
		})
	}
}

func TestAnEmptyRosterHasOneRoot(t *testing.T) {
	im := match(org.Roster{}, roster{units: []string{"W0|甲党委||committee|", "B1|乙支部||branch|", "X1|友校||external|"}}.sheets())
	wants(t, im, "fault 没有写上级党组织，而最高一级是“甲党委”")
	im = match(org.Roster{}, roster{units: []string{"W0|甲党委||committee|", "W1|乙党委||committee|"}}.sheets())
	wants(t, im, "fault 有 2 个党组织没有上级：甲党委（W0）、乙党委（W1）", "fault 有 2 个党组织没有上级")
}

func TestImprobableUnitsAreWarnings(t *testing.T) {
	im := match(after(t, college), roster{units: []string{
		"B1|机械学院教工党支部|教工支部|direct branch|Z1", "B8|甲支部||branch|B2", "W8|乙党委||committee|Z1",
	}}.sheets())
	wants(t, im, "warning 写的是直属党支部，而上级“机械学院党总支”是党总支",
		"warning 上级“机械学院学生党支部”是党支部，下面一般不设党支部", "warning 上级“机械学院党总支”是党总支，下面一般不设党委")
}

func TestWhatChangesInAUnitIsListed(t *testing.T) {
	before := after(t, college)
	im := match(before, roster{units: []string{
		"B1|机械学院教师党支部||joint-branch|W0", // renamed, short name cleared, kind and parent changed
		"|机关党支部||direct branch|W0",      // by its name; the code stays
		"W0|中共临海学院委员会||committee|",
	}}.sheets())

	wants(t, im)
	if len(im.Units.Changed) != 1 || im.Units.Same != 2 || len(im.Units.Gone) != 2 {
		t.Fatalf("%+v", im.Units)
	}

	want := []org.FieldChange{
		{Field: org.FieldUnitName, Before: "机械学院教工党支部", After: "机械学院教师党支部"},
		{Field: org.FieldShort, Before: "教工支部"},
		{Field: org.FieldUnitKind, Before: "党支部", After: "联合党支部"},
		{Field: org.FieldParent, Before: "机械学院党总支", After: "中共临海学院委员会"},
	}

	if diff := cmp.Diff(want, im.Units.Changed[0].Fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}

	if im.After.Units[4].Code != "D1" {
		t.Error("an empty code took the code away")
	}

	if before.Units[2].Name != "机械学院教工党支部" {
		t.Error("the roster before was changed")
	}
}

func TestTwoUnitsMayChangeTheirNames(t *testing.T) {
	im := match(after(t, college), roster{units: []string{"B1|机械学院学生党支部||branch|Z1", "B2|机械学院教工党支部||branch|Z1"}}.sheets())
	wants(t, im)
	if len(im.Units.Changed) != 2 {
		t.Errorf("%+v", im.Units)
	}
}

func TestAUnitWhoseRowIsLeftOutIsNotGone(t *testing.T) {
	im := match(after(t, college), roster{units: []string{"B1|机械学院教工党支部||branch|无此"}}.sheets())
	for _, u := range im.Units.Gone {
		if u.Code == "B1" {
			t.Error("B1 is on the sheet")
		}
	}
}
