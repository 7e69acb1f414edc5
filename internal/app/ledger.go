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

// LedgerPage is a page of entries, and the newest checkpoint.
type LedgerPage struct {
	Entries    []ledger.Entry // from the newest back
	More       bool           // older ones follow
	Checkpoint KeptCheckpoint
}

// Ledger gives a page of entries, of one object when it is named, for who audits. before is the ID of the last entry of the
// page before, 0 to begin.
func (a *App) Ledger(ctx context.Context, who access.Actor, object string, before int64) (p LedgerPage, err error) {
	if err := check(access.ReadLedger, who.Base(), access.NoStage); err != nil {
		return p, err
	}

	if before <= 0 {
		before = math.MaxInt64
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		if p.Entries, err = tx.Ledger(object, before, ledgerPage+1); err != nil {
			return err
		}
		p.Checkpoint, err = a.lastCheckpoint(tx)
		return err
	})
	if p.More = len(p.Entries) > ledgerPage; p.More {
		p.Entries = p.Entries[:ledgerPage]
	}

	return p, err
}
