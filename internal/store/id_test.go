package store_test

import (
	"errors"
	"math"
	"slices"
	"sync"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestSingleIDsGrowAndNeverMeet(t *testing.T) {
	s := testkit.SQLite(t)
	var mu sync.Mutex
	var all []int64
	var makers sync.WaitGroup
	for range 8 {
		makers.Go(func() {
			err := s.Read(t.Context(), func(tx *store.Tx) error {
				var mine []int64
				for range 20_000 {
					mine = append(mine, tx.NewID())
				}

				if !slices.IsSorted(mine) {
					t.Error("a later id is smaller")
				}

				mu.Lock()
				defer mu.Unlock()

				all = append(all, mine...)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}

	makers.Wait()
	slices.Sort(all)
	if len(slices.Compact(all)) != 160_000 {
		t.Error("an id came twice")
	}

	if all[0] < 1<<48 {
		t.Errorf("the id %d lies where blocks do", all[0])
	}
}

func TestBlocksOfIDsNeverMeet(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		sizes := []int{3, 0, 1, 1 << 31, 5}
		next := int64(1)
		for _, size := range sizes {
			write(t, s, func(tx *store.Tx) error {
				first, err := tx.NewIDs(size)
				if first != next {
					t.Errorf("a block of %d begins at %d, want %d", size, first, next)
				}
				return err
			})
			next += int64(size)
		}

		err := s.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.NewIDs(100)
			return errors.Join(err, errRefused)
		})
		if !errors.Is(err, errRefused) {
			t.Errorf("the write gives %v", err)
		}

		write(t, s, func(tx *store.Tx) error {
			first, err := tx.NewIDs(1)
			if first != next {
				t.Errorf("after a block that was undone the next begins at %d, want %d", first, next)
			}
			return err
		})

		for _, size := range []int{-1, 1<<31 + 1, math.MinInt} {
			err := s.Write(t.Context(), func(tx *store.Tx) error { _, err := tx.NewIDs(size); return err })
			if err == nil {
				t.Errorf("a block of %d is given", size)
			}
		}
	})
}

func TestBlocksOfIDsMadeAtOnceNeverMeet(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		var mu sync.Mutex
		var firsts []int64
		var makers sync.WaitGroup
		for range 8 {
			makers.Go(func() {
				var first int64
				err := s.Write(t.Context(), func(tx *store.Tx) (err error) {
					first, err = tx.NewIDs(10)
					return err
				})
				if err != nil {
					t.Error(err)
				}

				mu.Lock()
				defer mu.Unlock()

				firsts = append(firsts, first)
			})
		}

		makers.Wait()
		slices.Sort(firsts)
		if want := []int64{1, 11, 21, 31, 41, 51, 61, 71}; !slices.Equal(firsts, want) {
			t.Errorf("the blocks begin at %v, want %v", firsts, want)
		}
	})
}
