package store

import (
	"errors"
	"iter"
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// frozen are the tables that hold the roster as it was on the round's day.
var frozen = []string{"round_unit", "round_person", "round_post", "round_charge"}

// FreezeRoster copies the living roster of a round's subtree: the whole tree (the line above and leaders' units are
// needed), the persons of the subtree's branches and whoever holds a post or a charge, and all posts and charges.
func (tx *Tx) FreezeRoster(id round.ID, top org.Place) (err error) {
	defer errs.Wrap(&err, "store.FreezeRoster %d", id)

	if err := tx.raise(id); err != nil {
		return err
	}

	for _, table := range frozen {
		if _, err := tx.Exec(`DELETE FROM `+table+` WHERE round_id = $1`, id); err != nil {
			return err
		}
	}

	if _, err := tx.Exec(`INSERT INTO round_unit (round_id, unit_id, code, name, short, kind, category, parent_id, depth, ord,
		ord_last, counts) SELECT $1, id, code, name, short, kind, category, parent_id, depth, ord, ord_last, $2 FROM unit`,
		id, false); err != nil {
		return err
	}

	if _, err := tx.Exec(`INSERT INTO round_post (round_id, post_id, person_id, unit_id, kind, portfolio, from_day, to_day)
		SELECT $1, id, person_id, unit_id, kind, portfolio, from_day, to_day FROM post`, id); err != nil {
		return err
	}

	if _, err := tx.Exec(`INSERT INTO round_charge (round_id, charge_id, person_id, unit_id, kind, from_day, to_day)
		SELECT $1, id, person_id, unit_id, kind, from_day, to_day FROM charge`, id); err != nil {
		return err
	}

	const columns = `round_id, person_id, number, name, pinyin, sex, birth, standing, joined, branch_id, job, groups_, leader, posted`
	const values = `$1, p.id, p.number, p.name, p.pinyin, p.sex, p.birth, p.standing, p.joined, p.branch_id, p.job, p.groups_, $2, $2`
	if top.Depth == 0 {
		if _, err = tx.Exec(`INSERT INTO round_person (`+columns+`) SELECT `+values+` FROM person p
			WHERE p.id NOT IN (SELECT g.gone_id FROM merged g WHERE g.what = $3)`, id, false, MergedPerson); err != nil {
			return err
		}
		return tx.Analyse(frozen...)
	}

	if _, err = tx.Exec(`INSERT INTO round_person (`+columns+`) SELECT `+values+` FROM person p
		WHERE p.branch_id IN (SELECT u.id FROM unit u WHERE u.ord BETWEEN $3 AND $4)
		   OR p.id IN (SELECT person_id FROM post) OR p.id IN (SELECT person_id FROM charge)`,
		id, false, top.Ord, top.Last); err != nil {
		return err
	}

	return tx.Analyse(frozen...)
}

func frozenColumns(p *org.Place) columns {
	return append(columns{{"u.unit_id", &p.ID}}, placeColumns(p)...)
}

func frozenPostColumns(p *org.Post) columns {
	return columns{
		{"post_id", &p.ID}, {"person_id", &p.Person}, {"unit_id", &p.Unit}, {"kind", &p.Kind}, {"portfolio", &p.Portfolio},
		{"from_day", &p.From}, {"to_day", &p.To},
	}
}

func frozenChargeColumns(c *org.Charge) columns {
	return columns{
		{"charge_id", &c.ID}, {"person_id", &c.Person}, {"unit_id", &c.Unit}, {"kind", &c.Kind}, {"from_day", &c.From},
		{"to_day", &c.To},
	}
}

// FrozenUnit is a unit in the frozen tree of a round.
func (tx *Tx) FrozenUnit(id round.ID, unit org.UnitID) (org.Place, error) {
	return framed(tx, id,
		func(f *frame) (org.Place, error) { return f.place(unit) },
		func() (org.Place, error) {
			p, err := One(tx, scanned(frozenColumns), `SELECT `+selected(frozenColumns)+` FROM round_unit u WHERE u.round_id = $1 AND u.unit_id = $2`, id, unit)
			return p, noUnit(err)
		})
}

// FrozenUnitNamed is the unit with this code, full name or short name in the frozen tree of a round.
func (tx *Tx) FrozenUnitNamed(id round.ID, name string) (org.Place, error) {
	p, err := One(tx, scanned(frozenColumns), `SELECT `+selected(frozenColumns)+` FROM round_unit u
		WHERE u.round_id = $1 AND (u.code = $2 OR u.name = $2 OR u.short = $2)
		ORDER BY CASE WHEN u.code = $2 THEN 0 WHEN u.name = $2 THEN 1 ELSE 2 END, u.ord LIMIT 1`, id, name)
	if errors.Is(err, ErrNone) {
		return p, errs.NewNotFound("没有代码或名称为“%s”的党组织，请核对。", name)
	}

	return p, err
}

// FrozenUnits is the frozen tree of a round in pre-order. Whoever gets it must not change it.
func (tx *Tx) FrozenUnits(id round.ID) ([]org.Place, error) {
	return framed(tx, id,
		func(f *frame) ([]org.Place, error) { return slices.Clip(f.places), nil },
		func() ([]org.Place, error) { return tx.frozenTree(id) })
}

// frozenTree is the same from the rows.
func (tx *Tx) frozenTree(id round.ID) ([]org.Place, error) {
	return All(tx, scanned(frozenColumns), `SELECT `+selected(frozenColumns)+` FROM round_unit u WHERE u.round_id = $1 ORDER BY u.ord`, id)
}

// FrozenChildren are the units directly under parent in the frozen tree.
func (tx *Tx) FrozenChildren(id round.ID, parent org.UnitID) ([]org.Place, error) {
	return framed(tx, id,
		func(f *frame) ([]org.Place, error) { return f.children(parent), nil },
		func() ([]org.Place, error) {
			return All(tx, scanned(frozenColumns), `SELECT `+selected(frozenColumns)+` FROM round_unit u
				WHERE u.round_id = $1 AND u.parent_id = $2 ORDER BY u.ord`, id, parent)
		})
}

// FrozenLine is the unit and all above it in the frozen tree, from the root down.
func (tx *Tx) FrozenLine(id round.ID, unit org.UnitID) ([]org.Place, error) {
	return framed(tx, id,
		func(f *frame) ([]org.Place, error) { return f.lineDown(unit), nil },
		func() ([]org.Place, error) {
			return All(tx, scanned(frozenColumns), `WITH RECURSIVE line (unit_id, parent_id) AS (
					SELECT unit_id, parent_id FROM round_unit WHERE round_id = $1 AND unit_id = $2
					UNION ALL SELECT a.unit_id, a.parent_id FROM line CROSS JOIN round_unit a WHERE a.round_id = $1 AND a.unit_id = line.parent_id)
				SELECT `+selected(frozenColumns)+` FROM line CROSS JOIN round_unit u WHERE u.round_id = $1 AND u.unit_id = line.unit_id ORDER BY u.ord`, id, unit)
		})
}

// PlanningRoster is what planning reads: the tree, posts, charges and their holders, and the members, in no order: whoever
// plans sorts them, so that no index has to be walked for them.
type PlanningRoster struct {
	Units   []org.Unit
	Posts   []org.Post
	Charges []org.Charge
	Members []assign.Member
	Holders []assign.Holder
}

// LivingPlan reads the living roster for planning.
func (tx *Tx) LivingPlan() (r PlanningRoster, err error) {
	defer errs.Wrap(&err, "store.LivingPlan")

	places, err := tx.Units()
	if err != nil {
		return r, err
	}

	r.Units = unplaced(places)
	if r.Posts, err = tx.Posts(); err != nil {
		return r, err
	}

	if r.Charges, err = tx.Charges(); err != nil {
		return r, err
	}

	persons, err := Count(tx, `SELECT COUNT(*) FROM person`)
	if err != nil {
		return r, err
	}

	if r.Members, err = collectMembers(persons, Each(tx, scanMember(), `SELECT p.id, p.number, p.branch_id, p.standing, p.groups_
		FROM person p`)); err != nil {
		return r, err
	}

	r.Holders, err = All(tx, scanHolder, `SELECT p.id, p.number, p.name FROM person p
		WHERE p.id IN (SELECT person_id FROM post UNION SELECT person_id FROM charge)`)
	return r, err
}

// FrozenPlan reads the frozen roster of a round for planning.
func (tx *Tx) FrozenPlan(id round.ID) (r PlanningRoster, err error) {
	defer errs.Wrap(&err, "store.FrozenPlan %d", id)

	places, err := tx.FrozenUnits(id)
	if err != nil {
		return r, err
	}

	r.Units = unplaced(places)
	if r.Posts, err = tx.FrozenPosts(id); err != nil {
		return r, err
	}

	if r.Charges, err = All(tx, scanned(frozenChargeColumns), `SELECT `+selected(frozenChargeColumns)+`
		FROM round_charge WHERE round_id = $1 ORDER BY charge_id`, id); err != nil {
		return r, err
	}

	persons, err := Count(tx, `SELECT COUNT(*) FROM round_person WHERE round_id = $1`, id)
	if err != nil {
		return r, err
	}

	if r.Members, err = collectMembers(persons, Each(tx, scanMember(), `SELECT p.person_id, p.number, p.branch_id, p.standing, p.groups_
		FROM round_person p WHERE p.round_id = $1`, id)); err != nil {
		return r, err
	}

	r.Holders, err = tx.FrozenHolders(id)
	return r, err
}

// scanMember is the scan function of members for one query: what many have in common is kept once, and must not be changed.
func scanMember() func(Row) (assign.Member, error) {
	standings, groups := map[string]org.Standing{}, map[string][]string{}
	var m assign.Member
	var standing, joined string
	into := []any{&m.Person, &m.Number, &m.Branch, &standing, &joined}
	return func(row Row) (assign.Member, error) {
		if err := row.Scan(into...); err != nil {
			return assign.Member{}, err
		}

		if _, known := standings[standing]; !known {
			standings[standing] = org.Standing(standing)
		}

		if _, known := groups[joined]; !known {
			groups[joined] = splitGroups(joined)
		}

		m.Standing, m.Groups = standings[standing], groups[joined]
		return m, nil
	}
}

// collectMembers keeps those of so many persons who are reviewed as members.
func collectMembers(persons int, rows iter.Seq2[assign.Member, error]) ([]assign.Member, error) {
	out := make([]assign.Member, 0, persons)
	for m, err := range rows {
		if err != nil {
			return nil, err
		}
		if m.Standing.IsMember() {
			out = append(out, m)
		}
	}

	return out, nil
}

func scanHolder(row Row) (h assign.Holder, err error) {
	err = row.Scan(&h.Person, &h.Number, &h.Name)
	return h, err
}

func unplaced(places []org.Place) []org.Unit {
	units := make([]org.Unit, len(places))
	for i, p := range places {
		units[i] = p.Unit
	}
	return units
}

// PersonName is how a plan names a person.
type PersonName struct{ Number, Name string }

// PersonNames are the numbers and names of everybody in the living roster.
func (tx *Tx) PersonNames() (map[org.PersonID]PersonName, error) {
	names := map[org.PersonID]PersonName{}
	for h, err := range Each(tx, scanHolder, `SELECT p.id, p.number, p.name FROM person p`) {
		if err != nil {
			return nil, err
		}
		names[h.Person] = PersonName{h.Number, h.Name}
	}

	return names, nil
}

// FrozenHolders are the names of whoever holds a post or a charge in the frozen roster of a round.
func (tx *Tx) FrozenHolders(id round.ID) ([]assign.Holder, error) {
	return All(tx, scanHolder, `SELECT p.person_id, p.number, p.name FROM round_person p
		WHERE p.round_id = $1 AND p.person_id IN (SELECT person_id FROM round_post WHERE round_id = $1
			UNION SELECT person_id FROM round_charge WHERE round_id = $1)`, id)
}

// FrozenNames are the numbers and names of everybody in the frozen roster of a round.
func (tx *Tx) FrozenNames(id round.ID) (map[org.PersonID]PersonName, error) {
	names := map[org.PersonID]PersonName{}
	for h, err := range Each(tx, scanHolder, `SELECT p.person_id, p.number, p.name FROM round_person p WHERE p.round_id = $1`, id) {
		if err != nil {
			return nil, err
		}
		names[h.Person] = PersonName{h.Number, h.Name}
	}

	return names, nil
}

// PersonNamesOf are the numbers and names of some persons: those of the frozen roster of a round, the living ones when it
// is 0 and of whoever has come since.
func (tx *Tx) PersonNamesOf(id round.ID, persons []org.PersonID) (_ map[org.PersonID]PersonName, err error) {
	defer errs.Wrap(&err, "store.PersonNamesOf %d", id)

	names := make(map[org.PersonID]PersonName, len(persons))
	for part := range slices.Chunk(persons, MaxIn) {
		for h, err := range Each(tx, scanHolder, `SELECT p.id, COALESCE(f.number, p.number), COALESCE(f.name, p.name) FROM person p
			LEFT JOIN round_person f ON f.round_id = $1 AND f.person_id = p.id WHERE p.id IN `+In(2, len(part)), Args([]any{id}, part)...) {
			if err != nil {
				return nil, err
			}
			names[h.Person] = PersonName{h.Number, h.Name}
		}
	}

	return names, nil
}

// PersonsNamed are those of whom a word begins with q (org.Person.Words): in whose name it stands, whose number begins so.
func (tx *Tx) PersonsNamed(q string) (map[org.PersonID]bool, error) {
	found := map[org.PersonID]bool{}
	if q = org.Fold(q); q == "" {
		return found, nil
	}

	for id, err := range Each(tx, Scalar[org.PersonID], `SELECT x.person_id FROM (`+personsNamed(1)+`) x`, q, q+lastSign) {
		if err != nil {
			return nil, err
		}
		found[id] = true
	}

	return found, nil
}

// personsNamed are the numbers of those of whom a word lies between two arguments, from the n-th on.
func personsNamed(n int) string {
	found := ` AND n.word >= $` + number(n) + ` AND n.word < $` + number(n+1)
	return `SELECT n.person_id FROM person_word n WHERE n.inside = FALSE` + found + `
		UNION ALL SELECT n.person_id FROM person_word n WHERE n.inside = TRUE` + found
}

// FrozenPostsOf are the posts of some persons in the frozen roster of a round.
func (tx *Tx) FrozenPostsOf(id round.ID, persons []org.PersonID) (posts []org.Post, err error) {
	defer errs.Wrap(&err, "store.FrozenPostsOf %d", id)

	for part := range slices.Chunk(persons, MaxIn) {
		some, err := All(tx, scanned(frozenPostColumns), `SELECT `+selected(frozenPostColumns)+`
			FROM round_post WHERE round_id = $1 AND person_id IN `+In(2, len(part))+` ORDER BY post_id`, Args([]any{id}, part)...)
		if err != nil {
			return nil, err
		}
		posts = append(posts, some...)
	}

	return posts, nil
}

// FrozenPostsIn are the posts in some units of the frozen roster of a round.
func (tx *Tx) FrozenPostsIn(id round.ID, units []org.UnitID) ([]org.Post, error) {
	return All(tx, scanned(frozenPostColumns), `SELECT `+selected(frozenPostColumns)+`
		FROM round_post WHERE round_id = $1 AND unit_id IN `+In(2, len(units))+` ORDER BY post_id`, Args([]any{id}, units)...)
}

// FrozenPosts are the posts of the frozen roster of a round.
func (tx *Tx) FrozenPosts(id round.ID) ([]org.Post, error) {
	return All(tx, scanned(frozenPostColumns), `SELECT `+selected(frozenPostColumns)+`
		FROM round_post WHERE round_id = $1 ORDER BY post_id`, id)
}

// DropSameFrozenPosts is DropSamePosts for the frozen roster of each round that is not archived.
func (tx *Tx) DropSameFrozenPosts(m Merge) error {
	if _, err := tx.Exec(`DELETE FROM round_post WHERE round_post.`+m.column()+` = $1 AND round_post.round_id IN `+openRounds+`
		AND EXISTS (SELECT 1 FROM round_post o WHERE o.round_id = round_post.round_id AND o.person_id = round_post.person_id
		AND o.unit_id = round_post.unit_id AND o.kind = round_post.kind AND o.portfolio = round_post.portfolio
		AND o.from_day = round_post.from_day AND o.to_day = round_post.to_day AND o.post_id < round_post.post_id)`, m.Kept); err != nil {
		return err
	}

	_, err := tx.Exec(`DELETE FROM round_charge WHERE round_charge.`+m.column()+` = $1 AND round_charge.round_id IN `+openRounds+`
		AND EXISTS (SELECT 1 FROM round_charge o WHERE o.round_id = round_charge.round_id AND o.person_id = round_charge.person_id
		AND o.unit_id = round_charge.unit_id AND o.kind = round_charge.kind AND o.from_day = round_charge.from_day
		AND o.to_day = round_charge.to_day AND o.charge_id < round_charge.charge_id)`, m.Kept)
	return err
}
