package store_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// Writes that share a commit: every second one fails, each time in another way.
func TestFailingWriteDoesNotHarmItsNeighbours(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		write(t, s, note(0, "taken"))
		ways := map[string]func(tx *store.Tx) error{
			"an error of its own":        func(*store.Tx) error { return errRefused },
			"a broken key":               note(0, "clash"),
			"a broken key kept secret":   func(tx *store.Tx) error { _ = note(0, "clash")(tx); return nil },
			"a panic":                    func(*store.Tx) error { panic("boom") },
			"a statement that is no SQL": func(tx *store.Tx) error { _, err := tx.Exec("SAVE US"); return err },
		}

		want := []int64{0}
		id := int64(0)
		for name, way := range ways {
			var gathered, all sync.WaitGroup
			gathered.Add(20)
			all.Go(func() { // holds the writer until the others wait
				_ = s.Write(context.Background(), func(*store.Tx) error { gathered.Wait(); return errRefused })
			})
			for range 10 {
				good, bad := id+1, id+2
				id += 2
				want = append(want, good)
				all.Go(func() {
					gathered.Done()
					if err := s.Write(context.Background(), note(good, name)); err != nil {
						t.Errorf("%s: the neighbour fails: %v", name, err)
					}
				})

				all.Go(func() {
					defer func() { _ = recover() }()

					gathered.Done()
					err := s.Write(context.Background(), func(tx *store.Tx) error {
						if err := note(bad, name)(tx); err != nil {
							return err
						}
						return way(tx)
					})
					if err == nil {
						t.Errorf("%s: saved", name)
					}
				})
			}

			all.Wait()
		}

		wantNotes(t, s, want...)
	})
}

func TestCallerMayLeaveTheQueue(t *testing.T) {
	s := testkit.SQLite(t)
	notes(t, s)
	gone, leave := context.WithCancel(t.Context())
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		answer := make(chan error)
		go func() { answer <- s.Write(gone, note(1, "queued")) }()
		leave()
		if err := <-answer; !errors.Is(err, context.Canceled) {
			t.Errorf("who leaves the queue hears %v", err)
		}

		return note(2, "the one before")(tx)
	})
	if err != nil {
		t.Error(err)
	}

	write(t, s, note(3, "the one behind"))
	wantNotes(t, s, 2, 3)
}

// A write that fills the disk makes SQLite undo the whole transaction; those that shared it are saved all the same.
func TestWriteThatFillsTheDiskIsUndoneAlone(t *testing.T) {
	s := testkit.SQLite(t)
	notes(t, s)
	limitPages(t, s, 64)
	huge := string(slices.Repeat([]byte("x"), 1<<20))
	var gathered, all sync.WaitGroup
	gathered.Add(21)
	all.Go(func() {
		if err := s.Write(t.Context(), func(tx *store.Tx) error { gathered.Wait(); return nil }); err != nil {
			t.Error(err)
		}
	})

	want := []int64{}
	for id := range int64(20) {
		want = append(want, id)
		all.Go(func() {
			gathered.Done()
			if err := s.Write(t.Context(), note(id, "small")); err != nil {
				t.Error(err)
			}
		})
	}

	all.Go(func() {
		gathered.Done()
		err := s.Write(t.Context(), note(100, huge))
		wantDiskFull(t, err)
	})

	all.Wait()
	wantNotes(t, s, want...)
}

// An import on the command line holds the database; the savers of the server hear of it together.
func TestWritesHearThatAnotherProgramHoldsTheDatabase(t *testing.T) {
	path := testkit.SQLiteURL(t)
	open := func() *store.Store {
		s, err := store.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}

		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	}

	server, command := open(), open()
	notes(t, server)
	write(t, server, func(tx *store.Tx) error { // or the test would wait for seconds
		_, err := store.Count(tx, "PRAGMA busy_timeout = 50")
		return err
	})

	err := command.WriteAlone(t.Context(), func(*store.Tx) error {
		var savers sync.WaitGroup
		for id := range int64(20) {
			savers.Go(func() {
				err := server.Write(t.Context(), note(id, "甲"))
				if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "另一个程序") {
					t.Errorf("the write gives %v, want the sentence about the other program", err)
				}
			})
		}

		savers.Wait()
		wantNotes(t, server)
		return nil
	})
	if err != nil {
		t.Error(err)
	}

	for range 100 { // the other program may still be at the figures after its commit
		if err = server.Write(t.Context(), note(100, "乙")); !errs.Is(err, errs.Unavailable) {
			break
		}
	}
	must(t, err)
	wantNotes(t, command, 100)
}
