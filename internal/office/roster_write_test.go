package office_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
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

func TestARosterThatIsWrittenAndImportedChangesNothing(t *testing.T) {
	first := house(t)
	first.Posts = []org.Post{{ID: 1, Person: first.Persons[0].ID, Unit: first.Units[2].ID, Kind: org.Secretary, From: "2010-01"}}
	first.Charges = []org.Charge{{ID: 1, Person: first.Persons[0].ID, Unit: first.Units[3].ID, Kind: org.ContactPoint}}
	rapid.Check(t, func(rt *rapid.T) {
		roster := org.Roster{Units: first.Units, Persons: slices.Clone(first.Persons), Posts: slices.Clone(first.Posts), Charges: first.Charges}
		for i := range roster.Persons {
			p := &roster.Persons[i]
			p.Number = fmt.Sprintf("%05d", 7+i*13)
			p.Phone = rapid.SampledFrom([]string{"", "13900000001", "0871-5555"}).Draw(rt, "phone")
			p.Groups = rapid.SampledFrom([][]string{nil, {org.GroupMobile}, {org.GroupStudent, org.GroupLostContact}}).Draw(rt, "groups")
			p.Note = rapid.SampledFrom([]string{"", "借调", "-1、+2"}).Draw(rt, "note")
			p.Birth = rapid.SampledFrom([]org.Date{"", "1980", "1980-10", "1980-10-01"}).Draw(rt, "birth")
		}

		for i := range roster.Posts {
			roster.Posts[i].Note = rapid.SampledFrom([]string{"", "副院长"}).Draw(rt, "beside")
		}

		for name, write := range map[string]func(io.Writer, *org.Roster) error{"ours": office.WriteRoster, "national": office.WriteNationalRoster} {
			var book bytes.Buffer
			if err := write(&book, &roster); err != nil {
				rt.Fatal(err)
			}

			im := match(roster, readBytes(rt, "x.xlsx", book.Bytes()))
			if !im.Empty() || im.Notes.Count(org.Fault) > 0 {
				rt.Fatalf("%s: %q\n%s", name, gist(im), notes(i18n.Chinese, im.Notes.List))
			}
		}
	})
}
