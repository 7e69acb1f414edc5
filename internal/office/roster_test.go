package office_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// example is the roster of a small college: shared reading, kept here as a test's own copy.
func example(tb testing.TB) []byte {
	tb.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", "roster.xlsx"))
	if err != nil {
		tb.Fatal(err)
	}
	return file
}

func TestTheExampleRosterIsReadWhole(t *testing.T) {
	sheets := readBytes(t, "roster.xlsx", example(t))
	im := match(org.Roster{}, sheets)
	got := []int{len(im.Units.New), len(im.Persons.New), len(im.Posts.New), len(im.Charges.New)}
	if want := []int{11, 22, 14, 5}; !slices.Equal(got, want) {
		t.Errorf("units, persons, posts, charges: %v, want %v", got, want)
	}

	if !im.Ready(false) {
		t.Errorf("it is not ready:\n%s", notes(i18n.Chinese, im.Notes.List))
	}

	again := match(im.After, sheets)
	if !again.Empty() || again.Persons.Same != 22 || len(again.Units.Gone)+len(again.Posts.Gone) > 0 {
		t.Errorf("importing it twice changes something: %+v", again)
	}
}

func TestEveryFaultOfATerribleWorkbookIsSaidWithItsPlace(t *testing.T) {
	im := match(org.Roster{}, readBytes(t, "terrible.xlsx", terrible(t)))
	golden(t, "roster-terrible.txt", report(i18n.Chinese, im))
	golden(t, "roster-terrible-en.txt", report(i18n.English, im))
	if im.Ready(false) || !im.Ready(true) {
		t.Error("rows are at fault, so it must be ready only when they are left out")
	}
}

// report is the dry run as people read it.
func report(lang i18n.Lang, im *org.Import) string {
	var b strings.Builder
	for _, s := range im.Sheets {
		b.WriteString(s.Name + " [" + string(s.Kind) + "] ignored: " + strings.Join(s.Ignored, ", ") + "\n")
	}

	b.WriteString("\n" + notes(lang, im.Notes.List) + "\nnew units:\n")
	for _, u := range im.Units.New {
		b.WriteString("  " + u.Code + " " + u.Name + " " + string(u.Kind) + "\n")
	}

	b.WriteString("new persons:\n")
	for _, p := range im.Persons.New {
		b.WriteString("  " + strings.Join([]string{p.Number, p.Name, p.Pinyin, string(p.Birth), string(p.Standing)}, " ") + "\n")
	}

	return b.String()
}

// terrible has every fault that rosters are known to have.
func terrible(tb testing.TB) []byte {
	return workbook(tb,
		page{"填表说明", rowsOf("请如实填写")},
		page{"附件1：党组织名册", rowsOf(
			"中共临海学院党组织名册",
			"截止日期：2010年12月27日",
			"序号|党组织 代码*|党组织名称（全称）|类别*|上级党组织|成立时间",
			"1|W0|中共临海学院委员会|党委||1950",
			"2|Ｚ１|机械学院党总支|总支|W0|1952",
			"3|Z1|文法学院党总支|党总支|W0|1953",
			"4|B1|机械学院教工党支部|党支部|机械学院总支|",
			"5|B2|机械学院学生党支部|党之部|W0|",
			"6|B3|学生第一党小组|党小组|W0|",
			"7|B4|甲支部|党支部|B5|",
			"8|B5|乙支部|党支部|B4|",
			"9|B6|机关第一党支部|直属党支部|无|",
			"10||离退休党支部|直属党支部|中共临海学院委员会|",
			"11||离退休党支部|党支部|W0|",
			"12|B7||党支部|W0|",
			"13|D1|退休办党支部|党支部|W0|",
			"合计|13",
		)},
		page{"党员花名册", rowsOf(
			"工号|姓  名|性别|民族|出生年月|学历|党员类别|入党时间|转正时间|所在支部|手机|身份证号|职称|备注",
			"001|陈建国|男|汉|1960.05|本科|正式党员|1985-6-1|1986年6月1日|D1|139 0000 0001|11010519491231002X|教授|",
			"００２|王　丽|女|汉|197002|本科|预备|19900701|—|D1|||教授|",
			"003|孙䶮|男||1985.13|本科|正式党员|1985.6.31||D1||110105194912310021||",
			"003|张𬱖|男|||本科|正式||||D1|||",
			"005|买买提·艾力|未知|||本科|党员|||机械学院学生党支部|||",
			"工号|姓  名|性别|民族|出生年月|学历|党员类别|入党时间|转正时间|所在支部|手机|身份证号|职称|备注",
			"|李?|男|||本科|正式|||D1|||",
			"|吴浩|男|||本科|正式|||D1|||",
			"|吴浩|男|||本科|正式|||D1|||",
			"008||男|||本科|正式|||D1|||",
			"009|郑雪|女|||本科||||D1|||",
			"010|冯军|男|||本科|正式||||||",
			"011|褚艳|女||2000.01|本科|正式|2015.06|2014.01|W0|||",
			"012|卫超|男||1985.1|本科|正式|31199|||D1|3.70203E+17||",
			"注：本表由党支部填写",
		)},
		page{"职务", rowsOf(
			"工号|姓名|所在支部|党组织|职务|任职起|任职止",
			"001|||W0|党委书记|2008.01|",
			"002|王丽||W0|副书记（主持工作）|2008.01|2007.01",
			"999|||W0|书记||",
			"001|王丽||W0|书记||",
			"||D1|W0|书记||",
			"|吴浩|D1|D1|书记||",
			"|赵六|D1|D1|书记||",
			"002|||D1|书记、纪委书记||",
			"002|||退休办|书记兼组织、宣传委员||",
			"001|||D1|书记||",
		)},
		page{"分工", rowsOf(
			"工号|姓名|党组织|关系",
			"001|陈建国|D1|分管、联系点",
			"001|陈建国|D1|分管",
			"001|陈建国|D9|领导",
		)},
	)
}

func TestWhatASheetHasNoColumnForIsLeftAsItIs(t *testing.T) {
	before := match(org.Roster{}, readBytes(t, "roster.xlsx", example(t))).After
	before.Persons[0].Phone, before.Persons[0].Note = "13900000001", "劳模"
	file := workbook(t, page{"党员", rowsOf("工号|姓名|人员类别|备注", "001|陈建国|正式|")})
	im := match(before, readBytes(t, "x.xlsx", file))
	if len(im.Persons.Changed) != 1 {
		t.Fatalf("changed: %+v", im.Persons.Changed)
	}

	want := []org.FieldChange{{Field: org.FieldNote, Before: "劳模"}}
	if diff := cmp.Diff(want, im.Persons.Changed[0].Fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}

	if p := im.After.Persons[0]; p.Phone != "13900000001" || p.Branch == 0 || p.Birth != "1970-05" {
		t.Errorf("something else was lost: %+v", p)
	}
}

func TestHeadsAreFoundHoweverTheyAreWritten(t *testing.T) {
	for name, rows := range map[string][][]any{
		"plain":              rowsOf("工号|姓名|人员类别|所在党支部", "7|王丽|正式|D1"),
		"with spaces":        rowsOf("工 号|姓　　名|人员\n类别|所在 党支部", "7|王丽|正式|D1"),
		"with asterisks":     rowsOf("*工号|姓名*|人员类别＊|所在党支部(必填)", "7|王丽|正式|D1"),
		"with synonyms":      rowsOf("职工号|党员姓名|党员类型|所在支部", "7|王丽|正式|D1"),
		"columns turned":     rowsOf("所在党支部|人员类别|备注|姓名|序号|学号", "D1|正式||王丽|1|7"),
		"below titles":       rowsOf("党员名册", "", "填报单位：机械学院||||填报日期：2010.12", "", "工号|姓名|人员类别|所在党支部", "7|王丽|正式|D1"),
		"in two rows":        rowsOf("工号|姓名|基本情况||所在党支部", "||性别|人员类别|", "7|王丽||正式|D1"),
		"number of students": rowsOf("工号|学号|姓名|人员类别|所在党支部", "|7|王丽|正式|D1"),
	} {
		t.Run(name, func(t *testing.T) {
			sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rows}))
			if len(sheets.Persons) != 1 || len(sheets.Notes.List) > 0 {
				t.Fatalf("persons %+v\n%s", sheets.Persons, notes(i18n.Chinese, sheets.Notes.List))
			}

			p := sheets.Persons[0]
			if p.Person.Number != "7" || p.Person.Name != "王丽" || p.Person.Standing != org.Formal || p.Branch != "D1" {
				t.Errorf("read as %+v", p)
			}
		})
	}
}

func TestASheetWithoutARequiredColumnCanNotBeUsed(t *testing.T) {
	file := workbook(t,
		page{"党员", rowsOf("工号|姓名|所在党支部", "7|王丽|D1")},
		page{"职务", rowsOf("一些", "别的")},
	)

	im := match(org.Roster{Persons: []org.Person{{ID: 1, Name: "张三"}}}, readBytes(t, "x.xlsx", file))
	if im.Ready(true) || im.Notes.Count(org.Broken) != 2 {
		t.Errorf("ready although broken:\n%s", notes(i18n.Chinese, im.Notes.List))
	}

	if im.Persons.Present || len(im.Persons.Gone) > 0 {
		t.Error("a sheet that could not be used says who is gone")
	}
}

func TestSheetsAreKnownByTheirHeadsWhenTheirNamesSayNothing(t *testing.T) {
	file := workbook(t,
		page{"Sheet1", rowsOf("姓名|工号|人员类别|党组织", "王丽|7|正式|D1")},
		page{"Sheet2", rowsOf("党组织名称|类别|上级党组织", "D1|党支部|")},
		page{"Sheet3", rowsOf("姓名|党组织|党内职务", "王丽|D1|支部书记")},
		page{"Sheet4", rowsOf("姓名|党组织|分管/联系点", "王丽|D1|联系点")},
		page{"选项", rowsOf("正式党员", "预备党员")},
	)

	sheets := readBytes(t, "x.xlsx", file)
	var kinds []org.SheetKind
	for _, s := range sheets.Sheets {
		kinds = append(kinds, s.Kind)
	}

	if want := []org.SheetKind{org.PersonSheet, org.UnitSheet, org.PostSheet, org.ChargeSheet}; !slices.Equal(kinds, want) {
		t.Errorf("kinds %v", kinds)
	}

	if !slices.Equal(sheets.Unread, []string{"选项"}) {
		t.Errorf("unread %v", sheets.Unread)
	}
}

func TestColumnsThatAreNotUsedAreNamed(t *testing.T) {
	sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rowsOf("序号|工号|姓名|职称|人员类别|党支部|所在党支部", "1|7|王丽|教授|正式|X|D1")}))
	if got, want := sheets.Sheets[0].Ignored, []string{"序号", "职称", "党支部"}; !slices.Equal(got, want) {
		t.Errorf("ignored %v, want %v", got, want)
	}

	if sheets.Persons[0].Branch != "D1" {
		t.Errorf("the surer column must win, not %q", sheets.Persons[0].Branch)
	}
}

func TestTheOrderOfColumnsAndRowsDoesNotMatter(t *testing.T) {
	book, err := excelize.OpenReader(bytes.NewReader(example(t)))
	if err != nil {
		t.Fatal(err)
	}

	want := known(match(org.Roster{}, readBytes(t, "roster.xlsx", example(t))))
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		var pages []page
		for _, name := range book.GetSheetList() {
			cells, err := book.GetRows(name)
			if err != nil {
				t.Fatal(err)
			}

			columns := random.Perm(len(cells[1]) + 2) // two stay empty
			turned := [][]any{{name + "名册"}}
			for _, cells := range cells[1:] {
				values := make([]any, len(columns))
				for i, cell := range cells {
					values[columns[i]] = cell
				}
				turned = append(turned, values)
			}

			random.Shuffle(len(turned)-2, func(i, j int) { turned[i+2], turned[j+2] = turned[j+2], turned[i+2] })
			pages = append(pages, page{name, turned})
		}

		random.Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
		if diff := cmp.Diff(want, known(match(org.Roster{}, readBytes(t, "x.xlsx", workbook(t, pages...))))); diff != "" {
			t.Fatalf("seed %d (-want +got):\n%s", seed, diff)
		}
	}
}

// known is a roster without ids and order.
func known(im *org.Import) []string {
	units, persons := map[org.UnitID]string{}, map[org.PersonID]string{}
	var lines []string
	for _, u := range im.After.Units {
		units[u.ID] = u.Name
	}

	for _, u := range im.After.Units {
		lines = append(lines, fmt.Sprint("unit ", u.Code, u.Name, u.Kind, units[u.Parent]))
	}

	for _, p := range im.After.Persons {
		persons[p.ID] = p.Number
		lines = append(lines, fmt.Sprint("person ", p.Number, p.Name, p.Sex, p.Birth, p.Standing, units[p.Branch], p.Groups))
	}

	for _, p := range im.After.Posts {
		lines = append(lines, fmt.Sprint("post ", persons[p.Person], units[p.Unit], p.Kind, p.Portfolio, p.From, p.To))
	}

	for _, c := range im.After.Charges {
		lines = append(lines, fmt.Sprint("charge ", persons[c.Person], units[c.Unit], c.Kind, c.From, c.To))
	}

	slices.Sort(lines)
	return lines
}
