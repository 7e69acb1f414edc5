package office_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

// inline is a row of inline strings by hand.
func inline(at int, values ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, at)
	for i, v := range values {
		fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, at, v)
	}
	return b.String() + "</row>"
}

// worksheet wraps rows as a sheet.
func worksheet(rows ...string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet><sheetData>` + strings.Join(rows, "") + `</sheetData></worksheet>`
}

func TestTheSameRosterIsReadFromEveryKindOfWorkbook(t *testing.T) {
	head := inline(1, "工号", "姓名", "人员类别")
	for name, file := range map[string][]byte{
		"inline strings, no styles": rawWorkbook(t, worksheet(head, inline(2, "7", "孙䶮", "正式"))),
		"shared strings, styles":    workbook(t, page{"党员", rowsOf("工号|姓名|人员类别", "7|孙䶮|正式")}),
		"shared strings, no styles": rawWorkbook(t,
			worksheet(head, `<row r="2"><c r="A2"><v>7</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>0</v></c></row>`),
			part{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/>` +
				`<Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
			part{"xl/sharedStrings.xml", `<sst><si><t>正式</t></si><si><r><t>孙</t></r><r><rPr/><t>䶮</t></r><rPh><t>sun</t></rPh></si></sst>`}),
		"cells without references": rawWorkbook(t, worksheet(head, `<row><c><v>7</v></c><c t="str"><f>X1</f><v>孙䶮</v></c><c t="inlineStr"><is><r><t>正</t></r><r><t>式</t></r></is></c></row>`)),
		"with a namespace prefix": rawWorkbook(t, strings.NewReplacer("<worksheet", `<x:worksheet xmlns:x="y"`, "</worksheet", "</x:worksheet", "<sheetData", "<x:sheetData", "</sheetData", "</x:sheetData",
			"<row", "<x:row", "</row", "</x:row", "<c ", "<x:c ", "</c>", "</x:c>", "<is>", "<x:is>", "</is>", "</x:is>", "<t>", "<x:t>", "</t>", "</x:t>").
			Replace(worksheet(head, inline(2, "7", "孙䶮", "正式")))),
		"escaped characters": rawWorkbook(t, worksheet(head, inline(2, "7", "&#x5B59;&#x4DAE;_x000D_", "<![CDATA[正式]]>"))),
	} {
		t.Run(name, func(t *testing.T) {
			sheets := readBytes(t, "x.xlsx", file)
			if len(sheets.Persons) != 1 || len(sheets.Notes.List) > 0 {
				t.Fatalf("%+v\n%s", sheets.Persons, notes(i18n.Chinese, sheets.Notes.List))
			}

			if p := sheets.Persons[0]; p.Person.Number != "7" || p.Person.Name != "孙䶮" || p.Person.Standing != org.Formal || p.At != 2 {
				t.Errorf("read as %+v", p)
			}
		})
	}
}

func TestHostileCharactersThatNobodySeesAreLeftOut(t *testing.T) {
	for name, file := range map[string][]byte{
		"x.xlsx": rawWorkbook(t, worksheet(inline(1, "工号", "姓名", "人员类别", "备注"), inline(2, "_x0000_7", "孙_x0001_䶮_x0000_", "正式", "好_x007F__x0008_人"))),
		"x.csv":  []byte("工号,姓名,人员类别,备注\n\x007,孙\x01䶮\x00,正式,好\x7f\x08人\n"),
	} {
		sheets := readBytes(t, name, file)
		if len(sheets.Persons) != 1 {
			t.Fatalf("%s: %+v\n%s", name, sheets.Persons, notes(i18n.Chinese, sheets.Notes.List))
		}

		if p := sheets.Persons[0].Person; p.Number != "7" || p.Name != "孙䶮" || p.Note != "好人" {
			t.Errorf("%s is read as %q %q %q", name, p.Number, p.Name, p.Note)
		}
	}
}

func TestMergedCellsCountForAllTheyCover(t *testing.T) {
	file := workbookWith(t, func(book *excelize.File) {
		for _, m := range [][2]string{{"A1", "F1"}, {"A2", "A3"}, {"B2", "B3"}, {"C2", "D2"}, {"E2", "E3"}, {"F2", "F3"}, {"E4", "E6"}} {
			if err := book.MergeCell("党员", m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
	}, page{"党员", rowsOf("党员名册", "工号|姓名|基本情况||所在党支部|其他", "||性别|人员类别", "1|王丽|女|正式|D1", "2|刘强|男|预备", "3|张敏|女|正式", "", "4|周平|男|正式|D2")})

	sheets := readBytes(t, "x.xlsx", file)
	var got []string
	for _, p := range sheets.Persons {
		got = append(got, fmt.Sprintf("%d %s %s %s %s %s", p.At, p.Person.Number, p.Person.Name, p.Person.Sex, p.Person.Standing, p.Branch))
	}

	want := []string{"4 1 王丽 女 formal D1", "5 2 刘强 男 probationary D1", "6 3 张敏 女 formal D1", "8 4 周平 男 formal D2"}
	if diff := cmp.Diff(want, got); diff != "" || len(sheets.Notes.List) > 0 {
		t.Errorf("rows (-want +got):\n%s%s", diff, notes(i18n.Chinese, sheets.Notes.List))
	}

	if ignored := sheets.Sheets[0].Ignored; !slices.Equal(ignored, []string{"其他"}) {
		t.Errorf("ignored %q", ignored)
	}
}

func TestHiddenSheetsThatAreNoRosterAreNamedAndNotRead(t *testing.T) {
	file := workbookWith(t, func(book *excelize.File) {
		if err := book.SetSheetVisible("旧党员", false); err != nil {
			t.Fatal(err)
		}
	}, page{"党员", rowsOf("姓名|人员类别", "王丽|正式")}, page{"旧党员", rowsOf("姓名|科目", "刘强|语文")})

	sheets := readBytes(t, "x.xlsx", file)
	if len(sheets.Persons) != 1 || !slices.Equal(sheets.Unread, []string{"旧党员"}) {
		t.Errorf("persons %d, unread %v", len(sheets.Persons), sheets.Unread)
	}
}

func TestTextsAreReadAsExcelizeReadsThem(t *testing.T) {
	text := rapid.StringOf(rapid.RuneFrom([]rune("王丽𬱖 <&>\"'\n\t0.-无ab_x　")))
	rows := [][]any{row("姓名|人员类别|备注")}
	for i := range 500 {
		rows = append(rows, []any{fmt.Sprintf("甲%c", '一'+i), "正式", text.Example(i)})
	}

	file := workbook(t, page{"党员", rows})
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}

	theirs, err := book.GetRows("党员")
	if err != nil {
		t.Fatal(err)
	}

	persons := readBytes(t, "x.xlsx", file).Persons
	if len(persons) != 500 {
		t.Fatalf("%d persons", len(persons))
	}

	for _, p := range persons {
		want := strings.Trim(append(theirs[p.At-1], "")[2], " \n\t　")
		if nothing := strings.Trim(want, "-_") == "" || want == "无"; nothing {
			want = ""
		}

		if p.Person.Note != want {
			t.Errorf("row %d: note %q, excelize reads %q", p.At, p.Person.Note, want)
		}
	}
}

func TestADamagedWorkbookIsRefusedAndNeverReadInPart(t *testing.T) {
	whole := worksheet(inline(1, "工号", "姓名", "人员类别"), inline(2, "7", "孙䶮", "正式"), inline(3, "8", "王丽", "正式"))
	for cut := 60; cut < len(whole)-len("</sheetData></worksheet>"); cut += 7 {
		_, err := tryBytes("x.xlsx", rawWorkbook(t, whole[:cut]))
		refused(t, err, "")
	}

	_, err := tryBytes("x.xlsx", rawWorkbook(t, whole[:strings.Index(whole, "孙䶮")]))
	refused(t, err, "“党员”表在第 1 行以后断了")
	file := rawWorkbook(t, whole)
	for i := range 20 {
		_, err := tryBytes("x.xlsx", file[:len(file)*i/20])
		refused(t, err, "")
	}

	large := largeRoster(t, 200)
	for at := 100; at < len(large); at += len(large) / 50 {
		broken := slices.Clone(large)
		broken[at] ^= 0x55
		sheets, err := tryBytes("x.xlsx", broken)
		if err == nil && len(sheets.Persons) != 200 {
			t.Errorf("byte %d is wrong, and %d of 200 persons are read without a word", at, len(sheets.Persons))
		}
	}
}

func TestFilesThatAreNoRosterAreRefusedInWords(t *testing.T) {
	for words, file := range map[string][]byte{
		"文件是空的":       []byte(" \n"),
		"旧的 .xls":     []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"),
		"这是一个网页":      []byte("<html><table><tr><td>姓名</td></tr></table></html>"),
		"这是 PDF":      []byte("%PDF-1.4"),
		"没有找到名册":      workbook(t, page{"成绩", rowsOf("学号|语文", "1|90")}),
		"读不懂这个文件":     zipped(t, part{"some/part.xml", "<w/>"}),
		"没有找到名册：前 15": []byte("a,b,c\n1,2,3\n"),
	} {
		t.Run(words, func(t *testing.T) {
			_, err := tryBytes("x", file)
			refused(t, err, words)
		})
	}
}

const csvRoster = "党员名册,,,\n工号,姓名,人员类别,\"所在\n党支部\",备注\n7,孙䶮,正式,D1,\"两\n行\"\n\n8,张𬱖,预备,D1,\n"

func TestTextFilesAreReadInWhateverEncoding(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(csvRoster)
	if err != nil {
		t.Fatal(err)
	}

	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(csvRoster, ",", "\t"))
	if err != nil {
		t.Fatal(err)
	}

	for name, text := range map[string]string{
		"UTF-8": csvRoster, "UTF-8 with a mark": "\ufeff" + csvRoster, "GB18030": gb, "UTF-16 with tabs": wide,
		"semicolons": strings.ReplaceAll(csvRoster, ",", ";"), "Windows lines": strings.ReplaceAll(csvRoster, "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			sheets := readBytes(t, `C:\名册\党员.csv`, []byte(text))
			var got []string
			for _, p := range sheets.Persons {
				got = append(got, fmt.Sprintf("%d %s %s %s %q", p.At, p.Person.Number, p.Person.Name, p.Branch, p.Person.Note))
			}

			want := []string{`3 7 孙䶮 D1 "两\n行"`, `5 8 张𬱖 D1 ""`}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}

			if sheets.Sheets[0].Name != "党员" {
				t.Errorf("the sheet is called %q", sheets.Sheets[0].Name)
			}
		})
	}
}

func TestAQuoteThatIsNotClosedIsRefusedWithItsRow(t *testing.T) {
	_, err := tryBytes("党员.csv", []byte("姓名,人员类别\n王丽,正式\n\"刘强,正式\n张敏,正式\n"))
	refused(t, err, "“党员”第 3 行的引号不成对")
}

func TestReadingStopsWhenItIsCancelledOrTakesTooLong(t *testing.T) {
	file := largeRoster(t, 3000)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := office.ReadRoster(ctx, "x.xlsx", bytes.NewReader(file), int64(len(file)), office.DefaultLimits(), office.Reading{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}

	limits := office.DefaultLimits()
	limits.Time = time.Nanosecond
	_, err = office.ReadRoster(context.Background(), "x.xlsx", bytes.NewReader(file), int64(len(file)), limits, office.Reading{})
	refused(t, err, "还没有读完")
	limits.Time = 20 * time.Millisecond
	file = bomb(t, true, inline(1, "姓名", "人员类别")+`<row><c t="inlineStr"><is>`, forever("<r/>", 30<<20))
	_, err = office.ReadRoster(context.Background(), "x.xlsx", bytes.NewReader(file), int64(len(file)), limits, office.Reading{})
	refused(t, err, "还没有读完")
}

func TestProgressIsTold(t *testing.T) {
	file := largeRoster(t, 2500)
	var told []string
	_, err := office.ReadRoster(context.Background(), "x.xlsx", bytes.NewReader(file), int64(len(file)), office.DefaultLimits(),
		office.Reading{Progress: func(sheet string, rows int) { told = append(told, fmt.Sprint(sheet, " ", rows)) }})
	if err != nil {
		t.Fatal(err)
	}

	if want := []string{"党组织 126", "党员 1000", "党员 2000", "党员 2500"}; !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
}
