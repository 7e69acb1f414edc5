package store

import (
	"maps"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// The sets of figures that counters have had, by round.figures: 0 without numbers of persons.
const (
	withHeads = 1 + iota
	withKinds // departments, cells, outside units, committees and outsiders each under their own name
	withMarks // what draws marked
	withOwner // a form that several units file at the lowest of them
	withTimes // reviews of each kind of subjects under a name of their own too

	allFigures = withTimes
)

// Headcount is what some persons add to the figures of units of a launched round (round.Headcount).
func (tx *Tx) Headcount(id round.ID, persons []org.PersonID) (_ map[org.UnitID]round.Tally, err error) {
	defer errs.Wrap(&err, "store.Headcount round %d", id)

	var all heads
	persons = slices.Compact(slices.Sorted(slices.Values(persons)))
	for part := range slices.Chunk(persons, MaxIn) {
		if err := all.read(tx, ` AND x.owner_id IN `+In(8, len(part)), ` AND x.person_id IN `+In(3, len(part)), id, part); err != nil {
			return nil, err
		}
	}

	tree, err := tx.lines(id, all.units())
	if err != nil {
		return nil, err
	}

	return all.count(tree), nil
}

// HeadsIn is what persons add to the figures of one unit for what sits in it itself.
func (tx *Tx) HeadsIn(id round.ID, unit org.Place) (_ round.Tally, err error) {
	defer errs.Wrap(&err, "store.HeadsIn round %d unit %d", id, unit.ID)
	var all heads
	err = all.read(tx, ` AND x.unit_id = $8`, ` AND x.unit_id = $3`, id, []org.PersonID{org.PersonID(unit.ID)})
	return all.count(func(of org.UnitID) (org.Place, bool) { return unit, of == unit.ID })[unit.ID], err
}

// heads counts everybody.
func (r *recount) heads() error {
	var all heads
	if err := all.read(r.tx, ``, ``, r.id, nil); err != nil {
		return err
	}

	r.addHeads(&all)
	return nil
}

func (r *recount) addHeads(all *heads) {
	for unit, t := range all.count(func(of org.UnitID) (org.Place, bool) { p, ok := r.at[of]; return p, ok }) {
		r.add(unit, t, 1)
	}
}

// heads is who stands where in a round.
type heads struct {
	owners  map[org.PersonID][]round.Stand
	holders map[holder][]round.Stand
}

type holder struct {
	kind   scheme.SubjectKind
	person org.PersonID
}

// read adds who owes reviews and who has seats, of those that the conditions on rows x choose; the values of both are
// arguments from $8 and from $3 on.
func (h *heads) read(tx *Tx, owing, seated string, id round.ID, values []org.PersonID) error {
	if h.owners == nil {
		h.owners, h.holders = map[org.PersonID][]round.Stand{}, map[holder][]round.Stand{}
	}

	for s, err := range Each(tx, func(row Row) (s headRow, err error) {
		err = row.Scan(&s.person, &s.Unit, &s.Open)
		return s, err
	}, `SELECT x.owner_id, x.unit_id, MAX(CASE WHEN x.state IN ($2, $3, $4, $5) THEN 1 ELSE 0 END) = 1 FROM obligation x
		WHERE x.round_id = $1 AND x.state NOT IN ($6, $7)`+owing+` GROUP BY x.owner_id, x.unit_id`,
		Args(append(Args([]any{id}, review.OpenStates()), review.Dropped, review.Exempt), values)...) {
		if err != nil {
			return err
		}
		h.owners[s.person] = append(h.owners[s.person], s.Stand)
	}

	for s, err := range Each(tx, func(row Row) (s headRow, err error) {
		err = row.Scan(&s.kind, &s.person, &s.Unit, &s.Open)
		return s, err
	}, `SELECT x.kind, x.person_id, x.unit_id, NOT EXISTS (SELECT 1 FROM obligation o WHERE o.round_id = x.round_id
			AND o.unit_id = x.unit_id AND o.kind = x.kind AND o.person_id = x.person_id AND o.state = $2)
		FROM round_seat x WHERE x.round_id = $1`+seated, Args([]any{id, review.Confirmed}, values)...) {
		if err != nil {
			return err
		}
		h.holders[s.holder] = append(h.holders[s.holder], s.Stand)
	}

	return nil
}

type headRow struct {
	holder
	round.Stand
}

func (h *heads) units() []org.UnitID {
	units := map[org.UnitID]bool{}
	for _, stands := range h.owners {
		for _, s := range stands {
			units[s.Unit] = true
		}
	}

	for _, stands := range h.holders {
		for _, s := range stands {
			units[s.Unit] = true
		}
	}

	return slices.Collect(maps.Keys(units))
}

func (h *heads) count(tree func(org.UnitID) (org.Place, bool)) map[org.UnitID]round.Tally {
	count := round.NewHeadcount(tree)
	for _, stands := range h.owners {
		count.Owner(stands)
	}

	for who, stands := range h.holders {
		count.Holder(who.kind, stands)
	}

	return count.Own()
}

// lines tells the places of the units, and of all above them, in the frozen tree of a round.
func (tx *Tx) lines(id round.ID, units []org.UnitID) (func(org.UnitID) (org.Place, bool), error) {
	at := map[org.UnitID]org.Place{}
	if f, err := tx.frame(id); err != nil {
		return nil, err
	} else if f != nil {
		return func(unit org.UnitID) (org.Place, bool) {
			i, ok := f.at[unit]
			if !ok {
				return org.Place{}, false
			}
			return f.places[i], true
		}, nil
	}

	for part := range slices.Chunk(units, MaxIn) {
		places, err := All(tx, scanned(frozenColumns), `WITH RECURSIVE line (unit_id) AS (
				SELECT unit_id FROM round_unit WHERE round_id = $1 AND unit_id IN `+In(2, len(part))+`
				UNION SELECT u.parent_id FROM line l CROSS JOIN round_unit u WHERE u.round_id = $1 AND u.unit_id = l.unit_id)
			SELECT `+selected(frozenColumns)+` FROM line l CROSS JOIN round_unit u WHERE u.round_id = $1 AND u.unit_id = l.unit_id`,
			Args([]any{id}, part)...)
		if err != nil {
			return nil, err
		}

		for _, p := range places {
			at[p.ID] = p
		}
	}

	return func(unit org.UnitID) (org.Place, bool) { p, ok := at[unit]; return p, ok }, nil
}

// OwesBeside reports whether the owner of an obligation has another open one in the unit of its subject.
func (tx *Tx) OwesBeside(o review.Obligation) (bool, error) {
	n, err := Count(tx, `SELECT COUNT(*) FROM (SELECT 1 FROM obligation WHERE round_id = $1 AND unit_id = $2 AND owner_id = $3
		AND id <> $4 AND state IN ($5, $6, $7, $8) LIMIT 1) x`,
		Args([]any{o.Round, o.Subject.Unit, o.Owner, o.ID}, review.OpenStates())...)
	return n > 0, err
}

// OwnersIn are the persons who owe reviews of what sits in the units.
func (tx *Tx) OwnersIn(id round.ID, units []org.UnitID) (owners []org.PersonID, err error) {
	for part := range slices.Chunk(units, MaxIn) {
		some, err := All(tx, Scalar[org.PersonID], `SELECT DISTINCT owner_id FROM obligation WHERE round_id = $1
			AND unit_id IN `+In(2, len(part)), Args([]any{id}, part)...)
		if err != nil {
			return nil, err
		}
		owners = append(owners, some...)
	}
	return owners, nil
}

// RoundsUncounted are the launched rounds whose counters lack figures: those of an earlier program.
func (tx *Tx) RoundsUncounted() ([]round.ID, error) {
	return All(tx, Scalar[round.ID], `SELECT id FROM round WHERE state <> $1 AND figures < $2 ORDER BY id`, round.Draft, allFigures)
}

// CountAnew gives the counters of a round the figures that they lack; where another node was faster, nothing. A round whose
// scheme plans units, secretaries, committee members and members alone keeps the figures that it has and gets numbers of
// persons, if it has none; any other is counted as a whole, because it was counted under wrong names. So is one in which
// a unit and one above it filed the same form, because both counted it. Reviews of each kind are counted for every round that does
// not have them.
func (tx *Tx) CountAnew(id round.ID) (err error) {
	defer errs.Wrap(&err, "store.CountAnew %d", id)

	had, err := One(tx, Scalar[int], `SELECT figures FROM round WHERE id = $1`, id)
	if err != nil {
		return err
	}

	if n, err := tx.haveFigures(id); err != nil || n == 0 {
		return err
	}

	r, err := tx.newRecount(id)
	if err != nil {
		return err
	}

	twice, err := tx.filedTwice(id)
	if err != nil {
		return err
	}

	if twice || had < withKinds && r.otherwise() {
		return tx.RecountRound(id)
	}

	if had < withHeads {
		if err := r.heads(); err != nil {
			return err
		}
	}

	if err := r.timesOfKinds(); err != nil {
		return err
	}

	return tx.AddCounters(id, round.RollUp(r.places, r.own))
}

// otherwise reports whether the scheme plans subjects that earlier programs counted wrongly or not at all, or no members.
func (r *recount) otherwise() bool {
	usual := []scheme.Column{scheme.ColumnUnits, scheme.ColumnSecretaries, scheme.ColumnCommitteeMembers, scheme.ColumnMembers}
	return !r.plan.Counts(scheme.ColumnMembers) || slices.ContainsFunc(scheme.SubjectColumns(), func(c scheme.Column) bool {
		return r.plan.Counts(c) && !slices.Contains(usual, c)
	})
}

// haveFigures says that the counters of a round have all figures, and gives 0 when that was said before.
func (tx *Tx) haveFigures(id round.ID) (int64, error) {
	return tx.Exec(`UPDATE round SET figures = $2 WHERE id = $1 AND figures < $2`, id, allFigures)
}
