package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// OwnOccasions are the occasions of the running rounds that the asker led, or those led for whom he writes, the newest
// first.
func (a *App) OwnOccasions(ctx context.Context, who access.Actor) (list []store.OccasionRow, err error) {
	if who.Person == 0 {
		return nil, nil
	}
	err = a.read(ctx, func(tx *store.Tx) error {
		running, err := tx.RoundsIn(round.Launched)
		if err != nil {
			return err
		}
		var rounds []round.ID
		for _, r := range running {
			rounds = append(rounds, r.ID)
		}
		writesFor, err := tx.ReviewersOf(who.Person)
		if err != nil {
			return err
		}
		leaders := []org.PersonID{who.Person}
		for _, c := range writesFor {
			leaders = append(leaders, c.Reviewer)
		}
		list, err = tx.OccasionsLed(rounds, leaders)
		return err
	})
	return list, err
}
