package store

import (
	"context"
	"io/fs"
	"strings"
	"time"
)

// OpenWith is Open with other migrations than the product's.
func OpenWith(ctx context.Context, url string, migrations fs.FS) (*Store, error) {
	return open(ctx, url, migrations)
}

// SetBound makes the bound of a store short, before it is used.
func SetBound(s *Store, bound time.Duration) { s.spans.bound = bound }

// References are the columns of which Orphans knows, as table.column, each with the table to which it leads.
func References() map[string]string {
	out := map[string]string{}
	for _, r := range references {
		for _, child := range strings.Fields(r.children) {
			out[child] = r.parent
		}
	}
	return out
}
