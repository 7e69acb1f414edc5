package app

import (
	"cmp"

	"lingping/internal/domain/org"
	"lingping/internal/pinyin"
	"lingping/internal/shelf"
	"lingping/internal/store"
)

// rosterPart is how many rows and persons are matched at a time where they are too many to be matched at once.
const rosterPart = 25_000

// largeRoster is a roster that is laid beside the house part by part, so that it may be of a million persons: what lies in no
// part is on the disk.
type largeRoster struct {
	tx      *store.Tx
	sheets  *org.Sheets
	before  org.Roster // without persons
	persons *shelf.Persons
	split   *org.Split
	parts   int
}

// isLarge reports whether the rows or the persons of the house are more than are matched at once; part is how many are matched at
// a time, 0: as usual.
func isLarge(tx *store.Tx, sheets *org.Sheets, part int) (bool, error) {
	held := cmp.Or(part, org.MostHeld)
	if sheets.Many != nil || len(sheets.Persons) > held {
		return true, nil
	}
	n, err := tx.CountPersons()
	return n > held, err
}

// openLarge reads the house and settles the parts, of the usual size where part is 0.
func openLarge(tx *store.Tx, sheets *org.Sheets, part int) (l *largeRoster, err error) {
	l = &largeRoster{tx: tx, sheets: sheets, split: org.NewSplit()}
	if l.before, err = tx.RosterWithoutPersons(); err != nil {
		return nil, err
	}

	if l.persons, err = shelf.NewPersons(); err != nil {
		return nil, err
	}

	for person, err := range tx.EachPerson() {
		if err != nil {
			return nil, err
		}

		l.split.See(&person)
		if err := l.persons.Add(&person); err != nil {
			return nil, err
		}
	}

	err = l.rows(nil, func(row *org.PersonRow) error {
		l.split.See(&row.Person)
		return nil
	})
	l.parts = l.split.Parts(cmp.Or(part, rosterPart))
	return l, err
}

// rows shows the rows of the wanted buckets.
func (l *largeRoster) rows(want func(bucket uint16) bool, see func(*org.PersonRow) error) error {
	if l.sheets.Many != nil {
		return l.sheets.Many.Each(want, see)
	}

	for i := range l.sheets.Persons {
		if row := &l.sheets.Persons[i]; want == nil || want(org.BucketOf(row.Person.Name)) {
			if err := see(row); err != nil {
				return err
			}
		}
	}

	return nil
}

// match says what the import would do; save, which may be nil, is given the units first, then what becomes of the persons of
// each part.
func (l *largeRoster) match(save largeSaver) (*org.Import, error) {
	x := org.NewMatching(l.before, l.sheets, ImportShown, l.tx.NewID, pinyin.NewSpeller().Spell)
	if save != nil {
		if err := save.units(x.Units()); err != nil {
			return nil, err
		}
	}

	for part := range l.parts {
		in := l.split.In(part)
		persons, err := l.persons.Of(in)
		if err != nil {
			return nil, err
		}

		var rows []org.PersonRow
		if err := l.rows(in, func(row *org.PersonRow) error {
			rows = append(rows, *row)
			return nil
		}); err != nil {
			return nil, err
		}

		d := x.Part(persons, rows)
		if save == nil {
			continue
		}

		if err := save.persons(d); err != nil {
			return nil, err
		}
	}

	return x.Finish(), nil
}

// largeSaver writes what a large import does, part by part.
type largeSaver interface {
	units(d org.Delta[org.Unit], after []org.Unit) error
	persons(d org.Delta[org.Person]) error
}
