package app

import (
	"context"
	"log/slog"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// houseWork is how often the house is kept.
const houseWork = time.Minute

// KeepHouse ends what is over, folds the figures of running rounds, erases files whose hour is over and notes how long the
// longest transactions were, at once and then once a minute until ctx ends. What it can't do now it does the next time.
func (a *App) KeepHouse(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(houseWork)
	defer tick.Stop()
	for {
		if err := a.EndWhatIsOver(ctx, access.LocalOperator()); err != nil && ctx.Err() == nil {
			log.Warn("ending what is over", "err", err)
		}
		if err := a.FoldCounters(ctx, access.LocalOperator()); err != nil && ctx.Err() == nil {
			log.Warn("folding the figures", "err", err)
		}
		a.EraseExports()
		if err := a.NoteLongest(ctx, access.LocalOperator()); err != nil && ctx.Err() == nil {
			log.Warn("noting the longest transactions", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Sound is nil as long as the database has had no I/O error. It never waits.
func (a *App) Sound() error { return a.store.Sound() }

// FoldCounters moves what saves have appended to the figures of running rounds into the counters, and forgets messages
// that nobody fetched. Nobody sees other figures for it, so there is nothing for the ledger.
func (a *App) FoldCounters(ctx context.Context, who access.Actor) error {
	return a.writeAlone(ctx, who, access.FoldCounters, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}
		running, err := tx.RoundsIn(round.Launched)
		if err != nil {
			return Entry{}, err
		}
		for _, r := range running {
			if _, err := tx.FoldCounters(r.ID); err != nil {
				return Entry{}, err
			}
		}
		_, err = tx.DropOutboxBefore(tx.Now.Add(-outboxAge))
		return Entry{Nothing: true}, err
	})
}
