package app_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/testkit"
)

// A fault of ours in the work that nobody asked for ends neither the program nor that work.
func TestTheHouseIsKeptAlsoAfterAPanic(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()

		asked := make(chan int, 100)
		n := 0
		a := w.App.At(func() time.Time {
			n++
			asked <- n
			if n == 1 {
				panic("oh no")
			}
			return time.Now()
		})

		var log bytes.Buffer
		tick, ended := make(chan time.Time), make(chan struct{})
		go func() {
			defer close(ended)
			app.KeepHouseOn(a, ctx, slog.New(slog.NewTextHandler(&log, nil)), tick)
		}()

		for range 3 { // the third is taken when the second is done
			tick <- time.Now()
		}

		stop()
		<-ended
		if len(asked) < 2 {
			t.Errorf("the house was looked after %d times after a panic, want more than once", len(asked))
		}

		if !strings.Contains(log.String(), "oh no") {
			t.Errorf("the log says %q", log.String())
		}
	})
}

// Nothing that is done every minute is in its own way: a house at work logs no fault, the first time and the second.
func TestAHouseIsKeptWithoutFaults(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ctx, stop := context.WithCancel(t.Context())
		var log bytes.Buffer
		tick, ended := make(chan time.Time), make(chan struct{})
		go func() {
			defer close(ended)
			app.KeepHouseOn(w.App, ctx, slog.New(slog.NewTextHandler(&log, nil)), tick)
		}()

		for range 3 { // the third is taken when the second is done
			tick <- time.Now()
		}

		stop()
		<-ended
		if strings.Contains(log.String(), "panic") || strings.Contains(log.String(), "level=WARN") {
			t.Errorf("keeping the house says:\n%s", &log)
		}

		unaltered(t, w)
	})
}
