package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/store"
)

// OwnOccasions are the occasions of the running rounds that the asker led, or those led for whom he writes, the newest
// first.
func (a *App) OwnOccasions(ctx context.Context, who access.Actor) (list []store.OccasionRow, err error) {
	if who.Person == 0 {
		return nil, nil
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		rounds, err := runningRounds(tx)
		if err != nil {
			return err
		}

		leaders, err := speaksFor(tx, who.Person)
		if err != nil {
			return err
		}

		list, err = tx.OccasionsLed(rounds, leaders)
		return err
	})
	return list, err
}
