package cli

import (
	"context"
	"errors"
	"sync/atomic"

	"lingping/internal/demo"
	"lingping/internal/web"
)

// filling is the filling of a house with made-up data while it is served; nil: there is none.
type filling struct {
	fill func(ctx context.Context) error
	at   atomic.Pointer[web.Filling]
}

// run fills the house. That it was told to end is no fault of it.
func (f *filling) run(ctx context.Context) error {
	if f == nil {
		return nil
	}

	err := f.fill(ctx)
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return nil
	}

	return err
}

// far tells the pages how far it is; nil where nothing is filled.
func (f *filling) far() func() web.Filling {
	if f == nil {
		return nil
	}
	return func() web.Filling { return *f.at.Load() }
}

// is keeps how far it is.
func (f *filling) is(p demo.Progress) {
	now := web.Filling{}
	for _, step := range p.Steps {
		now.Steps = append(now.Steps, web.FillingStep{Name: step.Name, Begun: step.State != demo.Ahead, Over: step.State == demo.Over,
			Done: step.Done, All: step.All})
	}

	for _, a := range p.Accounts {
		now.Accounts = append(now.Accounts, web.FillingAccount{Login: a.Login, Password: a.Password, Who: a.Who, Try: a.Try})
	}

	f.at.Store(&now)
}
