package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/store"
)

// Handed is what became of a sheet that was to be handed in.
type Handed struct {
	Saved
	Advice AdviceList // on what was handed in, as far as whoever wrote it has not seen it
}

// HandIn hands a sheet in. What might be looked at again keeps nobody from it and costs no second click: he is told of it
// afterwards, unless he has seen just that; seen is the mark of what he was told. As in Submit, what is lacking is refused
// and still saved.
func (a *App) HandIn(ctx context.Context, who access.Actor, id review.ID, d Draft, seen string) (h Handed, err error) {
	advice, _ := a.Hints(ctx, who, id, d) // what keeps the hints from being found keeps from this too, and is said there
	h.Saved, err = a.Submit(ctx, who, id, d)
	if err == nil && advice.Mark() != seen {
		h.Advice = advice
	}

	return h, err
}

// HandedIn is a sheet that was just handed in, with what comes after it.
type HandedIn struct {
	First   store.ObligationRow // its first record
	Records int                 // how many stand on it
	Series  Series              // to which it belongs; empty for who is neither its reviewer nor a clerk
}

// AfterHandIn is where whoever has just handed in a sheet stands: the sheet by name and the series it belongs to.
func (a *App) AfterHandIn(ctx context.Context, who access.Actor, id review.ID) (h HandedIn, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		s, err := a.openSheet(tx, who, id)
		if err != nil {
			return err
		}

		h.First, h.Records = s.parts[0].ObligationRow, len(s.parts)
		h.Series, err = a.seriesOf(tx, who, s)
		return err
	})
	return h, err
}
