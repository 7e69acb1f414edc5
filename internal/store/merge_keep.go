package store

import (
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// Repoint lets everything that points to who is gone point to who stays, but for what is archived. What would stand twice
// stands once.
func (tx *Tx) Repoint(m Merge) (err error) {
	defer errs.Wrap(&err, "store.Repoint %v", m)

	for _, p := range m.pointers() {
		if err := tx.repoint(m, p); err != nil {
			return err
		}
	}

	if m.What == MergedPerson {
		_, err = tx.Exec(`DELETE FROM clerk WHERE reviewer_id = clerk_id`)
	}

	return err
}

func (tx *Tx) repoint(m Merge, p pointer) error {
	c := clashing[p.table+"."+p.column]
	if c.how == anew {
		_, err := tx.Exec(`DELETE FROM `+p.table+` WHERE `+p.where(), m.Gone)
		return err
	}

	if c.wins != "" {
		if _, err := tx.Exec(`DELETE FROM `+p.table+` WHERE `+p.where()+` AND NOT (`+c.wins+`) AND `+p.twin(`$2`, `o.`+c.wins),
			m.Kept, m.Gone); err != nil {
			return err
		}
	}

	if twin := p.twin(`$2`); twin != "" {
		if _, err := tx.Exec(`DELETE FROM `+p.table+` WHERE `+p.where()+` AND `+twin, m.Gone, m.Kept); err != nil {
			return err
		}
	}

	_, err := tx.Exec(`UPDATE `+p.table+` SET `+p.sets()+` WHERE `+p.where(), m.Gone, m.Kept)
	return err
}

// sets is what becomes of a row that is moved. A round is kept in memory by its version.
func (p pointer) sets() string {
	if p.table == "round" {
		return `version = version + 1, ` + p.column + ` = $2`
	}
	return p.column + ` = $2`
}

// AddMerged keeps who is gone, by his name and his number or code. Who was merged into him before is merged into who stays.
func (tx *Tx) AddMerged(m Merge, name, number, by string) error {
	if _, err := tx.Exec(`UPDATE merged SET kept_id = $3 WHERE what = $1 AND kept_id = $2`, m.What, m.Gone, m.Kept); err != nil {
		return err
	}

	_, err := tx.Exec(`INSERT INTO merged (what, gone_id, kept_id, name, number, at, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		m.What, m.Gone, m.Kept, name, number, tx.Now.UnixMilli(), by)
	return err
}

// Former is somebody who was merged into another.
type Former struct {
	ID           int64
	Name, Number string
}

// MergedInto are those who were merged into a person or a unit, in the order in which it was done.
func (tx *Tx) MergedInto(what Merged, kept int64) ([]Former, error) {
	return All(tx, func(row Row) (f Former, err error) {
		err = row.Scan(&f.ID, &f.Name, &f.Number)
		return f, err
	}, `SELECT gone_id, name, number FROM merged WHERE what = $1 AND kept_id = $2 ORDER BY at, gone_id`, what, kept)
}

// Keepers are, by those of the persons who were merged into another, who that is.
func (tx *Tx) Keepers(persons []org.PersonID) (_ map[org.PersonID]org.PersonID, err error) {
	defer errs.Wrap(&err, "store.Keepers")

	keepers := map[org.PersonID]org.PersonID{}
	for part := range slices.Chunk(persons, MaxIn) {
		for pair, err := range Each(tx, func(row Row) (p [2]org.PersonID, err error) {
			err = row.Scan(&p[0], &p[1])
			return p, err
		}, `SELECT gone_id, kept_id FROM merged WHERE what = $1 AND gone_id IN `+In(2, len(part)), Args([]any{MergedPerson}, part)...) {
			if err != nil {
				return nil, err
			}
			keepers[pair[0]] = pair[1]
		}
	}

	return keepers, nil
}

// AreMerged reports whether one of the two was merged into another before.
func (tx *Tx) AreMerged(m Merge) (bool, error) {
	return One(tx, Scalar[bool], `SELECT EXISTS (SELECT 1 FROM merged WHERE what = $1 AND gone_id IN ($2, $3))`, m.What, m.Gone, m.Kept)
}

// SpareLogin is the login of who is gone, where who stays has one too; else it is empty.
func (tx *Tx) SpareLogin(m Merge) (string, error) {
	logins, err := All(tx, Scalar[string], `SELECT a.login FROM account a WHERE a.person_id = $1 AND EXISTS (SELECT 1 FROM account o WHERE o.person_id = $2)`,
		m.Gone, m.Kept)
	return strings.Join(logins, ""), err
}

// notMerged is the condition that a person p was not merged into another.
const notMerged = `NOT EXISTS (SELECT 1 FROM merged g WHERE g.what = 'person' AND g.gone_id = p.id)`

// ArchivedWith are the rounds in the archive that hold who would be gone.
func (tx *Tx) ArchivedWith(m Merge) ([]string, error) {
	text := `SELECT r.name FROM round r WHERE r.state = $1 AND EXISTS (SELECT 1 FROM round_unit f WHERE f.round_id = r.id AND f.unit_id = $2) ORDER BY r.id`
	if m.What == MergedPerson {
		text = `SELECT r.name FROM round r WHERE r.state = $1 AND EXISTS (SELECT 1 FROM round_person f WHERE f.round_id = r.id AND f.person_id = $2) ORDER BY r.id`
	}
	return All(tx, Scalar[string], text, round.Archived, m.Gone)
}

// Claims are the obligations of a round that a merge touches, of both, as they are.
func (tx *Tx) Claims(id round.ID, m Merge) (_ []review.Claim, err error) {
	defer errs.Wrap(&err, "store.Claims %d %v", id, m)

	touched := `o.unit_id IN ($2, $3)`
	if m.What == MergedPerson {
		touched = `(o.person_id IN ($2, $3) OR o.reviewer_id IN ($2, $3) OR o.owner_id IN ($2, $3))`
	}

	return All(tx, func(row Row) (c review.Claim, err error) {
		err = row.Scan(&c.ID, &c.Subject.Kind, &c.Subject.Unit, &c.Subject.Person, &c.Reviewer, &c.Owner, &c.State, &c.Version, &c.Files)
		return c, err
	}, `SELECT o.id, o.kind, o.unit_id, o.person_id, o.reviewer_id, o.owner_id, o.state, COALESCE(v.version, 0),
			(SELECT COUNT(*) FROM dossier_file f WHERE f.owner = 'review' AND f.owner_id = o.id)
		FROM obligation o LEFT JOIN review v ON v.id = o.id WHERE o.round_id = $1 AND `+touched+` ORDER BY o.id`, id, m.Gone, m.Kept)
}

// GiveUp takes an obligation away. What points to it points to the one in whose place it is given up; a draft goes with it.
func (tx *Tx) GiveUp(g review.GivenUp) (err error) {
	defer errs.Wrap(&err, "store.GiveUp %d", g.ID)

	for _, r := range references {
		if r.parent != "obligation" {
			continue
		}

		for _, child := range strings.Fields(r.children) {
			table, column, _ := strings.Cut(child, ".")
			if err := tx.giveUp(g, table, column); err != nil {
				return err
			}
		}
	}

	if _, err := tx.Exec(`UPDATE dossier_step SET ref = $2 WHERE ref = $1`, g.ID, g.For); err != nil {
		return err
	}

	_, err = tx.Exec(`DELETE FROM obligation WHERE id = $1`, g.ID)
	return err
}

func (tx *Tx) giveUp(g review.GivenUp, table, column string) error {
	switch child := table + "." + column; {
	case child == "review.id" || child == "review_version.review_id" || child == "dissent.review_id":
		_, err := tx.Exec(`DELETE FROM `+table+` WHERE `+column+` = $1`, g.ID)
		return err
	case table == "collected": // a file is known by what it was read for
		if _, err := tx.Exec(`DELETE FROM collected WHERE review_id = $1 AND CAST($2 AS BIGINT) = 0 OR review_id = $1 AND EXISTS (SELECT 1 FROM collected o WHERE o.file = collected.file AND o.review_id = $2)`,
			g.ID, g.For); err != nil {
			return err
		}
	}

	_, err := tx.Exec(`UPDATE `+table+` SET `+column+` = $2 WHERE `+column+` = $1`, g.ID, g.For)
	return err
}

// Seated is a person as he stands in the frozen roster of a round.
type Seated struct {
	Person         org.PersonID
	Branch         org.UnitID
	Leader, Posted bool
}

// SeatedIn are those of two persons who stand in the frozen roster of a round.
func (tx *Tx) SeatedIn(id round.ID, m Merge) ([]Seated, error) {
	return All(tx, func(row Row) (s Seated, err error) {
		err = row.Scan(&s.Person, &s.Branch, &s.Leader, &s.Posted)
		return s, err
	}, `SELECT person_id, branch_id, leader, posted FROM round_person WHERE round_id = $1 AND person_id IN ($2, $3) ORDER BY person_id`,
		id, m.Gone, m.Kept)
}

// UniteSeated makes of two persons of a frozen roster one, who stands as one of them did and leads or sits where either did;
// what is kept of the other's own work goes with him to that branch.
func (tx *Tx) UniteSeated(id round.ID, stays, goes Seated) (err error) {
	defer errs.Wrap(&err, "store.UniteSeated %d", id)

	for _, table := range []string{"dossier_step", "summary", "commitment"} {
		if _, err := tx.Exec(`UPDATE `+table+` SET unit_id = $3 WHERE round_id = $1 AND person_id = $2`, id, goes.Person, stays.Branch); err != nil {
			return err
		}
	}

	if stays.Branch != goes.Branch {
		for _, table := range []string{"gap", "exemption"} {
			if _, err := tx.Exec(`DELETE FROM `+table+` WHERE round_id = $1 AND person_id = $2 AND unit_id = $3`, id, goes.Person, goes.Branch); err != nil {
				return err
			}
		}
	}

	if _, err := tx.Exec(`DELETE FROM round_person WHERE round_id = $1 AND person_id = $2`, id, goes.Person); err != nil {
		return err
	}

	_, err = tx.Exec(`UPDATE round_person SET leader = $3, posted = $4 WHERE round_id = $1 AND person_id = $2`, id, stays.Person,
		stays.Leader || goes.Leader, stays.Posted || goes.Posted)
	return err
}

// UniteFrozenUnits makes of two units of a frozen tree one, and gives what hung on the other a new place. Where only the
// other stands in the tree, it is that one under its number.
func (tx *Tx) UniteFrozenUnits(id round.ID, m Merge) (err error) {
	defer errs.Wrap(&err, "store.UniteFrozenUnits %d %v", id, m)

	if err := tx.raise(id); err != nil {
		return err
	}

	before, err := tx.frozenTree(id)
	if err != nil {
		return err
	}

	has := func(unit int64) bool {
		return slices.ContainsFunc(before, func(p org.Place) bool { return p.ID == org.UnitID(unit) })
	}
	if !has(m.Gone) {
		return nil
	}

	if !has(m.Kept) {
		_, err = tx.Exec(`UPDATE round_unit SET unit_id = $3 WHERE round_id = $1 AND unit_id = $2`, id, m.Gone, m.Kept)
		return err
	}

	units, _, err := org.MergeUnits(unplaced(before), org.UnitID(m.Kept), org.UnitID(m.Gone))
	if err != nil {
		return err
	}

	if _, err := tx.Exec(`UPDATE round_unit SET counts = $3 WHERE round_id = $1 AND unit_id = $2 AND EXISTS (SELECT 1 FROM round_unit o
		WHERE o.round_id = $1 AND o.unit_id = $4 AND o.counts)`, id, m.Kept, true, m.Gone); err != nil {
		return err
	}

	if _, err := tx.Exec(`DELETE FROM round_unit WHERE round_id = $1 AND unit_id = $2`, id, m.Gone); err != nil {
		return err
	}

	return tx.replaceFrozen(id, before, org.Arrange(units))
}

// replaceFrozen writes the places of a frozen tree that are other ones now.
func (tx *Tx) replaceFrozen(id round.ID, before, after []org.Place) error {
	was := make(map[org.UnitID]org.Place, len(before))
	for _, p := range before {
		was[p.ID] = p
	}

	move, err := tx.Prepare(`UPDATE round_unit SET parent_id = $3, depth = $4, ord = $5, ord_last = $6 WHERE round_id = $1 AND unit_id = $2`)
	if err != nil {
		return err
	}

	for _, p := range after {
		if was[p.ID] == p {
			continue
		}
		if _, err := move.Exec(id, p.ID, p.Parent, p.Depth, p.Ord, p.Last); err != nil {
			return err
		}
	}

	return nil
}

// SpareAccount makes the account of who is gone one of nobody, where who stays has one too: it is disabled, its sessions end. The institution lets
// nobody into it any more, nor into one that goes over to who stays.
func (tx *Tx) SpareAccount(m Merge) error {
	if _, err := tx.Exec(`UPDATE account SET spare_of = $2 WHERE spare_of = $1`, m.Gone, m.Kept); err != nil {
		return err
	}

	kept, err := tx.LoginOf(org.PersonID(m.Kept))
	if err != nil {
		return err
	}

	if kept == "" {
		_, err := tx.Exec(`UPDATE account SET said_number = '' WHERE person_id = $1`, m.Gone)
		return err
	}

	if _, err := tx.Exec(`DELETE FROM session WHERE account_id IN (SELECT id FROM account WHERE person_id = $1)`, m.Gone); err != nil {
		return err
	}

	_, err = tx.Exec(`UPDATE account SET spare_of = $2, person_id = 0, disabled = $3, said_number = '' WHERE person_id = $1`, m.Gone, m.Kept, true)
	return err
}

// DeadLogin is the login of who stays where nobody can sign in with it, and who goes has one that works; else empty.
func (tx *Tx) DeadLogin(m Merge) (string, error) {
	found, err := All(tx, Scalar[string], `SELECT k.login FROM account k JOIN account g ON g.person_id = $1
		WHERE k.person_id = $2 AND k.disabled AND NOT g.disabled`, m.Gone, m.Kept)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}
