package org_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/domain/org"
)

// outcome is what became of the persons.
type outcome struct {
	New, Changed, Gone []string
	Same               int
}

func outcomeOf(im *org.Import) outcome {
	o := outcome{Same: im.Persons.Same}
	for _, p := range im.Persons.New {
		o.New = append(o.New, p.Number+p.Name)
	}

	for _, c := range im.Persons.Changed {
		o.Changed = append(o.Changed, c.Before.Number+c.Before.Name+" → "+c.After.Number+c.After.Name)
	}

	for _, p := range im.Persons.Gone {
		o.Gone = append(o.Gone, p.Number+p.Name)
	}

	slices.Sort(o.Gone)
	return o
}

func TestPersonsAreMatchedSafelyOrReported(t *testing.T) {
	everybody := []string{"001陈建国", "002王丽", "101赵伟", "102钱芳", "吴浩", "郑雪"}
	but := func(names ...string) []string {
		return slices.DeleteFunc(slices.Clone(everybody), func(s string) bool { return slices.Contains(names, s) })
	}
	for name, c := range map[string]struct {
		persons []string
		want    outcome
		says    []string
	}{
		"by number": {
			[]string{"００１|陈建国|D1"}, outcome{Same: 1, Gone: but("001陈建国")}, nil,
		},
		"by number into another branch": {
			[]string{"002|王丽|B1"}, outcome{Changed: []string{"002王丽 → 002王丽"}, Gone: but("002王丽")}, nil,
		},
		"by number with another name": {
			[]string{"002|王莉|D1"}, outcome{Changed: []string{"002王丽 → 002王莉"}, Gone: but("002王丽")},
			[]string{"warning 工号“002”在名册中是王丽，这里是王莉；将按改名处理"},
		},
		"without number by name and branch": {
			[]string{"|吴浩|B2", "|郑雪|学生支部"}, outcome{Same: 2, Gone: but("吴浩", "郑雪")}, nil,
		},
		"without number for one who has a number": {
			[]string{"|王丽|D1"}, outcome{Same: 1, Gone: but("002王丽")}, nil,
		},
		"with a number for one who had none": {
			[]string{"105|吴浩|B2"}, outcome{Changed: []string{"吴浩 → 105吴浩"}, Gone: but("吴浩")},
			[]string{"warning 没有工号，将按同一人补上工号“105”"},
		},
		"two of a name in one branch, no numbers": {
			[]string{"|吴浩|B2", "|吴浩|B2"}, outcome{Gone: but("吴浩")},
			[]string{"fault 本表同一党支部有 2 行“吴浩”", "fault 本表同一党支部有 2 行“吴浩”"},
		},
		"two of a name in one branch, one number": {
			[]string{"|吴浩|B2", "105|吴浩|B2"}, outcome{Gone: but("吴浩")},
			[]string{"fault 本表同一党支部有 2 行“吴浩”", "fault 名册中同一党支部有 1 个“吴浩”没有在本表认出"},
		},
		"a namesake with a number of his own": {
			[]string{"002|王丽|D1", "003|王丽|D1"}, outcome{Same: 1, New: []string{"003王丽"}, Gone: but("002王丽")}, nil,
		},
		"perhaps moved from another branch": {
			[]string{"|吴浩|B1"}, outcome{Gone: but("吴浩")},
			[]string{"fault 名册中已有“吴浩”（机械学院学生党支部），分不清这一行是他转来还是另一人"},
		},
		"a namesake in another branch, both on the sheet": {
			[]string{"|吴浩|B1", "|吴浩|B2"}, outcome{Same: 1, New: []string{"吴浩"}, Gone: but("吴浩")}, nil,
		},
		"new with a number beside one without in another branch": {
			[]string{"105|吴浩|B1"}, outcome{New: []string{"105吴浩"}, Gone: everybody},
			[]string{"warning 名册中还有同名而没有工号的人（机械学院学生党支部）"},
		},
		"one number twice": {
			[]string{"201|甲|B1", "201|乙|B1"}, outcome{Gone: everybody},
			[]string{"fault 工号“201”在“党员”表第 3 行（乙）也有", "fault 工号“201”在“党员”表第 2 行（甲）也有"},
		},
		"no branch": {
			[]string{"201|甲"}, outcome{New: []string{"201甲"}, Gone: everybody}, []string{"warning 没有写所在党支部：甲可以导入"},
		},
		"no branch any more": {
			[]string{"002|王丽"}, outcome{Changed: []string{"002王丽 → 002王丽"}, Gone: but("002王丽")},
			[]string{"warning 王丽原在“机关党支部”，这里空着"},
		},
		"no such branch": {
			[]string{"201|甲|外语支部"}, outcome{Gone: everybody}, []string{"fault 没有党组织叫“外语支部”"},
		},
		"in a general branch": {
			[]string{"201|甲|Z1"}, outcome{Gone: everybody}, []string{"fault “机械学院党总支”是党总支，党员应在党支部"},
		},
	} {

		t.Run(name, func(t *testing.T) {
			im := match(after(t, college), roster{persons: c.persons}.sheets())
			wants(t, im, c.says...)
			if diff := cmp.Diff(c.want, outcomeOf(im)); diff != "" {
				t.Errorf("outcome (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFactsTellNamesakesApart(t *testing.T) {
	const id = "11010519491231002X"
	before := after(t, college, roster{persons: []string{"|孙䶮|B1||1949-12|男|" + id, "301|周平|B1||1970-05-06|男|"}})
	for name, c := range map[string]struct {
		person string
		want   outcome
		says   []string
	}{
		"the identity number finds one who moved":    {"|孙䶮|B2||||" + id, outcome{Changed: []string{"孙䶮 → 孙䶮"}}, nil},
		"the identity number brings the number":      {"302|孙䶮|B2||1949-12-31||" + id, outcome{Changed: []string{"孙䶮 → 302孙䶮"}}, nil},
		"an identity number of another name":         {"302|孙龑|B2||||" + id, outcome{}, []string{"fault 身份证号与名册中的孙䶮相同，而这里是孙龑"}},
		"another birth is another person":            {"|孙䶮|B1||1980-01||", outcome{New: []string{"孙䶮"}}, nil},
		"another birth in another branch is no move": {"|孙䶮|B2||1980-01||", outcome{New: []string{"孙䶮"}}, nil},
		"a birth less exact is the same":             {"|周平|B1||1970||", outcome{Changed: []string{"301周平 → 301周平"}}, nil},
		"number, name and birth all differ":          {"301|周凯|B1||1981-02||", outcome{}, []string{"fault 出生年月也不同，像是两个人"}},
		"a rare character is not its look-alike":     {"|孙龑|B1||||", outcome{New: []string{"孙龑"}}, nil},
	} {

		t.Run(name, func(t *testing.T) {
			im := match(before, roster{persons: []string{c.person}}.sheets())
			wants(t, im, c.says...)
			got := outcomeOf(im)
			got.Gone = nil
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("outcome (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAMemberOfACellBelongsToItsBranch(t *testing.T) {
	im := match(after(t, college), roster{
		units:   []string{"C1|第一党小组||cell|B2"},
		persons: []string{"201|甲|C1"},
	}.sheets())

	wants(t, im)
	for _, u := range im.After.Units {
		if u.Code == "B2" && im.Persons.New[0].Branch != u.ID {
			t.Error("he is not in the branch of the cell")
		}
	}
}

func TestImprobablePersonsAreWarnings(t *testing.T) {
	sheets := roster{persons: []string{
		"201|甲|B1||1990-06||", "202|乙|B1|probationary|||", "203|丙|B1||1949-11|男|11010519491231002X",
		"204|丁|B1||1949-12|男|11010519491231002X", "205|戊|B1||||110105194912310021", "206|己|B1|non-member||女|11010519491231002X",
	}}.sheets()

	sheets.Persons[0].Person.Joined, sheets.Persons[0].Person.Full = "2008-05-31", "2007"
	sheets.Persons[1].Person.Full = "2009-06"
	im := match(after(t, college), sheets)
	wants(t, im, "warning 甲入党（2008.05.31）时不满 18 岁（1990.06出生）", "warning 甲的转正日期（2007）在入党日期（2008.05.31）之前",
		"warning 乙是预备党员，却有转正日期", "warning 丙的身份证号是 1949.12.31 出生的，与出生年月（1949.11）不同",
		"warning 丁的身份证号与性别（男）不同", "warning 戊的身份证号不对", "warning 身份证号与第 4 行（丙）相同")
}

func TestIdentityNumbersAreCheckedByTheirLastDigit(t *testing.T) {
	birth, sex, ok := org.CheckIDNumber("11010519491231002X")
	if birth != "1949-12-31" || sex != "女" || !ok {
		t.Errorf("%s %s %t", birth, sex, ok)
	}

	for _, wrong := range []string{"110105194912310021", "1101051949123100", "11010519491331002X", "1101051949123100aX", "", "X1010519491231002X"} {
		if _, _, ok := org.CheckIDNumber(wrong); ok {
			t.Errorf("%q passes", wrong)
		}
	}
}

func TestNamesAreComparedWithoutSpacesAndKeptAsWritten(t *testing.T) {
	before := after(t, college, roster{persons: []string{"|买买提·艾力|B1", "|张𬱖|B1", "|李㛃|B1"}})
	im := match(before, roster{persons: []string{"|买买提•艾力|B1", "|张 𬱖|B1", "|李㛃|B1"}}.sheets())
	wants(t, im)
	if len(im.Persons.New) != 0 || im.Persons.Same != 1 {
		t.Errorf("%+v", outcomeOf(im))
	}

	if im.After.Persons[len(im.After.Persons)-3].Name != "买买提•艾力" {
		t.Error("the name is not as the sheet writes it")
	}
}
