package testkit

import (
	"bytes"
	"testing"

	"lingping/internal/paper"
)

// CheckedPack is what the receiver finds out of a pack, which must be one that he can read.
func CheckedPack(t testing.TB, pack []byte) paper.PackCheck {
	t.Helper()
	c, err := paper.CheckPack(bytes.NewReader(pack), int64(len(pack)))
	must(t, err)
	return c
}
