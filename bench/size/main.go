// Command size makes houses of several sizes through the program's own use cases and prints what every page and act costs
// in each, in one table. It is `make bench-size`.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"lingping/bench/page"
	"lingping/internal/clock"
	"lingping/internal/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
		os.Exit(1)
	}
}

// run takes the sizes, such as 5000,100000, and after them for each the address of an empty PostgreSQL database; without
// addresses the houses stand in SQLite files in a folder of their own, which is removed.
func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("how many members? size 5000,100000 [postgres://… postgres://…]")
	}

	words := strings.Split(args[0], ",")
	if len(args) > 1 && len(args) != 1+len(words) {
		return fmt.Errorf("%d sizes and %d databases: each size needs an empty database of its own", len(words), len(args)-1)
	}

	dir, err := os.MkdirTemp("", "lingping-size-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	var sizes []*page.Size
	for i, word := range words {
		n, err := strconv.Atoi(word)
		if err != nil || n < 500 {
			return fmt.Errorf("%q is no number of members: 500 and more", word)
		}

		at := filepath.Join(dir, word+".db")
		if len(args) > 1 {
			at = args[1+i]
		}

		size, err := measure(ctx, at, n, filepath.Join(dir, word))
		if err != nil {
			return err
		}

		sizes = append(sizes, size)
	}

	if err := page.Write(os.Stdout, sizes); err != nil {
		return err
	}

	for _, size := range sizes {
		if file, err := os.Stat(filepath.Join(dir, fmt.Sprint(size.N)+".db")); err == nil {
			fmt.Printf("The database of W(%d) is %d MB, %d bytes a member.\n", size.N, file.Size()>>20, file.Size()/int64(size.N))
		}
	}

	return nil
}

func measure(ctx context.Context, at string, n int, spool string) (_ *page.Size, err error) {
	s, err := store.Open(ctx, at)
	if err != nil {
		return nil, err
	}
	defer func() {
		if closing := s.Close(); err == nil {
			err = closing
		}
	}()

	if err := os.MkdirAll(spool, 0o700); err != nil {
		return nil, err
	}

	began := clock.Running()
	say := func(what string) {
		fmt.Fprintf(os.Stderr, "== %4.0f s W(%d): %s\n", clock.Running().Sub(began).Seconds(), n, what)
	}
	return page.Measure(ctx, s.At(standing), n, spool, say)
}

// standing is a clock that stands still, so that the same house is the same whenever it is measured.
func standing() time.Time { return time.Date(2011, 1, 5, 9, 0, 0, 0, time.UTC) }
