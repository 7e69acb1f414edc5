package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// Owing is somebody who still owes reviews in a round from one seat.
type Owing = store.OwingSeat

// Owing lists who still owes reviews in a round, seat by seat, who owes most first, for the hand-over.
func (a *App) Owing(ctx context.Context, who access.Actor, id round.ID) (list []Owing, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, relations, err := a.loadRound(tx, who, id)
		if err != nil {
			return err
		}
		if err := check(access.HandOverSeat, relations, stageOf(v.Round)); err != nil {
			return err
		}
		list, err = tx.OwingSeats(id)
		return err
	})
	return list, err
}

// HandOverTo passes what a person owes from a seat (0: all of it) to whom the office names by 工号, or by a name that
// only one person has.
func (a *App) HandOverTo(ctx context.Context, who access.Actor, id round.ID, from org.PersonID, seat org.UnitID, to, reason string) (int64, error) {
	var next org.PersonID
	if err := a.read(ctx, func(tx *store.Tx) error {
		v, relations, err := a.loadRound(tx, who, id)
		if err != nil {
			return err
		}
		if err := check(access.HandOverSeat, relations, stageOf(v.Round)); err != nil {
			return err
		}
		next, err = tx.PersonMeant(to)
		return err
	}); err != nil {
		return 0, err
	}
	return a.HandOverSeat(ctx, who, id, round.HandOver{Seat: seat, From: from, To: next, Reason: reason})
}
