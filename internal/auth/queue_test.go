package auth_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"lingping/internal/auth"
	"lingping/internal/errs"
)

// standing is a queue of one place at a time, with whoever came while it was taken.
type standing struct {
	*auth.Queue
	mu   sync.Mutex
	went []string // in which order
}

// come lines up and notes when the turn came.
func (s *standing) come(t *testing.T, place string, known bool) {
	go func() {
		if err := s.Enter(t.Context(), place, known); err != nil {
			t.Errorf("%s: %v", place, err)
			return
		}

		s.mu.Lock()
		s.went = append(s.went, place)
		s.mu.Unlock()
		s.Leave()
	}()
	synctest.Wait()
}

func TestEachPlaceHasItsTurnAndWhoIsKnownGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := standing{Queue: auth.NewQueue(1, 10, 20)}
		enter(t, s.Queue)
		for _, place := range []string{"crowd", "crowd", "crowd", "far", "crowd"} {
			s.come(t, place, false)
		}

		s.come(t, "wang", true)
		s.Leave()
		synctest.Wait()
		if got, want := strings.Join(s.went, " "), "wang crowd far crowd crowd crowd"; got != want {
			t.Errorf("they went in the order %s, want %s", got, want)
		}
	})
}

// Somebody who is let in may come again and again from many screens; who is not known yet has his turn all the same.
func TestTheKnownDoNotShutTheDoorBehindThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := standing{Queue: auth.NewQueue(1, 20, 40)}
		enter(t, s.Queue)
		s.come(t, "new", false)
		for range 10 {
			s.come(t, "wang", true)
		}

		s.come(t, "newer", false)
		s.Leave()
		synctest.Wait()
		if got, want := strings.Join(s.went, " "), "wang wang wang wang new wang wang wang wang newer wang wang"; got != want {
			t.Errorf("they went in the order %s, want %s", got, want)
		}
	})
}

func TestWhoCannotWaitIsToldAtOnceAndNobodyElseIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := standing{Queue: auth.NewQueue(1, 2, 3)}
		enter(t, s.Queue)
		s.come(t, "crowd", false)
		s.come(t, "crowd", false)
		busy(t, "a third in a line of two", s.Enter(t.Context(), "crowd", false))
		s.come(t, "far", false)
		busy(t, "a fourth of three", s.Enter(t.Context(), "farther", false))
		s.come(t, "wang", true)
		s.Leave()
		synctest.Wait()
		if len(s.went) != 4 || slices.Contains(s.went, "farther") {
			t.Errorf("went: %v", s.went)
		}

		enter(t, s.Queue) // there is room again
		s.Leave()
	})
}

func TestWhoGoesAwayLosesHisTurnAndNobodyElseDoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := standing{Queue: auth.NewQueue(1, 5, 5)}
		enter(t, s.Queue)
		ctx, leave := context.WithCancel(t.Context())
		for i := range 3 {
			go func() {
				if err := s.Enter(ctx, fmt.Sprint(i), false); !errors.Is(err, context.Canceled) {
					t.Errorf("who goes away is told %v", err)
				}
			}()
		}

		synctest.Wait()
		s.come(t, "stays", false)
		leave()
		synctest.Wait()
		s.Leave()
		synctest.Wait()
		if !slices.Equal(s.went, []string{"stays"}) {
			t.Errorf("went: %v", s.went)
		}

		enter(t, s.Queue)
		s.Leave()
	})
}

func TestNeverMoreAreAtItThanMay(t *testing.T) {
	q := auth.NewQueue(2, 1000, 1000)
	var mu sync.Mutex
	inside, most := 0, 0
	step := func(n int) {
		mu.Lock()
		defer mu.Unlock()
		inside += n
		most = max(most, inside)
	}

	var all sync.WaitGroup
	for i := range 500 {
		all.Go(func() {
			if err := q.Enter(t.Context(), fmt.Sprint(i%7), i%3 == 0); err != nil {
				t.Error(err)
				return
			}

			step(1)
			step(-1)
			q.Leave()
		})
	}

	all.Wait()
	if most > 2 {
		t.Errorf("%d were at it at the same time, want at most 2", most)
	}
}

func enter(t *testing.T, q *auth.Queue) {
	t.Helper()
	if err := q.Enter(t.Context(), "first", false); err != nil {
		t.Fatal(err)
	}
}

func busy(t *testing.T, what string, err error) {
	t.Helper()
	if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "现在登录的人太多") {
		t.Errorf("%s is told %v, want that too many are here", what, err)
	}
}
