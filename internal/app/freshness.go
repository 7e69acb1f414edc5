package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/store"
)

// freshness is which sessions were used since their rows last said so. A request only reads its session's row; that it
// was used is noted here and written behind. It is the memory of one program: what another does not know yet is lost
// when this one ends, which signs people out a few minutes early and nobody out late.
type freshness struct {
	mu   sync.Mutex
	used map[string]int64 // by the hash of the session: when it was last used, unix ms
	wake chan struct{}    // something was noted
}

func newFreshness() *freshness {
	return &freshness{used: map[string]int64{}, wake: make(chan struct{}, 1)}
}

// note remembers that a session is in use, and has it written behind.
func (f *freshness) note(hash string, at time.Time) {
	f.mu.Lock()
	f.used[hash] = at.UnixMilli()
	f.mu.Unlock()
	select {
	case f.wake <- struct{}{}:
	default: // whoever writes has been called already
	}
}

// known is the session with the use that its row does not say yet.
func (f *freshness) known(s access.Session) access.Session {
	f.mu.Lock()
	defer f.mu.Unlock()
	s.SeenAt = max(s.SeenAt, f.used[s.Hash])
	return s
}

// noted is a copy of what waits to be written.
func (f *freshness) noted() map[string]int64 {
	f.mu.Lock()
	defer f.mu.Unlock()

	used := make(map[string]int64, len(f.used))
	for hash, at := range f.used {
		used[hash] = at
	}

	return used
}

// forget drops what was written, unless the session was used again since.
func (f *freshness) forget(written map[string]int64) {
	f.mu.Lock()
	defer f.mu.Unlock()

	for hash, at := range written {
		if f.used[hash] == at {
			delete(f.used, hash)
		}
	}
}

// KeepSessions writes behind which sessions are in use, until ctx ends. What can't be written now is logged and tried
// again when the next session is used, and once a minute.
func (a *App) KeepSessions(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(houseWork)
	defer tick.Stop()

	for {
		select {
		case <-ctx.Done():
			return
		case <-a.fresh.wake:
		case <-tick.C:
		}
		if err := a.WriteFreshness(ctx); err != nil && ctx.Err() == nil {
			log.Warn("noting which sessions are in use", "err", err)
		}
	}
}

// WriteFreshness writes which sessions were used. It is no act of anybody's, so it passes by the one door for writes; a
// ledger of every few minutes that somebody was here would be the clock over people that this product does not keep.
func (a *App) WriteFreshness(ctx context.Context) error {
	used := a.fresh.noted()
	if len(used) == 0 {
		return nil
	}

	err := a.store.Write(ctx, func(tx *store.Tx) error {
		for hash, at := range used {
			if err := tx.SeeSession(hash, at); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		a.fresh.forget(used)
	}

	return err
}
