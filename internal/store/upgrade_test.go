package store_test

import (
	"context"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

const (
	// upgradeChild tells the test binary to open the database that lies there, and end.
	upgradeChild = "LINGPING_UPGRADE_CHILD"
	// upgradeKills is how often an upgrade of each release is killed; the long form does it 100 times.
	upgradeKills = "LINGPING_UPGRADES"
)

// with9999 are the migrations of the product and one more at their end.
func with9999(t *testing.T, text string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{"9999_last.sql": {Data: []byte("-- +goose Up\n" + text)}}
	names, err := fs.Glob(store.Migrations(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}

	for _, name := range names {
		content, err := fs.ReadFile(store.Migrations(), name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: content}
	}

	return out
}

// Whenever the program is killed while it brings a file up to date, the next start finds everything, and what it makes of it
// is what an undisturbed upgrade makes.
func TestNothingIsLostWhenAnUpgradeIsKilled(t *testing.T) {
	kills := 4
	if long := os.Getenv(upgradeKills); long != "" {
		var err error
		if kills, err = strconv.Atoi(long); err != nil {
			t.Fatal(err)
		}
	}

	for _, version := range testkit.ReleasedVersions() {
		undisturbed := testkit.ReleasedFile(t, version)
		began := time.Now()
		if out, err := upgradeChildOf(t.Context(), undisturbed).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}

		took := time.Since(began)
		want := prints(t, undisturbed)
		amid := 0
		for n := range kills {
			path := testkit.ReleasedFile(t, version)
			ctx, stop := context.WithTimeout(t.Context(), time.Duration(rand.Int64N(int64(took))))
			_ = upgradeChildOf(ctx, path).Run() // it is killed when its time is up
			stop()
			if left, _ := filepath.Glob(path + ".upgrading-*"); len(left) > 0 {
				amid++
			}

			s, err := store.Open(t.Context(), path)
			if err != nil {
				t.Fatalf("after kill %d: %v", n+1, err)
			}

			wantSound(t, s)
			if err := s.Close(); err != nil {
				t.Error(err)
			}

			if diff := cmp.Diff(want, prints(t, path)); diff != "" {
				t.Fatalf("after kill %d the upgrade ends otherwise (-undisturbed +killed):\n%s", n+1, diff)
			}

			if left, _ := filepath.Glob(path + ".upgrading-*"); len(left) > 0 {
				t.Errorf("%v is left when all is done", left)
			}
		}

		t.Logf("%s: %d kills within %v, %d of them amid the upgrade, nothing lost", version, kills, took, amid)
	}
}

func upgradeChildOf(ctx context.Context, path string) *exec.Cmd {
	child := exec.CommandContext(ctx, os.Args[0])
	child.Env = append(os.Environ(), upgradeChild+"="+path)
	return child
}

// A file whose upgrade fails at its last step is again what it was, byte for byte of what is in it, and opens with what fits it.
func TestAFailedUpgradeGoesBackToWhatWasThere(t *testing.T) {
	for _, version := range testkit.ReleasedVersions() {
		path := testkit.ReleasedFile(t, version)
		before := prints(t, path)
		_, err := store.OpenWith(t.Context(), path, with9999(t, "CREATE TABLE nine (id BIGINT PRIMARY KEY);\nINSERT INTO nowhere VALUES (1);\n"))
		if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "已经退回升级前的样子") || !strings.Contains(err.Error(), "nowhere") {
			t.Errorf("the failing upgrade says %v", err)
		}

		if diff := cmp.Diff(before, prints(t, path)); diff != "" {
			t.Errorf("after going back (-before +after):\n%s", diff)
		}

		kept, _ := filepath.Glob(path + ".before-*")
		if len(kept) != 1 || !maps.Equal(before, prints(t, kept[0])) {
			t.Errorf("the copy from before the upgrade: %v", kept)
		}

		s, err := store.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}

		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// An upgrade that was interrupted and then fails goes back to where the first attempt began, not to the middle.
func TestAnInterruptedUpgradeGoesBackToItsBeginning(t *testing.T) {
	path := filepath.Join(t.TempDir(), "数据 100%?#[*]", "lingping.db")
	with(t, path, older, func(tx *store.Tx) error {
		_, err := tx.Exec("INSERT INTO one (id, body) VALUES (7, $1)", []byte{1})
		return err
	})

	before := prints(t, path)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	with(t, path, newer, func(*store.Tx) error { return nil }) // as if it had been killed behind the second of three steps
	if err := os.WriteFile(path+".upgrading-0001", content, 0o600); err != nil {
		t.Fatal(err)
	}

	broken := maps.Clone(newer)
	broken["0003_last.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nINSERT INTO nowhere VALUES (1);\n")}
	if _, err := store.OpenWith(t.Context(), path, broken); err == nil || !strings.Contains(err.Error(), "已经退回") {
		t.Errorf("the failing upgrade says %v", err)
	}

	if diff := cmp.Diff(before, prints(t, path)); diff != "" {
		t.Errorf("after going back (-before +after):\n%s", diff)
	}

	t.Run("but not to a copy of a file that was used since", func(t *testing.T) {
		if err := os.WriteFile(path+".upgrading-0001", content, 0o600); err != nil {
			t.Fatal(err)
		}

		with(t, path, older, func(tx *store.Tx) error {
			_, err := tx.Exec("INSERT INTO one (id, body) VALUES (8, $1)", []byte{2})
			return err
		})
		used := prints(t, path)
		if _, err := store.OpenWith(t.Context(), path, broken); err == nil {
			t.Error("the failing upgrade is taken for done")
		}

		if diff := cmp.Diff(used, prints(t, path)); diff != "" {
			t.Errorf("after going back (-before +after):\n%s", diff)
		}
	})
}

// While the old program runs nothing is upgraded under its feet.
func TestWhatIsInUseIsNotUpgraded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lingping.db")
	with(t, path, older, func(tx *store.Tx) error {
		if _, err := store.OpenWith(t.Context(), path, newer); !errs.Is(err, errs.Conflict) || !strings.Contains(err.Error(), "先停下那个程序") {
			t.Errorf("opening gives %v, want the sentence about the program that uses it", err)
		}
		return nil
	})

	with(t, path, newer, func(*store.Tx) error { return nil })
	if kept, _ := filepath.Glob(path + ".before-*"); len(kept) != 1 {
		t.Errorf("copies from before the upgrade: %v", kept)
	}

	old := time.Now().Add(-91 * 24 * time.Hour)
	if err := os.Chtimes(path+".before-0001", old, old); err != nil {
		t.Fatal(err)
	}

	with(t, path, newer, func(*store.Tx) error { return nil })
	if kept, _ := filepath.Glob(path + ".before-*"); len(kept) != 0 {
		t.Errorf("copies are kept after 91 days: %v", kept)
	}
}
