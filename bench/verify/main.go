// Command verify makes houses of several sizes through the program's own use cases and prints what it takes to hold each against its
// ledger (`lingping verify`), in a process of its own, so that the peak is that of verifying. It is `make bench-verify`.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"lingping/bench/house"
	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "verify:", err)
		os.Exit(1)
	}
}

// run takes the sizes, such as 5000,100000; with "of" and a file it verifies that house.
func run(ctx context.Context, args []string) error {
	if len(args) == 2 && args[0] == "of" {
		return verify(ctx, args[1])
	}

	if len(args) != 1 {
		return fmt.Errorf("how many members? verify 5000,100000")
	}

	dir, err := os.MkdirTemp("", "lingping-verify-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	for word := range strings.SplitSeq(args[0], ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 500 {
			return fmt.Errorf("%q is no number of members: 500 and more", word)
		}

		file := filepath.Join(dir, word+".db")
		if err := build(ctx, file, n); err != nil {
			return err
		}

		fmt.Printf("W(%d): ", n)
		cmd := exec.CommandContext(ctx, os.Args[0], "of", file)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			return err
		}
	}

	return nil
}

// standing is a clock that stands still, so that the same house is the same whenever it is measured.
func standing() time.Time { return time.Date(2011, 1, 5, 9, 0, 0, 0, time.UTC) }

// build makes the house: roster, launch and the collected sheets, all numbered in the ledger's tree.
func build(ctx context.Context, file string, n int) (err error) {
	s, err := store.Open(ctx, "sqlite:"+file)
	if err != nil {
		return err
	}
	defer func() {
		if closing := s.Close(); err == nil {
			err = closing
		}
	}()

	at := s.At(standing)
	if err := app.New(at).Prepare(ctx); err != nil {
		return err
	}

	if _, err := house.Build(ctx, at, n, func(_ string, do func() error) error { return do() }); err != nil {
		return err
	}

	return app.New(at).SequenceLedger(ctx)
}

func verify(ctx context.Context, file string) error {
	s, err := store.Open(ctx, "sqlite:"+file)
	if err != nil {
		return err
	}
	defer s.Close()

	start := clock.Running()
	v, err := app.New(s.At(standing)).Verify(ctx, access.LocalOperator(), ledger.Outside{})
	if err != nil {
		return err
	}

	fmt.Printf("%d entries, %d records, %d wrong: %.1f s, peak %d MB\n", v.Leaves, v.Records, len(v.Wrong), clock.Running().Sub(start).Seconds(), peakMB())
	return nil
}

// peakMB is the most memory that the process has held, 0 where the system does not tell.
func peakMB() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}

	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kB, _ := strconv.Atoi(strings.Fields(after + " 0")[0])
	return kB >> 10
}
