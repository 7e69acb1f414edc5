package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/store"
)

// ReadWhole is readWhole for tests.
func (a *App) ReadWhole(ctx context.Context, who access.Actor, fn func(*store.Tx) error) error {
	return a.readWhole(ctx, who, fn)
}
