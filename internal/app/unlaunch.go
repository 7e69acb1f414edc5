package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// UnlaunchRound takes a round that was launched by mistake back to preparation, as long as nobody has made anything in it.
// The frozen roster, the obligations and the figures go; exemptions stay, they were decided for the plan. The reason is
// kept with the round.
func (a *App) UnlaunchRound(ctx context.Context, who access.Actor, id round.ID, reason string) error {
	return a.writeAlone(ctx, who, access.UnlaunchRound, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.loadRound(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(v.relations, stageOf(v.Round)); err != nil {
			if access.Allowed(access.UnlaunchRound, v.relations, access.Launched) {
				return Entry{}, v.Running()
			}
			return Entry{}, err
		}

		begun, err := tx.Begun(id)
		if err != nil {
			return Entry{}, err
		}

		if err := v.Unlaunch(reason, begun); err != nil {
			return Entry{}, err
		}

		if err := loose(tx, v.Round); err != nil {
			return Entry{}, err
		}

		if err := tx.Unlaunch(id); err != nil {
			return Entry{}, err
		}

		return roundEntry(v.Round, nil), tx.SaveRoundState(v.Round)
	})
}
