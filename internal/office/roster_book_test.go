package office_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/office"
	"lingping/internal/pinyin"
)

// failing is what helpers need of a test, a benchmark or a property.
type failing interface {
	Helper()
	Fatal(args ...any)
}

// page is one sheet of a workbook made for a test; nil cells are left out.
type page struct {
	name string
	rows [][]any
}

// row is a row of strings, separated by |, empty ones left out.
func row(cells string) []any {
	var values []any
	for cell := range strings.SplitSeq(cells, "|") {
		if cell == "" {
			values = append(values, nil)
		} else {
			values = append(values, cell)
		}
	}

	return values
}

// rowsOf are rows of strings.
func rowsOf(lines ...string) [][]any {
	var rows [][]any
	for _, line := range lines {
		rows = append(rows, row(line))
	}
	return rows
}

// workbook writes the pages as Excel does, with shared strings and styles.
func workbook(tb failing, pages ...page) []byte {
	tb.Helper()
	return workbookWith(tb, func(*excelize.File) {}, pages...)
}

// workbookWith lets the test change the workbook before it is written.
func workbookWith(tb failing, change func(*excelize.File), pages ...page) []byte {
	tb.Helper()
	book := excelize.NewFile()
	for i, p := range pages {
		if i == 0 {
			if err := book.SetSheetName("Sheet1", p.name); err != nil {
				tb.Fatal(err)
			}
		} else if _, err := book.NewSheet(p.name); err != nil {
			tb.Fatal(err)
		}
		for at, cells := range p.rows {
			if err := book.SetSheetRow(p.name, fmt.Sprintf("A%d", at+1), &cells); err != nil {
				tb.Fatal(err)
			}
		}
	}

	change(book)
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		tb.Fatal(err)
	}

	return out.Bytes()
}

// part is one part of a workbook written by hand.
type part struct{ name, text string }

// rawWorkbook is the least that is a workbook: one sheet 党员 with the given XML, without styles or shared strings.
func rawWorkbook(tb failing, sheet string, more ...part) []byte {
	tb.Helper()
	parts := append([]part{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", `<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns:r="http://r"><sheets><sheet name="党员" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet},
	}, more...)
	return zipped(tb, parts...)
}

// zipped packs the parts; the last of a name wins.
func zipped(tb failing, parts ...part) []byte {
	tb.Helper()
	last := map[string]string{}
	for _, p := range parts {
		last[p.name] = p.text
	}

	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, p := range parts {
		text, ok := last[p.name]
		if !ok {
			continue
		}

		delete(last, p.name)
		w, err := archive.Create(p.name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}

		if err != nil {
			tb.Fatal(err)
		}
	}

	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}

	return out.Bytes()
}

func readBytes(tb failing, name string, file []byte) *org.Sheets {
	tb.Helper()
	sheets, err := tryBytes(name, file)
	if err != nil {
		tb.Fatal(err)
	}
	return sheets
}

// holdingAll are the limits of the product, with all rows in memory.
func holdingAll() office.Limits {
	limits := office.DefaultLimits()
	limits.Held = 0
	return limits
}

func tryBytes(name string, file []byte) (*org.Sheets, error) {
	return office.ReadRoster(context.Background(), name, bytes.NewReader(file), int64(len(file)), holdingAll(), office.Reading{})
}

// match imports into a roster; new ids lie above those that it has.
func match(before org.Roster, sheets *org.Sheets) *org.Import {
	id := int64(1_000_000 * (1 + len(before.Units) + len(before.Persons)))
	newID := func() int64 {
		id++
		return id
	}
	return org.Match(before, sheets, newID, pinyin.NewSpeller().Spell)
}

// notes writes what there is to say as people read it, one line each.
func notes(lang i18n.Lang, list []org.Note) string {
	var b strings.Builder
	for _, n := range list {
		place := ""
		if at := n.Place(); at != nil {
			place = i18n.Error(lang, at) + "  "
		}
		fmt.Fprintf(&b, "%-7s %s%s\n", n.Level, place, i18n.Error(lang, n.Sentence()))
	}

	return b.String()
}

// refused checks that the file is refused with a sentence that holds the words.
func refused(t *testing.T, err error, words string) {
	t.Helper()
	if !errs.Is(err, errs.Invalid) {
		t.Fatalf("not refused as invalid: %v", err)
	}

	if text := i18n.Error(i18n.Chinese, err); !strings.Contains(text, words) {
		t.Errorf("refused with %q, which does not say %q", text, words)
	}
}
