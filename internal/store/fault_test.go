package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// limitPages lets the database file grow to so many pages more and no further: SQLite then says that the disk is full.
func limitPages(t testing.TB, s *store.Store, more int) {
	t.Helper()
	write(t, s, func(tx *store.Tx) error {
		pages, err := store.Count(tx, "PRAGMA page_count")
		if err != nil {
			return err
		}
		_, err = store.Count(tx, "PRAGMA max_page_count = "+strconv.Itoa(pages+more))
		return err
	})
}

func wantDiskFull(t testing.TB, err error) {
	t.Helper()
	if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "磁盘已满") {
		t.Errorf("the write gives %v, want the sentence about the full disk", err)
	}
}

// fillable is a store on a disk that is full soon, and what makes room on it: a small tmpfs where one may mount, else
// SQLite's own limit.
func fillable(t *testing.T) (s *store.Store, room func()) {
	t.Helper()
	dir := t.TempDir()
	err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m")
	if errors.Is(err, syscall.EPERM) {
		s = testkit.SQLite(t)
		limitPages(t, s, 100)
		return s, func() { limitPages(t, s, 10_000) }
	}

	if err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})

	s, err = store.Open(t.Context(), filepath.Join(dir, "lingping.db"))
	if err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, func() {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=32m"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFullDiskRefusesAndRecovers(t *testing.T) {
	s, room := fillable(t)
	notes(t, s)
	body := strings.Repeat("领评", 1000)
	var saved []int64
	refused := 0
	for id := int64(1); refused < 20; id++ {
		err := s.Write(t.Context(), note(id, body))
		if err == nil {
			saved = append(saved, id)
			continue
		}

		refused++
		wantDiskFull(t, err)
		wantNotes(t, s, saved...)
	}

	if len(saved) == 0 {
		t.Fatal("the disk was full before the first note")
	}

	select {
	case err := <-s.Fatal():
		t.Fatalf("a full disk stops the program: %v", err)
	default:
	}

	room()
	write(t, s, note(100_000, body))
	wantNotes(t, s, append(saved, 100_000)...)
	wantSound(t, s)
}

func wantSound(t testing.TB, s *store.Store) {
	t.Helper()
	broken, err := s.Check(context.Background())
	if err != nil || len(broken) > 0 {
		t.Errorf("the database is not sound: %v %v", broken, err)
	}
}

// wantStopped fails unless the store has told of the fault and refuses everything.
func wantStopped(t testing.TB, s *store.Store) {
	t.Helper()
	select {
	case err := <-s.Fatal():
		if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "程序已停止工作") {
			t.Errorf("the program is told %v", err)
		}
	default:
		t.Error("the program is not told to stop")
	}

	ran := false
	nothing := func(*store.Tx) error { ran = true; return nil }
	for _, call := range []func(context.Context, func(*store.Tx) error) error{s.Write, s.WriteAlone, s.Read} {
		if err := call(t.Context(), nothing); !errs.Is(err, errs.Unavailable) || ran {
			t.Errorf("after the fault the store answers %v (closure ran: %v)", err, ran)
		}
	}
}

// The limit of the process makes the log's next growth an I/O error, as a failing disk does.
func TestWriteErrorStopsTheStore(t *testing.T) {
	path := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}

	notes(t, s)
	write(t, s, note(1, "acknowledged"))
	limitFiles(t, path+"-wal", func() {
		huge := strings.Repeat("x", 1<<20)
		if err := s.Write(t.Context(), note(2, huge)); !errs.Is(err, errs.Unavailable) {
			t.Errorf("the write gives %v", err)
		}
		wantStopped(t, s)
	})
	if err := s.Close(); err != nil {
		t.Error(err)
	}

	again, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()

	wantNotes(t, again, 1)
	wantSound(t, again)
}

// limitFiles runs do while no file may grow to more than the size of the named one and a little.
func limitFiles(t *testing.T, name string, do func()) {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}

	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}

	narrow := before
	narrow.Cur = uint64(info.Size()) + 64<<10
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &narrow); err != nil {
		t.Fatal(err)
	}

	defer func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Fatal(err)
		}
	}()

	do()
}

func TestDamagedFileStopsTheStore(t *testing.T) {
	path := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}

	notes(t, s)
	write(t, s, func(tx *store.Tx) error {
		for id := range int64(900) { // so few have no figures, which opening would read
			if err := note(id, strings.Repeat("领评", 100))(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	damage(t, path)
	s, err = store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}

	if broken, err := s.Check(t.Context()); len(broken) == 0 {
		t.Errorf("the check finds nothing: %v", err)
	}

	err = s.Read(t.Context(), func(tx *store.Tx) error {
		_, err := store.Count(tx, "SELECT COUNT(*) FROM note WHERE body LIKE '%x%'")
		return err
	})
	if !errs.Is(err, errs.Unavailable) {
		t.Errorf("reading damaged pages gives %v", err)
	}

	wantStopped(t, s)
}

// damage overwrites the last quarter of the file.
func damage(t *testing.T, path string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	for i := len(content) * 3 / 4; i < len(content); i++ {
		content[i] = 0x5a
	}

	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}
