package office_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

func readWith(tb failing, file []byte, how office.Reading) *org.Sheets {
	tb.Helper()
	sheets, err := office.ReadRoster(context.Background(), "x.xlsx", strings.NewReader(string(file)), int64(len(file)), office.DefaultLimits(), how)
	if err != nil {
		tb.Fatal(err)
	}
	return sheets
}

func TestACellWithoutAValueIsAFault(t *testing.T) {
	for name, cell := range map[string]string{
		"an error":                    `<c r="C2" t="e"><f>VLOOKUP(1,X:X,1)</f><v>#N/A</v></c>`,
		"an error as text":            `<c r="C2" t="str"><v>#REF!</v></c>`,
		"an error in a plain string":  `<c r="C2" t="inlineStr"><is><t>#DIV/0!</t></is></c>`,
		"a formula without a value":   `<c r="C2"><f>A1</f></c>`,
		"a formula with an empty one": `<c r="C2"><f>A1</f><v></v></c>`,
		"a text formula not computed": `<c r="C2" t="str"><f>A1</f></c>`,
	} {
		for _, column := range []string{"工号", "手机", "民族", "所在党支部", "备注"} {
			t.Run(name+" in "+column, func(t *testing.T) {
				second := `<row r="2"><c r="A2" t="inlineStr"><is><t>林一</t></is></c><c r="B2" t="inlineStr"><is><t>正式</t></is></c>` + cell + `</row>`
				sheets := readBytes(t, "x.xlsx", rawWorkbook(t, worksheet(inline(1, "姓名", "人员类别", column), second)))
				said := notes(i18n.Chinese, sheets.Notes.List)
				if len(sheets.Persons) != 1 || !sheets.Persons[0].Faulty || !strings.Contains(said, "第 2 行 C 列") || strings.Count(said, "\n") != 1 {
					t.Errorf("persons %+v, said %s", sheets.Persons, said)
				}
			})
		}
	}
}

func TestAFormulaThatGivesAnEmptyTextIsAnEmptyCell(t *testing.T) {
	second := `<row r="2"><c r="A2" t="inlineStr"><is><t>林一</t></is></c><c r="B2" t="inlineStr"><is><t>正式</t></is></c><c r="C2" t="str"><f>""</f><v></v></c></row>`
	sheets := readBytes(t, "x.xlsx", rawWorkbook(t, worksheet(inline(1, "姓名", "人员类别", "手机"), second)))
	if sheets.Notes.Count(org.Fault) > 0 || sheets.Persons[0].Person.Phone != "" {
		t.Errorf("said %s", notes(i18n.Chinese, sheets.Notes.List))
	}
}

func TestNumbersAreReadAsTheyWereMeant(t *testing.T) {
	for text, want := range map[string]string{
		"20100101.0": "20100101", "2.0100101E7": "20100101", "2.0100101E+07": "20100101", "２０１００１０１": "20100101", " 2010 0101 ": "20100101",
		"'20100101": "20100101", "1.38E+10": "", "2.01001E+07": "", "3.70203E17": "", "1E5": "1E5", "B12.0": "B12.0", "2010-0101": "2010-0101",
	} {
		t.Run(text, func(t *testing.T) {
			sheets := readBytes(t, "党员.csv", []byte("工号,姓名,人员类别\n"+text+",林一,正式\n"))
			if got := sheets.Persons[0].Person.Number; got != want || sheets.Persons[0].Faulty != (want == "") {
				t.Errorf("read as %q, want %q; %s", got, want, notes(i18n.Chinese, sheets.Notes.List))
			}
		})
	}
}

func TestTextFilesOfOtherProgramsAreRead(t *testing.T) {
	for name, c := range map[string]struct{ text, number, phone string }{
		"equals quoted":     {"工号,姓名,人员类别,手机\n\"=\"\"0071\"\"\",林一,正式,\"=\"\"13900000071\"\"\"\n", "0071", "13900000071"},
		"equals unquoted":   {"工号,姓名,人员类别,手机\r\n=\"0071\",林一,正式,=\"13900000071\"\r\n", "0071", "13900000071"},
		"equals and commas": {"工号,姓名,人员类别,手机,备注\n=\"0071\",林一,正式,=\"13900000071\",\"甲,乙\"\n", "0071", "13900000071"},
		"lines of old Macs": {"工号,姓名,人员类别,手机\r0071,林一,正式,13900000071\r", "0071", "13900000071"},
		"floats":            {"工号,姓名,人员类别,手机\n71.0,林一,正式,13900000071.0\n", "71", "13900000071"},
		"hyphens":           {"工号,姓名,人员类别,手机\n0071,林一,正式,139-0000-0071\n", "0071", "13900000071"},
	} {
		t.Run(name, func(t *testing.T) {
			sheets := readBytes(t, "党员.csv", []byte(c.text))
			if len(sheets.Persons) != 1 || sheets.Persons[0].Person.Number != c.number || sheets.Persons[0].Person.Phone != c.phone || sheets.Notes.Count(org.Fault) > 0 {
				t.Errorf("read as %+v; %s", sheets.Persons, notes(i18n.Chinese, sheets.Notes.List))
			}
		})
	}
}

func TestAByteThatIsNoCharacterIsAFaultOfItsCell(t *testing.T) {
	text := "工号,姓名,人员类别,所在党支部\n0071,林一,正式党员,化学系教工党支部\n0072,林\xe4\xba,正式党员,化学系教工党支部\n"
	for name, file := range map[string]string{"with a mark": "\ufeff" + text, "without": text} {
		t.Run(name, func(t *testing.T) {
			sheets := readBytes(t, "党员.csv", []byte(file))
			said := notes(i18n.Chinese, sheets.Notes.List)
			if len(sheets.Persons) != 2 || sheets.Persons[0].Faulty || !sheets.Persons[1].Faulty || !strings.Contains(said, "fault   第 3 行 B 列（姓名）") {
				t.Errorf("persons %+v; said %s", sheets.Persons, said)
			}
		})
	}
}

func TestDatesOfOtherProgramsAreThoseOfChina(t *testing.T) {
	for text, want := range map[any]string{
		"1985-05-31T16:00:00.000Z": "1985-06-01", "1987-05-31T15:00:00Z": "1987-06-01", "1985-06-01T00:00:00+08:00": "1985-06-01",
		"1985-05-31T16:00:00.000+0000": "1985-06-01", "1985-06-01T00:00:00.000+0800": "1985-06-01", "Sat Jun 01 00:00:00 CST 1985": "1985-06-01",
		"85.6": "1985-06", "85.06.01": "1985-06-01", "85年6月": "1985-06", "1985年6月生": "1985-06", "一九八五年六月": "1985-06",
		"一九八五年十二月二十一日": "1985-12-21", "二〇〇一年七月": "2001-07", "1985年六月": "1985-06", "19850601.0": "1985-06-01", "198506.0": "1985-06",
		"1985/6/1 上午 12:00:00": "1985-06-01", "1985·06": "1985-06", "1985，6": "1985-06", 31198.9995: "1985-06-01",
	} {
		t.Run(fmt.Sprint(text), func(t *testing.T) {
			if got, said := births(t, text); got[0] != want || said != "" {
				t.Errorf("%q, want %q; said %s", got[0], want, said)
			}
		})
	}
}

func TestAShortYearThatMayBeOfEitherCenturyIsAWarning(t *testing.T) {
	got, said := births(t, "05.6")
	if got[0] != "2005-06" || !strings.HasPrefix(said, "warning") || !strings.Contains(said, "年份只有两位") {
		t.Errorf("%q; said %s", got[0], said)
	}
}

func TestAValueIsWhatTheSheetShows(t *testing.T) {
	for format, want := range map[string]string{
		`"G"0000`: "G0012", `0000"号"`: "0012号", `\G0000`: "G0012", "000000": "000012", `"学"General`: "学12", "0": "12", "#,##0": "12",
	} {
		t.Run(format, func(t *testing.T) {
			file := formatted(t, false, format, "A2", append(rowsOf("工号|姓名|人员类别"), []any{12, "林一", "正式"}))
			if got := readBytes(t, "x.xlsx", file).Persons[0].Person.Number; got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}

	for _, format := range []string{"General", `e"年"m"月"d"日"`, "[$-404]e/m/d", "yyyy-mm-dd", "0"} {
		t.Run("1904 "+format, func(t *testing.T) {
			file := formatted(t, true, format, "C2", append(rowsOf("姓名|人员类别|出生年月"), []any{"林一", "正式", 31199 - 1462}))
			if got := readBytes(t, "x.xlsx", file).Persons[0].Person.Birth; got != "1985-06-01" {
				t.Errorf("read as %s", got)
			}
		})
	}
}

// formatted is a workbook with a sheet 党员 whose one cell has a number format.
func formatted(t *testing.T, since04 bool, format, cell string, rows [][]any) []byte {
	t.Helper()
	return workbookWith(t, func(book *excelize.File) {
		style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err == nil {
			err = book.SetCellStyle("党员", cell, cell, style)
		}

		if err == nil {
			err = book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &since04})
		}

		if err != nil {
			t.Fatal(err)
		}
	}, page{"党员", rows})
}

func TestFilesOfOtherProgramsAreRefusedByTheirRightName(t *testing.T) {
	old := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 504)
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	for name, c := range map[string]struct{ file, says string }{
		"a.xls":       {old + wide("Workbook"), "旧的 .xls（或 WPS 的 .et）"},
		"a.et":        {old + wide("Workbook"), "WPS 表格的 .et"},
		"secret.xlsx": {old + wide("EncryptedPackage"), "加了打开密码"},
		"a.doc":       {old + wide("WordDocument"), "Word 或 WPS 文字的文档"},
		"xml.xls":     {`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`, "Excel 2003 XML"},
		"page.xls":    {"\ufeff<html><table></table></html>", "这是一个网页"},
		"b.xlsx":      {string(zipped(t, part{"xl/workbook.bin", ""}, part{"_rels/.rels", `<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.bin"/></Relationships>`})), ".xlsb"},
		"c.ods":       {string(zipped(t, part{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, part{"content.xml", ""})), ".ods"},
		"d.docx":      {string(zipped(t, part{"word/document.xml", ""})), "Word 文档"},
		"e.zip":       {string(zipped(t, part{"名册/党员.xlsx", ""})), "压缩文件"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tryBytes(name, []byte(c.file))
			refused(t, err, c.says)
		})
	}
}

func TestRowsThatAreOutOfOrderAreRefusedInWords(t *testing.T) {
	_, err := tryBytes("x.xlsx", rawWorkbook(t, worksheet(inline(1, "姓名", "人员类别"), inline(3, "林一", "正式"), inline(2, "林二", "正式"))))
	refused(t, err, "第 2 行存在第 3 行后面")
}

// blanks gives rows up to the last one of a spreadsheet that are formatted and hold nothing.
func blanks(from int) string {
	var b strings.Builder
	for at := from; at <= 1<<20; at++ {
		fmt.Fprintf(&b, `<row r="%[1]d" spans="1:6" s="1" customFormat="1" ht="20" customHeight="1"><c r="A%[1]d" s="1"/><c r="B%[1]d" s="1"/><c r="C%[1]d" s="1"/><c r="D%[1]d" s="1"/><c r="E%[1]d" s="1"/><c r="F%[1]d" s="1"/></row>`, at)
	}
	return b.String()
}

func TestAMillionFormattedRowsWithoutContentAreReadInSeconds(t *testing.T) {
	sheet := worksheet(inline(1, "姓名", "人员类别"), inline(2, "林一", "正式"), blanks(3))
	file := rawWorkbook(t, sheet)
	began := time.Now()
	sheets := readBytes(t, "x.xlsx", file)
	if len(sheets.Persons) != 1 {
		t.Errorf("%d persons", len(sheets.Persons))
	}

	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}
