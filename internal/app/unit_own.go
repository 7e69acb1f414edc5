package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// FormUnits are the units of a round, in tree order, of which the actor may have forms printed: those whose records open
// for him. Who has none is refused.
func (a *App) FormUnits(ctx context.Context, who access.Actor, id round.ID) (units []org.Place, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		units, err = a.formUnits(tx, who, id)
		return err
	})
	return units, err
}

// FormChoice is of which units of a round the actor may have forms printed.
type FormChoice struct {
	RoundView
	Units []org.Place // as FormUnits gives them
}

// FormChoice is FormUnits with the round.
func (a *App) FormChoice(ctx context.Context, who access.Actor, id round.ID) (c FormChoice, err error) {
	if err := check(access.ReadRound, who.Base(), access.NoStage); err != nil {
		return c, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		if c.RoundView, _, err = a.loadRound(tx, who, id); err != nil {
			return err
		}
		c.Units, err = a.formUnits(tx, who, id)
		return err
	})
	return c, err
}

func (a *App) formUnits(tx *store.Tx, who access.Actor, id round.ID) (units []org.Place, err error) {
	own, err := a.ownUnits(tx, who, id, access.ExportForms)
	if err != nil {
		return nil, err
	}

	var top org.Place // above the unit in hand, and the highest that is his
	var open reach
	for _, u := range own {
		if top.ID == 0 || !u.Within(top) {
			top = u
			if open, err = reachOf(tx, who, id, top.ID); err != nil {
				return nil, err
			}
		}
		if open.opens(u.ID) {
			units = append(units, u)
		}
	}

	if len(units) == 0 {
		return nil, access.ErrRefused
	}

	return units, nil
}

// OwnUnits are the units of a round, in tree order, with which the actor may do something that he may then do with all
// below them too: see their boards, have their forms printed. Who has none is refused.
func (a *App) OwnUnits(ctx context.Context, who access.Actor, id round.ID, to access.Action) (units []org.Place, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		units, err = a.ownUnits(tx, who, id, to)
		return err
	})
	return units, err
}

func (a *App) ownUnits(tx *store.Tx, who access.Actor, id round.ID, to access.Action) ([]org.Place, error) {
	v, _, err := a.loadRound(tx, who, id)
	if err != nil {
		return nil, err
	}

	if v.State == round.Draft {
		_, _, err := a.measured(tx, who, to, id, unitByID(0)) // says why not
		return nil, err
	}

	tree, err := tx.FrozenUnits(id)
	if err != nil {
		return nil, err
	}

	held, err := tx.HoldingsOf(id, who.Person)
	if err != nil {
		return nil, err
	}

	units := ownOf(who, v, tree, held, to)
	if len(units) == 0 {
		return nil, access.ErrRefused
	}

	return units, nil
}

// ownOf chooses them from the tree of a round in pre-order, by what the actor himself holds in it: a question for each unit
// would be thousands in a large house.
func ownOf(who access.Actor, v RoundView, tree []org.Place, held []assign.Holding, to access.Action) (units []org.Place) {
	parent := map[org.UnitID]org.UnitID{}
	var may org.Place // the highest unit that is his and of which all below is his too
	for _, u := range tree {
		parent[u.ID] = u.Parent
		switch {
		case may.ID != 0 && u.Within(may):
			units = append(units, u)
		case u.Within(v.Top):
			var line []org.UnitID
			for at := u.ID; at != 0; at = parent[at] {
				line = append(line, at)
			}
			if access.Allowed(to, access.Superiors{Units: line, Holdings: held}.Relation(who), stageOf(v.Round)) {
				may, units = u, append(units, u)
			}
		}
	}

	return units
}
