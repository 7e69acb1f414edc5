package app

import (
	"context"
	"slices"
)

// partSize is how many records one transaction of a bulk act saves at most: everybody else who saves waits for its end.
const partSize = 500

// inParts does a bulk act part by part, each of them a use case with a transaction of its own and its own entry, so that
// others save in between. It ends at the first error, or between two parts when ctx is over; the parts before it are kept.
func inParts[T any](ctx context.Context, all []T, do func(part []T) error) error {
	for part := range slices.Chunk(all, partSize) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := do(part); err != nil {
			return err
		}
	}
	return nil
}
