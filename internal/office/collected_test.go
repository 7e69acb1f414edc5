package office_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

// collectedBook is a workbook with one sheet of rows from A1 on.
func collectedBook(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, row := range rows {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}

		if err := book.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}

	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}

func readCollected(t *testing.T, file []byte) (*review.Collected, error) {
	t.Helper()
	return office.ReadCollected(t.Context(), "登记表.xlsx", bytes.NewReader(file), int64(len(file)), office.CollectedLimits())
}

func TestCollectedSheetsAreReadAsOfficesWriteThem(t *testing.T) {
	day := time.Date(2011, 1, 5, 0, 0, 0, 0, time.UTC)
	read, err := readCollected(t, collectedBook(t,
		[]any{"机械学院点评登记表汇总"},
		[]any{"序号", "*对象类别", "工号", "姓 名", "点评方式", "点评日期", "方面一", "存在的问题", "努力方向（整改意见）", "点评人签字", "签收"},
		[]any{1, "党员", 103, "孙　䶮", "集中点评", day, "承担两门课", "1.走访偏少\n2.计划未定", "排出计划", "√", "√"},
		[]any{},
		[]any{2, "书记", "１０２", "—", "", "", "无", "", "", "校党〔2011〕3号", "否"},
	))
	if err != nil {
		t.Fatal(err)
	}

	if len(read.Notes.List) != 0 || len(read.Rows) != 2 {
		t.Fatalf("%d rows, notes %+v", len(read.Rows), read.Notes.List)
	}

	first, second := read.Rows[0], read.Rows[1]
	if first.At != 3 || first.Number != "103" || first.Name != "孙䶮" || first.Setting.Day != "2011-01-05" || len(first.Text.Problems) != 2 ||
		first.Text.Parts[scheme.PartAdvice] != "排出计划" || first.Paper != "登记表.xlsx" || !first.Acknowledged {
		t.Errorf("the first row is read as %+v", first)
	}

	if len(first.Answers) != 2 || first.Answers[1].Head != "方面一" || first.Answers[1].Text != "承担两门课" {
		t.Errorf("its answers are %+v", first.Answers)
	}

	if second.At != 5 || second.Number != "102" || second.Name != "" || second.Paper != "校党〔2011〕3号" || second.Acknowledged {
		t.Errorf("the second row is read as %+v", second)
	}
}

func TestEveryPartOfTheSchemeIsReadFromItsColumn(t *testing.T) {
	head, row := []any{"点评对象类别", "工号", "存在问题"}, []any{"党员", "103", "走访少"}
	for _, part := range scheme.TextParts() {
		head, row = append(head, part.Name()), append(row, string(part)+"一栏")
	}

	read, err := readCollected(t, collectedBook(t, head, row))
	if err != nil || len(read.Rows) != 1 || len(read.Rows[0].Answers) > 0 {
		t.Fatalf("read %+v (%v)", read, err)
	}

	for _, part := range scheme.TextParts() {
		if got := read.Rows[0].Text.Parts[part]; got != string(part)+"一栏" {
			t.Errorf("%s is read as %q", part, got)
		}
	}
}

func TestANumberThatLostItsDigitsIsAFault(t *testing.T) {
	read, err := readCollected(t, collectedBook(t,
		[]any{"点评对象类别", "工号", "姓名", "存在问题"},
		[]any{"党员", 3.70203198501011e17, "孙䶮", "走访偏少"},
	))
	if err != nil {
		t.Fatal(err)
	}

	if len(read.Notes.List) != 1 || !strings.Contains(read.Notes.List[0].Sentence().Error(), "末几位已经丢失") || !read.Rows[0].Faulty {
		t.Errorf("notes %+v", read.Notes.List)
	}
}

func TestAWorkbookWithoutReviewsIsRefused(t *testing.T) {
	_, err := readCollected(t, collectedBook(t, []any{"姓名", "人员类别"}, []any{"孙䶮", "正式党员"}))
	if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "点评对象类别") {
		t.Errorf("a roster: %v, want it refused with the column that is missing", err)
	}
}

// A campus of 40,000 members sends one file, with texts as people write them: lists within cells, some 1,700 bytes a sheet.
func TestFortyThousandSheetsAreOneFile(t *testing.T) {
	said := strings.Repeat("承担两门公共课，带头兑现承诺。", 7)
	problems := `"1.走访偏少，了解不够
2.计划未定，落实不够
3.学习不够深入
4.调查研究不够"`

	var file bytes.Buffer
	file.WriteString("点评对象类别,工号,方面一,方面二,方面三,存在问题,努力方向,已确认\n")
	for i := range 40_000 {
		fmt.Fprintf(&file, "党员,S%06d,%s,%s,%s,%s,%s,是\n", i, said, said, said, problems, said+said)
	}

	if file.Len() < 64<<20 {
		t.Fatalf("the file has only %d bytes", file.Len())
	}

	read, err := office.ReadCollected(t.Context(), "登记表.csv", bytes.NewReader(file.Bytes()), int64(file.Len()), office.CollectedLimits())
	if err != nil {
		t.Fatal(err)
	}

	if last := read.Rows[len(read.Rows)-1]; len(read.Rows) != 40_000 || last.At != 40_001 || len(last.Text.Problems) != 4 {
		t.Errorf("%d rows, the last is %+v", len(read.Rows), last)
	}
}

// Whoever sends sheets is not told of rosters.
func TestNoRefusalOfSheetsSpeaksOfARoster(t *testing.T) {
	tight := office.CollectedLimits()
	tight.File, tight.Rows, tight.Columns, tight.Cell, tight.Strings = 1<<20, 3, 8, 20, 100
	head := "点评对象类别,工号,存在问题\n"
	for name, file := range map[string][]byte{
		"nothing":               {},
		"too large":             make([]byte, 2<<20),
		"too many rows":         []byte(head + strings.Repeat("党员,103,问题\n", 5)),
		"too many columns":      []byte(head + strings.Repeat("党员,", 9) + "\n"),
		"too long a cell":       []byte(head + "党员,103," + strings.Repeat("长", 21) + "\n"),
		"an endless cell":       []byte(head + strings.Repeat("长", 2000) + "\n"),
		"a thousand parts":      crowd(t, 2000),
		"much too well packed":  bomb(t, false, "<worksheet><sheetData>", forever("<row><c><v>1</v></c></row>", 40<<20)),
		"no table":              []byte("<html></html>"),
		"a document":            []byte("%PDF-1.4"),
		"an old workbook":       []byte("\xd0\xcf\x11\xe0 and so on"),
		"an unpaired quotation": []byte(head + "党员,103,\"问\"题\n"),
		"no such columns":       []byte("姓名,人员类别\n孙䶮,正式党员\n"),
	} {
		_, err := office.ReadCollected(t.Context(), "登记表.csv", bytes.NewReader(file), int64(len(file)), tight)
		if !errs.Is(err, errs.Invalid) || strings.Contains(err.Error(), "名册") {
			t.Errorf("%s: %v, want a refusal that speaks of the file", name, err)
		}
	}
}

func TestAnErrorOfTheSpreadsheetIsNobodysWord(t *testing.T) {
	for column, head := range []string{"点评对象类别", "工号", "姓名", "存在问题", "第一方面", "努力方向"} {
		values := []any{"党员", "1001", "孙䶮", "走访偏少", "好", "多走访"}
		values[column] = "#REF!"
		read, err := readCollected(t, collectedBook(t, []any{"点评对象类别", "工号", "姓名", "存在问题", "第一方面", "努力方向"}, values))
		if err != nil {
			t.Fatal(err)
		}

		if len(read.Rows) != 1 || !read.Rows[0].Faulty || len(read.Notes.List) != 1 || !strings.Contains(read.Notes.List[0].Sentence().Error(), "错误值 #REF!") {
			t.Errorf("%s: rows %+v, notes %+v", head, read.Rows, read.Notes.List)
		}
	}
}

func TestNumbersOfCollectedSheetsAreReadAsTheyWereMeant(t *testing.T) {
	for _, text := range []string{"20100101.0", "2.0100101E7", "２０１００１０１", "2010 0101"} {
		read, err := readCollected(t, collectedBook(t, []any{"点评对象类别", "工号", "姓名"}, []any{"党员", text, "孙䶮"}))
		if err != nil {
			t.Fatal(err)
		}

		if len(read.Rows) != 1 || read.Rows[0].Number != "20100101" {
			t.Errorf("%s is read as %+v", text, read.Rows)
		}
	}
}

// What of a workbook nobody sees, and what of it was not read, is told.
func TestWhatIsHiddenInCollectedSheetsIsTold(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	for sheet, rows := range map[string][]string{"Sheet1": {"党员|103|孙䶮|好", "党员|104|李娜|好"}, "旧表": {"党员|105|吴浩|好"}, "空表": nil} {
		if _, err := book.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		for i, row := range append([]string{"点评对象类别|工号|姓名|肯定成绩"}, rows...) {
			for j, text := range strings.Split(row, "|") {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if err := book.SetCellStr(sheet, at, text); err != nil {
					t.Fatal(err)
				}
			}
		}
	}

	for _, err := range []error{book.SetRowVisible("Sheet1", 3, false), book.SetColVisible("Sheet1", "B", false), book.SetSheetVisible("旧表", false)} {
		if err != nil {
			t.Fatal(err)
		}
	}

	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}

	read, err := readCollected(t, out.Bytes())
	if err != nil {
		t.Fatal(err)
	}

	said := notes(i18n.Chinese, read.Notes.List)
	for _, want := range []string{"“旧表”表是隐藏的，没有读", "这张表只有表头", "有 1 行是隐藏或筛选掉的（第一行在第 3 行）", "有隐藏的列（B）"} {
		if !strings.Contains(said, want) {
			t.Errorf("it is not said that %s; said is %s", want, said)
		}
	}

	if len(read.Rows) != 2 || !slices.Equal(read.Unread, []string{"旧表"}) {
		t.Errorf("%d rows are read, unread are %v", len(read.Rows), read.Unread)
	}
}

// What would harm the reader of rosters does not harm that of the sheets that come back.
func TestHostileFilesAmongCollectedSheetsAreRefusedQuickly(t *testing.T) {
	for name, c := range bombs(t) {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := readCollected(t, c.file())
			if took := time.Since(start); !errs.Is(err, errs.Invalid) || took > 4*time.Second {
				t.Errorf("after %v: %v", took, err)
			}
		})
	}
}
