package office_test

import (
	"bytes"
	"testing"

	"lingping/internal/office"
)

func TestABlankRosterHasTheHeadsThatAreRead(t *testing.T) {
	var book bytes.Buffer
	if err := office.WriteBlankRoster(&book); err != nil {
		t.Fatal(err)
	}

	sheets, err := office.ReadRoster(t.Context(), "样表.xlsx", bytes.NewReader(book.Bytes()), int64(book.Len()),
		office.DefaultLimits(), office.Reading{})
	if err != nil {
		t.Fatal(err)
	}

	columns := map[string]int{"党组织": 6, "党员": 15, "职务": 8, "分工": 7}
	for _, sheet := range sheets.Sheets {
		if sheet.Broken || sheet.Rows != 0 || len(sheet.Ignored) != 0 || len(sheet.Columns) != columns[string(sheet.Kind)] {
			t.Errorf("%s: broken %v, %d rows, ignored %v, columns %v", sheet.Name, sheet.Broken, sheet.Rows, sheet.Ignored, sheet.Columns)
		}
		delete(columns, string(sheet.Kind))
	}

	if len(columns) > 0 || len(sheets.Notes.List) != 4 { // that each is empty
		t.Errorf("not read: %v; said: %v", columns, sheets.Notes.List)
	}
}
