package office_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

func TestStandingsAreUnderstoodByAllThatColumnsSay(t *testing.T) {
	for _, c := range []struct{ heads, values, want string }{
		{"人员类别", "正式党员", "formal"}, {"政治面貌", "中共党员", "formal"}, {"政治面貌", "中共预备党员", "probationary"}, {"政治面貌", "01", "formal"},
		{"政治面貌", "群众", "non-member"}, {"政治面貌", "共青团员", "non-member"}, {"政治面貌", "民革会员", "non-member"}, {"政治面貌", "民盟", "non-member"},
		{"政治面貌", "民建会员", "non-member"}, {"政治面貌", "民进会员", "non-member"}, {"政治面貌", "农工党党员", "non-member"}, {"政治面貌", "致公党党员", "non-member"},
		{"政治面貌", "九三学社社员", "non-member"}, {"政治面貌", "九三", "non-member"}, {"政治面貌", "台盟盟员", "non-member"}, {"政治面貌", "无党派民主人士", "non-member"},
		{"政治面貌|是否预备", "中共党员|是", "probationary"}, {"政治面貌|是否预备党员", "党员|否", "formal"}, {"是否预备党员", "是", "probationary"},
		{"是否党员|性别", "否|男", "non-member"}, {"人员类别|党籍状态", "事业编制|预备党员", "probationary"}, {"党籍状态|人员类别", "正常|正式党员", "formal"},
		{"政治面貌|人员类别", "中共党员|预备党员", "probationary"}, {"人员类别|政治面貌", "正式党员|群众", ""}, {"党籍状态", "正常", ""}, {"人员类别", "在编", ""},
	} {
		t.Run(c.heads+" "+c.values, func(t *testing.T) {
			sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rowsOf("姓名|"+c.heads, "林一|"+c.values)}))
			p := sheets.Persons[0]
			if string(p.Person.Standing) != c.want || p.Faulty != (c.want == "") {
				t.Errorf("read as %q, want %q; %s", p.Person.Standing, c.want, notes(i18n.Chinese, sheets.Notes.List))
			}
		})
	}
}

func TestPostsAreReadAsOfficesNameThem(t *testing.T) {
	for _, c := range []struct{ text, want, rest string }{
		{"支部书记（兼）", "secretary", ""}, {"书记(主持工作)", "secretary", ""}, {"副书记（主持工作）", "acting", ""}, {"委员（组织）", "committee-member组织", ""},
		{"组宣委员", "committee-member组织、宣传", ""}, {"纪检（保密）委员", "committee-member纪检、保密", ""}, {"委员（组织、宣传）", "committee-member组织、宣传", ""},
		{"党委副书记、纪委书记", "deputy-secretary", "纪委书记"}, {"党总支书记兼副院长", "secretary", "副院长"}, {"第一书记", "secretary", ""}, {"代理书记", "acting", ""},
		{"教授、支部书记", "secretary", "教授"}, {"党支部书记/工会主席", "secretary", "工会主席"}, {"党委委员、组织部部长", "committee-member", "组织部部长"},
		{"支部书记（兼任）、宣传委员", "secretary committee-member宣传", ""}, {"副院长", "", ""}, {"书记、组织", "", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			sheets := readBytes(t, "x.xlsx", workbook(t, page{"职务", rowsOf("工号|党组织|职务", "1|D1|"+c.text)}))
			var got []string
			for _, p := range sheets.Posts {
				if !p.Faulty {
					got = append(got, string(p.Kind)+p.Portfolio)
				}
			}

			said := notes(i18n.Chinese, sheets.Notes.List)
			if strings.Join(got, " ") != c.want || (c.rest != "") != strings.Contains(said, "不是党内职务") || c.want != "" && sheets.Posts[0].Note != c.rest {
				t.Errorf("read as %q, want %q; said %s", got, c.want, said)
			}
		})
	}
}

func TestTheEndingOfAKindIsTheKindAndWhatStandsBeforeItsSort(t *testing.T) {
	words := []struct{ text, want string }{
		{"党的基层委员会", "committee"}, {"基层党委", "committee"}, {"党工委", "committee"}, {"工委", "committee"}, {"机关党委", "committee 机关"}, {"流动党委", "committee 流动"},
		{"二级党委", "sub-committee"}, {"分党委", "sub-committee"}, {"党总支部委员会", "general-branch"}, {"机关党总支", "general-branch 机关"}, {"直属党总支", "general-branch"},
		{"党支部委员会", "branch"}, {"支部委员会", "branch"}, {"中共党支部", "branch"}, {"在职教工党支部", "branch 在职教工"}, {"退休党支部", "branch 退休"},
		{"流动党员党支部", "branch 流动党员"}, {"社区党支部", "branch 社区"}, {"村党支部", "branch 村"}, {"教工直属党支部", "branch 教工"},
		{"功能型党支部", "temp-branch"}, {"临时党支部", "temp-branch"}, {"联合党支部", "joint-branch"}, {"两新联合党支部", "joint-branch 两新"},
		{"党小组", "cell"}, {"党组", "lead-group"}, {"部门", "department"}, {"纪委", ""}, {"院系党组织", ""}, {"团支部", ""},
	}
	rows := rowsOf("党组织全称|类别|上级党组织")
	for i, w := range words {
		rows = append(rows, []any{fmt.Sprintf("单位%d", i), w.text, "W0"})
	}

	for i, u := range readBytes(t, "x.xlsx", workbook(t, page{"党组织", rows})).Units {
		if got := strings.TrimSpace(string(u.Unit.Kind) + " " + u.Unit.Category); got != words[i].want || u.Faulty != (words[i].want == "") {
			t.Errorf("%s is read as %q, want %q", words[i].text, got, words[i].want)
		}
	}
}

func TestWhatIsAskedOfEverybodyGivesGroups(t *testing.T) {
	sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rowsOf("姓名|人员类别|是否失联|是否为流动党员|是否困难党员|是否退休", "林一|正式|是|Y|√|是", "林二|正式|否||否|")}))
	var got []string
	for _, p := range sheets.Persons {
		for _, f := range p.Flags {
			got = append(got, fmt.Sprintf("%s%t", f.Group, f.On))
		}
	}

	if want := []string{"失联true", "流动true", "困难true", "失联false", "困难false"}; !slices.Equal(got, want) {
		t.Errorf("flags %q, want %q", got, want)
	}

	if ignored := sheets.Sheets[0].Ignored; !slices.Equal(ignored, []string{"是否退休"}) || sheets.Notes.Count(org.Fault) > 0 {
		t.Errorf("ignored %q; %s", ignored, notes(i18n.Chinese, sheets.Notes.List))
	}
}

// FuzzRosterHeads lets any head be read: it names a field or nothing, and never stops the reading.
func FuzzRosterHeads(f *testing.F) {
	for _, head := range []string{"工号[必填]", "1.姓名", "联系电话/手机", "是否为失联党员", "党支部书记", "（1）出生年月\n格式", "{", "[[[", "1、2、3"} {
		f.Add(head, "林一")
	}

	f.Fuzz(func(t *testing.T, head, value string) {
		file := workbook(t, page{"党员", [][]any{{"姓名", "人员类别", head, head}, {"林一", "正式", value, value}}})
		survives(t, "x.xlsx", file)
	})
}
