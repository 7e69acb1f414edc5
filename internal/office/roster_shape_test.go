package office_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

// house is a small institution to import into.
func house(t testing.TB) org.Roster {
	t.Helper()
	units := workbook(t, page{"党组织", rowsOf("党组织代码|党组织全称|类别|上级党组织", "10|云州学院党委|党委|", "1001|化学系党总支|党总支|10",
		"100101|化学系教工党支部|党支部|1001", "100102|化学系学生党支部|党支部|1001")})
	persons := workbook(t, page{"党员", rowsOf("工号|姓名|人员类别|所在党支部|手机", "0051|方一|正式|100101|13900000051", "0052|方二|正式|100101|", "0053|方三|正式|100102|")})
	im := match(org.Roster{}, readBytes(t, "u.xlsx", units))
	im = match(im.After, readBytes(t, "p.xlsx", persons))
	if !im.Ready(false) {
		t.Fatalf("the house is at fault:\n%s", notes(i18n.Chinese, im.Notes.List))
	}
	return im.After
}

// gist is what an import adds or changes, one thing a line: persons with number, name, standing, branch, groups and
// phone, posts with person, unit and post.
func gist(im *org.Import) []string {
	units, persons := map[org.UnitID]string{}, map[org.PersonID]string{}
	for _, u := range im.After.Units {
		units[u.ID] = u.Name
	}

	for _, p := range im.After.Persons {
		persons[p.ID] = p.Name
	}

	var lines []string
	say := func(p org.Person) {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %s %s %s %s", p.Number, p.Name, p.Standing, units[p.Branch], p.Birth, strings.Join(p.Groups, "+"), p.Phone)))
	}
	for _, p := range im.Persons.New {
		say(p)
	}

	for _, c := range im.Persons.Changed {
		say(*c.After)
	}

	for _, p := range im.Posts.New {
		lines = append(lines, fmt.Sprintf("%s %s %s%s", persons[p.Person], units[p.Unit], p.Portfolio, p.Kind))
	}

	for _, u := range im.Units.New {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", u.Code, u.Name, u.Kind, u.Category)))
	}

	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}

	slices.Sort(lines)
	return lines
}

// shaped is a workbook with cells merged.
func shaped(t *testing.T, merges string, pages ...page) []byte {
	return workbookWith(t, func(book *excelize.File) {
		for m := range strings.FieldsSeq(merges) {
			from, to, _ := strings.Cut(m, ":")
			if err := book.MergeCell(pages[0].name, from, to); err != nil {
				t.Fatal(err)
			}
		}
	}, pages...)
}

func TestRostersAreReadInTheShapesThatOfficesGiveThem(t *testing.T) {
	for name, c := range map[string]struct {
		merges string
		pages  []page
		want   []string
		says   string // of what is said, if anything must be
	}{
		"a head of two rows, the phone below two": {"A2:A3 B2:B3 C2:C3 D2:E2", []page{{"党员", rowsOf("花名册", "姓名|所在党支部|人员类别|联系电话|", "|||手机|固定电话", "林一|100101|正式|13900000001|0871-1")}},
			[]string{"林一 formal 化学系教工党支部 13900000001"}, ""},
		"a head of two rows that are not merged": {"", []page{{"党员", rowsOf("姓名|所在党支部|人员类别|联系电话|", "|||移动电话|固定电话", "林一|100101|正式|13900000001|0871-1")}},
			[]string{"林一 formal 化学系教工党支部 13900000001"}, ""},
		"degrees below two": {"A1:A2 B1:B2 C1:C2 D1:E1", []page{{"党员", rowsOf("姓名|所在党支部|人员类别|学历|", "|||全日制|在职", "林一|100101|正式||硕士")}},
			[]string{"林一 formal 化学系教工党支部"}, ""},
		"the birthday in three columns": {"A1:A2 B1:B2 C1:C2 D1:F1", []page{{"党员", rowsOf("姓名|所在党支部|人员类别|出生年月||", "|||年|月|日", "林一|100101|正式|1980|5|7")}},
			[]string{"林一 formal 化学系教工党支部 1980-05-07"}, ""},
		"the family has names too": {"A1:A2 B1:B2 C1:C2 D1:E1", []page{{"党员", rowsOf("姓名|所在党支部|人员类别|入党介绍人|", "|||姓名|工号", "林一|100101|正式|方二|0052")}},
			[]string{"林一 formal 化学系教工党支部"}, ""},
		"the branch in the first row of its group": {"", []page{{"党员", rowsOf("所在党支部|姓名|人员类别", "化学系教工党支部|林一|正式", "|林二|正式", "化学系学生党支部|林三|预备", "|林四|正式")}},
			[]string{"林一 formal 化学系教工党支部", "林三 probationary 化学系学生党支部", "林二 formal 化学系教工党支部", "林四 formal 化学系学生党支部"}, "只写在每组的第一行"},
		"the branch in a row of its own": {"A2:C2", []page{{"党员", rowsOf("序号|姓名|人员类别", "一、化学系教工党支部（2人）||", "1|林一|正式", "2|林二|正式", "化学系学生党支部", "1|林三|预备")}},
			[]string{"林一 formal 化学系教工党支部", "林三 probationary 化学系学生党支部", "林二 formal 化学系教工党支部"}, "算作“化学系教工党支部”的党员"},
		"the branch in the tab": {"", []page{{"化学系教工党支部", rowsOf("姓名|人员类别", "林一|正式")}, {"化学系学生党支部", rowsOf("姓名|人员类别", "林三|预备")}},
			[]string{"林一 formal 化学系教工党支部", "林三 probationary 化学系学生党支部"}, "算作"},
		"the branch in the title": {"", []page{{"Sheet1", rowsOf("化学系学生党支部党员花名册", "姓名|人员类别", "林三|预备")}},
			[]string{"林三 probationary 化学系学生党支部"}, "算作"},
		"a branch in the tab that is not known": {"", []page{{"物理系教工党支部", rowsOf("姓名|人员类别", "林一|正式")}}, nil, "没有党组织叫“物理系教工党支部”"},
		"two lists side by side": {"", []page{{"党员", rowsOf("化学系教工党支部||||化学系学生党支部", "工号|姓名|人员类别||工号|姓名|人员类别", "71|林一|正式||72|林二|正式", "73|林三|预备")}},
			[]string{"71 林一 formal 化学系教工党支部", "72 林二 formal 化学系学生党支部", "73 林三 probationary 化学系教工党支部"}, ""},
		"posts as columns": {"", []page{{"班子", rowsOf("党支部名称|书记|副书记|组织委员|宣传委员", "化学系教工党支部|方一|空缺|方二|方二")}},
			[]string{"方一 化学系教工党支部 secretary", "方二 化学系教工党支部 宣传committee-member", "方二 化学系教工党支部 组织committee-member"}, ""},
		"posts as columns with marks": {"", []page{{"党员", rowsOf("姓名|工号|支部信息|政治面貌|党委委员|支部书记|组织委员", "林一|71|化学系教工党支部|党员|是|√|否")}},
			[]string{"71 林一 formal 化学系教工党支部", "林一 云州学院党委 committee-member", "林一 化学系教工党支部 secretary"}, ""},
		"a row of hints": {"", []page{{"党员", rowsOf("姓名|所在党支部|人员类别|入党时间", "必填|填全称|正式党员/预备党员|格式：2010-07-01", "林一|100101|正式|2001.07")}},
			[]string{"林一 formal 化学系教工党支部"}, "这一行是填表提示"},
		"heads with marks": {"", []page{{"党员", [][]any{{"工号[必填]", "2.姓名", "※人员类别", "所在党支部（全称）", "出生年月\n格式：YYYY.MM", "联系电话/手机【选填】"}, row("71|林一|正式|100101|1980.05|13900000001")}}},
			[]string{"71 林一 formal 化学系教工党支部 1980-05 13900000001"}, ""},
		"an export of a national system": {"", []page{{"汇总表", rowsOf("姓名|人员类别|党籍状态|所在党支部|是否为失联党员|是否为流动党员", "林一|正式党员|正常|化学系教工党支部|是|是", "林二|预备党员|正常|化学系教工党支部|否|")}},
			[]string{"林一 formal 化学系教工党支部 失联+流动", "林二 probationary 化学系教工党支部"}, ""},
		"another meaning of 人员类别, and codes beside names": {"", []page{{"Sheet1", rowsOf("工作证号|姓名|人员类别|党籍状态（正式或预备）|所在党支部编码|所在党支部", "ZG1|林一|普通编制|预备党员|100102|第二支部")}},
			[]string{"ZG1 林一 probationary 化学系学生党支部"}, ""},
		"branches of another system": {"", []page{{"Sheet1", rowsOf("党支部名称|简称|所属分党委|所属分党委编码|支部类别", "化学系退休党支部|退休支部|化学系|1001|退休教工党支部")}},
			[]string{"化学系退休党支部 branch 退休教工"}, ""},
		"units with two columns of kinds": {"", []page{{"Sheet1", rowsOf("编号|名称|党总支类别|组织类别", "1002|云州学院物理系委员会|二级党委|院系党组织")}},
			[]string{"1002 云州学院物理系委员会 sub-committee 院系党组织"}, "放在最高一级之下"},
	} {
		t.Run(name, func(t *testing.T) {
			im := match(house(t), readBytes(t, "x.xlsx", shaped(t, c.merges, c.pages...)))
			said := notes(i18n.Chinese, im.Notes.List)
			if diff := cmp.Diff(c.want, gist(im)); diff != "" {
				t.Errorf("imported (-want +got):\n%s%s", diff, said)
			}

			if !strings.Contains(said, c.says) || (im.Notes.Count(org.Fault) > 0) != (c.want == nil) {
				t.Errorf("said %s", said)
			}

			again := match(im.After, readBytes(t, "x.xlsx", shaped(t, c.merges, c.pages...)))
			if !again.Empty() {
				t.Errorf("importing it twice changes something: %q", gist(again))
			}
		})
	}
}

func TestWhatWasNotReadIsNeverSuccess(t *testing.T) {
	for name, c := range map[string]struct {
		pages []page
		says  string
	}{
		"a head and no row":                    {[]page{{"党员", rowsOf("工号|姓名|人员类别")}}, "下面一行也没有"},
		"a sheet that lacks one column":        {[]page{{"党员", rowsOf("姓名|人员类别", "林一|正式")}, {"补充", rowsOf("姓名|性别|出生年月", "林二|男|1980.05")}}, "这张表没有读：第 1 行有 3 个表头像“党员”名册，只缺“人员类别”"},
		"two columns of a name that differ":    {[]page{{"党员", rowsOf("姓名|人员类别|手机|手机", "林一|正式|13900000001|13900000002")}}, "表头里有两列“手机”，这一行两处写得不同"},
		"a section that names no known branch": {[]page{{"党员", rowsOf("姓名|人员类别", "物理系党支部", "林一|正式")}}, "没有党组织叫“物理系党支部”"},
		"columns that contradict each other":   {[]page{{"党员", rowsOf("姓名|人员类别|政治面貌", "林一|正式党员|群众")}}, "互相矛盾（正式党员、群众）"},
	} {
		t.Run(name, func(t *testing.T) {
			im := match(house(t), readBytes(t, "x.xlsx", workbook(t, c.pages...)))
			if said := notes(i18n.Chinese, im.Notes.List); im.Ready(false) || !strings.Contains(said, c.says) {
				t.Errorf("ready %v, said %s", im.Ready(false), said)
			}
		})
	}
}

func TestARefusalNamesWhatComesNearest(t *testing.T) {
	sheets := readBytes(t, "x.xlsx", workbook(t, page{"表一", rowsOf("工号|姓名|性别|民族|出生年月", "1|林一|男|汉|1980.05")}))
	said := notes(i18n.Chinese, sheets.Notes.List)
	if im := match(house(t), sheets); im.Ready(true) || !strings.Contains(said, "“表一”表第 1 行") || !strings.Contains(said, "5 个表头像“党员”名册，只缺“人员类别”") {
		t.Errorf("ready %v, said %s", im.Ready(true), said)
	}

	plain := readBytes(t, "x.csv", []byte("工号,姓名,性别,身份\n1,林一,男,正\n"))
	said = notes(i18n.Chinese, plain.Notes.List)
	if !strings.Contains(said, "3 个表头像“党员”名册，只缺“人员类别”") || strings.Contains(said, "工作簿") || strings.Contains(said, "表一") {
		t.Errorf("a text file has no sheets: %s", said)
	}

	if s := plain.Sheets[0]; len(s.Ignored) != 1 || len(s.Missing) != 1 || !s.Broken {
		t.Errorf("what may be the column is not offered: %+v", s)
	}
}

func TestAWordThatIsNotKnownIsAskedOnceAndReadAsAnswered(t *testing.T) {
	file := workbook(t, page{"党组织", rowsOf("党组织全称|类别|上级党组织", "甲|院系党组织|10", "乙|院系党组织|10", "丙|院系党组织|10")})
	asked := readBytes(t, "x.xlsx", file)
	if n := asked.Notes.Count(org.Fault); n != 2 || len(asked.Strange) != 1 || asked.Strange[0].Rows != 3 {
		t.Fatalf("%d faults, asked %+v", n, asked.Strange)
	}

	answered := readWith(t, file, office.Reading{Words: map[string]string{"院系党组织": "分党委"}})
	for _, u := range answered.Units {
		if u.Faulty || u.Unit.Kind != org.SubCommittee {
			t.Errorf("read as %+v", u)
		}
	}
}

func TestWhatIsHiddenIsReadAndNamedOrLeftOutByChoice(t *testing.T) {
	file := workbookWith(t, func(book *excelize.File) {
		for _, err := range []error{book.SetRowVisible("党员", 3, false), book.SetColVisible("党员", "A", false), book.SetSheetVisible("旧党员", false)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}, page{"党员", rowsOf("工号|姓名|人员类别", "71|林一|正式", "72|林二|正式")}, page{"旧党员", rowsOf("姓名|人员类别", "林三|正式")}, page{"选项", rowsOf("正式党员")})

	all := readBytes(t, "x.xlsx", file)
	said := notes(i18n.Chinese, all.Notes.List)
	for _, words := range []string{"有 1 行是隐藏或筛选掉的（第一行在第 3 行）", "有隐藏的列（A 工号）", "这张表是隐藏的"} {
		if !strings.Contains(said, words) {
			t.Errorf("%s is not said: %s", words, said)
		}
	}

	if len(all.Persons) != 3 || all.Persons[0].Person.Number != "71" {
		t.Errorf("persons %+v", all.Persons)
	}

	shown := readWith(t, file, office.Reading{SkipHidden: true})
	if len(shown.Persons) != 1 || shown.Persons[0].Person.Number != "" || !slices.Contains(shown.Unread, "旧党员") {
		t.Errorf("persons %+v, unread %v", shown.Persons, shown.Unread)
	}
}

// What is said of a word in one column is not said of it in another, and a word that no column names counts where its
// meaning is known.
func TestAWordIsExplainedInItsColumn(t *testing.T) {
	file := workbook(t, page{"党组织", rowsOf("党组织全称|类别", "甲支部|学院")}, page{"党员", rowsOf("姓名|人员类别", "林一|学院")})
	for _, c := range []struct {
		said, known    string
		kind, standing string
	}{
		{org.WordOf(org.FieldUnitKind, "学院"), "党支部", "branch", ""},
		{org.WordOf(org.FieldStanding, "学院"), "正式党员", "", "formal"},
		{"学院", "党支部", "branch", ""},
		{"学院", "正式党员", "", "formal"},
	} {
		sheets := readWith(t, file, office.Reading{Words: map[string]string{c.said: c.known}})
		if kind, standing := string(sheets.Units[0].Unit.Kind), string(sheets.Persons[0].Person.Standing); kind != c.kind || standing != c.standing {
			t.Errorf("%q = %q gives %q and %q, want %q and %q", c.said, c.known, kind, standing, c.kind, c.standing)
		}
	}
}
