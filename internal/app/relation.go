package app

import (
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// relationsToUnit is how the actor stands to a unit: on the frozen roster of a launched round, on the living one while
// the round is a draft or when id is 0.
func relationsToUnit(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) (access.Relation, error) {
	superiors, err := tx.Superiors(id, unit)
	if err != nil {
		return 0, err
	}
	return relationIn(tx, who, id, superiors.Relation)
}

// readerOf is for whom a list of records of a unit's subtree holds only those that open for him: 0 where it holds all.
func readerOf(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) (org.PersonID, error) {
	superiors, err := tx.Superiors(id, unit)
	if err != nil || superiors.Whole(who) {
		return 0, err
	}
	return who.Person, nil
}

// reach is in which units of a subtree the records that count open for somebody.
type reach struct {
	whole bool         // in all
	units []org.UnitID // else in these
}

func reachOf(tx *store.Tx, who access.Actor, id round.ID, top org.UnitID) (r reach, err error) {
	superiors, err := tx.Superiors(id, top)
	if r.whole = superiors.Whole(who); err != nil || r.whole || who.Person == 0 {
		return r, err
	}
	r.units, err = tx.OwnUnits(id, who.Person)
	if err != nil {
		return r, err
	}

	rd, err := tx.Round(id)
	if err != nil {
		return r, err
	}

	former, err := formerOf(tx, who, rd)
	for _, f := range former {
		units, err := tx.OwnUnits(id, f)
		if err != nil {
			return r, err
		}
		r.units = append(slices.Clip(r.units), units...)
	}

	return r, err
}

func (r reach) opens(unit org.UnitID) bool { return r.whole || slices.Contains(r.units, unit) }

// unseen refuses what is not there like what the asker may not know of; any other error stays what it is.
func unseen(err error) error {
	if errs.Is(err, errs.NotFound) {
		return access.ErrRefused
	}
	return err
}

// notNow is the refusal of an act, but for who might do it at another stage: he knows of it, and is told why not now.
func notNow(refused error, action access.Action, relations access.Relation, why error) error {
	ever := func(s access.Stage) bool { return access.Allowed(action, relations, s) }
	if refused == nil || !slices.ContainsFunc(access.Stages(action), ever) {
		return refused
	}
	return why
}

// relationsToPerson is how the actor stands to a person of the living roster: to himself, or to whoever belongs to a
// branch that he leads or whose office he is.
func relationsToPerson(tx *store.Tx, who access.Actor, person org.PersonID) (access.Relation, error) {
	p, err := tx.Person(person)
	if errs.Is(err, errs.NotFound) {
		return 0, access.ErrRefused
	}
	if err != nil {
		return 0, err
	}

	relations, err := relationsToUnit(tx, who, 0, p.Branch)
	if err != nil {
		return 0, err
	}

	merged, err := wasMerged(tx, who, p)
	if merged || who.Person == person && person != 0 {
		relations |= access.Self
	}

	return relations, err
}

// relationsToReview is how the actor stands to what was, or will be, written for the obligation.
func relationsToReview(tx *store.Tx, who access.Actor, o review.Obligation) (access.Relation, error) {
	side, err := tx.Side(o.ID)
	if err != nil {
		return 0, err
	}

	sheet, err := accessSheet(tx, o, side)
	if err != nil {
		return 0, err
	}

	return relationIn(tx, who, o.Round, sheet.Relation)
}

// accessSheet gathers what relations to the obligation's review are decided from.
func accessSheet(tx *store.Tx, o review.Obligation, side review.Side) (access.Sheet, error) {
	superiors, err := tx.Superiors(o.Round, o.Subject.Unit)
	if err != nil {
		return access.Sheet{}, err
	}

	clerks, err := tx.ClerksOf(o.Owner)
	if err != nil {
		return access.Sheet{}, err
	}

	return access.Sheet{
		Kind: o.Subject.Kind, Person: o.Subject.Person, Owner: o.Owner, Clerks: clerks, Superiors: superiors,
		Theirs: side != review.ReviewerSide, Confirmed: o.State == review.Confirmed,
	}, nil
}
