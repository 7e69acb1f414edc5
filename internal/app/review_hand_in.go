package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/store"
)

// Handed is what became of a sheet that was to be handed in.
type Handed struct {
	Saved
	Advice AdviceList // on what was handed in, as far as whoever wrote it has not seen it
	Unread error      // why what comes next could not be read; the sheet is handed in all the same
}

// HandedIn is a sheet that was just handed in, with what comes after it: where whoever has done it stands.
type HandedIn struct {
	Handed
	First   store.ObligationRow // its first record
	Records int                 // how many stand on it
	Series  Series              // to which it belongs; empty for who is neither its reviewer nor a clerk
}

// HandIn hands a sheet in. What might be looked at again keeps nobody from it and costs no second click: he is told of it
// afterwards, unless he has seen just that; seen is the mark of what he was told. As in Submit, what is lacking is refused
// and still saved. An error says that it was not handed in; of what could not be read afterwards HandedIn.Unread tells.
func (a *App) HandIn(ctx context.Context, who access.Actor, id review.ID, d Draft, seen string) (h HandedIn, err error) {
	h.Handed, err = a.handIn(ctx, who, id, d, seen, func(tx *store.Tx, s sheet) error {
		h.First, h.Records = s.parts[0].ObligationRow, len(s.parts)
		h.Series, err = a.seriesOf(tx, who, s)
		return err
	})
	return h, err
}

// handing is a sheet before it was handed in and after.
type handing struct{ before, after sheet }

// handIn is HandIn with what is still to be done with the sheet as it is now, if anything: the sheet is read once. The hints
// are sought afterwards, when nobody waits for it any more.
func (a *App) handIn(ctx context.Context, who access.Actor, id review.ID, d Draft, seen string, then func(*store.Tx, sheet) error) (h Handed, err error) {
	saved, sheets, err := a.submit(ctx, who, id, d)
	h.Saved = saved
	if err != nil {
		return h, err
	}

	h.Unread = a.read(ctx, func(tx *store.Tx) error {
		advice, _ := sheets.before.hints(tx, d) // of a record that was not handed in with the others there are none
		if advice.Mark() != seen {
			h.Advice = advice
		}

		if then == nil {
			return nil
		}

		s, err := sheets.after.anew().readable()
		if err != nil {
			return err
		}

		return then(tx, s)
	})
	return h, nil
}

// anew is the sheet after an act: its records' states, and how the actor stands to them now.
func (s sheet) anew() sheet {
	s.parts = slices.Clone(s.parts)
	for i := range s.parts {
		p := &s.parts[i]
		p.State, p.relations = p.review.State, s.relation(*p)
	}
	return s
}
