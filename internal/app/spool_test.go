package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// spooled is a world whose files lie in a folder of the test's own, at a moment that stands still.
type spooled struct {
	*testkit.World
	app  *app.App
	base string
}

var spoolTime = time.Date(2011, 1, 5, 12, 0, 0, 0, time.UTC)

func (w spooled) at(moment time.Time) *app.App { return w.app.At(func() time.Time { return moment }) }

func spool(t *testing.T, w *testkit.World) spooled {
	t.Helper()
	base := filepath.Join(t.TempDir(), "spool")
	ok(t, w.App.OpenSpool(base))
	t.Cleanup(func() { ok(t, w.App.CloseExports()) })
	return spooled{w, w.App.At(func() time.Time { return spoolTime }), base}
}

// gone wants what one hears of files that are not there, or not one's own.
func gone(t *testing.T, what string, err error) {
	t.Helper()
	if !errs.Is(err, errs.NotFound) {
		t.Errorf("%s: %v, want it not found", what, err)
	}
}

// order is the forms of the members of B11.
func (w spooled) order() app.FormOrder {
	return app.FormOrder{Round: w.Round, Unit: w.Unit("B11"), Form: app.MemberForm, As: app.FormZip, Name: "登记表.zip"}
}

// signedIn is a person of the roster with an account.
func (w spooled) signedIn(number string, account int64) access.Actor {
	who := w.As(number).Actor
	who.Account = account
	return who
}

// made waits until the export is no longer in the making.
func (w spooled) made(t *testing.T, who access.Actor, key app.ExportKey) app.Export {
	t.Helper()
	x, err := w.app.AwaitExport(t.Context(), who, key, time.Minute)
	ok(t, err)
	if x.State.Running() {
		t.Fatalf("the export is still %s after a minute", x.State)
	}

	return x
}

// files are the spooled files below base.
func (w spooled) files(t *testing.T) (paths []string) {
	t.Helper()
	ok(t, filepath.WalkDir(w.base, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && entry.Name() != "lock" {
			paths = append(paths, path)
		}
		return err
	}))
	return paths
}

func TestAnExportedFileBelongsToItsAccountAndItsRightIsAskedAgain(t *testing.T) {
	worlds(t, func(t *testing.T, world *testkit.World) {
		w := spool(t, world)
		qian, zhao := w.signedIn("102", 1), w.signedIn("101", 2)
		key, err := w.app.StartForms(t.Context(), qian, w.order())
		ok(t, err)
		x := w.made(t, qian, key)
		if x.State != app.ExportReady || x.Name != "登记表.zip" || x.Done != x.Total || x.Total == 0 {
			t.Fatalf("the export is %+v", x)
		}

		_, file, err := w.app.OpenExport(t.Context(), qian, key)
		ok(t, err)
		body, err := io.ReadAll(file)
		ok(t, errors.Join(err, file.Close()))
		archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
		if err != nil || len(archive.File) == 0 || int64(len(body)) != x.Size {
			t.Errorf("the file of %d bytes, said to have %d, does not open: %v", len(body), x.Size, err)
		}

		_, _, err = w.app.OpenExport(t.Context(), access.Actor{Account: 1}, key)
		refused(t, "the file to his account when it has lost his post", err)
		for name, who := range map[string]access.Actor{"somebody who might have it made for himself": zhao, "the public": {}} {
			_, _, err := w.app.OpenExport(t.Context(), who, key)
			gone(t, "the file to "+name, err)
			_, err = w.app.Export(t.Context(), who, key)
			gone(t, "the state to "+name, err)
			gone(t, "erasing to "+name, w.app.CancelExport(t.Context(), who, key))
		}

		list, err := w.app.Exports(t.Context(), zhao)
		ok(t, err)
		if len(list) != 0 {
			t.Errorf("another account is shown %+v", list)
		}

		_, err = w.app.StartForms(t.Context(), w.signedIn("103", 3), w.order())
		refused(t, "a member exporting", err)
	})
}

func TestAnExportedFileIsForItsUserAloneAndErasedAfterAnHour(t *testing.T) {
	w := spool(t, testkit.NewWorld(t, testkit.SQLite(t)))
	qian := w.signedIn("102", 1)
	key, err := w.app.StartForms(t.Context(), qian, w.order())
	ok(t, err)
	w.made(t, qian, key)
	again, err := w.app.StartForms(t.Context(), qian, w.order())
	ok(t, err)
	w.made(t, qian, again)
	files := w.files(t)
	if len(files) != 2 || filepath.Base(files[0]) == filepath.Base(files[1]) || len(filepath.Base(files[0])) < 26 {
		t.Fatalf("the files are %v", files)
	}

	for _, path := range append(files, filepath.Dir(files[0]), w.base) {
		info, err := os.Stat(path)
		ok(t, err)
		if got := info.Mode().Perm(); got&0o077 != 0 || !info.IsDir() && got != 0o600 {
			t.Errorf("%s has the mode %v", path, got)
		}
	}

	last := w.at(spoolTime.Add(time.Hour - time.Nanosecond))
	last.EraseExports()
	_, file, err := last.OpenExport(t.Context(), qian, key)
	ok(t, err)
	ok(t, file.Close())
	over := w.at(spoolTime.Add(time.Hour))
	_, _, err = over.OpenExport(t.Context(), qian, key)
	gone(t, "the file after an hour, before it is swept", err)
	over.EraseExports()
	if left := w.files(t); len(left) != 0 {
		t.Errorf("after an hour there are still %v", left)
	}
}

func TestTwoProgramsOverOneDatabaseKeepTheirOwnSpool(t *testing.T) {
	s := testkit.SQLite(t)
	w := spool(t, testkit.NewWorld(t, s))
	qian := w.signedIn("102", 1)
	key, err := w.app.StartForms(t.Context(), qian, w.order())
	ok(t, err)
	w.made(t, qian, key)

	left := filepath.Join(w.base, "lingping-spool-crashed")
	ok(t, os.Mkdir(left, 0o700))
	ok(t, os.WriteFile(filepath.Join(left, "lock"), nil, 0o600))
	ok(t, os.WriteFile(filepath.Join(left, "FILE"), []byte("名单"), 0o600))
	other := app.New(s)
	ok(t, other.OpenSpool(w.base))
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what a program that is gone has left is still there: %v", err)
	}

	_, _, err = other.OpenExport(t.Context(), qian, key)
	gone(t, "the file to the other program", err)
	ok(t, other.CloseExports())
	_, file, err := w.app.OpenExport(t.Context(), qian, key)
	ok(t, err)
	ok(t, file.Close())

	ok(t, w.app.CloseExports())
	if left, err := os.ReadDir(w.base); err != nil || len(left) != 0 {
		t.Errorf("after the end there are still %v, %v", left, err)
	}

	if _, err := w.app.StartForms(t.Context(), qian, w.order()); !errs.Is(err, errs.Unavailable) {
		t.Errorf("an export after the end: %v", err)
	}
}

// holdExports keeps the exports' connection until it is let go, so that what is begun stays in the making.
func holdExports(t *testing.T, s *store.Store) (release func()) {
	t.Helper()
	held, let, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- s.ReadApart(context.Background(), func(*store.Tx) error {
			close(held)
			<-let
			return nil
		})
	}()

	<-held
	return func() {
		close(let)
		ok(t, <-ended)
	}
}

func TestExportsAtOnceAreLimitedPerAccountAndInAllAndCanBeCancelled(t *testing.T) {
	worlds(t, func(t *testing.T, world *testkit.World) {
		w := spool(t, world)
		release := holdExports(t, w.Store)
		var keys []app.ExportKey
		var owners []access.Actor
		begin := func(account int64) error {
			who := w.signedIn("102", account)
			key, err := w.app.StartForms(t.Context(), who, w.order())
			if err == nil {
				keys, owners = append(keys, key), append(owners, who)
			}
			return err
		}

		for account := int64(1); account <= 4; account++ {
			ok(t, begin(account))
			if account == 1 {
				ok(t, begin(1))
				conflict(t, "a third export of one account", begin(1))
				continue
			}

			ok(t, begin(account))
		}

		if err := begin(5); !errs.Is(err, errs.Unavailable) {
			t.Errorf("a ninth export in all: %v", err)
		}

		for i, key := range keys {
			x, err := w.app.Export(t.Context(), owners[i], key)
			ok(t, err)
			if !x.State.Running() {
				t.Errorf("export %d is %s though none can be made", i, x.State)
			}
		}

		_, _, err := w.app.OpenExport(t.Context(), owners[0], keys[0])
		conflict(t, "opening what is in the making", err)
		ok(t, w.app.CancelExport(t.Context(), owners[0], keys[0]))
		_, err = w.app.Export(t.Context(), owners[0], keys[0])
		gone(t, "a cancelled export", err)
		ok(t, begin(5))
		release()
		for i, key := range keys[1:] {
			if x := w.made(t, owners[i+1], key); x.State != app.ExportReady {
				t.Errorf("export %d is %s: %v", i+1, x.State, x.Problem)
			}
		}

		if got := len(w.files(t)); got != len(keys)-1 {
			t.Errorf("%d files lie there, want %d: none of the one that was cancelled", got, len(keys)-1)
		}
	})
}

func TestAnAccountKeepsTenFilesAndTheOldestThatItFetchedMakesRoom(t *testing.T) {
	w := spool(t, testkit.NewWorld(t, testkit.SQLite(t)))
	qian := w.signedIn("102", 1)
	var keys []app.ExportKey
	for i := range 10 {
		key, err := w.at(spoolTime.Add(time.Duration(i)*time.Second)).StartForms(t.Context(), qian, w.order())
		ok(t, err)
		w.made(t, qian, key)
		keys = append(keys, key)
	}

	_, err := w.app.StartForms(t.Context(), qian, w.order())
	conflict(t, "an eleventh file while none was fetched", err)
	for _, key := range []app.ExportKey{keys[4], keys[3]} {
		_, file, err := w.app.OpenExport(t.Context(), qian, key)
		ok(t, err)
		ok(t, file.Close())
	}

	key, err := w.app.StartForms(t.Context(), qian, w.order())
	ok(t, err)
	w.made(t, qian, key)
	_, err = w.app.Export(t.Context(), qian, keys[3])
	gone(t, "the oldest that was fetched", err)
	_, err = w.app.Export(t.Context(), qian, keys[4])
	ok(t, err)
	if got := len(w.files(t)); got != 10 {
		t.Errorf("%d files lie there", got)
	}
}

func TestAnExportThatFailsSaysWhyAndLeavesNothing(t *testing.T) {
	w := spool(t, testkit.NewWorld(t, testkit.SQLite(t)))
	chen := w.signedIn("001", 1)
	order := w.order()
	order.Form = 4
	if _, err := w.app.StartForms(t.Context(), chen, order); !errs.Is(err, errs.Invalid) {
		t.Errorf("annex 4: %v", err)
	}

	order = w.order()
	order.Unit = w.Unit("Z1")
	_, err := w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{Subjects: membersBelow(t, w.World), Reason: "试点", Approver: "陈建国"})
	ok(t, err)
	key, err := w.app.StartForms(t.Context(), chen, order)
	ok(t, err)
	x := w.made(t, chen, key)
	if x.State != app.ExportFailed || !errs.Is(x.Problem, errs.Invalid) {
		t.Errorf("the forms of a place where nobody is reviewed are %s: %v", x.State, x.Problem)
	}

	if _, _, err = w.app.OpenExport(t.Context(), chen, key); !errs.Is(err, errs.Invalid) {
		t.Errorf("the file of what failed: %v, want why it failed", err)
	}

	if left := w.files(t); len(left) != 0 {
		t.Errorf("what failed has left %v", left)
	}
}

// membersBelow are the subjects of annex 3 in the whole round.
func membersBelow(t *testing.T, w *testkit.World) (out []assign.Subject) {
	t.Helper()
	plan, err := w.App.Plan(t.Context(), operator, w.Round)
	ok(t, err)
	for _, o := range plan.Obligations {
		if o.Subject.Subject.Person != 0 && o.Subject.Subject.Kind != scheme.Secretary {
			out = append(out, o.Subject.Subject)
		}
	}

	return out
}
