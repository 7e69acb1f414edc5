package office

import (
	"lingping/internal/domain/org"
	"lingping/internal/shelf"
)

// manyRows are the rows of 党员 of a file, on the disk as soon as they are too many to be held.
type manyRows struct {
	held   int    // how many are held; 0: all
	folder string // where the disk is, see Reading
	rows   *shelf.Rows
	failed error // the disk is full, or worse
}

// close gives the disk back.
func (m *manyRows) close() error {
	if m.rows == nil {
		return nil
	}
	return m.rows.Close()
}

// persons is how many rows of 党员 there are so far.
func (r *rosterReader) persons() int {
	if r.many.rows != nil {
		return r.many.rows.Len()
	}
	return len(r.sheets.Persons)
}

// addPerson puts a row behind the others.
func (r *rosterReader) addPerson(row org.PersonRow) {
	m := r.many
	if m.rows == nil && (m.held == 0 || len(r.sheets.Persons) < m.held) {
		r.sheets.Persons = append(r.sheets.Persons, row)
		return
	}

	if m.rows == nil && m.failed == nil {
		if m.rows, m.failed = shelf.NewRows(m.folder); m.failed != nil {
			m.rows = nil
			return
		}

		for i := range r.sheets.Persons {
			m.add(&r.sheets.Persons[i])
		}
		r.sheets.Persons, r.sheets.Many = nil, m.rows
	}

	m.add(&row)
}

func (m *manyRows) add(row *org.PersonRow) {
	if m.failed == nil {
		m.failed = m.rows.Add(row)
	}
}

// fillBranch gives a row the branch of the first of its group.
func (r *rosterReader) fillBranch(at int, branch string) {
	if r.many.rows != nil {
		r.many.rows.Fill(at, branch)
		return
	}
	r.sheets.Persons[at].Branch = branch
}
