package app

import (
	"cmp"
	"errors"

	"lingping/internal/domain/org"
	"lingping/internal/pinyin"
	"lingping/internal/shelf"
	"lingping/internal/store"
)

// rosterPart is how many rows and persons are matched at a time where they are too many to be matched at once, and how many new ones
// are written at a time.
const rosterPart = 25_000

// largeRoster is a roster that is laid beside the house part by part, so that it may be of a million persons: what lies in no
// part is on the disk.
type largeRoster struct {
	tx      *store.Tx
	folder  string // where the disk is; empty: the system's for temporary files
	sheets  *org.Sheets
	before  org.Roster // without persons
	persons *shelf.Persons
	split   *org.Split
	parts   int
	count   int           // rows
	first   int64         // of the numbers set aside for those who are new, one for each row; 0: none are
	placed  *shelf.Placed // those who are new, by their rows; nil before they are matched to be written
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

// openLarge reads the house and settles the parts, of the usual size where part is 0. It is closed also when it fails.
func openLarge(tx *store.Tx, sheets *org.Sheets, part int, folder string) (l *largeRoster, err error) {
	l = &largeRoster{tx: tx, folder: folder, sheets: sheets, split: org.NewSplit()}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.close())
		}
	}()

	if l.before, err = tx.RosterWithoutPersons(); err != nil {
		return l, err
	}

	if l.persons, err = shelf.NewPersons(folder); err != nil {
		return l, err
	}

	for person, err := range tx.EachPerson() {
		if err != nil {
			return l, err
		}

		l.split.See(&person)
		if err := l.persons.Add(&person); err != nil {
			return l, err
		}
	}

	err = l.rows(nil, func(row *org.PersonRow) error {
		l.split.See(&row.Person)
		l.count++
		return nil
	})
	l.parts = l.split.Parts(cmp.Or(part, rosterPart))
	return l, err
}

// close gives back what lies on the disk.
func (l *largeRoster) close() (err error) {
	if l.persons != nil {
		err = l.persons.Close()
	}

	if l.placed != nil {
		err = errors.Join(err, l.placed.Close())
	}

	return err
}

// rows shows the rows of the wanted buckets, each with the number that is set aside for it.
func (l *largeRoster) rows(want func(bucket uint16) bool, see func(*org.PersonRow) error) error {
	numbered := func(at int, row *org.PersonRow) error {
		if l.first != 0 {
			row.Person.ID = org.PersonID(l.first + int64(at))
		}
		return see(row)
	}
	if l.sheets.Many != nil {
		return l.sheets.Many.Each(want, numbered)
	}

	for i, row := range l.sheets.Persons {
		if want == nil || want(org.BucketOf(row.Person.Name)) {
			if err := numbered(i, &row); err != nil {
				return err
			}
		}
	}

	return nil
}

// match says what the import would do; save, which may be nil, is given the units first, then those who change, part by part, and
// those who are new at last: in the order of the file, which is also that of their numbers, so that members of a branch lie together
// and pages read little.
func (l *largeRoster) match(save largeSaver) (*org.Import, error) {
	x := org.NewMatching(l.before, l.sheets, ImportShown, l.tx.NewID, pinyin.NewSpeller().Spell)
	if save != nil {
		if err := save.units(x.Units()); err != nil {
			return nil, err
		}

		l.first = l.tx.NewRun(l.count)
		var err error
		if l.placed, err = shelf.NewPlaced(l.folder, l.count); err != nil {
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

		if err := save.changed(d); err != nil {
			return nil, err
		}

		for i := range d.New {
			if err := l.placed.Put(int(int64(d.New[i].ID)-l.first), &d.New[i]); err != nil {
				return nil, err
			}
		}
	}

	if save != nil {
		if err := l.placed.InOrder(rosterPart, save.added); err != nil {
			return nil, err
		}
	}

	return x.Finish(), nil
}

// largeSaver writes what a large import does, part by part.
type largeSaver interface {
	units(d org.Delta[org.Unit], after []org.Unit) error
	changed(d org.Delta[org.Person]) error
	added(persons []org.Person) error
}
