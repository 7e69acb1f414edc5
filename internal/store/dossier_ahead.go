package store

import (
	"maps"
	"slices"
	"strings"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// dossierKey is a dossier of a round, as what DossierReviewers has found is remembered by.
type dossierKey struct {
	round round.ID
	dossier.Key
}

// owedRow is who owes a review of what, as far as dossiers ask for it; without a unit it is by a seat of the person.
type owedRow struct {
	round  round.ID
	unit   org.UnitID
	kind   scheme.SubjectKind
	person org.PersonID
	owner  org.PersonID
}

// concerns reports whether the review is of what the dossier is about.
func (o owedRow) concerns(k dossierKey) bool {
	switch {
	case o.round != k.round || o.unit != 0 && o.unit != k.Unit:
		return false
	case k.OfPerson():
		return o.person == k.Person && o.kind != scheme.Secretary
	}
	return o.unit != 0 && (o.person == 0 || o.kind == scheme.Secretary)
}

// DossiersAhead asks at once what DossierReviewers, and ClerksOfAny for those whom it gives, will be asked of the dossiers
// one by one, for lists that decide about each of their rows.
func (tx *Tx) DossiersAhead(keys map[round.ID][]dossier.Key) (err error) {
	defer errs.Wrap(&err, "store.DossiersAhead")

	var all []dossierKey
	for _, id := range slices.Sorted(maps.Keys(keys)) {
		for _, k := range keys[id] {
			all = append(all, dossierKey{id, k})
		}
	}

	var reviewers []org.PersonID
	for part := range slices.Chunk(all, MaxIn) {
		rows, err := tx.owedIn(part)
		if err != nil {
			return err
		}

		for _, k := range part {
			var owners []org.PersonID
			for _, o := range rows {
				if o.concerns(k) {
					owners = append(owners, o.owner)
				}
			}

			slices.Sort(owners)
			owners = slices.Compact(owners)
			tx.know(k, owners)
			reviewers = append(reviewers, owners...)
		}
	}

	slices.Sort(reviewers)
	_, err = tx.ClerksOfAny(slices.Compact(reviewers))
	return err
}

// owedIn are the rows that concern one of the dossiers, and some that concern none.
func (tx *Tx) owedIn(keys []dossierKey) ([]owedRow, error) {
	rounds, units, persons := map[round.ID]bool{}, map[org.UnitID]bool{}, map[org.PersonID]bool{0: true}
	for _, k := range keys {
		rounds[k.round], units[k.Unit], persons[k.Person] = true, true, true
	}

	args := Args(Args(Args([]any{scheme.Secretary, review.Dropped}, sorted(rounds)), sorted(units)), sorted(persons))
	var seats []string // the persons whose seats are asked for, each in his round
	for _, k := range keys {
		seats = append(seats, `(CAST($`+number(len(args)+1)+` AS BIGINT), CAST($`+number(len(args)+2)+` AS BIGINT))`)
		args = append(args, k.round, k.Person)
	}

	return All(tx, func(row Row) (o owedRow, err error) {
		err = row.Scan(&o.round, &o.unit, &o.kind, &o.person, &o.owner)
		return o, err
	}, `WITH who (round_id, person_id) AS (VALUES `+strings.Join(seats, ", ")+`)
		SELECT o.round_id, o.unit_id, o.kind, o.person_id, o.owner_id FROM obligation o
			WHERE o.round_id IN `+In(3, len(rounds))+` AND o.unit_id IN `+In(3+len(rounds), len(units))+`
				AND (o.kind = $1 OR o.person_id IN `+In(3+len(rounds)+len(units), len(persons))+`) AND o.state <> $2
		UNION SELECT o.round_id, 0, o.kind, o.person_id, o.owner_id FROM who CROSS JOIN round_seat t CROSS JOIN obligation o
			WHERE who.person_id <> 0 AND t.round_id = who.round_id AND t.person_id = who.person_id AND `+notSecretary("t.kind")+`
				AND o.round_id = t.round_id AND o.unit_id = t.unit_id AND o.kind = t.kind AND o.person_id = t.person_id AND o.state <> $2`,
		args...)
}

// placeKey is a person of a round, as what PersonDossier has found is remembered by.
type placeKey struct {
	round  round.ID
	person org.PersonID
}

// PersonDossiersAhead asks at once what PersonDossier will be asked of a person in the rounds.
func (tx *Tx) PersonDossiersAhead(rounds []round.ID, person org.PersonID) (err error) {
	defer errs.Wrap(&err, "store.PersonDossiersAhead %d", person)

	for part := range slices.Chunk(rounds, MaxIn) {
		if _, err := All(tx, func(row Row) (p personPlace, err error) {
			var id round.ID
			if err = row.Scan(&id, &p.branch, &p.name); err == nil {
				tx.know(placeKey{id, person}, p)
			}
			return p, err
		}, `SELECT round_id, branch_id, name FROM round_person WHERE person_id = $1 AND round_id IN `+In(2, len(part)),
			Args([]any{person}, part)...); err != nil {
			return err
		}
	}

	return nil
}
