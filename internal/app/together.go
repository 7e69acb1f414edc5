package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/store"
)

// Together runs fn with the same use cases inside one transaction: each is allowed, decided and recorded by itself as it
// always is, and all are kept or none. For many acts in a row of one program, such as those of the demo; see
// store.Together for what fn must keep to. Forms of browsers are not filed in it.
func (a *App) Together(ctx context.Context, fn func(*App) error) error {
	err := a.store.Together(ctx, func(in *store.Store) error {
		b := *a
		b.store = in
		return fn(&b)
	})
	if err != nil {
		return err
	}

	_ = a.DestroySpentKeys(ctx, access.LocalOperator()) // what can't be destroyed now is tried every minute, and doctor names it
	return nil
}
