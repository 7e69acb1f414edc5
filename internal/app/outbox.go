package app

import (
	"context"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/store"
)

// outboxAge is how long a message waits to be fetched: what was not told in a quarter is no news.
const outboxAge = 90 * 24 * time.Hour

// outboxPage is how many messages are handed out at once.
const outboxPage = 1000

// tell puts into the outbox what others may be told of an entry.
func tell(tx *store.Tx, e ledger.Entry) error {
	if told, ok := e.Tell(); ok {
		return tx.PutOutbox(told)
	}
	return nil
}

// Outbox are the messages that wait for whoever delivers them by e-mail or webhook, the oldest first, with how many
// there are in all.
func (a *App) Outbox(ctx context.Context, who access.Actor) (list []ledger.Told, all int, err error) {
	if err := check(access.ReadOutbox, who.Base(), access.NoStage); err != nil {
		return nil, 0, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		if all, err = tx.OutboxSize(); err != nil {
			return err
		}
		list, err = tx.Outbox(outboxPage)
		return err
	})
	return list, all, err
}

// Delivered forgets a message and all before it, once they were delivered. It gives how many.
func (a *App) Delivered(ctx context.Context, who access.Actor, through int64) (n int64, err error) {
	err = a.write(ctx, who, access.ClearOutbox, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}
		n, err = tx.DropOutbox(through)
		return Entry{Object: "outbox:0", Detail: map[string]any{"delivered": n}, Nothing: n == 0}, err
	})
	return n, err
}
