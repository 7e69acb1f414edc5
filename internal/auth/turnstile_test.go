package auth_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lingping/internal/auth"
)

// mistakes makes so many of them and reports how many were looked at.
func mistakes(t *testing.T, gate *auth.Turnstile, network string, n int) (looked int) {
	t.Helper()
	for range n {
		settle, err := gate.Reserve(t.Context(), network)
		if err == nil {
			settle(true)
			looked++
		} else if !errors.Is(err, auth.ErrShut) {
			t.Fatal(err)
		}
	}

	return looked
}

func TestWhoTriesCodesMustWaitAnHourAndNobodyElseMust(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := auth.NewTurnstile(3)
		if n := mistakes(t, gate, "10.0.0.1", 4); n != 3 {
			t.Errorf("%d of 4 mistakes are looked at, want 3", n)
		}

		if n := mistakes(t, gate, "10.0.0.2", 1); n != 1 {
			t.Error("another network is shut out too")
		}

		<-time.After(time.Hour - time.Second)
		if n := mistakes(t, gate, "10.0.0.1", 1); n != 0 {
			t.Error("it is open before the hour is over")
		}

		<-time.After(time.Second)
		if n := mistakes(t, gate, "10.0.0.1", 1); n != 1 {
			t.Error("after an hour it is still shut")
		}
	})
}

func TestWhoComesAtTheSameMomentWaitsForWhatBecomesOfTheOthers(t *testing.T) {
	for name, mistake := range map[string]bool{"all of them mistakes": true, "all of them good": false} {
		t.Run(name, func(t *testing.T) {
			gate := auth.NewTurnstile(10)
			var looked atomic.Int64
			var all sync.WaitGroup
			for range 300 {
				all.Go(func() {
					if settle, err := gate.Reserve(t.Context(), "10.0.0.1"); err == nil {
						looked.Add(1)
						settle(mistake)
					}
				})
			}

			all.Wait()
			if want := map[bool]int64{true: 10, false: 300}[mistake]; looked.Load() != want {
				t.Errorf("%d are looked at, want %d", looked.Load(), want)
			}
		})
	}
}

func TestWhoGoesAwayWhileHeWaitsHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := auth.NewTurnstile(1)
		settle, err := gate.Reserve(t.Context(), "10.0.0.1")
		if err != nil {
			t.Fatal(err)
		}

		ctx, leave := context.WithCancel(t.Context())
		gone := make(chan error)
		go func() {
			_, err := gate.Reserve(ctx, "10.0.0.1")
			gone <- err
		}()

		synctest.Wait()
		leave()
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("who goes away is told %v", err)
		}

		settle(false)
		if n := mistakes(t, gate, "10.0.0.1", 2); n != 1 {
			t.Errorf("afterwards %d tries are looked at, want 1", n)
		}
	})
}

// A try that is settled in the hour after its own counts nowhere.
func TestATryOfTheHourBeforeIsNoMistakeOfThisOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := auth.NewTurnstile(1)
		settle, err := gate.Reserve(t.Context(), "10.0.0.1")
		if err != nil {
			t.Fatal(err)
		}

		<-time.After(time.Hour)
		if n := mistakes(t, gate, "10.0.0.2", 1); n != 1 {
			t.Error("the next hour begins shut")
		}

		settle(true)
		if n := mistakes(t, gate, "10.0.0.1", 1); n != 1 {
			t.Error("a mistake of the hour before counts in this one")
		}
	})
}
