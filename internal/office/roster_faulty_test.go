package office_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

// spoilt stands in files where a date can't be read, and is put right as 1980.05.
const spoilt = "待核"

// faultyRows are the rows of a file that importing it would leave out, as they are handed back.
func faultyRows(t *testing.T, name string, file []byte) []byte {
	t.Helper()
	sheets := readBytes(t, name, file)
	var rows []office.FaultyRow
	for _, n := range match(house(t), sheets).Notes.List {
		if n.Level == org.Fault && n.Row > 0 {
			rows = append(rows, office.FaultyRow{Sheet: n.Sheet, At: n.Row, Says: i18n.Error(i18n.Chinese, n.Sentence())})
		}
	}

	var out bytes.Buffer
	if err := office.WriteFaultyRows(context.Background(), &out, name, bytes.NewReader(file), int64(len(file)), office.DefaultLimits(), rows); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}

// putRight puts the dates of a workbook right that could not be read.
func putRight(t *testing.T, file []byte) []byte {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}

	for _, sheet := range book.GetSheetList() {
		cells, err := book.SearchSheet(sheet, spoilt)
		if err != nil {
			t.Fatal(err)
		}

		for _, cell := range cells {
			if err := book.SetCellStr(sheet, cell, "1980.05"); err != nil {
				t.Fatal(err)
			}
		}
	}

	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}

// newcomers are the persons and posts that importing a file would bring, but for their ids.
func newcomers(t *testing.T, name string, file []byte) (persons []org.Person, posts map[string]bool, said string) {
	t.Helper()
	im := match(house(t), readBytes(t, name, file))
	posts = map[string]bool{}
	for _, p := range im.Posts.New {
		posts[string(p.Kind)+p.Portfolio+string(p.From)] = true
	}

	for _, p := range im.Persons.New {
		p.ID = 0
		persons = append(persons, p)
	}

	return persons, posts, notes(i18n.Chinese, im.Notes.List)
}

// What is handed back holds just the faulty rows; put right and imported it brings just what the whole file, put right, would
// have brought of them, wherever their branch stands.
func TestTheFaultyRowsGoOutAreFixedAndComeBack(t *testing.T) {
	merged := func(cells ...string) func(*excelize.File) {
		return func(book *excelize.File) {
			for _, block := range cells {
				from, to, _ := strings.Cut(block, ":")
				if err := book.MergeCell("党员", from, to); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for name, file := range map[string][]byte{
		"a plain list": workbook(t, page{"党员", rowsOf("工号|姓名|人员类别|出生年月|所在党支部", "0071|林一|正式|1980.05|100101", "0072|林二|预备|待核|100102")}),
		"under titles and a head of two rows": workbookWith(t, merged("A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4"), page{"党员", rowsOf("党员花名册", "", "姓名|人员类别|所在党支部|联系电话||出生年月", "|||手机|座机|",
			"林一|正式|100101|13900000001|88|1980.05", "林二|预备|100102|13900000002|89|待核")}),
		"with rows that name branches":                workbook(t, page{"党员", rowsOf("姓名|人员类别|出生年月", "化学系教工党支部", "林一|正式|1980.05", "化学系学生党支部", "林二|正式|1980.05", "林三|预备|待核")}),
		"with a branch in the first row of its group": workbook(t, page{"党员", rowsOf("所在党支部|姓名|人员类别|出生年月", "100101|林一|正式|1980.05", "|林二|正式|待核", "100102|林三|正式|待核", "|林四|正式|1980.06")}),
		"with a branch in merged cells":               workbookWith(t, merged("A2:A3"), page{"党员", rowsOf("所在党支部|姓名|人员类别|出生年月", "100101|林一|正式|1980.05", "|林二|正式|待核", "100102|林三|正式|1980.05")}),
		"with two sheets":                             workbook(t, page{"职务", rowsOf("工号|党组织|职务|起", "0051|100101|书记|2010.01", "0053|100102|委员|待核")}),
		"with the branch in the tab":                  workbook(t, page{"化学系教工党支部", rowsOf("姓名|人员类别|出生年月", "林一|正式|1980.05", "林二|正式|待核")}),
	} {
		t.Run(name, func(t *testing.T) {
			back := faultyRows(t, "x.xlsx", file)
			bad, _, _ := newcomers(t, "x.xlsx", file)
			whole, posts, told := newcomers(t, "x.xlsx", putRight(t, file))
			fixed, fixedPosts, said := newcomers(t, "x.xlsx", putRight(t, back))
			if strings.Contains(said, "fault") || len(fixed)+len(bad) != len(whole) && len(posts) == 0 {
				t.Fatalf("%d of %d come back, %d were right; said %s\nof the whole: %s", len(fixed), len(whole), len(bad), said, told)
			}

			for _, p := range fixed {
				if !containsPerson(whole, p) {
					t.Errorf("comes back as %+v, which is none of %+v", p, whole)
				}
			}

			for p := range fixedPosts {
				if !posts[p] {
					t.Errorf("a post comes back as %s", p)
				}
			}

			if again, _, said := newcomers(t, "x.xlsx", back); len(again) != 0 || !strings.Contains(said, spoilt) {
				t.Errorf("unmended, %d are taken; said %s", len(again), said)
			}
		})
	}
}

func containsPerson(all []org.Person, p org.Person) bool {
	for _, q := range all {
		if q.Name == p.Name && q.Number == p.Number && q.Standing == p.Standing && q.Birth == p.Birth && q.Branch == p.Branch && q.Phone == p.Phone {
			return true
		}
	}
	return false
}

// A number whose last digits are lost is still lost when the row comes back untouched.
func TestWhatIsLostStaysLostInTheRowsHandedBack(t *testing.T) {
	file := rawWorkbook(t, worksheet(inline(1, "姓名", "人员类别", "身份证号"),
		`<row r="2"><c r="A2" t="inlineStr"><is><t>林一</t></is></c><c r="B2" t="inlineStr"><is><t>正式</t></is></c><c r="C2"><v>110105194912310021</v></c></row>`,
		`<row r="3"><c r="A3" t="inlineStr"><is><t>林二</t></is></c><c r="B3" t="inlineStr"><is><t>正式</t></is></c><c r="C3"><f>B9</f></c></row>`))
	if persons, _, said := newcomers(t, "x.xlsx", faultyRows(t, "x.xlsx", file)); len(persons) != 0 {
		t.Errorf("taken: %+v; said %s", persons, said)
	}
}
