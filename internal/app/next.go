package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// NextRound is what the office opens after a round: its scheme as it was kept, the half-year that follows.
func (a *App) NextRound(ctx context.Context, who access.Actor, id round.ID) (round.Round, error) {
	before, err := a.roundBefore(ctx, who, id)
	return round.Next(before, org.DateOf(a.store.Now())), err
}

// roundBefore is a launched round for who may open the one after it.
func (a *App) roundBefore(ctx context.Context, who access.Actor, id round.ID) (r round.Round, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		r, err = readyBefore(tx, who, id)
		return err
	})
	return r, err
}

// readyBefore is roundBefore inside a transaction.
func readyBefore(tx *store.Tx, who access.Actor, id round.ID) (r round.Round, err error) {
	if r, err = tx.Round(id); err != nil {
		return r, unseen(err)
	}

	relations, err := relationsToUnit(tx, who, 0, r.Unit)
	if err != nil {
		return r, err
	}

	if err := check(access.OpenRound, relations, access.NoStage); err != nil {
		return r, err
	}

	if r.State == round.Draft {
		return r, r.Running()
	}

	return r, nil
}
