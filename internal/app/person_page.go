package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/store"
)

// PersonPage is a person with his branch, posts and charges, and how he stood in every round that he was in.
type PersonPage struct {
	Person  org.Person
	Branch  org.Place // zero when unknown
	Posts   []store.NamedPost
	Charges []store.NamedCharge
	Lines   []DossierLine
	Former  []store.Former // who was merged into him and stands in archived rounds; for himself and the office
}

// Person is the page of one person, for himself, his line and his office.
func (a *App) Person(ctx context.Context, who access.Actor, id org.PersonID) (p PersonPage, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		return tx.Gather(personPasses, func() error {
			p = PersonPage{}
			return a.person(tx, who, id, &p)
		})
	})
	return p, err
}

// personPasses is how often something on the page of a person is asked by what was answered: his branch and rounds, his
// steps in them, the records behind these, what belongs to the records.
const personPasses = 4

func (a *App) person(tx *store.Tx, who access.Actor, id org.PersonID, p *PersonPage) (err error) {
	if p.Person, err = tx.Person(id); err != nil {
		return unseen(err)
	}

	if p.Posts, err = tx.PostsOfPerson(id); err != nil {
		return err
	}

	if p.Charges, err = tx.ChargesOf(id); err != nil {
		return err
	}

	if p.Person.Branch != 0 {
		if p.Branch, err = tx.Unit(p.Person.Branch); err != nil {
			return err
		}
	}

	if p.Lines, err = a.personStrips(tx, who, id); err != nil {
		return err
	}

	relations, err := relationsToHim(tx, who, p.Person)
	if err != nil {
		return err
	}

	merged, err := wasMerged(tx, who, p.Person)
	if merged {
		relations |= access.Self
	}

	if err != nil {
		return err
	}

	house, err := relationsToHouse(tx, who)
	if err != nil {
		return err
	}

	if relations.Has(access.Self) || access.Allowed(access.MergeRoster, house, access.NoStage) {
		if p.Former, err = tx.MergedInto(store.MergedPerson, int64(id)); err != nil {
			return err
		}
	}

	return check(access.ReadPerson, relations, access.NoStage)
}

// relationsToHim is how the actor stands to a person of the living roster; to one without a branch as to the house.
func relationsToHim(tx *store.Tx, who access.Actor, p org.Person) (access.Relation, error) {
	switch {
	case who.Person == p.ID && p.ID != 0:
		return who.Base() | access.Self, nil
	case p.Branch != 0:
		return relationsToUnit(tx, who, 0, p.Branch)
	}
	return relationsToHouse(tx, who)
}
