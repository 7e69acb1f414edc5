package shelf

import (
	"slices"

	"lingping/internal/domain/org"
)

// Rows are rows of 党员 on the disk.
type Rows struct {
	*file
	sheets  []*org.Sheet
	around  []*org.Around
	filled  map[int]string // by the place of a row: the branch that it was given after it was written
	scratch []byte
}

// NewRows holds no row yet. It lies in the folder, or in the system's own for temporary files where dir is empty.
func NewRows(dir string) (*Rows, error) {
	f, err := newFile(dir)
	if err != nil {
		return nil, err
	}

	return &Rows{file: f, filled: map[int]string{}}, nil
}

// Len is how many rows there are.
func (r *Rows) Len() int { return r.n }

// Add puts a row behind the others.
func (r *Rows) Add(row *org.PersonRow) error {
	c := coder{record: r.scratch[:0]}
	sheet, around := placeOf(&r.sheets, row.Sheet), placeOf(&r.around, row.Around)
	c.number(&sheet)
	c.number(&around)
	c.row(row)
	r.scratch = c.record
	return r.add(org.BucketOf(row.Person.Name), c.record)
}

// placeOf is where something that many rows share lies; mostly it is that of the row before.
func placeOf[T any](all *[]*T, one *T) int64 {
	if at := slices.Index(*all, one); at >= 0 {
		return int64(at)
	}
	*all = append(*all, one)
	return int64(len(*all) - 1)
}

// Fill gives a row the branch that the first of its group has.
func (r *Rows) Fill(at int, branch string) { r.filled[at] = branch }

// Each shows the rows, see org.PersonRows.
func (r *Rows) Each(want func(bucket uint16) bool, see func(at int, row *org.PersonRow) error) error {
	words := map[string]string{}
	return r.each(want, func(at int, record []byte) error {
		c := coder{record: record, reading: true, words: words}
		var row org.PersonRow
		var sheet, around int64
		c.number(&sheet)
		c.number(&around)
		c.row(&row)
		row.Sheet, row.Around = r.sheets[sheet], r.around[around]
		if branch, ok := r.filled[at]; ok {
			row.Branch = branch
		}

		return see(at, &row)
	})
}

// Persons are persons of a roster on the disk.
type Persons struct {
	*file
	scratch []byte
}

// NewPersons holds nobody yet. It lies where NewRows would.
func NewPersons(dir string) (*Persons, error) {
	f, err := newFile(dir)
	if err != nil {
		return nil, err
	}

	return &Persons{file: f}, nil
}

// Add puts somebody behind the others.
func (p *Persons) Add(person *org.Person) error {
	c := coder{record: p.scratch[:0]}
	c.person(person)
	p.scratch = c.record
	return p.add(org.BucketOf(person.Name), c.record)
}

// Of are the persons of the wanted buckets.
func (p *Persons) Of(want func(bucket uint16) bool) (persons []org.Person, err error) {
	words := map[string]string{}
	err = p.each(want, func(_ int, record []byte) error {
		c := coder{record: record, reading: true, words: words}
		var person org.Person
		c.person(&person)
		persons = append(persons, person)
		return nil
	})
	return persons, err
}
