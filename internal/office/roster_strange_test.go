package office_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// strangeFile is an officeFile of which more than its cells is strange.
type strangeFile struct {
	officeFile
	change func(*testing.T, *excelize.File)
}

func persons(lines ...string) []page { return []page{{"党员", rowsOf(lines...)}} }

const plainHead = "姓名|人员类别|所在党支部"

// strangeFiles are what a clerk finds in his mail: each kind of numbers, words, shapes and values once more in another form.
var strangeFiles = []strangeFile{
	// numbers
	{officeFile: officeFile{name: "a known number with hyphens", pages: persons("工号|"+plainHead, "00-51|方一|正式|100101"), want: []string{}}},
	{officeFile: officeFile{name: "a known number with a space of no width", pages: persons("工号|"+plainHead, "\u200b0051\u00a0|方一|正式|100101"), want: []string{}}},
	{officeFile: officeFile{name: "posts by a number that a program wrote short", pages: []page{{"党员", rowsOf("工号|"+plainHead, "20100101|林一|正式|100101")}, {"职务", rowsOf("工号|党组织|职务", "2.0100101E7|100101|书记")}},
		want: []string{"20100101 林一 formal " + teachers, "林一 " + teachers + " secretary"}}},
	{officeFile: officeFile{name: "posts by a number in small letters", pages: []page{{"党员", rowsOf("工号|"+plainHead, "ZG-01|林一|正式|100101")}, {"职务", rowsOf("工号|党组织|职务", "zg01|100101|书记")}},
		want: []string{"ZG-01 林一 formal " + teachers, "林一 " + teachers + " secretary"}}},
	{officeFile: officeFile{name: "posts by a number that lost its zeros", pages: []page{{"职务", rowsOf("工号|党组织|职务", "51|100101|书记")}}, says: "可能丢了前面的 0"}},
	{officeFile: officeFile{name: "the branch by a code in full width", pages: persons(plainHead, "林一|正式|１００１０１"), want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "the branch by a code as a float", pages: persons(plainHead, "林一|正式|100101.0"), want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "the branch by a code written short", pages: persons(plainHead, "林一|正式|1.00101E5"), want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "a unit whose code lost its zeros", pages: []page{{"党组织", rowsOf("党组织代码|党组织全称|类别", "010|云州学院党委|党委")}}, says: "只差前面的 0"}},
	{officeFile: officeFile{name: "a known phone as a float", pages: persons(plainHead+"|手机", "方一|正式|100101|13900000051.0"), want: []string{}}},
	{officeFile: officeFile{name: "a known phone written short", pages: persons(plainHead+"|手机", "方一|正式|100101|1.3900000051E10"), want: []string{}}},
	{officeFile: officeFile{name: "an identity number that lost its end", pages: persons(plainHead+"|身份证号", "林一|正式|100101|1.10105E+17"), says: "末几位已经丢失"}},
	{officeFile: officeFile{name: "an identity number with spaces and a small x", pages: persons(plainHead+"|身份证号", "林一|正式|100101|110105 19491231 002x", "林二|正式|100101|11010519491231002Ｘ"), want: []string{"林一 formal " + teachers, "林二 formal " + teachers}, says: "身份证号与第"}},
	{officeFile: officeFile{name: "two who differ by the zeros before their numbers", pages: persons("工号|"+plainHead, "071|林一|正式|100101", "71|林一|正式|100101"), says: "只差前面的 0"}},
	{officeFile: officeFile{name: "a running number that is called 编号", pages: persons("编号|工号|"+plainHead, "1|0051|方一|正式|100101", "2|0052|方二|正式|100101"), want: []string{}}},

	// cells without a value
	{officeFile: officeFile{name: "an error for the name of a unit", pages: []page{{"党组织", rowsOf("党组织全称|类别|上级党组织", "#REF!|党支部|1001")}}, says: "错误值 #REF!"}},
	{officeFile: officeFile{name: "an error for the superior", pages: []page{{"党组织", rowsOf("党组织全称|类别|上级党组织", "甲党支部|党支部|#N/A")}}, says: "错误值 #N/A"}},
	{officeFile: officeFile{name: "an error for who holds a post", pages: []page{{"职务", rowsOf("姓名|党组织|职务", "#VALUE!|100101|书记")}}, says: "错误值 #VALUE!"}},
	{officeFile: officeFile{name: "an error for a charge", pages: []page{{"分工", rowsOf("姓名|党组织|关系", "方一|#NULL!|分管")}}, says: "错误值 #NULL!"}},
	{officeFile: officeFile{name: "an error in a column of a post", pages: []page{{"支委", rowsOf("支部名称|支部书记|组织委员", "化学系教工党支部|#REF!|方二")}}, says: "错误值 #REF!"}},
	{officeFile: officeFile{name: "an error in a column that asks", pages: persons(plainHead+"|是否流动党员", "林一|正式|100101|#NUM!"), says: "错误值 #NUM!"}},
	{officeFile: officeFile{name: "an error in a column that nobody reads", pages: persons(plainHead+"|籍贯", "林一|正式|100101|#NAME?"), want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "an error in a text file", csv: plainCSV("姓名,人员类别,所在党支部,手机", "林一,正式,100101,#DIV/0!"), says: "错误值 #DIV/0!"}},

	// what is not read
	{officeFile: officeFile{name: "two names in one cell", pages: persons(plainHead, "林一、林二|正式|100101"), says: "林一、林二"}},
	{officeFile: officeFile{name: "two names on two lines of a cell", pages: []page{{"党员", [][]any{row(plainHead), {"林一\n林二", "正式", "100101"}}}}, says: "像有 2 个人（林一、林二）"}},
	{officeFile: officeFile{name: "old Macs with quotes and breaks within", csv: "姓名,人员类别,所在党支部,备注\r\"林一\",正式,100101,\"上\r下\"\r林二,正式,100101,\r", want: []string{"林一 formal " + teachers, "林二 formal " + teachers}}},
	{officeFile: officeFile{name: "a second list whose heads are not known", pages: []page{{"党员", rowsOf(plainHead, "林一|正式|100101")}, {"学生", rowsOf("姓名|班级|学号|手机|民族", "林二|一班|S2|13900000002|汉")}}, says: "这张表没有读"}},
	{officeFile: officeFile{name: "a row that names a unit in a column further right", pages: persons("序号|"+"姓名|人员类别", "||化学系学生党支部", "1|林一|正式"), want: []string{"林一 formal " + students}}},
	{officeFile: officeFile{name: "a row that names a unit over merged cells, with its secretary", merges: "A2:C2", pages: persons("序号|姓名|人员类别", "化学系学生党支部（书记：方三）", "1|林一|正式"), want: []string{"林一 formal " + students}}},
	{officeFile: officeFile{name: "rows of units with a word before them", merges: "A2:C2 A4:C4", pages: persons("序号|姓名|人员类别", "第一支部：化学系教工党支部", "1|林一|正式", "第二支部：化学系学生党支部", "1|林二|正式"), want: []string{"林一 formal " + teachers, "林二 formal " + students}}},
	{officeFile: officeFile{name: "two lists side by side, the second without a branch", pages: persons("姓名|人员类别|所在党支部||姓名|人员类别|所在党支部", "林一|正式|100101||林二|正式|100102", "林三|正式|100101"), want: []string{"林一 formal " + teachers, "林三 formal " + teachers, "林二 formal " + students}}},
	{officeFile: officeFile{name: "names on the right under heads that are not repeated", pages: persons("姓名|人员类别|所在党支部|姓名", "林一|正式|100101|林二"), says: "表头缺少“人员类别”"}},

	// words
	{officeFile: officeFile{name: "the standing of a Party member and the politics of all", pages: persons("姓名|政治面貌|党籍状态|所在党支部", "林一|中共党员|正常|100101", "林二|中共预备党员|正常|100101", "林三|无党派人士||", "林四|九三学社社员||", "林五|群众||"),
		want: []string{"林一 formal " + teachers, "林三 non-member", "林二 probationary " + teachers, "林五 non-member", "林四 non-member"}}},
	{officeFile: officeFile{name: "whether he is on probation", pages: persons("姓名|是否预备党员|所在党支部", "林一|否|100101", "林二|是|100101"), want: []string{"林一 formal " + teachers, "林二 probationary " + teachers}}},
	{officeFile: officeFile{name: "whether he is a member, and of full right", pages: persons("姓名|是否党员|是否正式党员|所在党支部", "林一|是|是|100101", "林三|否|否|"), want: []string{"林一 formal " + teachers, "林三 non-member"}}},
	{officeFile: officeFile{name: "codes of the standard for politics", pages: persons("姓名|政治面貌|所在党支部", "林一|01|100101", "林二|02|100101", "林三|03|", "林四|13|"), want: []string{"林一 formal " + teachers, "林三 non-member", "林二 probationary " + teachers, "林四 non-member"}}},
	{officeFile: officeFile{name: "codes and words of the standard together", pages: persons("姓名|政治面貌|所在党支部", "林一|01-中共党员|100101", "林二|02中共预备党员|100101", "林三|03 共青团员|", "林四|群众（13）|"), want: []string{"林一 formal " + teachers, "林三 non-member", "林二 probationary " + teachers, "林四 non-member"}}},
	{officeFile: officeFile{name: "a member whose membership is stopped", pages: persons("姓名|政治面貌|党籍状态|所在党支部", "林一|中共党员|停止党籍|100101"), says: "已不是这里的党员"}},
	{officeFile: officeFile{name: "branches by their endings", pages: []page{{"党支部", rowsOf("党支部名称|党支部类别|上级党组织", "甲村党支部|村党支部|1001", "乙社区支部|社区党支部|1001", "丙流动党员党支部|流动党员党支部|1001", "丁临时支部|功能型党支部|1001", "戊支部|直属党支部|10", "己支部|离退休干部职工党支部|1001", "庚支部|两新组织支部委员会|1001")}},
		want: []string{"丁临时支部 temp-branch", "丙流动党员党支部 branch 流动党员", "乙社区支部 branch 社区", "己支部 branch 离退休干部职工", "庚支部 branch 两新组织", "戊支部 branch", "甲村党支部 branch 村"}}},
	{officeFile: officeFile{name: "committees by their endings", pages: []page{{"党组织", rowsOf("党组织名称|党组织类别|上级党组织", "甲党工委|街道党工委|10", "乙机关党委|机关党委|10", "丙总支|中国共产党总支部委员会|10", "丁总支|机关党总支部|10", "戊党组|党组|10")}},
		want: []string{"丁总支 general-branch 机关", "丙总支 general-branch", "乙机关党委 committee 机关", "戊党组 lead-group", "甲党工委 committee 街道"}}},
	{officeFile: officeFile{name: "posts with what else somebody is", pages: []page{{"职务", rowsOf("姓名|党组织|职务", "方一|100101|支部书记（兼）、教研室主任", "方二|100101|纪检（保密）委员", "方三|100102|支部委员（组织、宣传）")}},
		want: []string{"方一 " + teachers + " secretary", "方三 " + students + " 组织、宣传committee-member", "方二 " + teachers + " 纪检、保密committee-member"}}},
	{officeFile: officeFile{name: "posts with marks of offices", pages: []page{{"职务", rowsOf("姓名|党组织|职务", "方一|100101|党支部书记（“双带头人”）", "方二|100101|副书记兼纪检委员", "方三|100102|组织（宣传）委员")}},
		want: []string{"方一 " + teachers + " secretary", "方三 " + students + " 组织、宣传committee-member", "方二 " + teachers + " deputy-secretary", "方二 " + teachers + " 纪检committee-member"}}},
	{officeFile: officeFile{name: "posts that a colon parts", pages: []page{{"职务", rowsOf("姓名|党组织|职务", "方一|100101|书记（双肩挑）", "方二|100101|委员：组织", "方三|100102|委员-宣传")}},
		want: []string{"方一 " + teachers + " secretary", "方三 " + students + " 宣传committee-member", "方二 " + teachers + " 组织committee-member"}}},
	{officeFile: officeFile{name: "charges in words of offices", pages: []page{{"分工", rowsOf("姓名|党组织|关系", "方一|1001|分管领导", "方二|1001|党建工作联系点", "方三|1001|主管、联系")}}, want: []string{}}},

	// shapes
	{officeFile: officeFile{name: "an upper row of parts of the form", merges: "A1:B1 C1:D1", pages: persons("基本情况||组织关系|", "姓名|性别|所在党支部|人员类别", "林一|女|100101|正式"), want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "degrees over two, each over two", merges: "A1:A3 B1:B3 C1:C3 D1:G1 D2:E2 F2:G2", pages: persons("姓名|人员类别|所在党支部|学历学位|||", "|||全日制教育||在职教育|", "|||学历|学位|学历|学位", "林一|正式|100101|本科|学士|硕士研究生|硕士"), want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "dates below two, their parts apart", merges: "A1:A2 B1:B2 C1:C2 D1:E1 F1:G1", pages: persons("姓名|人员类别|所在党支部|出生年月||入党时间|", "|||年|月|年|月", "林一|正式|100101|1980|5|2001|07"), want: []string{"林一 formal " + teachers + " 1980-05"}}},
	{officeFile: officeFile{name: "the phone below two, the person's own second", merges: "A1:A2 B1:B2 C1:C2 D1:E1", pages: persons("姓名|人员类别|所在党支部|联系方式|", "|||办公电话|手机", "林一|正式|100101|0871-1|13900000001"), want: []string{"林一 formal " + teachers + " 13900000001"}}},
	{officeFile: officeFile{name: "a title above a head of two rows, nothing merged down", merges: "A1:E1 D2:E2", pages: persons("云州学院党员花名册", "姓名|人员类别|所在党支部|联系电话|", "|||手机|座机", "林一|正式|100101|13900000001|0871-1"), want: []string{"林一 formal " + teachers + " 13900000001"}}},
	{officeFile: officeFile{name: "posts below a common head", merges: "A1:A2 B1:D1", pages: []page{{"支委会", rowsOf("党支部|支部委员会成员||", "|书记|组织委员|宣传委员", "化学系教工党支部|方一|方二|")}}, want: []string{"方一 " + teachers + " secretary", "方二 " + teachers + " 组织committee-member"}}},
	{officeFile: officeFile{name: "posts as columns with names over lines", pages: []page{{"支委会", [][]any{row("党支部名称|书记|委员"), {"化学系教工党支部", "方一", "方一\n方二"}}}}, want: []string{"方一 " + teachers + " committee-member", "方一 " + teachers + " secretary", "方二 " + teachers + " committee-member"}}},
	{officeFile: officeFile{name: "posts as columns with marks only", pages: persons("工号|"+plainHead+"|书记|副书记|委员", "0051|方一|正式|100101|1||", "0052|方二|正式|100101||Y|"), want: []string{"方一 " + teachers + " secretary", "方二 " + teachers + " deputy-secretary"}}},
	{officeFile: officeFile{name: "posts as rows, a branch over its rows", merges: "A2:A3", pages: []page{{"支委会", rowsOf("党支部|姓名|职务", "化学系教工党支部|方一|书记", "|方二|组织委员", "化学系学生党支部|方三|书记")}}, want: []string{"方一 " + teachers + " secretary", "方三 " + students + " secretary", "方二 " + teachers + " 组织committee-member"}}},
	{officeFile: officeFile{name: "a tab a branch, numbered", pages: []page{{"1.化学系教工党支部", rowsOf("姓名|人员类别", "林一|正式")}, {"2、化学系学生党支部", rowsOf("姓名|人员类别", "林二|正式")}}, want: []string{"林一 formal " + teachers, "林二 formal " + students}}},
	{officeFile: officeFile{name: "a tab a branch by code, the name in a title", pages: []page{{"01", rowsOf("化学系教工党支部党员名册（2026年）", "姓名|人员类别", "林一|正式")}, {"02", rowsOf("党支部名称：化学系学生党支部", "姓名|人员类别", "林二|正式")}}, want: []string{"林一 formal " + teachers, "林二 formal " + students}}},
	{officeFile: officeFile{name: "a tab a branch of which one is not known", pages: []page{{"化学系教工党支部", rowsOf("姓名|人员类别", "林一|正式")}, {"物理党支部", rowsOf("姓名|人员类别", "林二|正式")}}, says: "物理党支部"}},
	{officeFile: officeFile{name: "a tab a branch, with a sheet of sums", pages: []page{{"汇总", rowsOf("党支部|党员数|正式|预备", "化学系教工党支部|1|1|0", "合计|1|1|0")}, {"化学系教工党支部", rowsOf("姓名|人员类别", "林一|正式")}}, want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "the branch once for each group with empty rows between", pages: persons("所在党支部|姓名|人员类别", "化学系教工党支部|林一|正式", "|林二|正式", "", "化学系学生党支部|林三|正式", "|林四|正式"), want: []string{"林一 formal " + teachers, "林三 formal " + students, "林二 formal " + teachers, "林四 formal " + students}}},

	{officeFile: officeFile{name: "a form that speaks to who fills it in", pages: persons("提交时间|1. 您的姓名（必填）|2. 请填写您的工号（必填）|3、您的所在支部：|4、您的政治面貌", "2026-11-20 10:11:12|林一|S61|100101|中共预备党员"), want: []string{"S61 林一 probationary " + teachers}}},
	{officeFile: officeFile{name: "a list of the personnel office", pages: persons("员工编号|员工姓名|部门|政治面貌|党支部", "S62|林二|办公室|中共党员|100101"), want: []string{"S62 林二 formal " + teachers}}},
	{officeFile: officeFile{name: "members ticked in columns", pages: persons("姓名|正式党员|预备党员|所在党支部", "林一|√||100101", "林二||√|100101", "林三|是|否|100101", "林四|否|是|100101", "林五|否|否|100101"), want: []string{"林一 formal " + teachers, "林三 formal " + teachers, "林二 probationary " + teachers, "林五 non-member " + teachers, "林四 probationary " + teachers}}},
	{officeFile: officeFile{name: "whether a full and whether a probationary member", pages: persons("姓名|是否正式党员|是否预备党员|所在党支部", "林一|否|是|100101"), want: []string{"林一 probationary " + teachers}}},
	{officeFile: officeFile{name: "members ticked in no column", pages: persons("姓名|正式党员|预备党员|所在党支部", "林一|||100101"), says: "人员类别"}},
	{officeFile: officeFile{name: "groups ticked in columns", pages: persons(plainHead+"|流动党员|困难党员|失联党员", "林一|正式|100101|是|否|", "林二|正式|100101|×|√|"), want: []string{"林一 formal " + teachers + " 流动", "林二 formal " + teachers + " 困难"}}},
	{officeFile: officeFile{name: "somebody gone by a column that is not read", pages: persons(plainHead+"|状态", "林一|正式|100101|在职", "林二|正式|100101|已故"), says: "“状态”一列写着“已故”"}},
	{officeFile: officeFile{name: "somebody gone behind the name", pages: persons(plainHead, "林一（小）|正式|100101", "林二（已转出）|正式|100101"), says: "姓名后面写着“已转出”"}},
	{officeFile: officeFile{name: "a branch whose kind is written otherwise", pages: persons(plainHead, "林一|正式|化学系教工支部委员会", "林二|正式|中共化学系教工支部"), want: []string{"林一 formal " + teachers, "林二 formal " + teachers}}},
	{officeFile: officeFile{name: "a known branch as a unit whose kind is written otherwise", pages: []page{{"党组织", rowsOf("党组织全称|类别|上级党组织", "中共化学系教工支部委员会|党支部|1001")}}, says: "只是写法不同"}},
	{officeFile: officeFile{name: "the posts that are held now", pages: []page{{"职务", rowsOf("姓名|党组织|现任党内职务|历任职务", "方一|100101|书记|组织委员（2018-2020）")}}, want: []string{"方一 " + teachers + " secretary"}}},
	{officeFile: officeFile{name: "charges of several branches in a cell", pages: []page{{"分工", rowsOf("姓名|党组织|关系", "方一|化学系教工党支部、化学系学生党支部|联系点", "方二|化学系教工党支部、没有的党支部|分管")}}, says: "没有党组织叫“没有的党支部”"}},
	{officeFile: officeFile{name: "a branch by its name and its code in brackets", pages: persons(plainHead, "林一|正式|化学系教工党支部（100101）"), want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "a post that is held now", pages: []page{{"职务", rowsOf("姓名|党组织|职务|任职时间|免职日期", "方一|100101|书记|2024-01-01|现任")}}, want: []string{"方一 " + teachers + " secretary"}}},

	// values
	{officeFile: officeFile{name: "dates that clerks type", pages: persons(plainHead+"|出生年月", "林一|正式|100101|85.6", "林二|正式|100101|1985年6月生", "林三|正式|100101|一九八五年六月", "林四|正式|100101|19850601.0", "林五|正式|100101|1985/6/1 0:00", "林六|正式|100101|1985 年 6 月 1 日", "林七|正式|100101|’1985.06", "林八|正式|100101|1985-05-31T16:00:00.000Z", "林九|正式|100101|1985年06月01日 00:00:00"),
		want: []string{"林一 formal " + teachers + " 1985-06", "林七 formal " + teachers + " 1985-06", "林三 formal " + teachers + " 1985-06", "林九 formal " + teachers + " 1985-06-01", "林二 formal " + teachers + " 1985-06", "林五 formal " + teachers + " 1985-06-01", "林八 formal " + teachers + " 1985-06-01", "林六 formal " + teachers + " 1985-06-01", "林四 formal " + teachers + " 1985-06-01"}}},
	{officeFile: officeFile{name: "dates with the words of a form", pages: persons(plainHead+"|入党时间|转正时间", "林一|正式|100101|2001年7月入党|2002年7月转正", "林二|正式|100101|2001.07.01（预备）|2002.07.01"), says: "不是日期"}},
	{officeFile: officeFile{name: "what is no date at all", pages: persons(plainHead+"|出生年月", "林一|正式|100101|不详"), says: "不是日期"}},
	{officeFile: officeFile{name: "serial days in a workbook of 1904 under a head of two rows", merges: "A1:A2 B1:B2 C1:C2 D1:E1", pages: []page{{"党员", [][]any{row("姓名|人员类别|所在党支部|日期|"), row("|||出生|入党"), {"林一", "正式", "100101", 29737, 35612}}}}, want: []string{"林一 formal " + teachers + " 1985-06-01"}}, change: func(t *testing.T, book *excelize.File) {
		yes := true
		if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
	}},
	{officeFile: officeFile{name: "numbers whose format writes words around them", pages: []page{{"党员", [][]any{row("工号|" + plainHead), {51, "方一", "正式", "100101"}}}}, says: "（工号 0051），这里的工号是“0051号”；是同一人"}, change: func(t *testing.T, book *excelize.File) {
		format := `0000"号"`
		style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil || book.SetCellStyle("党员", "A2", "A2", style) != nil {
			t.Fatal(err)
		}
	}},

	// what is hidden
	{officeFile: officeFile{name: "a filter that hides rows", pages: persons(plainHead, "林一|正式|100101", "林二|正式|100101"), want: []string{"林一 formal " + teachers, "林二 formal " + teachers}, says: "隐藏或筛选掉"}, change: func(t *testing.T, book *excelize.File) {
		if book.AutoFilter("党员", "A1:C3", []excelize.AutoFilterOptions{{Column: "A", Expression: "x == 林一"}}) != nil || book.SetRowVisible("党员", 3, false) != nil {
			t.Fatal("no filter")
		}
	}},
	{officeFile: officeFile{name: "a hidden sheet that is a roster", pages: []page{{"党员", rowsOf(plainHead, "林一|正式|100101")}, {"去年党员", rowsOf(plainHead, "林二|正式|100101")}}, want: []string{"林一 formal " + teachers, "林二 formal " + teachers}, says: "这张表是隐藏的"}, change: func(t *testing.T, book *excelize.File) {
		if err := book.SetSheetVisible("去年党员", false); err != nil {
			t.Fatal(err)
		}
	}},

	// forms that people print
	{officeFile: officeFile{name: "posts beside the persons", pages: persons("工号|"+plainHead+"|党内职务", "0051|方一|正式|100101|支部书记", "0052|方二|正式|100101|无", "0053|方三|正式|100102|宣传委员兼纪检委员", "71|林一|正式|100101|普通党员", "72|林二|正式|100101|党总支委员"),
		want: []string{"71 林一 formal " + teachers, "72 林二 formal " + teachers, "方一 " + teachers + " secretary", "方三 " + students + " 宣传committee-member", "方三 " + students + " 纪检committee-member", "林二 化学系党总支 committee-member"}}},
	{officeFile: officeFile{name: "posts beside the persons that nobody knows", pages: persons(plainHead+"|党内职务", "林一|正式|100101|联络员"), want: []string{"林一 formal " + teachers}, says: "不是认得的党内职务"}},
	{officeFile: officeFile{name: "the branch in the line of who reports", pages: persons("党员花名册", "填报党支部：化学系学生党支部", "序号|姓名|人员类别", "1|林一|正式"), want: []string{"林一 formal " + students}}},
	{officeFile: officeFile{name: "the branch in a line with its seal and the day", merges: "A2:D2", pages: persons("党员花名册", "党支部（盖章）：化学系学生党支部        2026年11月", "序号|姓名|人员类别|备注", "1|林一|正式|"), want: []string{"林一 formal " + students}}},
	{officeFile: officeFile{name: "sex behind the names", pages: persons(plainHead, "林一（女）|正式|100101", "林二(男)|正式|100101"), want: []string{"林一 formal " + teachers, "林二 formal " + teachers}}},
	{officeFile: officeFile{name: "a foreign name over two lines", pages: []page{{"党员", [][]any{row(plainHead), {"阿卜杜拉·\n买买提", "正式", "100101"}}}}, want: []string{"阿卜杜拉·买买提 formal " + teachers}}},
	{officeFile: officeFile{name: "codes of standards beside words", pages: persons("姓名|性别|民族|人员类别|所在党支部", "林一|1-男性|01汉族|1-正式党员|100101"), want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "heads with their full words", pages: persons("序号|姓名（与身份证一致）|居民身份证号码（18位）|人员类别（正式党员或预备党员）|组织关系所在党支部全称|加入党组织的时间（年/月/日）", "1|林一|11010519491231002X|正式党员|化学系教工党支部|2001/07/01"), want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "a branch and a group in one column", pages: persons("姓名|人员类别|党支部/党小组", "林一|正式|化学系教工党支部/第一党小组"), says: "第一党小组"}},
	{officeFile: officeFile{name: "the branch by its name without the house", pages: persons(plainHead, "林一|正式|教工党支部"), says: "没有党组织叫“教工党支部”"}},
	{officeFile: officeFile{name: "two heads of the phone", pages: persons(plainHead+"|联系电话|手机号码", "林一|正式|100101|0871-1|13900000001"), want: []string{"林一 formal " + teachers + " 13900000001"}}},
	{officeFile: officeFile{name: "a sheet of names only", pages: persons("化学系教工党支部", "林一", "林二", "林三"), says: ""}},
	{officeFile: officeFile{name: "a row of letters or numbers of columns below the head", pages: persons("序号|姓名|人员类别|所在党支部", "甲|1|2|3", "1|林一|正式|100101"), want: []string{"林一 formal " + teachers}, says: "填表提示"}},
	{officeFile: officeFile{name: "an example row below the head", pages: persons("序号|姓名|人员类别|所在党支部", "示例|张三|正式党员|某某党支部", "1|林一|正式|100101"), want: []string{"林一 formal " + teachers}, says: "填表提示"}},
	{officeFile: officeFile{name: "the sum above the rows", pages: persons("序号|姓名|人员类别|所在党支部", "合计|2人||", "1|林一|正式|100101", "2|林二|正式|100101"), want: []string{"林一 formal " + teachers, "林二 formal " + teachers}}},
	{officeFile: officeFile{name: "sums below each branch", pages: persons("所在党支部|姓名|人员类别", "化学系教工党支部|林一|正式", "小计|1|", "化学系学生党支部|林二|预备", "小计|1|", "总计|2|"), want: []string{"林一 formal " + teachers, "林二 probationary " + students}}},
	{officeFile: officeFile{name: "the unit on the left, merged over its rows and sums", merges: "A2:A4", pages: persons("所在党支部|姓名|人员类别", "化学系教工党支部|林一|正式", "|林二|正式", "|合计|2"), want: []string{"林一 formal " + teachers, "林二 formal " + teachers}}},
	{officeFile: officeFile{name: "continued on a second sheet without a head", pages: []page{{"党员", rowsOf(plainHead, "林一|正式|100101")}, {"党员续", rowsOf("林二|正式|100101", "林三|正式|100101")}}, says: "党员续"}},
	{officeFile: officeFile{name: "members and others on two sheets", pages: []page{{"正式党员", rowsOf("姓名|所在党支部", "林一|100101")}, {"预备党员", rowsOf("姓名|所在党支部", "林二|100101")}}, says: "表头缺少“人员类别”"}},
	{officeFile: officeFile{name: "a workbook with a cover and instructions", pages: []page{{"封面", rowsOf("云州学院党员信息采集表")}, {"填表说明", rowsOf("1. 姓名：与身份证一致", "2. 人员类别：正式党员、预备党员")}, {"党员信息", rowsOf(plainHead, "林一|正式|100101")}}, want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "units in columns of levels", pages: []page{{"党组织", rowsOf("二级党组织|党支部名称|党支部类型", "化学系党总支|化学系退休党支部|离退休党支部", "化学系党总支|化学系博士党支部|学生党支部")}}, want: []string{"化学系博士党支部 branch 学生", "化学系退休党支部 branch 离退休"}}},
	{officeFile: officeFile{name: "units with their superiors in the first row of each group", pages: []page{{"党组织", rowsOf("上级党组织|党组织名称|类别", "化学系党总支|化学系退休党支部|党支部", "|化学系博士党支部|党支部")}}, says: "没有写上级党组织"}},
	{officeFile: officeFile{name: "tab separated text from a clipboard, in UTF-16", csv: utf16le("姓名\t人员类别\t所在党支部\r\n林一\t正式\t100101\r\n"), want: []string{"林一 formal " + teachers}}},
	{officeFile: officeFile{name: "semicolons and commas within quotes", csv: plainCSV("姓名;人员类别;所在党支部;群体", "林一;正式;100101;\"流动,年老体弱\""), want: []string{"林一 formal " + teachers + " 流动+年老体弱"}}},
	{officeFile: officeFile{name: "a text file with a title above the head", csv: plainCSV("化学系学生党支部党员名册,,", "序号,姓名,人员类别", "1,林一,正式"), want: []string{"林一 formal " + students}}},

	// who is known
	{officeFile: officeFile{name: "the same name in the same branch with another number", pages: persons("工号|"+plainHead, "1052|方二|正式|化学系教工党支部"), says: "是同一人"}},
	{officeFile: officeFile{name: "the same name in the same branch by another birth", pages: persons("工号|"+plainHead, "1052|方二|正式|化学系学生党支部"), want: []string{"1052 方二 formal " + students}}},
}

func utf16le(text string) string {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}

func plainCSV(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

func TestStrangeFilesAreReadAsAClerkWouldReadThemOrAsked(t *testing.T) {
	for _, c := range strangeFiles {
		t.Run(c.name, func(t *testing.T) {
			name, file := "x.csv", []byte(c.csv)
			if c.csv == "" {
				name, file = "x.xlsx", workbookWith(t, func(book *excelize.File) {
					for m := range strings.FieldsSeq(c.merges) {
						from, to, _ := strings.Cut(m, ":")
						if err := book.MergeCell(c.pages[0].name, from, to); err != nil {
							t.Fatal(err)
						}
					}
					if c.change != nil {
						c.change(t, book)
					}
				}, c.pages...)
			}

			im := match(house(t), readBytes(t, name, file))
			said := notes(i18n.Chinese, im.Notes.List)
			bad := im.Notes.Count(org.Fault)+im.Notes.Count(org.Broken) > 0
			if bad != (c.want == nil) || !strings.Contains(said, c.says) {
				t.Fatalf("at fault %v, imported %q, said\n%s", bad, gist(im), said)
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
