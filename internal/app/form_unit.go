package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// FormUnits are the units of a round whose forms the actor may have printed, each with all below it, in tree order. Who
// has none is refused.
func (a *App) FormUnits(ctx context.Context, who access.Actor, id round.ID) (units []org.Place, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, _, err := a.loadRound(tx, who, id)
		if err != nil {
			return err
		}
		if v.State == round.Draft {
			_, _, err := a.measured(tx, who, access.ExportForms, id, unitByID(0)) // says why not
			return err
		}
		all, err := tx.FrozenUnits(id)
		if err != nil {
			return err
		}
		var may org.Place // the highest unit that is his and of which all below is his too
		for _, u := range all {
			if may.ID != 0 && u.Within(may) {
				units = append(units, u)
				continue
			}
			relations, err := relationsToUnit(tx, who, id, u.ID)
			if err != nil {
				return err
			}
			if u.Within(v.Top) && access.Allowed(access.ExportForms, relations, stageOf(v.Round)) {
				may, units = u, append(units, u)
			}
		}
		if len(units) == 0 {
			return access.ErrRefused
		}
		return nil
	})
	return units, err
}
