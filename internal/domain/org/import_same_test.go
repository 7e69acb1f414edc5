package org_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lingping/internal/domain/org"
)

// disguised writes a number of digits in one of the ways in which programs and people write it.
func disguised(t *rapid.T, number string) string {
	n := len(number)
	forms := []string{
		number, number + ".0", number + ".00", " " + number + " ", number[:n/2] + " " + number[n/2:], number[:n/2] + "-" + number[n/2:],
		strings.Map(func(r rune) rune { return r - '0' + '０' }, number), "'" + number,
	}
	if number[0] != '0' {
		forms = append(forms, fmt.Sprintf("%s.%sE%d", number[:1], number[1:], n-1), fmt.Sprintf("%s.%sE+%02d", number[:1], number[1:], n-1))
	}
	return rapid.SampledFrom(forms).Draw(t, "form")
}

func TestANumberIsTheSameHoweverItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[0-9]{4,12}`).Draw(t, "number")
		written := disguised(t, number)
		if org.Key(written) != org.Key(number) {
			t.Fatalf("%q has the key %q, %q has %q", written, org.Key(written), number, org.Key(number))
		}

		known := match(org.Roster{}, roster{units: college.units, persons: []string{disguised(t, number) + "|王丽|D1"}}.sheets()).After
		im := match(known, roster{persons: []string{written + "|王丽|D1"}}.sheets())
		if len(im.Persons.New) > 0 || im.Notes.Count(org.Fault) > 0 {
			t.Fatalf("%q is somebody new, or asked:\n%s", written, said(im))
		}
	})
}

func TestOtherNumbersStayOther(t *testing.T) {
	for _, pair := range [][2]string{{"1E5", "100000"}, {"A12.0", "A12"}, {"100", "1000"}, {"2.01E7", "20100000X"}, {"12.5", "125"}, {"B1", "B2"}} {
		if org.Key(pair[0]) == org.Key(pair[1]) {
			t.Errorf("%q and %q are taken for one", pair[0], pair[1])
		}
	}
}

func TestTheBetterFormedWritingIsKept(t *testing.T) {
	for _, c := range []struct{ known, said, want string }{
		{"2010-0101", "20100101", "20100101"}, {"20100101", "2010-0101", "20100101"}, {"20100101.0", "20100101", "20100101"},
		{"ab12", "AB12", "ab12"}, {"２０１０", "2010", "2010"},
	} {
		known := match(org.Roster{}, roster{units: college.units, persons: []string{c.known + "|王丽|D1"}}.sheets()).After
		im := match(known, roster{persons: []string{c.said + "|王丽|D1"}}.sheets())
		if got := im.After.Persons[0].Number; got != c.want {
			t.Errorf("%s and %s: %s is kept", c.known, c.said, got)
		}
	}
}

func TestWhereTheSheetDoesNotTellTheOfficeIsAsked(t *testing.T) {
	before := after(t, college, roster{persons: []string{"0033101|林一|B1", "7001|林二|B1||1970"}})
	for name, c := range map[string]struct {
		rows    roster
		answers org.Answers
		want    []string // new and changed persons
		says    string
	}{
		"zeros lost": {roster{persons: []string{"33101|林一|B1"}}, org.Answers{}, nil, "只差前面的 0"},
		"zeros lost, the same": {roster{persons: []string{"33101|林一|B2"}},
			org.Answers{Same: []org.Pair{{A: "33101", B: "0033101"}}}, []string{"changed 0033101 林一"}, ""},
		"zeros lost, another": {roster{persons: []string{"33101|林一|B1"}},
			org.Answers{Distinct: []org.Pair{{A: "0033101", B: "33101"}}}, []string{"new 33101 林一"}, ""},
		"zeros lost by all, the same": {roster{persons: []string{"33101|林一|B2"}}, org.Answers{AllSame: true}, []string{"changed 0033101 林一"}, ""},
		"another number in the same branch": {roster{persons: []string{"7002|林二|B1"}}, org.Answers{}, nil,
			"名册中同一党支部已有“林二”（工号 7001），这里的工号是“7002”"},
		"another number, the same person": {roster{persons: []string{"7002|林二|B1"}},
			org.Answers{Same: []org.Pair{{A: "7002", B: "7001"}}}, []string{"changed 7002 林二"}, ""},
		"another number, another person":       {roster{persons: []string{"7002|林二|B1"}}, org.Answers{AllDistinct: true}, []string{"new 7002 林二"}, ""},
		"another number, born in another year": {roster{persons: []string{"7002|林二|B1||1980"}}, org.Answers{}, []string{"new 7002 林二"}, ""},
		"another number, both on the sheet":    {roster{persons: []string{"7001|林二|B1||1970", "7002|林二|B1"}}, org.Answers{}, []string{"new 7002 林二"}, ""},
		"another number in another branch":     {roster{persons: []string{"7002|林二|B2"}}, org.Answers{}, []string{"new 7002 林二"}, ""},
		"zeros lost within the sheet":          {roster{persons: []string{"0088|钟灵|B1", "88|钟灵|B2"}}, org.Answers{}, nil, "在两行里只差前面的 0"},
		"a post of one whose zeros are lost":   {roster{posts: []string{"33101|林一||B1|secretary"}}, org.Answers{}, nil, "可能丢了前面的 0"},
	} {
		t.Run(name, func(t *testing.T) {
			sheets := c.rows.sheets()
			sheets.Answers = c.answers
			im := match(before, sheets)
			var got []string
			for _, p := range im.Persons.New {
				got = append(got, "new "+p.Number+" "+p.Name)
			}

			for _, p := range im.Persons.Changed {
				got = append(got, "changed "+p.After.Number+" "+p.After.Name)
			}

			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("persons (-want +got):\n%s%s", diff, said(im))
			}

			if asked := c.says != ""; asked != (len(im.Asked) > 0) || asked == im.Ready(false) || !strings.Contains(said(im), c.says) {
				t.Errorf("asked %d, said\n%s", len(im.Asked), said(im))
			}

			again := c.rows.sheets()
			again.Answers = c.answers
			if twice := match(im.After, again); !twice.Empty() {
				t.Errorf("importing it twice changes something:\n%s", content(twice))
			}
		})
	}
}

func TestUnitsWhoseCodesLostTheirZerosAreAsked(t *testing.T) {
	before := match(org.Roster{}, roster{units: []string{"01|云州学院党委||committee|", "0101|化学系支部||branch|01"}}.sheets()).After
	asked := match(before, roster{units: []string{"101|化学系党支部||branch|01"}, persons: []string{"1|林一|101"}}.sheets())
	if asked.Ready(false) || len(asked.Asked) != 1 || len(asked.Units.New) > 0 || len(asked.Persons.New) > 0 {
		t.Fatalf("not asked:\n%s%s", content(asked), said(asked))
	}

	sheets := roster{units: []string{"101|化学系党支部||branch|01"}, persons: []string{"1|林一|101"}}.sheets()
	sheets.Answers.Same = []org.Pair{{A: "101", B: "0101"}}
	told := match(before, sheets)
	if !told.Ready(false) || len(told.Units.New) > 0 || told.After.Units[1].Code != "0101" || len(told.Persons.New) != 1 {
		t.Errorf("not taken as answered:\n%s%s", content(told), said(told))
	}
}

func TestNamesAreTheSameWhateverDotAndShapeTheyHave(t *testing.T) {
	for _, pair := range [][2]string{{"古丽·阿依", "古丽．阿依"}, {"古丽·阿依", "古丽.阿依"}, {"古丽·阿依", "古丽•阿依"}, {"方文", "⽅⽂"}, {"王丽", "王　丽"}, {"赵喆", "赵喆\u200b"}} {
		if org.NameKey(pair[0]) != org.NameKey(pair[1]) {
			t.Errorf("%q and %q are taken for two", pair[0], pair[1])
		}
	}

	if org.NameKey("李㛃") == org.NameKey("李洁") || org.NameKey("王莉") == org.NameKey("王丽") {
		t.Error("two names are taken for one")
	}
}

func TestEmptyingIsCountedByFieldAndNeedsLeave(t *testing.T) {
	before := after(t, college, roster{persons: []string{"7001|林二|B1||1970|男", "7002|林三|B1||1971|男"}})
	im := match(before, roster{persons: []string{"7001|林二|B1|||男", "7002|林三|B1||1972|"}}.sheets())
	want := []org.Loss{
		{Sheet: org.PersonSheet, Field: org.FieldBirth, Emptied: 1, Changed: 1, Examples: []org.LossExample{{Who: "林二（7001）", Before: "1970"}, {Who: "林三（7002）", Before: "1971", After: "1972"}}},
		{Sheet: org.PersonSheet, Field: org.FieldSex, Emptied: 1, Examples: []org.LossExample{{Who: "林三（7002）", Before: "男"}}},
	}
	if diff := cmp.Diff(want, im.Losses); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}

	if im.Emptied() != 2 || im.MayWrite(false, false) || !im.MayWrite(false, true) {
		t.Errorf("%d emptied; may write %v without leave, %v with it", im.Emptied(), im.MayWrite(false, false), im.MayWrite(false, true))
	}
}

func TestGroupsAskedOneByOneLeaveTheOthers(t *testing.T) {
	before := after(t, college, roster{persons: []string{"7001|林二|B1"}})
	before.Persons[len(before.Persons)-1].Groups = []string{"学生", "流动"}
	sheets := roster{persons: []string{"7001|林二|B1"}}.sheets()
	delete(sheets.Persons[0].Sheet.Columns, org.FieldGroups)
	sheets.Persons[0].Flags = []org.GroupFlag{{Group: "失联", On: true}, {Group: "流动"}}
	im := match(before, sheets)
	if len(im.Persons.Changed) != 1 {
		t.Fatal(content(im))
	}

	if diff := cmp.Diff([]string{"学生", "失联"}, im.Persons.Changed[0].After.Groups); diff != "" {
		t.Error(diff)
	}
}

func TestAllThatIsWrongWithARowIsSaid(t *testing.T) {
	im := match(after(t, college), roster{persons: []string{"201|甲|没有的支部", "201|乙|B1"}}.sheets())
	for _, words := range []string{"没有党组织叫“没有的支部”", "工号“201”在“党员”表第 3 行（乙）也有", "工号“201”在“党员”表第 2 行（甲）也有"} {
		if !strings.Contains(said(im), words) {
			t.Errorf("%s is not said:\n%s", words, said(im))
		}
	}
}

func TestWhatStandsBesideAPostIsKeptAsItsNote(t *testing.T) {
	sheets := roster{posts: []string{"001||||secretary"}}.sheets()
	sheets.Posts[0].Unit, sheets.Posts[0].Note = "D1", "副院长"
	im := match(after(t, college), sheets)
	if len(im.Posts.New) != 1 || im.Posts.New[0].Note != "副院长" {
		t.Fatalf("%+v\n%s", im.Posts.New, said(im))
	}

	if again := match(im.After, sheets); !again.Empty() {
		t.Errorf("importing it twice changes something:\n%s", content(again))
	}

	sheets.Posts[0].Note = ""
	if blank := match(im.After, sheets); !blank.Empty() {
		t.Errorf("a row that says nothing beside the post took the note away:\n%s", content(blank))
	}
}

// An answer that all is the same settles what lost zeros leave open, and nothing that a fact or a name speaks against.
func TestAnAnswerForAllMergesNobodyWhoIsAnother(t *testing.T) {
	before := after(t, college, roster{persons: []string{"0123|张三|B1||1960", "0456|李五|B1", "00456|李六|B2"}})
	all := org.Answers{AllSame: true}
	for name, c := range map[string]struct {
		row     string
		answers org.Answers
		changed int
		says    string
	}{
		"born in another year":                     {"123|张三|B1||1985", all, 0, "是同一人，但出生年月不同"},
		"another name, and all is the same":        {"123|张小三|B1", all, 0, "只差前面的 0"},
		"another name, and just these are said":    {"123|张小三|B1", org.Answers{Same: []org.Pair{{A: "123", B: "0123"}}}, 1, "将按改名处理"},
		"two whose numbers differ by zeros only":   {"456|李五|B2", all, 0, "名册中有 2 人的工号与“456”只差前面的 0"},
		"one of the two is said":                   {"456|李五|B2", org.Answers{Same: []org.Pair{{A: "456", B: "0456"}}}, 1, ""},
		"the same name, and all is the same again": {"123|张三|B2", all, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			sheets := roster{persons: []string{c.row}}.sheets()
			sheets.Answers = c.answers
			im := match(before, sheets)
			if len(im.Persons.Changed) != c.changed || len(im.Persons.New) > 0 || !strings.Contains(said(im), c.says) {
				t.Errorf("%d changed, %d new:\n%s", len(im.Persons.Changed), len(im.Persons.New), said(im))
			}
		})
	}
}

// Two rows that are said to be one unit are not both taken.
func TestTwoRowsOfOneUnitAreRefused(t *testing.T) {
	before := match(org.Roster{}, roster{units: []string{"01|云州学院党委||committee|", "0101|化学系支部||branch|01"}}.sheets()).After
	sheets := roster{units: []string{"0101|化学系支部||branch|01", "101|化学系党支部||branch|01"}}.sheets()
	sheets.Answers.AllSame = true
	if im := match(before, sheets); im.Ready(false) || len(im.Units.New) > 0 || !strings.Contains(said(im), "请只留一行") {
		t.Errorf("a second unit is made of the row:\n%s%s", content(im), said(im))
	}
}
