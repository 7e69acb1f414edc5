package app

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// dossierOf is the dossier of a person of the round, or of a unit when person is 0, with the name of whose it is.
func dossierOf(tx *store.Tx, id round.ID, unit org.UnitID, person org.PersonID) (dossier.Key, string, error) {
	if person != 0 {
		return tx.PersonDossier(id, person)
	}
	place, err := tx.FrozenUnit(id, unit)
	return dossier.Key{Unit: unit}, place.Name, err
}

// relationsToDossier is how the actor stands to a dossier of a round.
func relationsToDossier(tx *store.Tx, who access.Actor, id round.ID, k dossier.Key) (access.Relation, error) {
	d, err := accessDossier(tx, id, k)
	if err != nil {
		return 0, err
	}
	return relationIn(tx, who, id, d.Relation)
}

// opening tells which dossiers of a subtree open for somebody: all where he reads every record there, else those to which
// he has a relation that allows the action.
type opening struct {
	tx     *store.Tx
	who    access.Actor
	action access.Action
	round  round.Round
	whole  bool
}

func newOpening(tx *store.Tx, who access.Actor, action access.Action, r round.Round, top org.UnitID) (opening, error) {
	superiors, err := tx.Superiors(r.ID, top)
	return opening{tx, who, action, r, superiors.Whole(who)}, err
}

// ahead reads at once what opens will ask for the dossiers one by one.
func (o opening) ahead(keys []dossier.Key) error {
	if o.whole {
		return nil
	}
	return o.tx.DossiersAhead(map[round.ID][]dossier.Key{o.round.ID: keys})
}

// keysOf are the dossiers of owners.
func keysOf(owners []store.DossierOwner) (keys []dossier.Key) {
	for _, w := range owners {
		keys = append(keys, w.Key)
	}
	return keys
}

// unitKeys are the dossiers of units.
func unitKeys(units []org.Place) (keys []dossier.Key) {
	for _, u := range units {
		keys = append(keys, dossier.Key{Unit: u.ID})
	}
	return keys
}

func (o opening) opens(k dossier.Key) (bool, error) {
	if o.whole {
		return true, nil
	}
	relations, err := relationsToDossier(o.tx, o.who, o.round.ID, k)
	return access.Allowed(o.action, relations, stageOf(o.round)), err
}

// accessDossier gathers what relations to a dossier are decided from.
func accessDossier(tx *store.Tx, id round.ID, k dossier.Key) (d access.Dossier, err error) {
	superiors, err := tx.Superiors(id, k.Unit)
	if err != nil {
		return d, err
	}
	return accessDossierUnder(tx, superiors, id, k)
}

// accessDossierUnder is accessDossier where the superiors of the dossier's unit are known.
func accessDossierUnder(tx *store.Tx, superiors access.Superiors, id round.ID, k dossier.Key) (d access.Dossier, err error) {
	d.Person, d.Superiors = k.Person, superiors
	if d.Reviewers, err = tx.DossierReviewers(id, k); err != nil {
		return d, err
	}
	d.Clerks, err = tx.ClerksOfAny(d.Reviewers)
	return d, err
}
