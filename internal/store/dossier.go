package store

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// MarkStep keeps a cell of the five-step strip of a dossier, and the figures that follow from it.
func (tx *Tx) MarkStep(id round.ID, k dossier.Key, s dossier.Step) (err error) {
	defer errs.Wrap(&err, "store.MarkStep round %d unit %d person %d %s", id, k.Unit, k.Person, s.Step)

	before, err := One(tx, Scalar[dossier.State], `SELECT state FROM dossier_step
		WHERE round_id = $1 AND unit_id = $2 AND person_id = $3 AND step = $4`, id, k.Unit, k.Person, s.Step)
	if err != nil && !errors.Is(err, ErrNone) {
		return err
	}

	if _, err := tx.Exec(`INSERT INTO dossier_step (round_id, unit_id, person_id, step, state, day, ref)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (round_id, unit_id, person_id, step) DO UPDATE SET state = excluded.state, day = excluded.day, ref = excluded.ref`,
		id, k.Unit, k.Person, s.Step, s.State, s.Day, s.Ref); err != nil {
		return err
	}

	if err := tx.noticesMoved(id, k); err != nil {
		return err
	}

	figures := round.Tally{}
	if before == dossier.Done {
		figures[round.StepDone(s.Step, k.OfPerson())]--
	}

	if s.State == dossier.Done {
		figures[round.StepDone(s.Step, k.OfPerson())]++
	}

	return tx.Count(id, k.Unit, figures)
}

// stepRow is a cell with the dossier whose it is.
type stepRow struct {
	key  dossier.Key
	step dossier.Step
}

func stepColumns(s *stepRow) columns {
	return columns{
		{"s.unit_id", &s.key.Unit}, {"s.person_id", &s.key.Person}, {"s.step", &s.step.Step}, {"s.state", &s.step.State},
		{"s.day", &s.step.Day}, {"s.ref", &s.step.Ref},
	}
}

const stepTable = ` FROM dossier_step s`

// Steps are the cells of dossiers, by step; a cell that nobody has marked is not there.
type Steps map[dossier.Key]map[scheme.StepKey]dossier.Step

func (s Steps) put(r stepRow) {
	if s[r.key] == nil {
		s[r.key] = map[scheme.StepKey]dossier.Step{}
	}
	s[r.key][r.step.Step] = r.step
}

// StepsOf are the cells of the dossiers.
func (tx *Tx) StepsOf(id round.ID, keys []dossier.Key) (_ Steps, err error) {
	all, err := tx.StepsAcross(map[round.ID][]dossier.Key{id: keys})
	return all[id], err
}

// StepsAcross are the cells of dossiers of rounds.
func (tx *Tx) StepsAcross(keys map[round.ID][]dossier.Key) (_ map[round.ID]Steps, err error) {
	defer errs.Wrap(&err, "store.StepsAcross")

	type placed struct {
		round round.ID
		stepRow
	}

	type cell struct {
		round round.ID
		dossier.Key
	}

	out, wanted := map[round.ID]Steps{}, map[cell]bool{}
	var cells []cell
	for id, some := range keys {
		out[id] = Steps{}
		for _, k := range some {
			cells = append(cells, cell{id, k})
			wanted[cell{id, k}] = true
		}
	}

	for part := range slices.Chunk(cells, MaxIn) {
		rounds, units, persons := map[round.ID]bool{}, map[org.UnitID]bool{}, map[org.PersonID]bool{}
		for _, c := range part {
			rounds[c.round], units[c.Unit], persons[c.Person] = true, true, true
		}

		args := Args(Args(Args(nil, sorted(rounds)), sorted(units)), sorted(persons))
		rows, err := All(tx, func(row Row) (p placed, err error) {
			err = row.Scan(&p.round, &p.key.Unit, &p.key.Person, &p.step.Step, &p.step.State, &p.step.Day, &p.step.Ref)
			return p, err
		}, `SELECT s.round_id, s.unit_id, s.person_id, s.step, s.state, s.day, s.ref FROM dossier_step s WHERE s.round_id IN `+
			In(1, len(rounds))+` AND s.unit_id IN `+In(1+len(rounds), len(units))+
			` AND s.person_id IN `+In(1+len(rounds)+len(units), len(persons)), args...)
		if err != nil {
			return nil, err
		}

		for _, p := range rows {
			if wanted[cell{p.round, p.key}] {
				out[p.round].put(p.stepRow)
			}
		}
	}

	return out, nil
}

// sorted are the members of a set in order.
func sorted[K cmp.Ordered](set map[K]bool) []K { return slices.Sorted(maps.Keys(set)) }

// StepsIn are the cells of the dossiers of units and of the persons of those that are branches.
func (tx *Tx) StepsIn(id round.ID, units []org.UnitID) (_ Steps, err error) {
	defer errs.Wrap(&err, "store.StepsIn round %d", id)

	out := Steps{}
	rows, err := tx.stepsIn(id, units)
	for _, r := range rows {
		out.put(r)
	}

	return out, err
}

func (tx *Tx) stepsIn(id round.ID, units []org.UnitID) (all []stepRow, err error) {
	for part := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(units))), MaxIn) {
		rows, err := All(tx, scanned(stepColumns), `SELECT `+selected(stepColumns)+stepTable+` WHERE s.round_id = $1 AND s.unit_id IN `+In(2, len(part)), Args([]any{id}, part)...)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

// PersonDossier is the dossier of a person of the round with his name.
func (tx *Tx) PersonDossier(id round.ID, person org.PersonID) (k dossier.Key, name string, err error) {
	f, err := remember(tx, placeKey{id, person}, func() (personPlace, error) {
		return One(tx, func(row Row) (f personPlace, err error) {
			err = row.Scan(&f.branch, &f.name)
			return f, err
		}, `SELECT branch_id, name FROM round_person WHERE round_id = $1 AND person_id = $2`, id, person)
	})

	if errors.Is(err, ErrNone) {
		return k, "", access.ErrRefused
	}

	return dossier.Key{Unit: f.branch, Person: person}, f.name, err
}

// personPlace is a person on the roster of a round.
type personPlace struct {
	branch org.UnitID
	name   string
}

// DossierReviewers are those who owe, or have given, a review of what the dossier is about: of the unit or its secretary,
// of the person as member or committee member. The seats of a person are few: CROSS JOIN makes SQLite begin with
// them and not with all obligations of the round.
func (tx *Tx) DossierReviewers(id round.ID, k dossier.Key) ([]org.PersonID, error) {
	return remember(tx, dossierKey{id, k}, func() ([]org.PersonID, error) { return tx.dossierReviewers(id, k) })
}

func (tx *Tx) dossierReviewers(id round.ID, k dossier.Key) ([]org.PersonID, error) {
	if !k.OfPerson() {
		return All(tx, Scalar[org.PersonID], `SELECT DISTINCT owner_id FROM obligation WHERE round_id = $1 AND unit_id = $2
			AND (person_id = 0 OR kind = $3) AND state <> $4`, id, k.Unit, scheme.Secretary, review.Dropped)
	}
	return All(tx, Scalar[org.PersonID], `SELECT owner_id FROM obligation
			WHERE round_id = $1 AND unit_id = $2 AND `+notSecretary("kind")+` AND person_id = $3 AND state <> $4
		UNION SELECT o.owner_id FROM round_seat t CROSS JOIN obligation o
			WHERE o.round_id = t.round_id AND o.unit_id = t.unit_id AND o.kind = t.kind AND o.person_id = t.person_id
			AND t.round_id = $1 AND t.person_id = $3 AND `+notSecretary("t.kind")+` AND o.state <> $4`,
		id, k.Unit, k.Person, review.Dropped)
}

// notSecretary is the condition that a column holds another kind. An argument in its place would make SQLite plan the
// statement anew each time, because the value could make the index of obligations that are no members' serve.
func notSecretary(column string) string { return column + ` <> '` + string(scheme.Secretary) + `'` }

// ClerksOfAny are those who may write for one of the reviewers.
func (tx *Tx) ClerksOfAny(reviewers []org.PersonID) (clerks []org.PersonID, err error) {
	var unknown []org.PersonID
	for _, r := range reviewers {
		if _, known := tx.known[clerksKey(r)]; !known {
			unknown = append(unknown, r)
		}
	}

	know, before := tx.knowing(), tx.unanswered()
	found := map[org.PersonID][]org.PersonID{}
	for part := range slices.Chunk(unknown, MaxIn) {
		some, err := All(tx, func(row Row) (p [2]org.PersonID, err error) {
			err = row.Scan(&p[0], &p[1])
			return p, err
		}, `SELECT reviewer_id, clerk_id FROM clerk WHERE reviewer_id IN `+In(1, len(part))+` ORDER BY clerk_id`, Args(nil, part)...)
		if err != nil {
			return nil, err
		}

		for _, p := range some {
			found[p[0]] = append(found[p[0]], p[1])
		}
	}

	if tx.unanswered() > before {
		return nil, nil
	}

	for _, r := range unknown {
		know(clerksKey(r), found[r])
	}

	for _, r := range reviewers {
		some, err := tx.ClerksOf(r)
		if err != nil {
			return nil, err
		}
		clerks = append(clerks, some...)
	}

	return clerks, nil
}
