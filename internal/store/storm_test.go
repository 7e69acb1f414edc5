package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"lingping/internal/store"
)

const (
	// stormChild tells the test binary that it is the victim, and where the database lies.
	stormChild = "LINGPING_STORM_CHILD"
	// stormKills is how often the victim is killed; the long form runs with 1000.
	stormKills = "LINGPING_STORM"
	// forgetAfter is after how many kills the storm begins with empty tables again, so that looking stays quick.
	forgetAfter = 10
	// stormWriters is how many goroutines of the victim write at once.
	stormWriters = 8
)

func TestMain(m *testing.M) {
	if path := os.Getenv(stormChild); path != "" {
		fmt.Fprintln(os.Stderr, victim(path))
		os.Exit(1)
	}

	if path := os.Getenv(upgradeChild); path != "" {
		if _, err := store.Open(context.Background(), path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}

	os.Exit(m.Run())
}

// victim writes until it is killed, and says the number of every write that was acknowledged on its standard output.
// Every write is two rows that belong together. Every fifth one is refused after both, and one writer does not share
// its commits.
func victim(path string) error {
	s, err := store.Open(context.Background(), path)
	if err != nil {
		return err
	}

	failures := make(chan error)
	for writer := range stormWriters {
		call := s.Write
		if writer == 0 {
			call = s.WriteAlone
		}

		go func() {
			for n := 0; ; n++ {
				var id int64
				err := call(context.Background(), func(tx *store.Tx) error {
					id = tx.NewID()
					for _, table := range []string{"note", "copy"} {
						if _, err := tx.Exec("INSERT INTO "+table+" (id, body) VALUES ($1, $2)", id, "领评"); err != nil {
							return err
						}
					}

					if n%5 == 4 {
						return errRefused
					}

					return nil
				})
				if err == nil {
					fmt.Println(id)
				} else if n%5 != 4 {
					failures <- err
				} else {
					fmt.Println(-id)
				}
			}
		}()
	}

	return <-failures
}

// storm is the database of the victim and what it was heard to say: numbers saved, and numbers refused.
type storm struct {
	path           string
	saved, refused map[int64]bool
	heard          int
}

// TestNothingAcknowledgedIsLostWhenKilled kills a writing process with SIGKILL at random moments and looks each time
// whether all that it had acknowledged is there.
func TestNothingAcknowledgedIsLostWhenKilled(t *testing.T) {
	kills := 15
	if long := os.Getenv(stormKills); long != "" {
		var err error
		if kills, err = strconv.Atoi(long); err != nil {
			t.Fatalf("%s: %v", stormKills, err)
		}
	}

	st := &storm{path: filepath.Join(t.TempDir(), "lingping.db"), saved: map[int64]bool{}, refused: map[int64]bool{}}
	st.opened(t, func(s *store.Store) {
		write(t, s, func(tx *store.Tx) error {
			for _, table := range []string{"note", "copy"} {
				if _, err := tx.Exec("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, body TEXT NOT NULL)"); err != nil {
					return err
				}
			}
			return nil
		})
	})

	for n := range kills {
		st.kill(t, 1+rand.IntN(600))
		st.opened(t, func(s *store.Store) {
			st.look(t, s)
			if n%forgetAfter == forgetAfter-1 {
				st.forget(t, s)
			}
		})

		if t.Failed() {
			t.Fatalf("after kill %d of %d", n+1, kills)
		}
	}

	t.Logf("%d kills, %d writes acknowledged or refused, none lost", kills, st.heard)
}

// kill starts the victim and kills it when it has said something so many times.
func (st *storm) kill(t *testing.T, after int) {
	t.Helper()
	victim := exec.Command(os.Args[0])
	victim.Env = append(os.Environ(), stormChild+"="+st.path)
	victim.Stderr = os.Stderr
	said, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}

	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}

	var once sync.Once
	end := func() {
		once.Do(func() {
			if err := victim.Process.Kill(); err != nil {
				t.Error(err)
			}
		})
	}

	lines := bufio.NewScanner(said)
	for n := 1; lines.Scan(); n++ {
		id, err := strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			t.Errorf("the victim said %q", lines.Text())
		}

		st.heard++
		if id > 0 {
			st.saved[id] = true
		} else {
			st.refused[-id] = true
		}

		if n == after {
			end()
		}
	}

	end()
	_ = victim.Wait() // it was killed
}

// opened opens the database as the program does after a crash, and closes it.
func (st *storm) opened(t *testing.T, use func(*store.Store)) {
	t.Helper()
	s, err := store.Open(t.Context(), st.path)
	if err != nil {
		t.Fatal(err)
	}

	use(s)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// look compares what was said with what is there. A write that was saved but not said any more may be there; one that
// was refused may not, nor half of any.
func (st *storm) look(t *testing.T, s *store.Store) {
	t.Helper()
	wantSound(t, s)
	err := s.Read(t.Context(), func(tx *store.Tx) error {
		here := map[int64]bool{}
		for id, err := range store.Each(tx, store.Scalar[int64], "SELECT id FROM note") {
			if err != nil {
				return err
			}

			here[id] = true
			if st.refused[id] {
				t.Errorf("%d was refused and is there", id)
			}
		}

		for id := range st.saved {
			if !here[id] {
				t.Errorf("%d was acknowledged and is lost", id)
			}
		}

		halves, err := store.Count(tx, `SELECT COUNT(*) FROM note FULL JOIN copy ON copy.id = note.id
			WHERE copy.id IS NULL OR note.id IS NULL`)
		if halves != 0 {
			t.Errorf("%d writes are there by half", halves)
		}

		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// forget empties the tables.
func (st *storm) forget(t *testing.T, s *store.Store) {
	t.Helper()
	write(t, s, func(tx *store.Tx) error {
		for _, table := range []string{"note", "copy"} {
			if _, err := tx.Exec("DELETE FROM " + table); err != nil {
				return err
			}
		}
		return nil
	})

	clear(st.saved)
	clear(st.refused)
}
