package app

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// houseWork is how often the house is kept.
const houseWork = time.Minute

// KeepHouse ends what is over, folds the figures of running rounds, erases files whose hour is over and notes how long the
// longest transactions were, at once and then once a minute until ctx ends. What it can't do now it does the next time;
// that a fault of ours is in the way is logged and ends nothing.
func (a *App) KeepHouse(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(houseWork)
	defer tick.Stop()
	a.keepHouse(ctx, log, tick.C)
}

func (a *App) keepHouse(ctx context.Context, log *slog.Logger, tick <-chan time.Time) {
	for {
		a.tidy(ctx, log)
		select {
		case <-ctx.Done():
			return
		case <-tick:
		}
	}
}

// tidy keeps the house once. What is in the way of one part keeps no other from being done.
func (a *App) tidy(ctx context.Context, log *slog.Logger) {
	operator := access.LocalOperator()
	for _, part := range []struct {
		what string
		do   func() error
	}{
		{"ending what is over", func() error { return a.EndWhatIsOver(ctx, operator) }},
		{"destroying keys that are not needed any more", func() error { return a.DestroySpentKeys(ctx, operator) }},
		{"folding the figures", func() error { return a.FoldCounters(ctx, operator) }},
		{"looking for doubled persons", func() error { return a.TellDoubles(ctx, log) }},
		{"forgetting rosters left lying", func() error { return a.ForgetRosters(ctx, operator) }},
		{"erasing exported files", func() error { a.EraseExports(); return nil }},
		{"noting the longest transactions", func() error { return a.NoteLongest(ctx, operator) }},
	} {
		if err := unbroken(part.do); err != nil && ctx.Err() == nil {
			log.Warn(part.what, "err", err)
		}
	}
}

// unbroken is do, whose panic is an error: in nobody's request it would end the program.
func unbroken(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("app: panic: %v\n%s", p, debug.Stack())
		}
	}()
	return do()
}

// Sound is nil as long as the database has had no I/O error. It never waits.
func (a *App) Sound() error { return a.store.Sound() }

// Ready is nil when the database answers.
func (a *App) Ready(ctx context.Context) error {
	return a.ask(ctx, func(tx *store.Tx) error {
		_, err := tx.LedgerWaits()
		return err
	})
}

// FoldCounters moves what saves have appended to the figures of running rounds into the counters, and forgets messages
// that nobody fetched and forms that were filed long ago. Nobody sees other figures for it, so there is nothing for the ledger.
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

		if _, err := tx.DropOutboxBefore(tx.Now.Add(-outboxAge)); err != nil {
			return Entry{}, err
		}

		_, err = tx.DropSendingsBefore(tx.Now.Add(-sendingAge))
		return Entry{Nothing: true}, err
	})
}
