package assign_test

import (
	"slices"
	"testing"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// What a round leaves out is told: nothing of the tree and of the scheme vanishes unseen.
func TestWhatIsLeftOutIsTold(t *testing.T) {
	units := org.Arrange([]org.Unit{
		{ID: 1, Name: "镇党委", Kind: org.Committee}, {ID: 2, Name: "一支部", Kind: org.Branch, Parent: 1},
		{ID: 3, Name: "农技站", Kind: org.Department, Parent: 1}, {ID: 4, Name: "县医院", Kind: org.External, Parent: 1},
		{ID: 5, Name: "驻外单位", Kind: org.External, Parent: 1},
	})
	s, faults := scheme.Parse("own", []byte("extends: tongyong\nremove: {rules: [R4]}\n"), scheme.Source)
	if s == nil {
		t.Fatal(faults)
	}

	said := func(top org.Place) (out []string) {
		for _, line := range assign.Omitted(units, s, top) {
			out = append(out, line.String())
		}
		return out
	}

	for _, c := range []struct {
		top  org.Place
		want []string
	}{{units[0], []string{"镇党委和它的书记由上级点评，不列入本轮", "部门 1 个：方案没有列为点评对象，不点评",
		"外部单位 2 个：方案没有列为点评对象，不点评", "方案写了“班子成员”，但没有规则给出点评人，这一类不点评"}},
		{units[1], []string{"方案写了“班子成员”，但没有规则给出点评人，这一类不点评"}}} {
		if got := said(c.top); !slices.Equal(got, c.want) {
			t.Errorf("over %s: %q", c.top.Name, got)
		}
	}
}

// Departments, cells, committees as a whole and outsiders are no 党组织 and no 班子成员: each kind is counted by its own name.
func TestOtherSubjectsAreCountedByTheirOwnName(t *testing.T) {
	s, faults := scheme.Parse("own", []byte(`
extends: tongyong
subjects:
  - {kind: department, aspects: [{key: a, text: 甲}]}
rules:
  - {id: R8, relation: department-head, subjects: [department]}
`), scheme.Source)
	if s == nil {
		t.Fatal(faults)
	}

	facts, err := assign.NewFacts("2011-01-01", []org.Unit{{ID: 1, Name: "镇党委", Kind: org.Committee}, {ID: 2, Name: "一支部", Kind: org.Branch, Parent: 1},
		{ID: 3, Name: "农技站", Kind: org.Department, Parent: 1}}, nil, []org.Post{{Person: 9, Unit: 1, Kind: org.Secretary}}, nil,
		[]assign.Holder{{Person: 9, Name: "王"}})
	if err != nil {
		t.Fatal(err)
	}

	p := assign.Make(facts, s, 0)
	if c := p.Counts(); c.Units != 1 || p.Others[scheme.ColumnDepartments] != 1 {
		t.Errorf("%d units, %v", c.Units, p.Others)
	}
}
