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
		for _, line := range (&assign.Plan{}).Omitted(units, s, top) {
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

// A committee as a whole with which nobody is charged is no gap, and is told as left out: one more is said of.
func TestACommitteeWithWhichNobodyIsChargedIsTold(t *testing.T) {
	s, faults := scheme.Parse("own", []byte(`
extends: tongyong
subjects:
  - {kind: committee, aspects: [{key: a, text: 甲}]}
rules:
  - {id: R8, relation: charge-holder, subjects: [committee]}
`), scheme.Source)
	if s == nil {
		t.Fatal(faults)
	}

	units := []org.Unit{{ID: 1, Name: "镇党委", Kind: org.Committee}, {ID: 2, Name: "一总支", Kind: org.GeneralBranch, Parent: 1}, {ID: 3, Name: "二总支", Kind: org.GeneralBranch, Parent: 1}}
	places := org.Arrange(units)
	for _, c := range []struct {
		charges []org.Charge
		want    string
	}{
		{nil, "班子 2 个：没有人按方案点评，不列入本轮"},
		{[]org.Charge{{Person: 9, Unit: 2, Kind: org.InCharge}}, "班子 1 个：没有人按方案点评，不列入本轮"},
		{[]org.Charge{{Person: 9, Unit: 2, Kind: org.InCharge}, {Person: 9, Unit: 3, Kind: org.InCharge}}, ""},
	} {
		facts, err := assign.NewFacts("2011-01-01", units, nil, []org.Post{{Person: 9, Unit: 1, Kind: org.DeputySecretary}}, c.charges, []assign.Holder{{Person: 9, Name: "王"}})
		if err != nil {
			t.Fatal(err)
		}

		var said []string
		for _, line := range assign.Make(facts, s, 1).Omitted(places, s, places[0]) {
			said = append(said, line.String())
		}

		if told := slices.Contains(said, c.want); told != (c.want != "") {
			t.Errorf("with %d charges is said %q, want %q", len(c.charges), said, c.want)
		}
	}
}
