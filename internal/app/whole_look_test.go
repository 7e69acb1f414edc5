package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// An account has one look at the whole house in the making; the next begins when it has ended.
func TestAnAccountLooksAtTheWholeHouseOnceAtATime(t *testing.T) {
	a := app.New(testkit.SQLite(t))
	look := func(then func() error) error {
		return app.ReadWhole(a, t.Context(), access.Actor{Account: 7}, func(*store.Tx) error { return then() })
	}
	nothing := func() error { return nil }
	who := access.Actor{Account: 7, Roles: []access.Role{{Kind: access.RoleOffice}}}
	err := look(func() error {
		if err := look(nothing); !errs.Is(err, errs.Conflict) {
			t.Errorf("a second look of the same account gives %v, want a conflict", err)
		}

		_, err := a.TryOnRoster(t.Context(), who, app.Trying{}, nil, nil)
		if !errs.Is(err, errs.Conflict) {
			t.Errorf("a trial on roster files beside it gives %v, want a conflict", err)
		}
		return nil
	})
	if err == nil {
		err = look(nothing)
	}

	if err != nil {
		t.Error(err)
	}
}
