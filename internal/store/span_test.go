package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"lingping/internal/errs"
	"lingping/internal/store"
)

// endless is a question that no database ever answers.
const endless = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n`

type call func(context.Context, func(*store.Tx) error) error

func TestNoTransactionOfAPageAnExportOrASaveOutlivesTheBound(t *testing.T) {
	if store.Bound != 5*time.Second {
		t.Errorf("the bound is %v, want the 5 s that doctor and the papers name", store.Bound)
	}
	noted(t, func(t *testing.T, s *store.Store) {
		store.SetBound(s, 50*time.Millisecond)
		for name, read := range map[string]call{"Read": s.Read, "ReadApart": s.ReadApart} {
			err := read(t.Context(), func(tx *store.Tx) error {
				_, err := store.Count(tx, endless)
				return err
			})
			if !errs.Is(err, errs.Unavailable) {
				t.Errorf("%s of what never ends: %v, want it ended with a sentence", name, err)
			}

			err = read(t.Context(), func(tx *store.Tx) error {
				_, _ = store.Count(tx, endless) // whoever hides the error does not hide the end
				return nil
			})
			if !errs.Is(err, errs.Unavailable) {
				t.Errorf("%s of what never ends, with its error hidden: %v", name, err)
			}
		}

		err := s.Write(t.Context(), func(tx *store.Tx) error {
			for id := int64(1); ; id++ {
				if err := note(id, "没完没了")(tx); err != nil {
					return errors.New("it is over")
				}
			}
		})

		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("a save without end: %v, want it ended with a sentence", err)
		}

		store.SetBound(s, store.Bound)
		wantNotes(t, s)
		write(t, s, note(1, "以后照常"))
		wantNotes(t, s, 1)
	})
}

func TestWhatRunsAloneHasNoBound(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		store.SetBound(s, time.Nanosecond)
		defer store.SetBound(s, store.Bound)

		if err := s.WriteAlone(t.Context(), note(1, "导入")); err != nil {
			t.Errorf("a write alone: %v", err)
		}

		if err := s.ReadAlone(t.Context(), func(tx *store.Tx) error {
			_, err := store.Count(tx, "SELECT COUNT(*) FROM note")
			return err
		}); err != nil {
			t.Errorf("a read alone: %v", err)
		}
	})
}

// Exports, plans and pages have connections of their own: none of them waits for another, however many there are.
func TestOneUseOfTheDatabaseDoesNotWaitForAnother(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		lanes := map[string]call{"a page": s.Read, "an export": s.ReadApart, "a plan": s.ReadAlone}
		for held, hold := range lanes {
			release := make(chan struct{})
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			var holders sync.WaitGroup
			began := make(chan struct{}, 40)
			for range 40 { // more than there are connections
				holders.Go(func() {
					_ = hold(ctx, func(*store.Tx) error {
						began <- struct{}{}
						<-release
						return nil
					})
				})
			}

			<-began
			for name, read := range lanes {
				if name == held {
					continue
				}
				if err := read(ctx, func(tx *store.Tx) error {
					_, err := store.Count(tx, "SELECT COUNT(*) FROM note")
					return err
				}); err != nil {
					t.Errorf("%s waits for %s: %v", name, held, err)
				}
			}

			close(release)
			cancel()
			holders.Wait()
		}
	})
}

func TestTheStoreRemembersItsLongestTransactionOfEachUse(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		for _, read := range []call{s.Read, s.ReadApart, s.ReadAlone, s.Write} {
			if err := read(t.Context(), func(*store.Tx) error { return nil }); err != nil {
				t.Fatal(err)
			}
		}

		longest := s.At(time.Now).Longest()
		for _, use := range store.Uses() {
			if took := longest[use]; took <= 0 {
				t.Errorf("the longest of %s took %v", use, took)
			}
		}

		var inner time.Duration
		if err := s.Read(t.Context(), func(tx *store.Tx) error {
			from := time.Now()
			for time.Since(from) <= longest[store.Page] {
				if _, err := store.Count(tx, "SELECT COUNT(*) FROM note"); err != nil {
					return err
				}
			}

			inner = time.Since(from)
			return nil
		}); err != nil {
			t.Fatal(err)
		}

		if got := s.Longest()[store.Page]; got < inner {
			t.Errorf("after a page of %v the longest is %v", inner, got)
		}
	})
}
