package office_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

// Whoever one of the columns says to be here no longer is no member in silence: the row is a fault until the office says
// what the word stands for.
func TestWhoHasGoneIsNoMemberInSilence(t *testing.T) {
	for _, c := range []struct{ heads, values, want string }{
		{"人员类别|党籍状态", "正式党员|停止党籍", ""}, {"人员类别|党籍状态", "正式党员|已转出", ""}, {"党籍状态|人员类别", "死亡|正式党员", ""},
		{"人员类别", "正式党员（已转出）", ""}, {"人员类别|党员状态", "预备党员|出党", ""}, {"人员类别|党员状态", "正式党员|自行脱党", ""},
		{"人员类别|党籍状态", "正式党员|正常", "formal"}, {"人员类别|党籍状态", "正式党员|未转出", "formal"}, {"人员类别|党员状态", "正式党员|在职", "formal"},
	} {
		sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rowsOf("姓名|"+c.heads, "林一|"+c.values)}))
		if p := sheets.Persons[0]; string(p.Person.Standing) != c.want || p.Faulty != (c.want == "") {
			t.Errorf("%s %s: read as %q, want %q; %s", c.heads, c.values, p.Person.Standing, c.want, notes(i18n.Chinese, sheets.Notes.List))
		}
	}

	file := workbook(t, page{"党员", rowsOf("姓名|人员类别|党籍状态", "林一|正式党员|停止党籍")})
	answered := readWith(t, file, office.Reading{Words: map[string]string{org.WordOf(org.FieldStanding, "停止党籍"): "非党员"}})
	if p := answered.Persons[0]; p.Faulty && !strings.Contains(notes(i18n.Chinese, answered.Notes.List), "停止党籍") {
		t.Errorf("answered, he is read as %+v", p)
	}
}

// A column that sorts members into groups gives them their group, whatever it is called.
func TestAKindOfMemberThatIsAGroupIsOne(t *testing.T) {
	sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rowsOf("姓名|人员类别|党员类型", "林一|正式党员|流动党员", "林二|正式党员|教工")}))
	if flags := sheets.Persons[0].Flags; len(flags) != 1 || flags[0] != (org.GroupFlag{Group: org.GroupMobile, On: true}) {
		t.Errorf("流动党员 gives %v", flags)
	}
	if flags := sheets.Persons[1].Flags; len(flags) != 0 {
		t.Errorf("教工 gives %v", flags)
	}
}

// Rows that stand between the people of a list, or below it, are nobody, and are told.
func TestRowsThatAreNobodyAreToldAndPassedOver(t *testing.T) {
	for _, row := range []string{"小计：1|||", "小计|2人||", "合 计|3||", "合计3人|||", "总计：12人|||", "填报日期：2026年1月1日|||", "制表日期:2026.1.1|||", "填表时间：2026年1月|||",
		"第2页 共2页|||", "第 3 页|||", "—— 2 ——|||", "党员花名册（续）|||", "续表|||", "（接上页）|||"} {
		sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rowsOf("姓名|工号|人员类别|所在党支部", "林一|1|正式党员|甲支部", row, "林二|2|正式党员|甲支部")}))
		if len(sheets.Persons) != 2 || len(sheets.Notes.List) == 0 {
			t.Errorf("%s: %d persons; %s", row, len(sheets.Persons), notes(i18n.Chinese, sheets.Notes.List))
		}
	}

	sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rowsOf("姓名|工号|人员类别|所在党支部", "林续|1|正式党员|甲支部", "总计明|2|正式党员|甲支部")}))
	if len(sheets.Persons) != 2 {
		t.Errorf("two people whose names look so are %d", len(sheets.Persons))
	}
}

func TestDaysAndBranchesAreFoundUnderTheirOtherHeads(t *testing.T) {
	for head, value := range map[string]string{"接收为预备党员时间": "2001.07.01", "接收预备党员日期": "2001.07.01", "批准为预备党员时间": "2001.07.01", "现所在党支部": "甲支部", "现党支部": "甲支部", "现所在支部": "甲支部"} {
		sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rowsOf("姓名|人员类别|"+head, "林一|正式党员|"+value)}))
		if p := sheets.Persons[0]; p.Person.Joined != "2001-07-01" && p.Branch != "甲支部" {
			t.Errorf("%s: read as %+v", head, p)
		}
	}
}
