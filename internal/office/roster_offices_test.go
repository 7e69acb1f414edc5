package office_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// officeFile is a file as an office hands it in, and what a clerk would say that it says: persons with number, name, standing,
// branch, birth, groups and phone; posts; units. want nil is a file that must not be taken as it stands.
type officeFile struct {
	name   string
	merges string
	pages  []page
	csv    string // in place of pages
	want   []string
	says   string
}

const (
	teachers = "化学系教工党支部"
	students = "化学系学生党支部"
)

// officeFiles are of many offices: exports of systems, sheets of Excel and WPS, lists that people typed.
var officeFiles = []officeFile{
	{name: "a lighthouse export with codes before names", pages: []page{{"党员信息", rowsOf("序号|姓名|性别|公民身份号码|民族|出生日期|学历|人员类别|党支部|手机号码|入党日期", "1|林一|女|11010519800507002X|汉族|1980-05-07|大学本科|正式党员|（100101）化学系教工党支部|13900000001|2001-07-01")}}, want: []string{"林一 formal " + teachers + " 1980-05-07 13900000001"}},
	{name: "a code before the name with a hyphen", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|100102-化学系学生党支部")}}, want: []string{"林一 formal " + students}},
	{name: "a code before the name with a space", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|100102 化学系学生党支部")}}, want: []string{"林一 formal " + students}},
	{name: "a code behind the name", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|化学系学生党支部[100102]")}}, want: []string{"林一 formal " + students}},
	{name: "a code and a name that contradict each other", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|（100101）化学系学生党支部")}}, says: "写的却是"},
	{name: "the line of superiors before the branch", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|云州学院党委/化学系党总支/化学系教工党支部")}}, want: []string{"林一 formal " + teachers}},
	{name: "the line of superiors with other marks", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|中共云州学院党委 > 化学系党总支 > 化学系教工党支部")}}, want: []string{"林一 formal " + teachers}},
	{name: "a branch with the Party before its name", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|中共化学系教工党支部")}}, want: []string{"林一 formal " + teachers}},
	{name: "posts with the branch for the unit", pages: []page{{"职务", rowsOf("姓名|所在支部|职务", "方一|化学系教工党支部|支部书记", "方三|化学系学生党支部|组织委员")}}, want: []string{"方一 " + teachers + " secretary", "方三 " + students + " 组织committee-member"}},
	{name: "posts with the branch, one of the committee above", pages: []page{{"职务", rowsOf("工号|姓名|所在党支部|党内职务", "0051|方一|化学系教工党支部|党总支委员")}}, want: []string{"方一 化学系党总支 committee-member"}},
	{name: "persons without a standing but with jobs are no posts", pages: []page{{"Sheet1", rowsOf("姓名|性别|出生年月|学历|所在党支部|职务", "林一|男|1980.05|本科|化学系教工党支部|处长")}}, says: "只缺“人员类别”"},
	{name: "a personnel export of many columns", pages: []page{{"人事", rowsOf("人员编号|姓名|曾用名|性别|民族|籍贯|出生日期|参加工作时间|政治面貌|加入中国共产党时间|最高学历|最高学位|毕业院校|专业|所在部门|岗位|岗位类别|专业技术职务|行政职务|所在党支部|移动电话|办公电话|电子邮箱|家庭住址|身份证件号|备注",
		"A071|林一||男|汉族|云州|1980-05-07|2002-07|中共党员|2001-07-01|研究生|硕士|云州大学|化学|化学系|教师|专技|副教授||化学系教工党支部|13900000001|0871-1|a@b.c|某路|110105198005070021|")}}, want: []string{"A071 林一 formal " + teachers + " 1980-05-07 13900000001"}},
	{name: "a political standing for everybody of the staff", pages: []page{{"教职工", rowsOf("工号|姓名|政治面貌|所在党支部", "71|林一|中共党员|化学系教工党支部", "72|林二|群众|", "73|林三|中国民主同盟盟员|")}}, want: []string{"71 林一 formal " + teachers, "72 林二 non-member", "73 林三 non-member"}},
	{name: "the parts of a date below one head", merges: "A1:A2 B1:B2 C1:C2 D1:E1", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|出生|", "|||年|月", "林一|正式|100101|1980|5")}}, want: []string{"林一 formal " + teachers + " 1980-05"}},
	{name: "a title, a unit and a day above the head", merges: "A1:D1 A2:D2", pages: []page{{"Sheet1", rowsOf("党员基本情况登记表", "填报单位：化学系党总支    填报日期：2026年5月", "序号|姓名|人员类别|所在党支部", "1|林一|正式|100101")}}, want: []string{"林一 formal " + teachers}},
	{name: "notes, sums and signatures below the table", pages: []page{{"党员", rowsOf("序号|姓名|人员类别|所在党支部", "1|林一|正式|100101", "合计|1人||", "注：以上数据截至五月", "填表人：王某|审核人：李某||", "单位（盖章）：", "年  月  日")}}, want: []string{"林一 formal " + teachers}},
	{name: "sums with a formula text", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|100101", "小计：1", "林二|预备|100101", "总计：2")}}, want: []string{"林一 formal " + teachers, "林二 probationary " + teachers}},
	{name: "blank columns between", pages: []page{{"党员", rowsOf("|姓名||人员类别|||所在党支部", "|林一||正式|||100101")}}, want: []string{"林一 formal " + teachers}},
	{name: "running numbers down to the end of the form", pages: []page{{"党员", rowsOf("序号|姓名|人员类别|所在党支部", "1|林一|正式|100101", "2|||", "3|||")}}, want: []string{"林一 formal " + teachers}},
	{name: "a number as a float that lost its zeros", pages: []page{{"党员", rowsOf("工号|姓名|人员类别|所在党支部", "51.0|方一|正式|100101")}}, says: "只差前面的 0"},
	{name: "a number in full width", pages: []page{{"党员", rowsOf("工号|姓名|人员类别|所在党支部|手机", "００５１|方一|正式|100101|１３９０００００００１")}}, want: []string{"0051 方一 formal " + teachers + " 13900000001"}},
	{name: "a phone with spaces and country", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|手机", "林一|正式|100101|+86 139-0000-0001")}}, want: []string{"林一 formal " + teachers + " 13900000001"}},
	{name: "two phones in one cell", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|手机", "林一|正式|100101|13900000001/13900000002")}}, want: []string{"林一 formal " + teachers + " 13900000001/13900000002"}},
	{name: "names with spaces to make them as wide", pages: []page{{"党员", rowsOf("姓　名|人员类别|所在党支部", "林　一|正式|100101")}}, want: []string{"林一 formal " + teachers}},
	{name: "heads with spaces and line breaks", pages: []page{{"党员", [][]any{{"姓\n名", "人员\n类别", "所 在\n党支部"}, row("林一|正式|100101")}}}, want: []string{"林一 formal " + teachers}},
	{name: "dates with dots and words", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|出生年月", "林一|正式|100101|1980年5月", "林二|正式|100101|1980．05", "林三|正式|100101|198005", "林四|正式|100101|1980/5/7", "林五|正式|100101|19800507", "林六|正式|100101|1980-5", "林七|正式|100101|一九八〇年五月")}},
		want: []string{"林一 formal " + teachers + " 1980-05", "林七 formal " + teachers + " 1980-05", "林三 formal " + teachers + " 1980-05", "林二 formal " + teachers + " 1980-05", "林五 formal " + teachers + " 1980-05-07", "林六 formal " + teachers + " 1980-05", "林四 formal " + teachers + " 1980-05-07"}},
	{name: "a day that is none", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|出生年月", "林一|正式|100101|1980.13")}}, says: "不是日期"},
	{name: "a date with the age behind it", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|出生年月", "林一|正式|100101|1980.05（46岁）")}}, want: []string{"林一 formal " + teachers + " 1980-05"}},
	{name: "the age below the birth on a second line", pages: []page{{"党员", [][]any{row("姓名|人员类别|所在党支部|出生年月"), {"林一", "正式", "100101", "1980.05\n(46岁)"}}}}, want: []string{"林一 formal " + teachers + " 1980-05"}},
	{name: "the Party's own words for standings", pages: []page{{"党员", rowsOf("姓名|党员类型|所在党支部", "林一|正式|100101", "林二|预备期|100101", "林三|中共正式党员|100101")}}, want: []string{"林一 formal " + teachers, "林三 formal " + teachers, "林二 probationary " + teachers}},
	{name: "a list of candidates", pages: []page{{"积极分子", rowsOf("姓名|人员类别|所在党支部", "林一|入党积极分子|100102", "林二|发展对象|100102", "林三|申请入党人|100102")}}, want: []string{"林一 non-member " + students, "林三 non-member " + students, "林二 non-member " + students}},
	{name: "those who have gone", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|已转出|100101", "林二|去世|100101")}}, says: "已不是这里的党员"},
	{name: "marks in post columns with a cross for no", pages: []page{{"党员", rowsOf("姓名|工号|人员类别|所在党支部|支部书记|宣传委员", "林一|71|正式|100101|√|×", "林二|72|正式|100101|×|✓")}}, want: []string{"71 林一 formal " + teachers, "72 林二 formal " + teachers, "林一 " + teachers + " secretary", "林二 " + teachers + " 宣传committee-member"}},
	{name: "posts of a branch with two names in a cell", pages: []page{{"支委", rowsOf("支部名称|支部书记|支部委员", "化学系教工党支部|方一|方一、方二")}}, want: []string{"方一 " + teachers + " committee-member", "方一 " + teachers + " secretary", "方二 " + teachers + " committee-member"}},
	{name: "posts with numbers behind names", pages: []page{{"支委", rowsOf("支部名称|支部书记|组织委员", "化学系教工党支部|方一（0051）|方二(0052)")}}, want: []string{"方一 " + teachers + " secretary", "方二 " + teachers + " 组织committee-member"}},
	{name: "a sheet a branch with the short name in the tab", pages: []page{{"化学系教工党支部(2人)", rowsOf("姓名|人员类别", "林一|正式")}, {"化学系学生党支部（1人）", rowsOf("姓名|人员类别", "林二|预备")}}, want: []string{"林一 formal " + teachers, "林二 probationary " + students}},
	{name: "a tab of data lists beside", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|100101")}, {"数据字典", rowsOf("性别|民族", "男|汉族", "女|回族")}}, want: []string{"林一 formal " + teachers}},
	{name: "the head repeated on each page", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|100101", "姓名|人员类别|所在党支部", "林二|正式|100101", "第1页 共2页")}}, want: []string{"林一 formal " + teachers, "林二 formal " + teachers}},
	{name: "a person twice", pages: []page{{"党员", rowsOf("工号|姓名|人员类别|所在党支部", "71|林一|正式|100101", "71|林一|正式|100101")}}, says: "也有"},
	{name: "a person twice without a number", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林一|正式|100101", "林一|正式|100101")}}, says: "分不清是谁"},
	{name: "somebody known with another number", pages: []page{{"党员", rowsOf("工号|姓名|人员类别|所在党支部", "9951|方一|正式|100101")}}, says: "是同一人"},
	{name: "somebody known who has moved", pages: []page{{"党员", rowsOf("工号|姓名|人员类别|所在党支部", "0051|方一|正式|100102")}}, want: []string{"0051 方一 formal " + students + " 13900000051"}},
	{name: "the number of another", pages: []page{{"党员", rowsOf("工号|姓名|性别|人员类别|所在党支部", "0051|林一|女|正式|100101")}}, want: []string{"0051 林一 formal " + teachers + " 13900000051"}, says: "按改名处理"},
	{name: "an error among the names", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "#N/A|正式|100101")}}, says: "错误值"},
	{name: "questions for lost characters", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "林?|正式|100101")}}, want: []string{"林? formal " + teachers}, says: "生僻字"},
	{name: "a foreign name", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部", "阿卜杜拉·买买提|正式|100101")}}, want: []string{"阿卜杜拉·买买提 formal " + teachers}},
	{name: "branches to be made", pages: []page{{"党支部", rowsOf("党支部代码|党支部名称|党支部类型|上级党组织", "100103|化学系离退休党支部|离退休党支部|化学系党总支")}}, want: []string{"100103 化学系离退休党支部 branch 离退休"}},
	{name: "units with code and name together", pages: []page{{"党组织", rowsOf("党组织名称|党组织类别|上级党组织", "（100103）化学系离退休党支部|党支部|（1001）化学系党总支")}}, want: []string{"100103 化学系离退休党支部 branch"}},
	{name: "units without a kind, whose names tell it", pages: []page{{"党组织", rowsOf("党组织代码|党组织名称|上级党组织", "100103|化学系离退休党支部|1001")}}, says: "表头缺少“类别”"},
	{name: "units in three steps", pages: []page{{"党组织", rowsOf("党组织全称|类别|上级党组织", "物理系党总支|党总支|10", "物理系教工党支部|党支部|物理系党总支")}}, want: []string{"物理系党总支 general-branch", "物理系教工党支部 branch"}},
	{name: "charges of leaders", pages: []page{{"分工", rowsOf("工号|姓名|联系单位|分工", "0051|方一|化学系党总支|联系点")}}, want: []string{}},
	{name: "comma separated with a mark before it", csv: "\ufeff姓名,人员类别,所在党支部\r\n林一,正式,100101\r\n", want: []string{"林一 formal " + teachers}},
	{name: "semicolons with a line that says so", csv: "sep=;\r\n姓名;人员类别;所在党支部\r\n林一;正式;100101\r\n", want: []string{"林一 formal " + teachers}},
	{name: "line ends of old Macs", csv: "姓名,人员类别,所在党支部\r林一,正式,100101\r林二,预备,100102\r", want: []string{"林一 formal " + teachers, "林二 probationary " + students}},
	{name: "tabs", csv: "姓名\t人员类别\t所在党支部\n林一\t正式\t100101\n", want: []string{"林一 formal " + teachers}},
	{name: "quotes around everything and a break within", csv: "\"姓名\",\"人员类别\",\"所在党支部\",\"备注\"\n\"林一\",\"正式\",\"100101\",\"第一行\n第二行\"\n", want: []string{"林一 formal " + teachers}},
	{name: "texts kept from being numbers", csv: "工号,姓名,人员类别,所在党支部\n=\"0071\",林一,正式,100101\n'0072,林二,正式,100101\n", want: []string{"0071 林一 formal " + teachers, "0072 林二 formal " + teachers}},
	{name: "a tab in front of numbers, as programs write them", csv: "工号,姓名,人员类别,所在党支部,身份证号\n\t0071,林一,正式,100101,\t11010519491231002X\n", want: []string{"0071 林一 formal " + teachers}},
	{name: "one broken byte", csv: "姓名,人员类别,所在党支部\n林\xff,正式,100101\n林二,正式,100101\n林三,正式,100101\n", says: "损坏的字符"},
	{name: "GB18030", csv: "\xd0\xd5\xc3\xfb,\xc8\xcb\xd4\xb1\xc0\xe0\xb1\xf0,\xcb\xf9\xd4\xda\xb5\xb3\xd6\xa7\xb2\xbf\n\xc1\xd6\xd2\xbb,\xd5\xfd\xca\xbd,100101\n", want: []string{"林一 formal " + teachers}},
	{name: "an empty line and spaces at the end", csv: "姓名,人员类别,所在党支部\n\n林一 ,正式 , 100101 \n,,\n", want: []string{"林一 formal " + teachers}},
	{name: "a head row that has one more column than the rows", csv: "姓名,人员类别,所在党支部,\n林一,正式,100101\n", want: []string{"林一 formal " + teachers}},
	{name: "rows that have more columns than the head", csv: "姓名,人员类别,所在党支部\n林一,正式,100101,另有\n", want: []string{"林一 formal " + teachers}},
	{name: "groups in one column", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|党员群体", "林一|正式|100101|流动党员、年老体弱党员")}}, want: []string{"林一 formal " + teachers + " 流动+年老体弱"}},
	{name: "groups asked for in columns", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|是否流动党员|是否失联|是否困难党员", "林一|正式|100101|否|是|是")}}, want: []string{"林一 formal " + teachers + " 失联+困难"}},
	{name: "the day of leaving beside the day of joining", pages: []page{{"党员", rowsOf("姓名|人员类别|所在党支部|入党时间|转正时间|停止党籍时间", "林一|正式|100101|2001.07|2002.07|")}}, want: []string{"林一 formal " + teachers}},
	{name: "numbers of persons in two columns", pages: []page{{"党员", rowsOf("学号|工号|姓名|人员类别|所在党支部", "S1||林一|预备|100102", "|71|林二|正式|100101")}}, want: []string{"71 林二 formal " + teachers, "S1 林一 probationary " + students}},
	{name: "merged cells down for branch and standing", merges: "A2:A3 C2:C3", pages: []page{{"党员", rowsOf("所在党支部|姓名|人员类别", "化学系教工党支部|林一|正式", "|林二|")}}, want: []string{"林一 formal " + teachers, "林二 formal " + teachers}},
	{name: "two lists one below the other", pages: []page{{"党员", rowsOf("化学系教工党支部", "姓名|人员类别", "林一|正式", "", "化学系学生党支部", "姓名|人员类别", "林二|预备")}}, want: []string{"林一 formal " + teachers, "林二 probationary " + students}},
	{name: "two lists below each other whose columns stand otherwise", pages: []page{{"党员", rowsOf("化学系教工党支部||", "姓名|人员类别|手机", "林一|正式|13900000001", "化学系学生党支部||", "人员类别|姓名|手机", "预备|林二|13900000002")}}, want: []string{"林一 formal " + teachers + " 13900000001", "林二 probationary " + students + " 13900000002"}},
	{name: "the branch in a line with a word before it", pages: []page{{"党员", rowsOf("党支部名称：化学系教工党支部|||", "序号|姓名|人员类别|备注", "1|林一|正式|")}}, want: []string{"林一 formal " + teachers}},
	{name: "the branch in the cell beside its word", pages: []page{{"党员", rowsOf("党支部名称|化学系教工党支部||", "序号|姓名|人员类别|备注", "1|林一|正式|")}}, want: []string{"林一 formal " + teachers}},
}

func TestFilesOfManyOfficesAreReadAsAClerkWouldReadThem(t *testing.T) { readAsClerks(t, officeFiles) }

// readAsClerks fails for each file of which something else is imported, or said.
func readAsClerks(t *testing.T, files []officeFile) {
	t.Helper()
	for _, c := range files {
		t.Run(c.name, func(t *testing.T) {
			name, file := "x.csv", []byte(c.csv)
			if c.csv == "" {
				name, file = "x.xlsx", shaped(t, c.merges, c.pages...)
			}

			im := match(house(t), readBytes(t, name, file))
			said := notes(i18n.Chinese, im.Notes.List)
			bad := im.Notes.Count(org.Fault)+im.Notes.Count(org.Broken) > 0
			if bad != (c.want == nil) || !strings.Contains(said, c.says) {
				t.Errorf("at fault %v, imported %q, said\n%s", bad, gist(im), said)
				return
			}

			if c.want == nil {
				return
			}

			if diff := cmp.Diff(c.want, append([]string{}, gist(im)...)); diff != "" {
				t.Errorf("imported (-want +got):\n%s%s", diff, said)
			}

			if again := match(im.After, readBytes(t, name, file)); !again.Empty() {
				t.Errorf("importing it twice changes something: %q", gist(again))
			}
		})
	}
}
