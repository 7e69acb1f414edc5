package store_test

import (
	"path/filepath"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// The stamp is another one after every commit, by whichever program, and stays the same through everything else.
func TestTheStampFollowsEveryCommitAndNothingElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lingping.db")
	open := func() *store.Store {
		s, err := store.Open(t.Context(), path)
		must(t, err)
		return s
	}

	one, other := open(), open()
	taken := func(s *store.Store) store.Stamp {
		stamp, known := s.Stamp()
		if !known {
			t.Skip("this system tells no stamps")
		}
		return stamp
	}

	save := func(s *store.Store) {
		must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
			_, err := tx.NewIDs(1)
			return err
		}))
	}

	empty := func(s *store.Store) { // the log
		must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
			tx.Erase()
			_, err := tx.NewIDs(1)
			return err
		}))
	}

	save(one)
	seen := map[store.Stamp]bool{taken(one): true}
	for n := range 200 {
		who := one
		if n%2 == 1 {
			who = other
		}

		if n%10 == 9 {
			empty(who)
		} else {
			save(who)
		}

		stamp := taken(one)
		if seen[stamp] {
			t.Fatalf("after %d commits the stamp is one that was there before", n)
		}

		seen[stamp] = true
		if taken(other) != stamp {
			t.Fatalf("after %d commits the two programs tell different stamps", n)
		}
	}

	before := taken(one)
	must(t, one.Read(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Rounds()
		return err
	}))
	must(t, one.Ask(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Rounds()
		return err
	}))
	for range 20 { // who is refused hears it before the writer ends its turn; the next one begins after that
		if err := one.Write(t.Context(), func(tx *store.Tx) error {
			if _, err := tx.NewIDs(1); err != nil {
				return err
			}
			return errRefused
		}); err == nil {
			t.Fatal("a write that fails is kept")
		}
	}

	if taken(one) != before || taken(other) != before {
		t.Error("reading, and what was undone, changed the stamp")
	}

	must(t, other.Close())
	save(one)
	if taken(one) == before {
		t.Error("after the other program ended commits are not seen")
	}

	must(t, one.Close())
	if _, known := one.Stamp(); known {
		t.Error("a closed store tells a stamp")
	}
}

// What Ask reads is one statement: a second one, and one that saves, is refused.
func TestAskIsOneStatementThatReads(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		rounds := func(tx *store.Tx) error {
			_, err := tx.RoundsIn("launched")
			return err
		}

		must(t, s.Ask(t.Context(), rounds))
		if err := s.Ask(t.Context(), func(tx *store.Tx) error {
			must(t, rounds(tx))
			_, err := tx.InArchive(1)
			return err
		}); err == nil {
			t.Error("two statements are answered, perhaps of two moments")
		}

		if err := s.Ask(t.Context(), func(tx *store.Tx) error { return tx.SweepSessions(tx.Now) }); err == nil {
			t.Error("it saves without a transaction")
		}
	})
}
