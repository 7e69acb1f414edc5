package store_test

import (
	"context"
	"testing"
	"time"

	"lingping/internal/errs"
	"lingping/internal/store"
)

// counts is how many notes there are for whoever reads under the context.
func counts(t *testing.T, s *store.Store, ctx context.Context) (n int) {
	t.Helper()
	must(t, s.Read(ctx, func(tx *store.Tx) (err error) {
		n, err = store.Count(tx, "SELECT COUNT(*) FROM note")
		return err
	}))
	return n
}

func TestAllReadsOfALookSeeOneMoment(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		var tally store.Tally
		under, closed := s.Look(tally.On(t.Context()))
		defer closed()

		counts(t, s, under)
		write(t, s, note(1, "somebody else's"))
		if n := counts(t, s, under); n != 0 {
			t.Errorf("the second read of a look sees %d notes, want the moment of the first", n)
		}

		if w := tally.Work(); w.Transactions != 1 || w.Statements != 1 {
			t.Errorf("the same asked twice in a look took %+v, want it to be sent once, in one transaction", w)
		}

		must(t, s.Read(under, func(tx *store.Tx) error {
			ids, err := store.All(tx, store.Scalar[int64], "SELECT id FROM note")
			if len(ids) != 0 {
				t.Errorf("another question of the look sees the notes %v, want the moment of the first", ids)
			}
			return err
		}))

		if w := tally.Work(); w.Transactions != 1 || w.Statements != 2 {
			t.Errorf("two questions of a look took %+v, want one transaction", w)
		}

		must(t, s.Write(under, note(2, "his own")))
		if n := counts(t, s, under); n != 2 {
			t.Errorf("after a save of his own he sees %d notes, want 2", n)
		}

		closed()
		closed()
		write(t, s, note(3, "later"))
		if n := counts(t, s, under); n != 3 {
			t.Errorf("after the look was closed he sees %d notes, want each read to have its own moment", n)
		}
	})
}

func TestALookHoldsNoConnectionWhenItIsOver(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		for range 40 { // more than there are connections
			under, closed := s.Look(t.Context())
			counts(t, s, under)
			closed()
		}

		for range 40 {
			under, closed := s.Look(t.Context())
			counts(t, s, under)
			must(t, s.Write(under, func(*store.Tx) error { return nil }))
			defer closed()
		}

		panicking, closed := s.Look(t.Context())
		for range 40 {
			func() {
				defer func() { _ = recover() }()
				_ = s.Read(panicking, func(*store.Tx) error { panic("oh no") })
			}()
		}

		if n := counts(t, s, panicking); n != 0 {
			t.Errorf("%d notes", n)
		}

		closed()
	})
}

func TestALookGoesOnAfterAStatementThatFailed(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		under, closed := s.Look(t.Context())
		defer closed()

		if err := s.Read(under, func(tx *store.Tx) error {
			_, err := store.Count(tx, "SELECT COUNT(*) FROM nothing")
			return err
		}); err == nil {
			t.Fatal("a statement about a table that is none succeeds")
		}

		if n := counts(t, s, under); n != 0 {
			t.Errorf("%d notes", n)
		}
	})
}

func TestALookEndsAtTheBound(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		store.SetBound(s, 50*time.Millisecond)
		under, closed := s.Look(t.Context())
		defer closed()

		err := s.Read(under, func(tx *store.Tx) error {
			_, err := store.Count(tx, endless)
			return err
		})
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("a look that never ends: %v, want it ended with a sentence", err)
		}

		store.SetBound(s, store.Bound)
		if n := counts(t, s, under); n != 0 {
			t.Errorf("%d notes in the look that follows", n)
		}

		if s.Longest()[store.Page] < 50*time.Millisecond {
			t.Errorf("the longest page is said to have taken %v", s.Longest()[store.Page])
		}
	})
}

func TestTwoGoroutinesOfALookDoNotWaitForEachOther(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		under, closed := s.Look(t.Context())
		defer closed()

		must(t, s.Read(under, func(*store.Tx) error {
			inner := make(chan error)
			go func() { inner <- s.Read(under, func(*store.Tx) error { return nil }) }()
			return <-inner
		}))
	})
}

func TestClosingTheStoreWaitsForALook(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		under, closed := s.Look(t.Context())
		counts(t, s, under)
		over := make(chan error)
		go func() { over <- s.Close() }()
		for s.Read(t.Context(), func(*store.Tx) error { return nil }) == nil { // until the gate is shut
		}
		select {
		case err := <-over:
			t.Fatalf("the store is closed in the midst of a look: %v", err)
		default:
		}

		closed()
		must(t, <-over)
	})
}

// Whoever waits for another connection lets go of the one of his look.
func TestALookKeepsNoConnectionWhileAnotherIsUsed(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		for name, read := range map[string]call{"ReadApart": s.ReadApart, "ReadAlone": s.ReadAlone} {
			for range 40 { // more than there are connections
				under, closed := s.Look(t.Context())
				defer closed()
				counts(t, s, under)
				must(t, read(under, func(*store.Tx) error { return nil }))
			}
			if n := counts(t, s, t.Context()); n != 0 {
				t.Errorf("%s: %d notes", name, n)
			}
		}
	})
}

func TestALookThatNobodyUsedForTooLongBeginsAnew(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		store.SetBound(s, 50*time.Millisecond)
		under, closed := s.Look(t.Context())
		defer closed()

		counts(t, s, under)
		store.SetBound(s, store.Bound)
		late, over := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer over()

		<-late.Done()
		write(t, s, note(1, "meanwhile"))
		if n := counts(t, s, under); n != 1 {
			t.Errorf("after its bound the look sees %d notes, want those of a new moment", n)
		}
	})
}
