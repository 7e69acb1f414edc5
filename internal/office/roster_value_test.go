package office_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// births reads the values as 出生年月 of so many persons.
func births(t *testing.T, values ...any) (dates []string, said string) {
	t.Helper()
	rows := rowsOf("姓名|人员类别|出生年月")
	for i, v := range values {
		rows = append(rows, []any{fmt.Sprintf("甲%c", 'a'+i), "正式", v})
	}

	sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", rows}))
	for _, p := range sheets.Persons {
		dates = append(dates, string(p.Person.Birth))
	}

	return dates, notes(i18n.Chinese, sheets.Notes.List)
}

func TestDatesAreReadInEveryWayThatOfficesWriteThem(t *testing.T) {
	for text, want := range map[any]string{
		"1985.06": "1985-06", "1985.6": "1985-06", "1985-6-1": "1985-06-01", "1985/6/1": "1985-06-01", "1985/06": "1985-06",
		"198506": "1985-06", "19850601": "1985-06-01", "1985年6月": "1985-06", "1985年06月01日": "1985-06-01", "1985年": "1985",
		"1985": "1985", "１９８５．０６": "1985-06", "1985 年 6 月": "1985-06", "1985.06.01": "1985-06-01", "1985-06-01 00:00:00": "1985-06-01",
		"1985-06-01T08:30:00Z": "1985-06-01", "1985/6/1 8:30": "1985-06-01", "1985年6月份": "1985-06", " 1985.6. ": "1985-06",
		31199: "1985-06-01", 198506: "1985-06", 1985.06: "1985-06", 31199.5: "1985-06-01", "31199": "1985-06-01",
		"": "", "无": "", "—": "", "——": "", "–": "", "-": "", "/": "", "N/A": "", "　": "", "至今": "",
		"2000.2.29": "2000-02-29", "1985.12": "1985-12",
	} {
		t.Run(fmt.Sprintf("%v", text), func(t *testing.T) {
			got, said := births(t, text)
			if got[0] != want || said != "" {
				t.Errorf("%q, want %q; said %s", got[0], want, said)
			}
		})
	}
}

func TestWhatIsNoDateIsAFault(t *testing.T) {
	for _, text := range []any{"1985.13", "1985.6.31", "1885.06", "六月", "1985.00", "2001.2.29", "19851301", "1985-", "06/1985", 7, "2200.01", "198"} {
		t.Run(fmt.Sprintf("%v", text), func(t *testing.T) {
			if got, said := births(t, text); got[0] != "" || !strings.Contains(said, "不是日期") {
				t.Errorf("%q; said %q", got[0], said)
			}
		})
	}
}

func TestDatesThatMayMeanAnotherAreWarnings(t *testing.T) {
	for text, want := range map[any][2]string{
		1985.1: {"1985-01", "如是 10 月，请写作 1985年10月"},
		19856:  {"1954-05-12", "如是 1985年的某月"},
	} {
		got, said := births(t, text)
		if got[0] != want[0] || !strings.Contains(said, want[1]) || !strings.HasPrefix(said, "warning") {
			t.Errorf("%v: %q; said %s", text, got[0], said)
		}
	}
}

func TestDatesOfTheSpreadsheetAreReadByTheirFormat(t *testing.T) {
	for format, want := range map[string]string{
		"yyyy-mm-dd": "1985-06-01", `yyyy"年"m"月"d"日"`: "1985-06-01", `yyyy"年"m"月"`: "1985-06", "yyyy.mm": "1985-06",
		"[$-804]yyyy/m/d;@": "1985-06-01", "mmm-yy": "1985-06", "General": "1985-06-01", "m/d/yy h:mm": "1985-06-01",
	} {
		t.Run(format, func(t *testing.T) {
			file := workbookWith(t, func(book *excelize.File) {
				style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
				if err == nil {
					err = book.SetCellStyle("党员", "C2", "C2", style)
				}

				if err != nil {
					t.Fatal(err)
				}
			}, page{"党员", append(rowsOf("姓名|人员类别|出生年月"), []any{"王丽", "正式", 31199})})
			if got := readBytes(t, "x.xlsx", file).Persons[0].Person.Birth; string(got) != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

func TestDatesPassTheDayOf1900ThatNeverWas(t *testing.T) {
	rows := rowsOf("姓名|人员类别|出生年月")
	serials, want := []int{1, 59, 61, 366}, []org.Date{"1900-01-01", "1900-02-28", "1900-03-01", "1900-12-31"}
	for i, serial := range serials {
		rows = append(rows, []any{fmt.Sprintf("甲%c", 'a'+i), "正式", serial})
	}

	file := workbookWith(t, func(book *excelize.File) {
		style, err := book.NewStyle(&excelize.Style{NumFmt: 14})
		if err == nil {
			err = book.SetCellStyle("党员", "C2", "C5", style)
		}

		if err != nil {
			t.Fatal(err)
		}
	}, page{"党员", rows})

	for i, p := range readBytes(t, "x.xlsx", file).Persons {
		if p.Person.Birth != want[i] {
			t.Errorf("%d is %s, want %s", serials[i], p.Person.Birth, want[i])
		}
	}
}

func TestDatesCountFrom1904InWorkbooksThatSaySo(t *testing.T) {
	on := true
	file := workbookWith(t, func(book *excelize.File) {
		format := "yyyy-mm-dd"
		style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err == nil {
			err = book.SetCellStyle("党员", "C2", "C2", style)
		}

		if err == nil {
			err = book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &on})
		}

		if err != nil {
			t.Fatal(err)
		}
	}, page{"党员", append(rowsOf("姓名|人员类别|出生年月"), []any{"王丽", "正式", 31199 - 1462})})

	if got := readBytes(t, "x.xlsx", file).Persons[0].Person.Birth; got != "1985-06-01" {
		t.Errorf("read as %s", got)
	}
}

func TestNumbersKeepTheZerosThatTheirFormatShows(t *testing.T) {
	file := workbookWith(t, func(book *excelize.File) {
		for column, format := range map[string]string{"A": "0000", "D": "0.00_ "} {
			style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err == nil {
				err = book.SetCellStyle("党员", column+"2", column+"2", style)
			}

			if err != nil {
				t.Fatal(err)
			}
		}
	}, page{"党员", append(rowsOf("工号|姓名|人员类别|出生年月"), []any{7, "王丽", "正式", 1985.1})})

	p := readBytes(t, "x.xlsx", file).Persons[0].Person
	if p.Number != "0007" || p.Birth != "1985-10" {
		t.Errorf("number %q, birth %q", p.Number, p.Birth)
	}
}

func TestNamesAreKeptExact(t *testing.T) {
	for text, want := range map[string]string{
		"孙䶮": "孙䶮", "李㛃": "李㛃", "张𬱖": "张𬱖", "买买提·艾力": "买买提·艾力", "买买提•艾力": "买买提•艾力", "Ｍａｒｙ": "Ｍａｒｙ",
		" 王丽 ": "王丽", "　王丽": "王丽", "王　丽": "王丽", "王 丽": "王丽", "欧阳\n建国": "欧阳建国", "Mary Smith": "Mary Smith", "﨑本": "﨑本",
		"刘〇": "刘〇",
	} {
		t.Run(text, func(t *testing.T) {
			sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", [][]any{row("姓名|人员类别"), {text, "正式"}}}))
			if got := sheets.Persons[0].Person.Name; got != want {
				t.Errorf("read as %q, want %q", got, want)
			}
		})
	}
}

func TestLettersAndDigitsOfNumbersAreMadePlain(t *testing.T) {
	rows := [][]any{row("工号|姓名|人员类别|手机|身份证号|所在党支部|群体"), {" ００Ａ１２ ", "王丽", "正式", "１３９ 0000 0001", "'11010519491231002x", "—", "领导干部、学生党员，无；出国（境）/ 文体骨干"}}
	p := readBytes(t, "x.xlsx", workbook(t, page{"党员", rows})).Persons[0]
	if p.Person.Number != "00A12" || p.Person.Phone != "13900000001" || p.Person.IDNumber != "11010519491231002X" || p.Branch != "" {
		t.Errorf("%+v", p)
	}

	if want := []string{"领导职务", "学生", "出国（境）", "文体骨干"}; !slices.Equal(p.Person.Groups, want) {
		t.Errorf("groups %v, want %v", p.Person.Groups, want)
	}
}

func TestALongNumberStoredAsANumberIsAFault(t *testing.T) {
	sheets := readBytes(t, "x.xlsx", workbook(t, page{"党员", [][]any{row("姓名|人员类别|身份证号"), {"王丽", "正式", 110105194912310021.0}}}))
	if said := notes(i18n.Chinese, sheets.Notes.List); !strings.Contains(said, "末几位已经丢失") || !sheets.Persons[0].Faulty {
		t.Errorf("said %s", said)
	}
}

func TestWordsForKindsAreUnderstood(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"书记", "secretary"}, {"党支部书记", "secretary"}, {"党委书记", "secretary"}, {"党总支书记", "secretary"},
		{"副书记", "deputy-secretary"}, {"支部副书记", "deputy-secretary"},
		{"主持工作", "acting"}, {"副书记（主持工作）", "acting"}, {"副书记(主持)", "acting"}, {"主持工作的副书记", "acting"}, {"党支部副书记（主持支部工作）", "acting"},
		{"组织委员", "committee-member组织"}, {"宣传委员", "committee-member宣传"}, {"纪检委员", "committee-member纪检"}, {"支部青年委员", "committee-member青年"},
		{"委员", "committee-member"}, {"支委", "committee-member"}, {"党委委员", "committee-member"}, {"支部委员会委员", "committee-member"},
		{"组织、宣传委员", "committee-member组织、宣传"}, {"书记、组织委员", "secretary committee-member组织"}, {"书记兼宣传委员", "secretary committee-member宣传"},
		{"行政主要负责人", "administrator"}, {"院长", "administrator"}, {"党小组长", "cell-leader"}, {"小组长", "cell-leader"},
		{"纪委书记", ""}, {"第一书记", "secretary"}, {"书记助理", ""}, {"副院长", ""}, {"主任", ""}, {"主持行政工作", ""}, {"书记、组织", ""}, {"书记（主持）", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			sheets := readBytes(t, "x.xlsx", workbook(t, page{"职务", rowsOf("工号|党组织|职务", "1|D1|"+c.text)}))
			var got []string
			for _, p := range sheets.Posts {
				if !p.Faulty {
					got = append(got, string(p.Kind)+p.Portfolio)
				}
			}

			if strings.Join(got, " ") != c.want {
				t.Errorf("read as %q, want %q", got, c.want)
			}

			if (sheets.Notes.Count(org.Fault) > 0) != (c.want == "") {
				t.Errorf("said %s", notes(i18n.Chinese, sheets.Notes.List))
			}
		})
	}
}

func TestKindsOfUnitsAreUnderstood(t *testing.T) {
	rows := rowsOf("党组织全称|类别|上级党组织")
	words := []string{"党委", "分党委", "党组", "党总支", "党支部", "直属党支部", "联合党支部", "临时党支部", "党小组", "部门", "外部单位", "总支", " 支 部 ", "功能型党支部"}
	for i, word := range words {
		rows = append(rows, []any{fmt.Sprintf("单位%d", i), word, "W0"})
	}

	sheets := readBytes(t, "x.xlsx", workbook(t, page{"党组织", rows}))
	var got []string
	for _, u := range sheets.Units {
		got = append(got, fmt.Sprintf("%s %t", u.Unit.Kind, u.Direct))
	}

	want := []string{
		"committee false", "sub-committee false", "lead-group false", "general-branch false", "branch false", "branch true",
		"joint-branch false", "temp-branch false", "cell false", "department false", "external false", "general-branch false",
		"branch false", "temp-branch false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("read as\n%q, want\n%q", got, want)
	}
}

func TestBothKindsOfChargeMayStandInOneCell(t *testing.T) {
	sheets := readBytes(t, "x.xlsx", workbook(t, page{"分工", rowsOf("工号|党组织|分管/联系点", "1|D1|分管、联系点", "1|D2|联系", "1|D3|分管和联系点")}))
	var got []org.ChargeKind
	for _, c := range sheets.Charges {
		got = append(got, c.Kind)
	}

	want := []org.ChargeKind{org.InCharge, org.ContactPoint, org.ContactPoint, org.InCharge, org.ContactPoint}
	if !slices.Equal(got, want) {
		t.Errorf("read as %v", got)
	}
}
