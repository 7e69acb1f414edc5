package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// Prepare brings what an earlier version of the program kept to what this one reads: persons and accounts from before there were
// words get theirs, rounds launched before there were holdings, numbers of persons, kinds of subjects or marks of draws get those, what was said on slips is locked
// away, and everything comes under the tree of the ledger, each in a transaction of its own. It does nothing the next time. Whoever opens a database for the use cases calls it before the first of them.
func (a *App) Prepare(ctx context.Context) error {
	var parts []func(*store.Tx) error
	var plain []dossier.BatchID
	treeless := false
	if err := a.read(ctx, func(tx *store.Tx) (err error) {
		if parts, err = toPrepare(tx); err != nil {
			return err
		}

		if plain, err = tx.UnlockedBatches(); err != nil {
			return err
		}

		treeless, err = tx.TreeMissing()
		return err
	}); err != nil {
		return err
	}

	for _, part := range parts {
		if err := a.prepare(ctx, part); err != nil {
			return err
		}
	}

	if err := a.lockPlain(ctx, plain); err != nil || !treeless {
		return err
	}

	return a.beginTree(ctx)
}

// toPrepare are the parts that are missing.
func toPrepare(tx *store.Tx) (parts []func(*store.Tx) error, err error) {
	wordless, err := tx.PersonWordsMissing()
	if err != nil {
		return nil, err
	}

	if wordless {
		parts = append(parts, (*store.Tx).KeepPersonWords)
	}

	wordless, err = tx.AccountWordsMissing()
	if err != nil {
		return nil, err
	}

	if wordless {
		parts = append(parts, (*store.Tx).KeepAccountWords)
	}

	unheld, err := tx.RoundsUnheld()
	if err != nil {
		return nil, err
	}

	for _, id := range unheld {
		parts = append(parts, func(tx *store.Tx) error { return holdAnew(tx, id) })
	}

	uncounted, err := tx.RoundsUncounted()
	for _, id := range uncounted {
		parts = append(parts, func(tx *store.Tx) error {
			if err := markRunning(tx, id); err != nil {
				return err
			}
			return tx.CountAnew(id)
		})
	}

	return parts, err
}

// holdAnew writes who holds what in a round.
func holdAnew(tx *store.Tx, id round.ID) error {
	r, err := tx.Round(id)
	if err != nil {
		return err
	}
	return tx.KeepHoldings(r, nil)
}

// prepare does one part. Nobody finds others, or has other rights, for it, so there is nothing for the ledger but what it marks.
func (a *App) prepare(ctx context.Context, part func(*store.Tx) error) error {
	operator := access.LocalOperator()
	return a.writeAlone(ctx, operator, access.FoldCounters, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(operator.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}
		err := part(tx)
		return Entry{Object: "house:marks", Nothing: !tx.Witnessed()}, err
	})
}
