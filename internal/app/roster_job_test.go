package app_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// held holds the one door of writing until it is let go, so that an import waits before it writes.
func held(t *testing.T, w *testkit.World) (release func()) {
	inside, done := make(chan struct{}), make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- w.Store.WriteAlone(context.Background(), func(*store.Tx) error {
			close(inside)
			<-done
			return nil
		})
	}()
	<-inside
	return func() {
		close(done)
		ok(t, <-ended)
	}
}

// houseOffice is somebody with an account who keeps the roster of the house.
func houseOffice() access.Actor {
	return access.Actor{Account: 7, Name: "活动办", Roles: []access.Role{{Kind: access.RoleOffice}}}
}

func TestALongImportTellsHowFarItIsAndIsStoppedWithoutATrace(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		who := houseOffice()
		before := rosterOf(t, w)
		id := must(w.App.KeepRoster(t.Context(), who, "党员.csv", newcomers(300)))(t)
		release := held(t, w)
		_, running, err := w.App.AwaitImport(t.Context(), who, id, app.RosterAnswers{}, app.ImportOptions{}, 0)
		ok(t, err)
		if running == nil || !running.Write || running.File != id {
			t.Fatalf("running is %+v", running)
		}

		_, again, err := w.App.AwaitImport(t.Context(), who, id, app.RosterAnswers{}, app.ImportOptions{}, 0)
		if err != nil || again == nil {
			t.Errorf("asked for a second time it is %+v, %v", again, err)
		}

		other := who
		other.Account = 8
		if _, _, begun, err := w.App.Importing(t.Context(), other, id, 0); begun || err != nil {
			t.Errorf("another account is told of it: %v, %v", begun, err)
		}

		_, err = w.App.StopImporting(t.Context(), w.As("105").Actor, id)
		refused(t, "stopping by somebody who may not import", err)
		stopped := make(chan error)
		go func() { // the file is forgotten when the door is free again
			_, err := w.App.StopImporting(t.Context(), who, id)
			stopped <- err
		}()
		for running != nil {
			_, running, _, _ = w.App.Importing(t.Context(), who, id, 10*time.Millisecond)
		}
		release()
		ok(t, <-stopped)

		if after := rosterOf(t, w); !reflect.DeepEqual(before, after) {
			t.Errorf("%d persons before, %d after", len(before.Persons), len(after.Persons))
		}

		if _, _, begun, _ := w.App.Importing(t.Context(), who, id, 0); begun {
			t.Error("it is still there")
		}

		_, err = w.App.CheckKeptRoster(t.Context(), who, id, app.RosterAnswers{})
		refused(t, "the file afterwards", err)
		ok(t, w.App.CloseExports())
	})
}

func TestAnImportThatNobodyWaitedForIsToldOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		who := houseOffice()
		id := must(w.App.KeepRoster(t.Context(), who, "党员.csv", newcomers(300)))(t)
		release := held(t, w)
		_, running, err := w.App.AwaitImport(t.Context(), who, id, app.RosterAnswers{}, app.ImportOptions{}, 0)
		ok(t, err)
		release()
		if running == nil {
			t.Fatal("it was written while the door was held")
		}

		k, running, begun, err := w.App.Importing(t.Context(), who, id, time.Minute)
		if err != nil || running != nil || !begun || !k.Written || k.Persons.Added() != 300 {
			t.Errorf("it came out as %+v, %+v, %v, %v", k.Written, running, begun, err)
		}

		if _, _, begun, _ := w.App.Importing(t.Context(), who, id, 0); begun {
			t.Error("it is told twice")
		}

		ok(t, w.App.CloseExports())
	})
}

// laidAside are the files of large rosters that this program has open, where the system tells.
func laidAside(t *testing.T) (open []string) {
	t.Helper()
	files, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		t.Fatal(err)
	}

	for _, file := range files {
		if to, err := os.Readlink(file); err == nil && strings.Contains(to, "lingping-roster-") {
			open = append(open, to)
		}
	}

	return open
}

// What lies beside the house while a roster is laid beside it is given back however that ends.
func TestNothingOfALargeRosterStaysOpen(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			says, row string
			dry, stop bool
			want      bool // it is written
		}{
			{says: "a check", row: "201,新来,正式,机械学院学生党支部\n", dry: true},
			{says: "a fault", row: "201,新来,正式,没有的党支部\n"},
			{says: "cancelled", row: "201,新来,正式,机械学院学生党支部\n", stop: true},
			{says: "written", row: "201,新来,正式,机械学院学生党支部\n", want: true},
		} {
			text := "工号,姓名,人员类别,所在党支部\n" + c.row
			sheets := must(w.App.ReadRoster(t.Context(), operator, "党员.csv", strings.NewReader(text), int64(len(text)), app.RosterAnswers{}, nil))(t)
			ctx, cancel := context.WithCancel(t.Context())
			opt := app.ImportOptions{Part: 1, DryRun: c.dry}
			if c.stop {
				cancel()
			}

			_, written, err := w.App.ImportRoster(ctx, operator, sheets, opt)
			cancel()
			if written != c.want || (err != nil) != c.stop {
				t.Errorf("%s: written %v, %v", c.says, written, err)
			}

			if open := laidAside(t); len(open) > 0 {
				t.Errorf("%s: %q is open still", c.says, open)
			}
		}
	})
}

// A roster that is laid beside the house in parts is written as one that is laid beside it at once, and taken back as one.
func TestARosterInPartsIsWrittenAndTakenBackAsAWhole(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		empty := rosterOf(t, w)
		var text strings.Builder
		text.WriteString("工号,姓名,人员类别,所在党支部\n101,赵伟,预备,机械学院教工党支部\n102,钱芳,正式,机械学院教工党支部\n")
		for i := range 60 {
			fmt.Fprintf(&text, "9%03d,新%d,正式,机械学院学生党支部\n", i, i%40)
		}

		brought := func(part int) (persons []string) {
			sheets := must(w.App.ReadRoster(t.Context(), operator, "党员.csv", strings.NewReader(text.String()), int64(text.Len()), app.RosterAnswers{Answers: org.Answers{AllDistinct: true}}, nil))(t)
			im, written, err := w.App.ImportRoster(t.Context(), operator, sheets, app.ImportOptions{AllowEmpty: true, File: "党员.csv", Part: part})
			if err != nil || !written {
				t.Fatalf("in parts of %d: %v, %v", part, err, im.Notes.List)
			}

			after := rosterOf(t, w).Persons
			slices.SortFunc(after, func(a, b org.Person) int { return cmp.Compare(a.ID, b.ID) })
			var names []string // in the order of their numbers, which is that of the file
			for _, p := range after {
				names = append(names, p.Number+p.Name)
				p.ID = 0
				persons = append(persons, fmt.Sprintf("%+v", p))
			}

			if open := laidAside(t); len(open) > 0 || sheets.Close() != nil {
				t.Errorf("in parts of %d: %q is open still", part, open)
			}

			slices.Sort(persons)
			persons = append(persons, names...)
			persons = append(persons, fmt.Sprint(im.Persons.Added(), im.Persons.Altered(), im.Persons.Same, im.Persons.Missing(), im.Losses, len(im.Notes.List)))
			u := must(w.App.UndoImport(t.Context(), operator))(t)
			if back := rosterOf(t, w); !reflect.DeepEqual(empty, back) || u.Gone[1].Count != 60 || u.Back[1].Count != 1 {
				t.Errorf("in parts of %d, taken back (%+v), there are %d persons of %d", part, u.UndoShown, len(back.Persons), len(empty.Persons))
			}
			return persons
		}
		if diff := gocmp.Diff(brought(0), brought(7)); diff != "" {
			t.Errorf("(-whole +in parts): %s", diff)
		}
	})
}
