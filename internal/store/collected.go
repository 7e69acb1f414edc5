package store

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// frozenName is what lists need to know of a person of a frozen roster.
type frozenName struct {
	id           org.PersonID
	number, name string
	standing     org.Standing
	leader       bool
	posted       bool
	groups       []string
}

// KnownObligations are the obligations of a round with the names by which a workbook may call them. Names are put to
// them in memory: as a join of all that a round holds it is slow on both engines, and on PostgreSQL right after a launch
// it can take minutes.
func (tx *Tx) KnownObligations(id round.ID) (_ []review.Known, err error) {
	defer errs.Wrap(&err, "store.KnownObligations %d", id)

	places, err := tx.FrozenUnits(id)
	if err != nil {
		return nil, err
	}

	units := make(map[org.UnitID]org.Unit, len(places))
	for _, p := range places {
		units[p.ID] = p.Unit
	}

	persons, err := tx.frozenNames(id)
	if err != nil {
		return nil, err
	}

	known, err := All(tx, func(row Row) (k review.Known, err error) {
		err = row.Scan(&k.ID, &k.Round, &k.Subject.Kind, &k.Subject.Unit, &k.Subject.Person, &k.Reviewer, &k.Owner, &k.Seat,
			&k.Decision, &k.State, &k.Drawn)
		return k, err
	}, `SELECT id, round_id, kind, unit_id, person_id, reviewer_id, owner_id, seat_id, decision_id, state, drawn_id FROM obligation
		WHERE round_id = $1 AND state NOT IN ($2, $3) ORDER BY id`, id, review.Dropped, review.Exempt)
	if err != nil {
		return nil, err
	}

	if err := tx.addOwners(persons, known); err != nil {
		return nil, err
	}

	for i := range known {
		k := &known[i]
		o := ObligationRow{Obligation: k.Obligation, Unit: units[k.Subject.Unit]}
		o.Above = units[o.Unit.Parent].Kind
		if p, ok := persons[k.Subject.Person]; ok {
			o.Number, o.Name, o.Standing, o.Leader, o.Posted, o.Groups = p.number, p.name, p.standing, p.leader, p.posted, p.groups
		}

		k.UnitCode, k.UnitName, k.UnitShort = o.Unit.Code, o.Unit.Name, o.Unit.Short
		k.Number, k.Name, k.Groups, k.Facts = o.Number, o.Name, o.Asked(), o.Facts()
		k.OwnerNumber, k.OwnerName = persons[k.Owner].number, persons[k.Owner].name
	}

	return known, nil
}

func (tx *Tx) frozenNames(id round.ID) (map[org.PersonID]frozenName, error) {
	persons := map[org.PersonID]frozenName{}
	for p, err := range Each(tx, func(row Row) (p frozenName, err error) {
		var groups string
		err = row.Scan(&p.id, &p.number, &p.name, &p.standing, &p.leader, &p.posted, &groups)
		p.groups = splitGroups(groups)
		return p, err
	}, `SELECT person_id, number, name, standing, leader, posted, groups_ FROM round_person WHERE round_id = $1`, id) {
		if err != nil {
			return nil, err
		}
		persons[p.id] = p
	}

	return persons, nil
}

// addOwners adds reviewers whom the frozen roster does not have: who took over since.
func (tx *Tx) addOwners(persons map[org.PersonID]frozenName, known []review.Known) error {
	var missing []org.PersonID
	for _, k := range known {
		if _, ok := persons[k.Owner]; !ok {
			missing = append(missing, k.Owner)
		}
	}

	slices.Sort(missing)
	for part := range slices.Chunk(slices.Compact(missing), MaxIn) {
		found, err := All(tx, func(row Row) (p frozenName, err error) {
			err = row.Scan(&p.id, &p.number, &p.name)
			return p, err
		}, `SELECT id, number, name FROM person WHERE id IN `+In(1, len(part)), Args(nil, part)...)
		if err != nil {
			return err
		}

		for _, p := range found {
			persons[p.id] = p
		}
	}

	return nil
}

// Brought are the records that a file of collected sheets has brought already.
func (tx *Tx) Brought(file string) (map[review.ID]bool, error) {
	ids, err := All(tx, Scalar[review.ID], `SELECT review_id FROM collected WHERE file = $1`, file)
	if err != nil {
		return nil, err
	}

	brought := make(map[review.ID]bool, len(ids))
	for _, id := range ids {
		brought[id] = true
	}

	return brought, nil
}

// KeepBrought keeps that a file brought the records.
func (tx *Tx) KeepBrought(file string, ids []review.ID) (err error) {
	defer errs.Wrap(&err, "store.KeepBrought")

	for part := range slices.Chunk(ids, MaxIn) {
		if _, err := tx.Exec(`INSERT INTO collected (file, review_id) SELECT $1, id FROM obligation
			WHERE id IN `+In(2, len(part))+` ON CONFLICT DO NOTHING`, Args([]any{file}, part)...); err != nil {
			return err
		}
	}

	return nil
}
