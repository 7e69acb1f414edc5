package app_test

import (
	"context"

	"lingping/internal/app"
	"lingping/internal/domain/access"
)

// tasksFor is what somebody can do now beside reviews, as the page where he begins lists it.
func tasksFor(ctx context.Context, a *app.App, who access.Actor) ([]app.Task, error) {
	h, err := a.Home(ctx, who, 0)
	return h.Tasks, err
}
