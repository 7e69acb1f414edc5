package store

import (
	"strconv"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

func number(n int) string { return strconv.Itoa(n) }

const postColumns = `o.id, o.person_id, o.unit_id, o.kind, o.portfolio, o.from_day, o.to_day, o.note`

func scanPost(row Row) (p org.Post, err error) {
	err = row.Scan(&p.ID, &p.Person, &p.Unit, &p.Kind, &p.Portfolio, &p.From, &p.To, &p.Note)
	return p, err
}

// scanFrozenPost reads a post of a round, which keeps no note.
func scanFrozenPost(row Row) (p org.Post, err error) {
	err = row.Scan(&p.ID, &p.Person, &p.Unit, &p.Kind, &p.Portfolio, &p.From, &p.To)
	return p, err
}

func scanCharge(row Row) (c org.Charge, err error) {
	err = row.Scan(&c.ID, &c.Person, &c.Unit, &c.Kind, &c.From, &c.To)
	return c, err
}

// Posts are all posts of the living roster.
func (tx *Tx) Posts() ([]org.Post, error) {
	return All(tx, scanPost, `SELECT `+postColumns+` FROM post o ORDER BY o.id`)
}

// Charges are all charges of the living roster.
func (tx *Tx) Charges() ([]org.Charge, error) {
	return All(tx, scanCharge, `SELECT id, person_id, unit_id, kind, from_day, to_day FROM charge ORDER BY id`)
}

// NamedPost is a post with the names of who holds it and where.
type NamedPost struct {
	org.Post
	PersonName string
	UnitName   string
}

func scanNamedPost(row Row) (p NamedPost, err error) {
	err = row.Scan(&p.ID, &p.Person, &p.Unit, &p.Kind, &p.Portfolio, &p.From, &p.To, &p.Note, &p.PersonName, &p.UnitName)
	return p, err
}

// PostsOfUnit are the posts in a unit of the living roster.
func (tx *Tx) PostsOfUnit(unit org.UnitID) ([]NamedPost, error) {
	return All(tx, scanNamedPost, `SELECT `+postColumns+`, p.name, u.name FROM post o
		JOIN person p ON p.id = o.person_id JOIN unit u ON u.id = o.unit_id
		WHERE o.unit_id = $1 ORDER BY o.id`, unit)
}

// PostsOfPerson are the posts of a person in the living roster.
func (tx *Tx) PostsOfPerson(person org.PersonID) ([]NamedPost, error) {
	return All(tx, scanNamedPost, `SELECT `+postColumns+`, p.name, u.name FROM post o
		JOIN person p ON p.id = o.person_id JOIN unit u ON u.id = o.unit_id
		WHERE o.person_id = $1 ORDER BY o.id`, person)
}

// NamedCharge is a charge with the names of who holds it and over what.
type NamedCharge struct {
	org.Charge
	PersonName string
	UnitName   string
}

func scanNamedCharge(row Row) (c NamedCharge, err error) {
	err = row.Scan(&c.ID, &c.Person, &c.Unit, &c.Kind, &c.From, &c.To, &c.PersonName, &c.UnitName)
	return c, err
}

// ChargesOver are the charges over a unit of the living roster.
func (tx *Tx) ChargesOver(unit org.UnitID) ([]NamedCharge, error) {
	return All(tx, scanNamedCharge, `SELECT c.id, c.person_id, c.unit_id, c.kind, c.from_day, c.to_day, p.name, u.name FROM charge c
		JOIN person p ON p.id = c.person_id JOIN unit u ON u.id = c.unit_id WHERE c.unit_id = $1 ORDER BY c.id`, unit)
}

// ChargesOf are the charges of a person in the living roster.
func (tx *Tx) ChargesOf(person org.PersonID) ([]NamedCharge, error) {
	return All(tx, scanNamedCharge, `SELECT c.id, c.person_id, c.unit_id, c.kind, c.from_day, c.to_day, p.name, u.name FROM charge c
		JOIN person p ON p.id = c.person_id JOIN unit u ON u.id = c.unit_id WHERE c.person_id = $1 ORDER BY c.id`, person)
}

// SavePost writes a post, new or known.
func (tx *Tx) SavePost(p org.Post) error {
	_, err := tx.Exec(`INSERT INTO post (id, person_id, unit_id, kind, portfolio, from_day, to_day, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id,
		unit_id = excluded.unit_id, kind = excluded.kind, portfolio = excluded.portfolio, from_day = excluded.from_day,
		to_day = excluded.to_day, note = excluded.note`, p.ID, p.Person, p.Unit, p.Kind, p.Portfolio, p.From, p.To, p.Note)
	return err
}

// SaveCharge writes a charge, new or known.
func (tx *Tx) SaveCharge(c org.Charge) error {
	_, err := tx.Exec(`INSERT INTO charge (id, person_id, unit_id, kind, from_day, to_day)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id,
		unit_id = excluded.unit_id, kind = excluded.kind, from_day = excluded.from_day, to_day = excluded.to_day`,
		c.ID, c.Person, c.Unit, c.Kind, c.From, c.To)
	return err
}

// Roster is the whole living roster in memory, as importing and planning need it.
func (tx *Tx) Roster() (r org.Roster, err error) {
	defer errs.Wrap(&err, "store.Roster")

	places, err := tx.Units()
	if err != nil {
		return r, err
	}

	r.Units = unplaced(places)
	for p, err := range tx.EachPerson() {
		if err != nil {
			return r, err
		}
		r.Persons = append(r.Persons, p)
	}

	if r.Posts, err = tx.Posts(); err != nil {
		return r, err
	}

	r.Charges, err = tx.Charges()
	return r, err
}
