package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// Whoever waits until another has written alone hears that he need not wait any more: else what was called off holds up those who
// called it off.
func TestWhoWaitsForHisTurnHearsThatHeIsCalledOff(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		inside, done, ended := make(chan struct{}), make(chan struct{}), make(chan error)
		go func() {
			ended <- s.WriteAlone(context.Background(), func(*store.Tx) error {
				close(inside)
				<-done
				return nil
			})
		}()
		<-inside

		for what, write := range map[string]func(context.Context, func(*store.Tx) error) error{"alone": s.WriteAlone, "beside others": s.Write} {
			ctx, callOff := context.WithCancel(t.Context())
			waits := make(chan error, 1)
			go func() { waits <- write(ctx, func(*store.Tx) error { return nil }) }()
			callOff()
			select {
			case err := <-waits:
				if !errors.Is(err, context.Canceled) {
					t.Errorf("%s: %v, want to be called off", what, err)
				}
			case <-time.After(20 * time.Second):
				t.Errorf("%s it waits on", what)
			}
		}

		close(done)
		must(t, <-ended)
	})
}
