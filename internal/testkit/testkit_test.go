package testkit_test

import (
	"testing"
	"time"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestStores(t *testing.T) {
	at := time.Now()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		t.Log(time.Since(at))
		at = time.Now()
		for i := range 5 {
			testkit.Postgres(t)
			t.Log(i, time.Since(at))
			at = time.Now()
		}
		t.Cleanup(func() { at = time.Now() })
	})
	t.Log(time.Since(at))
}
