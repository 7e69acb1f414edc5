package store

import (
	"context"
	"io/fs"
)

// OpenWith is Open with other migrations than the product's.
func OpenWith(ctx context.Context, url string, migrations fs.FS) (*Store, error) {
	return open(ctx, url, migrations)
}
