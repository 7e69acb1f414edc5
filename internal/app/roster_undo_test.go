package app_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// imported imports a text file as the office does.
func imported(t *testing.T, w *testkit.World, who access.Actor, text string, answers app.RosterAnswers) *org.Import {
	t.Helper()
	sheets, err := w.App.ReadRoster(t.Context(), who, "党员.csv", strings.NewReader(text), int64(len(text)), answers, nil)
	ok(t, err)
	im, written, err := w.App.ImportRoster(t.Context(), who, sheets, app.ImportOptions{AllowEmpty: true, File: "党员.csv"})
	ok(t, err)
	if !written {
		t.Fatalf("nothing was written: %v", im.Notes.List)
	}

	return im
}

// rosterOf is the whole living roster, its persons and units by number.
func rosterOf(t *testing.T, w *testkit.World) (r org.Roster) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		r, err = tx.Roster()
		return err
	}))
	slices.SortFunc(r.Persons, func(a, b org.Person) int { return int(a.ID - b.ID) })
	slices.SortFunc(r.Units, func(a, b org.Unit) int { return int(a.ID - b.ID) })
	return r
}

const (
	bothSheets = "工号,姓名,人员类别,所在党支部,手机\n101,赵伟,正式,机械学院教工党支部,13900000001\n900,施工,预备,机械学院学生党支部,\n"
	newUnits   = "党组织代码,党组织全称,类别,上级党组织\nB19,机械学院离退休党支部,党支部,Z1\n"
)

func TestTheLastImportIsTakenBackAsThoughItHadNotBeen(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		who := operator
		for _, text := range []string{bothSheets, newUnits} {
			before := rosterOf(t, w)
			imported(t, w, who, text, app.RosterAnswers{})
			if reflect.DeepEqual(before, rosterOf(t, w)) {
				t.Fatal("the import changed nothing")
			}

			u, err := w.App.UndoImport(t.Context(), who)
			ok(t, err)
			if after := rosterOf(t, w); !reflect.DeepEqual(before, after) {
				t.Errorf("after taking %s back there are %d units and %d persons, before %d and %d", u.File, len(after.Units), len(after.Persons), len(before.Units), len(before.Persons))
			}

			healthy(t, w)
			_, err = w.App.UndoImport(t.Context(), who)
			conflict(t, "taking it back again", err)
		}
	})
}

func TestAnImportOnWhichSomethingBuildsIsNotTakenBack(t *testing.T) {
	for what, build := range map[string]func(*testing.T, *testkit.World){
		"another import": func(t *testing.T, w *testkit.World) {
			imported(t, w, operator, "工号,姓名,人员类别,所在党支部\n901,尤里,正式,机械学院学生党支部\n", app.RosterAnswers{})
			_, err := w.App.UndoImport(t.Context(), operator)
			ok(t, err) // the other one itself
			if _, err := w.App.UndoImport(t.Context(), operator); err == nil {
				t.Error("two imports are taken back")
			}
		},
		"a change of the roster": func(t *testing.T, w *testkit.World) {
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.SavePersons(nil) }))
			_, err := w.App.UndoImport(t.Context(), operator)
			conflict(t, "taking it back", err)
		},
		"an account": func(t *testing.T, w *testkit.World) {
			at := slices.IndexFunc(rosterOf(t, w).Persons, func(p org.Person) bool { return p.Number == "900" })
			id := rosterOf(t, w).Persons[at].ID
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
				return tx.AddAccount(access.Account{ID: 991, Login: "shigong", Person: id}, "x")
			}))
			last, err := w.App.LastImport(t.Context(), operator)
			ok(t, err)
			if last.Barred == nil {
				t.Error("an account of somebody new does not bar it")
			}
			_, err = w.App.UndoImport(t.Context(), operator)
			conflict(t, "taking it back", err)
		},
	} {
		t.Run(what, func(t *testing.T) {
			w := testkit.NewWorld(t, testkit.SQLite(t))
			imported(t, w, operator, bothSheets, app.RosterAnswers{})
			build(t, w)
		})
	}
}
