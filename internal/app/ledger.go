package app

import (
	"context"
	"math"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/store"
)

// ledgerPage is how many entries one page of the ledger shows.
const ledgerPage = 100

// Ledger gives a page of entries from the newest back, of one object when it is named, for who audits. before is the ID
// of the last entry of the page before, 0 to begin; more says that older ones follow.
func (a *App) Ledger(ctx context.Context, who access.Actor, object string, before int64) (entries []ledger.Entry, more bool, err error) {
	if err := check(access.ReadLedger, who.Base(), access.NoStage); err != nil {
		return nil, false, err
	}

	if before <= 0 {
		before = math.MaxInt64
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		entries, err = tx.Ledger(object, before, ledgerPage+1)
		return err
	})
	if len(entries) > ledgerPage {
		entries, more = entries[:ledgerPage], true
	}

	return entries, more, err
}
