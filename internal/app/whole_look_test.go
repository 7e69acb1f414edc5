package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// An account has one look at the whole house in the making; the next begins when it has ended, and another account, or the
// command line, needs not wait for it.
func TestAnAccountLooksAtTheWholeHouseOnceAtATime(t *testing.T) {
	a := app.New(testkit.SQLite(t))
	look := func(account int64, then func() error) error {
		return a.ReadWhole(t.Context(), access.Actor{Account: account}, func(*store.Tx) error { return then() })
	}
	nothing := func() error { return nil }
	err := look(7, func() error {
		if err := look(7, nothing); !errs.Is(err, errs.Conflict) {
			t.Errorf("a second look of the same account gives %v, want a conflict", err)
		}
		return look(8, func() error { return look(0, func() error { return look(0, nothing) }) })
	})
	if err == nil {
		err = look(7, nothing)
	}
	if err != nil {
		t.Error(err)
	}
}
