package store

import (
	"context"
	"io/fs"
	"time"
)

// OpenWith is Open with other migrations than the product's.
func OpenWith(ctx context.Context, url string, migrations fs.FS) (*Store, error) {
	return open(ctx, url, migrations)
}

// SetBound makes the bound of a store short, before it is used.
func SetBound(s *Store, bound time.Duration) { s.spans.bound = bound }

// Judge is what somebody who saves, or only reads, is told of an error of the database.
func Judge(err error, saves bool) error {
	if saves {
		return newFaults().judge(err, saving)
	}
	return newFaults().judge(err, reading)
}
