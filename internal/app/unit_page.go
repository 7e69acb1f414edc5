package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/store"
)

// UnitTree is the tree of the living roster, its first levels open, or what a search found in it.
type UnitTree struct {
	Found []org.Place
	Roots []UnitBranch
}

// UnitBranch is a unit of the tree with its children.
type UnitBranch struct {
	Unit     org.Place
	Children []org.Place
}

// Units is the tree where nothing is sought, else the units whose name, code or pinyin has q.
func (a *App) Units(ctx context.Context, who access.Actor, q string) (t UnitTree, err error) {
	if err := check(access.ReadRoster, who.Base(), access.NoStage); err != nil {
		return t, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		if q != "" {
			t.Found, err = tx.SearchUnits(q, 50)
			return err
		}

		roots, err := tx.ChildUnits(0)
		if err != nil {
			return err
		}

		return tx.Gather(1, func() error {
			t.Roots = nil
			for _, root := range roots {
				children, err := tx.ChildUnits(root.ID)
				if err != nil {
					return err
				}
				t.Roots = append(t.Roots, UnitBranch{root, children})
			}
			return nil
		})
	})
	return t, err
}

// UnitPlace is a unit of the living roster with those above and below it.
type UnitPlace struct {
	Unit     org.Place
	Line     []org.Place // from the root down to the unit itself
	Children []org.Place
}

// UnitChildren are the units under one, for the tree that opens by click.
func (a *App) UnitChildren(ctx context.Context, who access.Actor, id org.UnitID) (p UnitPlace, err error) {
	if err := check(access.ReadRoster, who.Base(), access.NoStage); err != nil {
		return p, err
	}

	err = a.read(ctx, func(tx *store.Tx) error { return tx.Gather(1, func() error { return p.read(tx, id) }) })
	return p, err
}

func (p *UnitPlace) read(tx *store.Tx, id org.UnitID) (err error) {
	if p.Unit, err = tx.Unit(id); err != nil {
		return err
	}

	if p.Line, err = tx.UnitLine(id); err != nil {
		return err
	}

	p.Children, err = tx.ChildUnits(id)
	return err
}

// UnitPage is a unit of the living roster with its posts, charges and persons, and how it stands in the rounds that run.
type UnitPage struct {
	UnitPlace
	Posts   []store.NamedPost
	Charges []store.NamedCharge
	Persons []org.Person       // empty unless the asker may read them
	Opened  []org.PersonID     // of those with posts and charges: whose pages the asker may open
	Members map[org.UnitID]int // in the subtree of each child
	Pledges []store.PublicCommitment
	Rounds  []UnitRound
	Clock   UnitClock
}

// Unit is the page of one unit; the persons are listed only to its line and office.
func (a *App) Unit(ctx context.Context, who access.Actor, id org.UnitID) (p UnitPage, err error) {
	if err := check(access.ReadRoster, who.Base(), access.NoStage); err != nil {
		return p, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		return tx.Gather(unitPasses, func() error {
			p = UnitPage{}
			if err := p.read(tx, id); err != nil {
				return err
			}

			if err := p.people(tx, who); err != nil {
				return err
			}

			return a.unitStands(tx, who, &p)
		})
	})
	return p, err
}

// unitPasses is how often something on the page of a unit is asked by what was answered: the rounds, the unit's steps in
// them, the records behind these, what belongs to the records.
const unitPasses = 4

// people are who holds what in the unit, and who belongs to it.
func (p *UnitPage) people(tx *store.Tx, who access.Actor) (err error) {
	id := p.Unit.ID
	if p.Posts, err = tx.PostsOfUnit(id); err != nil {
		return err
	}

	if p.Charges, err = tx.ChargesOver(id); err != nil {
		return err
	}

	if p.Members, err = tx.MembersBelow(id); err != nil {
		return err
	}

	scope, err := livingScope(tx, who)
	if err != nil {
		return err
	}

	if p.Opened, err = tx.Opened(id, scope); err != nil {
		return err
	}

	relations, err := relationsToUnit(tx, who, 0, id)
	if err != nil || !access.Allowed(access.ReadPerson, relations, access.NoStage) {
		return err
	}

	p.Persons, err = tx.PersonsOfBranch(id)
	return err
}

// unitStands is how the unit stands in the rounds that run, and outside them.
func (a *App) unitStands(tx *store.Tx, who access.Actor, p *UnitPage) error {
	rounds, err := runningRounds(tx)
	if err != nil {
		return err
	}

	if p.Pledges, err = tx.PublicCommitments(rounds, p.Unit.ID); err != nil {
		return err
	}

	if p.Rounds, err = a.unitRounds(tx, who, p.Unit.ID); err != nil {
		return err
	}

	p.Clock, err = a.unitClock(tx, who, p.Unit.ID)
	return err
}
