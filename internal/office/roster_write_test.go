package office_test

import (
	"bytes"
	"io"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/office"
)

func TestAWrittenRosterIsReadBackAsItWas(t *testing.T) {
	roster := &org.Roster{
		Units: []org.Unit{
			{ID: 1, Code: "W0", Name: "中共临海学院委员会", Short: "党委", Kind: org.Committee},
			{ID: 2, Code: "D1", Name: "机关第一党支部", Kind: org.TempBranch, Category: "机关", Parent: 1},
		},
		Persons: []org.Person{
			{ID: 1, Number: "001", Name: "陈䶮", Sex: "男", Nation: "汉族", Birth: "1962-10", Degree: "大学本科", Standing: org.Formal,
				Joined: "1985-06-01", Full: "1986-06-01", Branch: 2, Job: "书记", Groups: []string{"领导职务", "流动"}, Note: "借调"},
			{ID: 2, Name: "阿依努尔·买买提", Standing: org.Probationary, Branch: 2},
		},
		Posts: []org.Post{
			{Person: 1, Unit: 1, Kind: org.Secretary, To: "2010-12-01"},
			{Person: 2, Unit: 2, Kind: org.CommitteeMember, Portfolio: "组织"},
			{Person: 2, Unit: 2, Kind: org.Acting},
		},
		Charges: []org.Charge{{Person: 1, Unit: 2, Kind: org.ContactPoint, From: "2010-01-01"}},
	}

	file := must(t, func(w io.Writer) error { return office.WriteRoster(w, roster) })
	sheets, err := office.ReadRoster(t.Context(), "名册.xlsx", bytes.NewReader(file), int64(len(file)), office.DefaultLimits(), office.Reading{})
	if err != nil {
		t.Fatal(err)
	}

	if len(sheets.Notes.List) > 0 {
		t.Errorf("it is read with doubts: %v", sheets.Notes.List[0].Sentence())
	}

	ids := int64(0)
	im := org.Match(org.Roster{}, sheets, func() int64 { ids++; return ids }, func(string) (string, string) { return "", "" })
	again := must(t, func(w io.Writer) error { return office.WriteRoster(w, &im.After) })
	if !bytes.Equal(file, again) {
		t.Error("read and written again, it is another workbook")
	}
}
