package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// A copy that is made while others write is of one moment: whatever was acknowledged before it began is in it, no write is in it
// by half, and it can be opened.
func TestACopyMadeWhileOthersWriteIsOfOneMoment(t *testing.T) {
	path := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}

	write(t, s, func(tx *store.Tx) error {
		for _, table := range []string{"note", "pair"} {
			if _, err := tx.Exec("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY)"); err != nil {
				return err
			}
		}
		return nil
	})

	stop, saved := make(chan struct{}), make(chan int64, 1<<20)
	var writers sync.WaitGroup
	writers.Go(func() {
		for n := int64(1); ; n++ {
			select {
			case <-stop:
				return
			default:
			}

			write(t, s, func(tx *store.Tx) error {
				for _, table := range []string{"note", "pair"} {
					if _, err := tx.Exec("INSERT INTO "+table+" (id) VALUES ($1)", n); err != nil {
						return err
					}
				}
				return nil
			})
			saved <- n
		}
	})

	for range 3 {
		before := <-saved
		copied := filepath.Join(t.TempDir(), "copy.db")
		if err := store.Copy(t.Context(), path, copied); err != nil {
			t.Fatal(err)
		}

		if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the copy may be used as %v: %v", info.Mode(), err)
		}

		c, err := store.Open(t.Context(), copied)
		if err != nil {
			t.Fatal(err)
		}

		if err := c.Read(t.Context(), func(tx *store.Tx) error {
			notes, err := store.Count(tx, "SELECT COUNT(*) FROM note")
			if err != nil {
				return err
			}

			whole, err := store.Count(tx, "SELECT COUNT(*) FROM note JOIN pair ON pair.id = note.id")
			if int64(notes) < before || whole != notes {
				t.Errorf("the copy has %d notes, %d of them whole; %d were acknowledged before it was begun", notes, whole, before)
			}

			return err
		}); err != nil {
			t.Error(err)
		}

		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}

	close(stop)
	writers.Wait()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoDatabaseOfOursIsNotCopied(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "foreign.db")
	if err := os.WriteFile(foreign, []byte("# notes\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	for path, want := range map[string]string{foreign: "不是领评的数据库", filepath.Join(dir, "none.db"): "没有数据库"} {
		err := store.Copy(t.Context(), path, filepath.Join(dir, "copy.db"))
		if err == nil || !strings.Contains(err.Error(), want) || errs.KindOf(err) == errs.Internal {
			t.Errorf("copying %s gives %v, want %q", path, err, want)
		}
	}

	if got := keys(files(t, foreign)); len(got) != 1 {
		t.Errorf("the refusal leaves %v", got)
	}
}

// A file that is damaged is not copied as if it were whole.
func TestADamagedFileIsNotCopied(t *testing.T) {
	path := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}

	notes(t, s)
	write(t, s, note(1, strings.Repeat("领评", 50_000)))
	if err := s.Close(); err != nil {
		t.Error(err)
	}

	damage(t, path)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := store.Copy(t.Context(), path, copied); err == nil || !strings.Contains(err.Error(), "已损坏") {
		t.Errorf("copying gives %v, want the sentence about the damaged file", err)
	}

	if _, err := os.Stat(copied); err == nil {
		t.Error("a copy that is not whole was left")
	}
}

// There and back again every row is what it was, on either engine.
func TestMovingThereAndBackKeepsEveryRow(t *testing.T) {
	for _, version := range testkit.ReleasedVersions() {
		first, server := testkit.ReleasedFile(t, version), testkit.BarePostgresURL(t)
		second := filepath.Join(t.TempDir(), "lingping.db")
		for _, step := range [][2]string{{first, server}, {server, second}} {
			moved, err := store.Move(t.Context(), step[0], step[1])
			if err != nil {
				t.Fatal(err)
			}

			rows := int64(0)
			for _, m := range moved {
				rows += m.Rows
			}

			if rows < 1000 {
				t.Errorf("%d rows were moved", rows)
			}
		}

		if diff := cmp.Diff(prints(t, first), prints(t, second)); diff != "" {
			t.Errorf("after there and back (-before +after):\n%s", diff)
		}

		if _, err := store.Move(t.Context(), first, server); !errs.Is(err, errs.Conflict) || !strings.Contains(err.Error(), "已经有数据库") {
			t.Errorf("moving into a house gives %v", err)
		}

		if _, err := store.Move(t.Context(), first, second); !errs.Is(err, errs.Invalid) {
			t.Errorf("moving from a file to a file gives %v", err)
		}

		s, err := store.Open(t.Context(), first)
		if err != nil {
			t.Fatal(err)
		}

		if _, err := store.Move(t.Context(), first, testkit.BarePostgresURL(t)); !errs.Is(err, errs.Conflict) || !strings.Contains(err.Error(), "正在使用") {
			t.Errorf("moving what is in use gives %v", err)
		}

		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func prints(t *testing.T, path string) map[string]string {
	t.Helper()
	found, err := store.Prints(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
