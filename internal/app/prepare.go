package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// Prepare brings what an earlier version of the program kept to what this one reads: rounds launched before there were
// holdings get theirs, each in a transaction of its own, and persons from before there were words get theirs. It does nothing
// the next time. Whoever opens a database for the use cases calls it before the first of them.
func (a *App) Prepare(ctx context.Context) error {
	var wordless bool
	var rounds []round.ID
	if err := a.read(ctx, func(tx *store.Tx) (err error) {
		if wordless, err = tx.PersonWordsMissing(); err != nil {
			return err
		}
		rounds, err = tx.RoundsUnheld()
		return err
	}); err != nil {
		return err
	}
	if wordless {
		if err := a.preparePersons(ctx); err != nil {
			return err
		}
	}
	for _, id := range rounds {
		if err := a.prepareRound(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// preparePersons writes by what persons are found. Nobody finds others for it, so there is nothing for the ledger.
func (a *App) preparePersons(ctx context.Context) error {
	operator := access.LocalOperator()
	return a.writeAlone(ctx, operator, access.FoldCounters, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(operator.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}
		return Entry{Nothing: true}, tx.KeepPersonWords()
	})
}

// prepareRound writes who holds what in a round. Nobody has other rights for it, so there is nothing for the ledger.
func (a *App) prepareRound(ctx context.Context, id round.ID) error {
	operator := access.LocalOperator()
	return a.writeAlone(ctx, operator, access.FoldCounters, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(operator.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}
		r, err := tx.Round(id)
		if err != nil {
			return Entry{}, err
		}
		return Entry{Nothing: true}, tx.KeepHoldings(r, nil)
	})
}
