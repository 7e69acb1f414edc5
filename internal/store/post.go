package store

import (
	"slices"
	"strconv"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

func number(n int) string { return strconv.Itoa(n) }

func postColumns(p *org.Post) columns {
	return columns{
		{"o.id", &p.ID}, {"o.person_id", &p.Person}, {"o.unit_id", &p.Unit}, {"o.kind", &p.Kind},
		{"o.portfolio", &p.Portfolio}, {"o.from_day", &p.From}, {"o.to_day", &p.To}, {"o.note", &p.Note},
	}
}

func chargeColumns(c *org.Charge) columns {
	return columns{
		{"c.id", &c.ID}, {"c.person_id", &c.Person}, {"c.unit_id", &c.Unit}, {"c.kind", &c.Kind}, {"c.from_day", &c.From},
		{"c.to_day", &c.To},
	}
}

// Posts are all posts of the living roster.
func (tx *Tx) Posts() ([]org.Post, error) {
	return All(tx, scanned(postColumns), `SELECT `+selected(postColumns)+` FROM post o ORDER BY o.id`)
}

// Charges are all charges of the living roster.
func (tx *Tx) Charges() ([]org.Charge, error) {
	return All(tx, scanned(chargeColumns), `SELECT `+selected(chargeColumns)+` FROM charge c ORDER BY c.id`)
}

// PostsOf are the posts of some persons of the living roster.
func (tx *Tx) PostsOf(persons []org.PersonID) (posts []org.Post, err error) {
	for part := range slices.Chunk(persons, MaxIn) {
		some, err := All(tx, scanned(postColumns), `SELECT `+selected(postColumns)+` FROM post o WHERE o.person_id IN `+In(1, len(part))+` ORDER BY o.id`,
			Args(nil, part)...)
		if err != nil {
			return nil, err
		}
		posts = append(posts, some...)
	}

	return posts, nil
}

// NamedPost is a post with the names of who holds it and where.
type NamedPost struct {
	org.Post
	PersonName string
	UnitName   string
}

func namedPostColumns(p *NamedPost) columns {
	return postColumns(&p.Post).and(column{"p.name", &p.PersonName}, column{"u.name", &p.UnitName})
}

// PostsOfUnit are the posts in a unit of the living roster.
func (tx *Tx) PostsOfUnit(unit org.UnitID) ([]NamedPost, error) {
	return All(tx, scanned(namedPostColumns), `SELECT `+selected(namedPostColumns)+` FROM post o
		JOIN person p ON p.id = o.person_id JOIN unit u ON u.id = o.unit_id
		WHERE o.unit_id = $1 ORDER BY o.id`, unit)
}

// PostsOfPerson are the posts of a person in the living roster.
func (tx *Tx) PostsOfPerson(person org.PersonID) ([]NamedPost, error) {
	return All(tx, scanned(namedPostColumns), `SELECT `+selected(namedPostColumns)+` FROM post o
		JOIN person p ON p.id = o.person_id JOIN unit u ON u.id = o.unit_id
		WHERE o.person_id = $1 ORDER BY o.id`, person)
}

// NamedCharge is a charge with the names of who holds it and over what.
type NamedCharge struct {
	org.Charge
	PersonName string
	UnitName   string
}

func namedChargeColumns(c *NamedCharge) columns {
	return chargeColumns(&c.Charge).and(column{"p.name", &c.PersonName}, column{"u.name", &c.UnitName})
}

// ChargesOver are the charges over a unit of the living roster.
func (tx *Tx) ChargesOver(unit org.UnitID) ([]NamedCharge, error) {
	return All(tx, scanned(namedChargeColumns), `SELECT `+selected(namedChargeColumns)+` FROM charge c
		JOIN person p ON p.id = c.person_id JOIN unit u ON u.id = c.unit_id WHERE c.unit_id = $1 ORDER BY c.id`, unit)
}

// ChargesOf are the charges of a person in the living roster.
func (tx *Tx) ChargesOf(person org.PersonID) ([]NamedCharge, error) {
	return All(tx, scanned(namedChargeColumns), `SELECT `+selected(namedChargeColumns)+` FROM charge c
		JOIN person p ON p.id = c.person_id JOIN unit u ON u.id = c.unit_id WHERE c.person_id = $1 ORDER BY c.id`, person)
}

// SavePost writes a post, new or known.
func (tx *Tx) SavePost(p org.Post) error {
	if err := tx.raiseRoster(); err != nil {
		return err
	}

	_, err := tx.Exec(`INSERT INTO post (id, person_id, unit_id, kind, portfolio, from_day, to_day, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id,
		unit_id = excluded.unit_id, kind = excluded.kind, portfolio = excluded.portfolio, from_day = excluded.from_day,
		to_day = excluded.to_day, note = excluded.note`, p.ID, p.Person, p.Unit, p.Kind, p.Portfolio, p.From, p.To, p.Note)
	return err
}

// SaveCharge writes a charge, new or known.
func (tx *Tx) SaveCharge(c org.Charge) error {
	if err := tx.raiseRoster(); err != nil {
		return err
	}

	_, err := tx.Exec(`INSERT INTO charge (id, person_id, unit_id, kind, from_day, to_day)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id,
		unit_id = excluded.unit_id, kind = excluded.kind, from_day = excluded.from_day, to_day = excluded.to_day`,
		c.ID, c.Person, c.Unit, c.Kind, c.From, c.To)
	return err
}

// Roster is the whole living roster in memory, as importing and planning need it.
func (tx *Tx) Roster() (r org.Roster, err error) {
	defer errs.Wrap(&err, "store.Roster")

	if r, err = tx.RosterWithoutPersons(); err != nil {
		return r, err
	}

	for p, err := range tx.EachPerson() {
		if err != nil {
			return r, err
		}
		r.Persons = append(r.Persons, p)
	}

	return r, nil
}

// RosterWithoutPersons is the living roster but for the persons, who may be too many to be held.
func (tx *Tx) RosterWithoutPersons() (r org.Roster, err error) {
	defer errs.Wrap(&err, "store.RosterWithoutPersons")

	places, err := tx.Units()
	if err != nil {
		return r, err
	}

	r.Units = unplaced(places)
	if r.Posts, err = tx.Posts(); err != nil {
		return r, err
	}

	r.Charges, err = tx.Charges()
	return r, err
}

// DropSamePosts leaves one of two posts or charges of who was merged that say the same.
func (tx *Tx) DropSamePosts(m Merge) error {
	if _, err := tx.Exec(`DELETE FROM post WHERE post.`+m.column()+` = $1 AND EXISTS (SELECT 1 FROM post o WHERE o.person_id = post.person_id
		AND o.unit_id = post.unit_id AND o.kind = post.kind AND o.portfolio = post.portfolio AND o.from_day = post.from_day
		AND o.to_day = post.to_day AND o.id < post.id)`, m.Kept); err != nil {
		return err
	}

	_, err := tx.Exec(`DELETE FROM charge WHERE charge.`+m.column()+` = $1 AND EXISTS (SELECT 1 FROM charge o WHERE o.person_id = charge.person_id
		AND o.unit_id = charge.unit_id AND o.kind = charge.kind AND o.from_day = charge.from_day AND o.to_day = charge.to_day AND o.id < charge.id)`, m.Kept)
	return err
}

// forgetSeats takes the posts and charges out whose numbers lie from first to last.
func (tx *Tx) forgetSeats(first, last int64) error {
	if _, err := tx.Exec(`DELETE FROM post WHERE id BETWEEN $1 AND $2`, first, last); err != nil {
		return err
	}

	_, err := tx.Exec(`DELETE FROM charge WHERE id BETWEEN $1 AND $2`, first, last)
	return err
}
