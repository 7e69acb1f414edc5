package office_test

import (
	"bytes"
	"path/filepath"
	"runtime"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/office"
)

// Of a roster that is too large to be held the rows lie on the disk: what is held does not grow with them.
func TestALargeRosterIsNotHeld(t *testing.T) {
	const persons, most = 20_000, 200 // bytes held for each, where a row that is held takes some 600
	file := largeRoster(t, persons)
	limits := office.DefaultLimits()
	limits.Held = 1000
	before, folder := heldMB(), t.TempDir()
	sheets, err := office.ReadRoster(t.Context(), "roster.xlsx", bytes.NewReader(file), int64(len(file)), limits, office.Reading{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}

	if held := (heldMB() - before) * (1 << 20) / persons; held > most {
		t.Errorf("%.0f bytes are held for each person, want at most %d", held, most)
	}

	if sheets.Many == nil || sheets.Many.Len() != persons || len(sheets.Persons) != 0 {
		t.Fatalf("of %d persons the disk has %v", persons, sheets.Many)
	}

	defer sheets.Close()

	whole := readBytes(t, "roster.xlsx", file)
	at := 0
	if err := sheets.Many.Each(nil, func(_ int, row *org.PersonRow) error {
		if want := whole.Persons[at]; want.Person.Number != row.Person.Number || want.Branch != row.Branch || want.At != row.At {
			t.Errorf("row %d is %+v, want %+v", at, *row, want)
		}
		at++
		return nil
	}); err != nil || at != persons {
		t.Errorf("%d rows, %v", at, err)
	}

	runtime.KeepAlive(file)
}

// The rows lie in the folder that is named: where there is none, the file is refused and not read as an empty one.
func TestRowsThatFindNoRoomRefuseTheFile(t *testing.T) {
	file := largeRoster(t, 20)
	limits := office.DefaultLimits()
	limits.Held = 1
	gone := filepath.Join(t.TempDir(), "gone")
	sheets, err := office.ReadRoster(t.Context(), "roster.xlsx", bytes.NewReader(file), int64(len(file)), limits, office.Reading{Folder: gone})
	if err == nil || sheets != nil {
		t.Errorf("read as %+v, %v", sheets, err)
	}
}

// The first of its group gives a branch to rows that lie on the disk already.
func TestRowsOnTheDiskGetTheBranchOfTheirGroup(t *testing.T) {
	file := workbook(t, page{"党员", rowsOf("所在党支部|姓名|人员类别", "化学系教工党支部|林一|正式", "|林二|正式", "化学系学生党支部|林三|预备", "|林四|正式")})
	limits := office.DefaultLimits()
	limits.Held = 1
	sheets, err := office.ReadRoster(t.Context(), "x.xlsx", bytes.NewReader(file), int64(len(file)), limits, office.Reading{})
	if err != nil {
		t.Fatal(err)
	}

	defer sheets.Close()

	var branches []string
	if err := sheets.Many.Each(nil, func(_ int, row *org.PersonRow) error {
		branches = append(branches, row.Branch)
		return nil
	}); err != nil {
		t.Fatal(err)
	}

	if want := []string{teachers, teachers, students, students}; len(branches) != 4 || branches[1] != want[1] || branches[3] != want[3] {
		t.Errorf("branches %q, want %q", branches, want)
	}
}
