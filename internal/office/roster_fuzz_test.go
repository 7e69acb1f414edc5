package office_test

import (
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// survives reads and matches whatever it is: a roster with all its notes, or a refusal in words.
func survives(t *testing.T, name string, file []byte) {
	sheets, err := tryBytes(name, file)
	if err != nil {
		if !errs.Is(err, errs.Invalid) {
			t.Fatalf("neither read nor refused: %v", err)
		}
		return
	}

	im := match(org.Roster{}, sheets)
	notes(i18n.English, im.Notes.List)
	if again := match(im.After, sheets); !again.Empty() {
		t.Errorf("importing it twice changes something:\n%s", notes(i18n.Chinese, again.Notes.List))
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte(csvRoster))
	f.Add([]byte("\ufeff姓名;人员类别;出生年月\n\"王\n丽\";正式;1985.1\n"))
	f.Add([]byte("\xff\xfeA\x00,\x00\n\x00"))
	f.Add([]byte("\xd0\xd5\xc3\xfb,\xc8\xcb\xd4\xb1\xc0\xe0\xb1\xf0\n\xcd\xf5\xc0\xf6,\xd5\xfd\xca\xbd\n"))
	f.Add([]byte("工号,党组织,职务,起,止\n1,W0,书记兼组织、宣传委员,31199,至今\n"))
	f.Add([]byte("党组织全称,类别,上级党组织\n甲,党委,\n乙,党支部,甲\n丙,党支部,乙丙\n"))
	f.Fuzz(func(t *testing.T, file []byte) { survives(t, "党员.csv", file) })
}

func FuzzReadXLSX(f *testing.F) {
	head := inline(1, "工号", "姓名", "人员类别", "出生年月")
	f.Add(worksheet(head, inline(2, "7", "孙䶮", "正式", "1985.06")), "yyyy.mm")
	f.Add(worksheet(head, `<row r="2"><c r="A2"><v>7</v></c><c r="B2" t="s"><v>0</v></c><c t="e"><v>#N/A</v></c><c s="1"><v>31199</v></c></row>`), "0000")
	f.Add(worksheet(head)+`<mergeCells><mergeCell ref="A1:B3"/></mergeCells>`, `[$-804]yyyy"年"m"月";@`)
	f.Add(`<x:worksheet><x:sheetData><x:row r="9"/></x:sheetData></x:worksheet>`, "")
	f.Fuzz(func(t *testing.T, sheet, format string) {
		styles := `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="` + format + `"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>`
		survives(t, "x.xlsx", rawWorkbook(t, sheet,
			part{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>` +
				`<Relationship Id="rId2" Type="x/styles" Target="styles.xml"/><Relationship Id="rId3" Type="x/sharedStrings" Target="strings.xml"/></Relationships>`},
			part{"xl/styles.xml", styles},
			part{"xl/strings.xml", `<sst><si><t>王丽</t></si></sst>`}))
	})
}

func FuzzOpenXLSX(f *testing.F) {
	f.Add(rawWorkbook(f, worksheet(inline(1, "姓名", "人员类别"), inline(2, "王丽", "正式"))))
	f.Add(workbook(f, page{"党员", rowsOf("姓名|人员类别", "王丽|正式")}))
	f.Fuzz(func(t *testing.T, file []byte) {
		survives(t, "x.xlsx", append([]byte("PK"), file[min(2, len(file)):]...))
	})
}
