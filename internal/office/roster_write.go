package office

import (
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// WriteRoster writes a roster as the workbook that ReadRoster reads: the sheets 党组织, 党员, 职务 and 分工 with the heads of
// a blank one. Units are named by their full name, persons on 职务 and 分工 by 工号, name and branch.
func WriteRoster(w io.Writer, r *org.Roster) (err error) {
	defer errs.Wrap(&err, "office.WriteRoster")

	f := excelize.NewFile()
	defer f.Close()

	book := newRosterBook(r)
	rows := map[org.SheetKind]func(yield func(map[org.Field]string) bool){
		org.UnitSheet: book.units, org.PersonSheet: book.persons, org.PostSheet: book.posts, org.ChargeSheet: book.charges,
	}
	for i, kind := range sheetKinds {
		if i == 0 {
			err = f.SetSheetName("Sheet1", string(kind))
		} else {
			_, err = f.NewSheet(string(kind))
		}

		if err == nil {
			err = rosterSheet(f, kind, rows[kind])
		}

		if err != nil {
			return err
		}
	}

	return f.Write(w)
}

// rosterSheet writes the rows of one sheet under its head. It does not stream: what streams is packed in no fixed order,
// and the same roster is to be the same file.
func rosterSheet(f *excelize.File, kind org.SheetKind, rows func(func(map[org.Field]string) bool)) error {
	fields := blankFields(kind)
	line := make([]string, len(fields))
	for i, field := range fields {
		line[i] = string(field.field)
	}

	if err := f.SetSheetRow(string(kind), "A1", &line); err != nil {
		return err
	}

	at := 1
	for row := range rows {
		at++
		for i, field := range fields {
			line[i] = row[field.field]
		}

		if err := f.SetSheetRow(string(kind), "A"+strconv.Itoa(at), &line); err != nil {
			return err
		}
	}

	return nil
}

// rosterBook words a roster for its sheets.
type rosterBook struct {
	*org.Roster
	unit   map[org.UnitID]org.Unit
	person map[org.PersonID]org.Person
}

func newRosterBook(r *org.Roster) rosterBook {
	b := rosterBook{r, map[org.UnitID]org.Unit{}, map[org.PersonID]org.Person{}}
	for _, u := range r.Units {
		b.unit[u.ID] = u
	}

	for _, p := range r.Persons {
		b.person[p.ID] = p
	}

	return b
}

// written is a word of the domain as sheets write it.
func written(w i18n.Word) string { return string(w) }

func (b rosterBook) units(yield func(map[org.Field]string) bool) {
	for _, u := range b.Units {
		if !yield(map[org.Field]string{org.FieldCode: u.Code, org.FieldUnitName: u.Name, org.FieldShort: u.Short,
			org.FieldUnitKind: written(u.Kind.Word()), org.FieldParent: b.unit[u.Parent].Name, org.FieldCategory: u.Category}) {
			return
		}
	}
}

func (b rosterBook) persons(yield func(map[org.Field]string) bool) {
	for _, p := range b.Persons {
		if !yield(map[org.Field]string{org.FieldNumber: p.Number, org.FieldName: p.Name, org.FieldSex: p.Sex,
			org.FieldNation: p.Nation, org.FieldBirth: string(p.Birth), org.FieldDegree: p.Degree,
			org.FieldStanding: written(p.Standing.Word()), org.FieldJoined: string(p.Joined), org.FieldFull: string(p.Full),
			org.FieldBranch: b.unit[p.Branch].Name, org.FieldJob: p.Job, org.FieldGroups: strings.Join(p.Groups, "、"),
			org.FieldPhone: p.Phone, org.FieldIDNumber: p.IDNumber, org.FieldNote: p.Note}) {
			return
		}
	}
}

func (b rosterBook) posts(yield func(map[org.Field]string) bool) {
	for _, p := range b.Posts {
		row := b.seat(p.Person, p.Unit, p.From, p.To)
		if row[org.FieldPost] = written(p.Kind.Word()); p.Kind == org.CommitteeMember {
			row[org.FieldPost] = p.Portfolio + "委员"
		}
		row[org.FieldNote] = p.Note

		if !yield(row) {
			return
		}
	}
}

func (b rosterBook) charges(yield func(map[org.Field]string) bool) {
	for _, c := range b.Charges {
		row := b.seat(c.Person, c.Unit, c.From, c.To)
		row[org.FieldCharge] = written(c.Kind.Word())
		if !yield(row) {
			return
		}
	}
}

// seat is what rows of 职务 and 分工 have in common.
func (b rosterBook) seat(person org.PersonID, unit org.UnitID, from, to org.Date) map[org.Field]string {
	p := b.person[person]
	return map[org.Field]string{org.FieldNumber: p.Number, org.FieldName: p.Name, org.FieldBranch: b.unit[p.Branch].Name,
		org.FieldUnit: b.unit[unit].Name, org.FieldFrom: string(from), org.FieldTo: string(to)}
}
