package app_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"lingping/internal/app"
)

// A check that nobody waits for is stopped after a minute. As long as somebody does its clock stands still, and begins anew when he
// goes; what is being written is never stopped.
func TestACheckIsStoppedWhenNobodyWaitsForIt(t *testing.T) {
	for _, c := range []struct {
		says    string
		write   bool
		waits   time.Duration // of whoever began it
		ends    time.Duration // how long the job takes
		stopped time.Duration // when it is stopped; 0: it is not
		goesOn  bool          // it does when whoever began it goes
	}{
		{says: "nobody waits", ends: 2 * time.Minute, stopped: time.Minute, goesOn: true},
		{says: "just in time", ends: time.Minute - time.Second, goesOn: true},
		{says: "somebody waits for an hour", waits: time.Hour, ends: 50 * time.Minute},
		{says: "somebody goes", waits: 10 * time.Minute, ends: 20 * time.Minute, stopped: 11 * time.Minute, goesOn: true},
		{says: "what is written", write: true, ends: 3 * time.Hour, goesOn: true},
	} {
		synctest.Test(t, func(t *testing.T) {
			jobs, began := app.NewJobs(), time.Now()
			var stopped time.Duration
			goesOn, err := jobs.Await(t.Context(), 7, c.write, c.waits, func(ctx context.Context) error {
				select {
				case <-ctx.Done():
					stopped = time.Since(began)
				case <-time.After(c.ends):
				}
				return ctx.Err()
			})
			synctest.Wait()
			<-time.After(4 * time.Hour)
			synctest.Wait()
			if goesOn != c.goesOn || stopped != c.stopped || err != nil {
				t.Errorf("%s: goes on %v, stopped after %v, %v", c.says, goesOn, stopped, err)
			}
			jobs.Close()
		})
	}
}

// Two wait for one check: when one goes, the other's clock stands still.
func TestACheckGoesOnForTheOtherWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		jobs := app.NewJobs()
		long := func(ctx context.Context) error {
			select {
			case <-ctx.Done():
			case <-time.After(10 * time.Minute):
			}
			return ctx.Err()
		}
		other := make(chan error, 1)
		go func() {
			goesOn, err := jobs.Await(t.Context(), 7, false, time.Hour, long)
			if goesOn {
				err = errors.New("it goes on after an hour")
			}
			other <- err
		}()
		synctest.Wait()
		if goesOn, err := jobs.Await(t.Context(), 7, false, time.Second, long); !goesOn || err != nil {
			t.Errorf("it goes on %v, %v", goesOn, err)
		}

		if err := <-other; err != nil {
			t.Error(err)
		}
		jobs.Close()
	})
}
