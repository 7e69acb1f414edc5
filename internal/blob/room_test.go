package blob_test

import (
	"testing"

	"lingping/internal/blob"
	"lingping/internal/errs"
)

func TestAFileThatGoesOverTheBoundIsRefused(t *testing.T) {
	for _, c := range []struct {
		most, kept int64
		size       int
		taken      bool
	}{
		{0, 1 << 40, 10 << 20, true}, // no bound
		{100, 90, 10, true},          // exactly full
		{100, 90, 11, false},
		{100, 101, 0, false}, // the bound was lowered
	} {
		err := blob.Fill{Bytes: c.kept, Most: c.most}.Room(c.size)
		if (err == nil) != c.taken || err != nil && !errs.Is(err, errs.Invalid) {
			t.Errorf("%d bytes beside %d of %d: %v", c.size, c.kept, c.most, err)
		}
	}
}
