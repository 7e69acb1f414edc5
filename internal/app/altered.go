package app

import (
	"context"
	"errors"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/store"
)

// alteredAgain is after how long it is noted again that the same thing was found altered.
const alteredAgain = 24 * time.Hour

// NoteAltered puts into the ledger that a reading failed because something was not what its digest says, once a day for
// each thing: whoever changed it can't have it forgotten by being the only one who saw it. Other failures are none of its
// business.
func (a *App) NoteAltered(ctx context.Context, failed error) error {
	found, is := errors.AsType[*ledger.Altered](failed)
	if !is {
		return nil
	}

	operator := access.LocalOperator()
	return a.write(context.WithoutCancel(ctx), operator, access.NoteAltered, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(operator.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		known, err := tx.LedgerAbout(found.Object, tx.Now.Add(-alteredAgain).UnixMilli(), access.NoteAltered)
		return Entry{Object: found.Object, Nothing: len(known) > 0}, err
	})
}
