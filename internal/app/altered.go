package app

import (
	"context"
	"errors"
	"fmt"
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

// mostFound is how many records an act names of those that it found altered; of more it says how many there were.
const mostFound = 100

// noteFound puts into the ledger which of the records that an act changes were altered before, behind the program's back: what
// the act leaves them as is right from then on, and that they were not must not be forgotten with it. The act itself is not
// refused: who does it could not help it, and a house in which one row was touched would stand still.
func noteFound(tx *store.Tx) error {
	found := tx.FoundAltered()
	operator := access.LocalOperator()
	for i, f := range found {
		e := Entry{Object: fmt.Sprintf("%s:%s", ledger.KindName(f.Kind), f.Key)}
		if i == mostFound {
			e = Entry{Object: "ledger:altered", Detail: map[string]any{"count": len(found) - i}}
		}

		if err := record(tx, operator, access.NoteAltered, e, nil); err != nil || i == mostFound {
			return err
		}
	}

	return nil
}
