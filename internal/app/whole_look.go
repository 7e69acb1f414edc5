package app

import (
	"context"
	"sync"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// wholeLooks are the accounts that have a page in the making which looks at a whole house.
type wholeLooks struct {
	mu   sync.Mutex
	busy map[int64]bool
}

func newWholeLooks() *wholeLooks { return &wholeLooks{busy: map[int64]bool{}} }

// begin takes the account's turn, and refuses while it has one.
func (l *wholeLooks) begin(account int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()

	if l.busy[account] {
		return errs.NewConflict("上一次打开的试算或汇总还在进行，请等它完成后再刷新。")
	}

	l.busy[account] = true
	return nil
}

func (l *wholeLooks) end(account int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.busy, account)
}

// readWhole is readAlone for a page that looks at a whole house: an account has one of them in the making at a time, so
// that whoever presses refresh doesn't pile them up. Who has no account, as on the command line, may have several.
func (a *App) readWhole(ctx context.Context, who access.Actor, fn func(*store.Tx) error) error {
	if who.Account != 0 {
		if err := a.looks.begin(who.Account); err != nil {
			return err
		}
		defer a.looks.end(who.Account)
	}
	return a.readAlone(ctx, fn)
}
