package letterbox_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/errs"
	"lingping/internal/letterbox"
)

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// keys are in a folder of the test's own.
func keys(t testing.TB) (*letterbox.Keys, string) {
	k, dir := &letterbox.Keys{}, filepath.Join(t.TempDir(), "keys")
	k.In(dir)
	return k, dir
}

func TestWhatIsSealedHasOneLengthAndIsReadWithItsKeyAlone(t *testing.T) {
	k, _ := keys(t)
	lock, err := k.New()
	ok(t, err)
	other, err := k.New()
	ok(t, err)
	right, err := k.Key(lock)
	ok(t, err)
	wrong, err := k.Key(other)
	ok(t, err)
	const size = 300
	length := 0
	rapid.Check(t, func(t *rapid.T) {
		content := rapid.SliceOfN(rapid.Byte(), 0, size).Draw(t, "content")
		sealed, err := lock.Seal(content, size)
		if err != nil {
			t.Fatal(err)
		}

		if length == 0 {
			length = len(sealed)
		}

		if len(sealed) != length {
			t.Errorf("%d bytes are sealed to %d, others to %d", len(content), len(sealed), length)
		}

		if got, ok := right.Open(sealed); !ok || !bytes.Equal(got, content) {
			t.Errorf("out comes %q, in went %q", got, content)
		}

		if _, ok := wrong.Open(sealed); ok {
			t.Error("another key opens it")
		}

		sealed[rapid.IntRange(0, length-1).Draw(t, "at")] ^= 1
		if _, ok := right.Open(sealed); ok {
			t.Error("what was changed is taken for whole")
		}
	})

	if _, err := lock.Seal(make([]byte, size), size); err != nil {
		t.Errorf("what just fits: %v", err)
	}

	if _, err := lock.Seal(make([]byte, size+1), size); !errors.Is(err, letterbox.ErrLong) {
		t.Errorf("what does not fit: %v", err)
	}

	for _, none := range []letterbox.Lock{"", "00", lock + "00", "../" + lock} {
		if _, err := none.Seal(nil, size); err == nil {
			t.Errorf("%q locks something", none)
		}
	}
}

func TestAKeyIsItsOwnersAloneAndIsGoneOnceDestroyed(t *testing.T) {
	k, dir := keys(t)
	lock, err := k.New()
	ok(t, err)
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, string(lock)+".key"): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s may be used as %v, want %v", path, info.Mode(), want)
		}
	}

	if bare, err := k.Bare(); err != nil || len(bare) != 0 {
		t.Errorf("others may look into %v, %v", bare, err)
	}

	ok(t, os.Chmod(dir, 0o750))
	if bare, err := k.Bare(); err != nil || len(bare) != 1 || bare[0] != dir {
		t.Errorf("others may look into the folder: told are %v, %v", bare, err)
	}

	for range 2 {
		ok(t, k.Destroy(lock))
		if _, err := k.Key(lock); !errors.Is(err, letterbox.ErrLost) {
			t.Errorf("the key is destroyed and still found: %v", err)
		}
	}

	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

func TestADamagedKeyIsLostAndAFolderThatIsAwayIsNot(t *testing.T) {
	k, dir := keys(t)
	lock, err := k.New()
	ok(t, err)
	path := filepath.Join(dir, string(lock)+".key")
	raw, err := os.ReadFile(path)
	ok(t, err)
	for _, content := range [][]byte{nil, raw[:31], append(bytes.Clone(raw), 0), make([]byte, 32)} {
		ok(t, os.WriteFile(path, content, 0o600))
		if _, err := k.Key(lock); !errors.Is(err, letterbox.ErrLost) {
			t.Errorf("a file of %d bytes is taken for the key: %v", len(content), err)
		}
	}

	ok(t, os.Rename(dir, dir+"-away"))
	if _, err := k.Key(lock); !errs.Is(err, errs.Unavailable) || errors.Is(err, letterbox.ErrLost) {
		t.Errorf("with the folder away: %v, want a sentence about the folder", err)
	}

	if _, err := (&letterbox.Keys{}).New(); !errs.Is(err, errs.Unavailable) {
		t.Errorf("without a folder: %v", err)
	}
}
