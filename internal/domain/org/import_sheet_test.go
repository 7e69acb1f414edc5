package org_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// sheetOf is a sheet with the columns; an empty list means all that a test uses.
func sheetOf(kind org.SheetKind, fields ...org.Field) *org.Sheet {
	if len(fields) == 0 {
		fields = []org.Field{
			org.FieldCode, org.FieldUnitName, org.FieldShort, org.FieldUnitKind, org.FieldParent, org.FieldCategory,
			org.FieldNumber, org.FieldName, org.FieldSex, org.FieldBirth, org.FieldStanding, org.FieldJoined,
			org.FieldFull, org.FieldBranch, org.FieldIDNumber, org.FieldPhone, org.FieldGroups,
			org.FieldUnit, org.FieldPost, org.FieldCharge, org.FieldFrom, org.FieldTo,
		}
	}

	s := &org.Sheet{Name: string(kind), Kind: kind, Columns: map[org.Field]string{}}
	for i, f := range fields {
		s.Columns[f] = string(rune('A' + i))
	}

	return s
}

// cells splits a row of a test at its bars.
func cells(line string, n int) []string {
	parts := strings.Split(line, "|")
	for len(parts) < n {
		parts = append(parts, "")
	}
	return parts
}

// roster is what a test hands in: each sheet as lines.
type roster struct {
	units   []string // code|name|short|kind|parent
	persons []string // number|name|branch|standing|birth|sex|id
	posts   []string // number|name|branch|unit|kind|portfolio|from|to
	charges []string // number|name|branch|unit|kind|from|to
}

func (r roster) sheets() *org.Sheets {
	s := &org.Sheets{}
	at := func(kind org.SheetKind, lines []string) func(i int) org.Row {
		if lines == nil {
			return nil
		}

		sheet := sheetOf(kind)
		sheet.Rows = len(lines)
		s.Sheets = append(s.Sheets, sheet)
		return func(i int) org.Row { return org.Row{Sheet: sheet, At: i + 2} }
	}

	place := at(org.UnitSheet, r.units)
	for i, line := range r.units {
		c := cells(line, 5)
		kind, direct := strings.CutPrefix(c[3], "direct ")
		unit := org.Unit{Code: c[0], Name: c[1], Short: c[2], Kind: org.UnitKind(kind)}
		s.Units = append(s.Units, org.UnitRow{Row: place(i), Unit: unit, Parent: c[4], Direct: direct})
	}

	place = at(org.PersonSheet, r.persons)
	for i, line := range r.persons {
		c := cells(line, 7)
		person := org.Person{Number: c[0], Name: c[1], Standing: org.Standing(c[3]), Birth: org.Date(c[4]), Sex: c[5], IDNumber: c[6]}
		if person.Standing == "" {
			person.Standing = org.Formal
		}
		s.Persons = append(s.Persons, org.PersonRow{Row: place(i), Person: person, Branch: c[2]})
	}

	place = at(org.PostSheet, r.posts)
	for i, line := range r.posts {
		c := cells(line, 8)
		seat := org.SeatRow{Row: place(i), Number: c[0], Name: c[1], Branch: c[2], Unit: c[3], From: org.Date(c[6]), To: org.Date(c[7])}
		s.Posts = append(s.Posts, org.PostRow{SeatRow: seat, Kind: org.PostKind(c[4]), Portfolio: c[5]})
	}

	place = at(org.ChargeSheet, r.charges)
	for i, line := range r.charges {
		c := cells(line, 7)
		seat := org.SeatRow{Row: place(i), Number: c[0], Name: c[1], Branch: c[2], Unit: c[3], From: org.Date(c[5]), To: org.Date(c[6])}
		s.Charges = append(s.Charges, org.ChargeRow{SeatRow: seat, Kind: org.ChargeKind(c[4])})
	}

	return s
}

// match imports with ids that no roster of a test has.
func match(before org.Roster, sheets *org.Sheets) *org.Import {
	id := int64(len(before.Units)+len(before.Persons)+len(before.Posts)+len(before.Charges)+1) * 1000
	newID := func() int64 {
		id++
		return id
	}
	return org.Match(before, sheets, newID, func(name string) (string, string) { return "py" + name, "p" })
}

// after imports the rosters one after the other into an empty one and gives what is there then.
func after(t *testing.T, rosters ...roster) org.Roster {
	t.Helper()
	var now org.Roster
	for _, r := range rosters {
		im := match(now, r.sheets())
		if !im.Ready(false) {
			t.Fatalf("the roster of the test has faults:\n%s", said(im))
		}
		now = im.After
	}

	return now
}

// said are the notes as people read them, warnings about small branches left out.
func said(im *org.Import) string {
	var b strings.Builder
	for _, n := range im.Notes.List {
		if strings.Contains(string(n.Text), "名正式党员") {
			continue
		}

		place := ""
		if at := n.Place(); at != nil {
			place = i18n.Error(i18n.Chinese, at)
		}

		fmt.Fprintf(&b, "%s %s：%s\n", n.Level, place, i18n.Error(i18n.Chinese, n.Sentence()))
	}

	return b.String()
}

// wants checks that each text is said, at its level, and that as many faults are said as texts begin with fault.
func wants(t *testing.T, im *org.Import, texts ...string) {
	t.Helper()
	all := said(im)
	faults := 0
	for _, text := range texts {
		level, words, _ := strings.Cut(text, " ")
		if level == "fault" {
			faults++
		}

		found := false
		for line := range strings.Lines(all) {
			found = found || strings.HasPrefix(line, level) && strings.Contains(line, words)
		}

		if !found {
			t.Errorf("nothing says %q", text)
		}
	}

	if n := im.Notes.Count(org.Fault); n != faults {
		t.Errorf("%d faults, want %d", n, faults)
	}

	if t.Failed() {
		t.Logf("said:\n%s", all)
	}
}

var college = roster{
	units: []string{
		"W0|中共临海学院委员会||committee|",
		"Z1|机械学院党总支|机械总支|general-branch|W0",
		"B1|机械学院教工党支部|教工支部|branch|Z1",
		"B2|机械学院学生党支部|学生支部|branch|Z1",
		"D1|机关党支部||direct branch|W0",
	},
	persons: []string{
		"001|陈建国|D1", "002|王丽|D1", "101|赵伟|B1", "102|钱芳|B1", "|吴浩|B2", "|郑雪|B2",
	},
	posts: []string{
		"001|||W0|secretary", "101|||Z1|secretary||2008-01|", "102|||B1|secretary||2008-01|", "|吴浩||B2|secretary",
	},
	charges: []string{"002|||Z1|in-charge"},
}
