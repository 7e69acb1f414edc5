package app_test

import (
	"path/filepath"
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// Everybody finds those whose pages open to him: the office everybody, whoever leads or has a charge those below it,
// a member nobody. What databases take for more than text is text.
func TestPersonsAreFoundWithinWhatOneWorksOn(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office, general, branch, member := w.AsOffice().Actor, w.As("101").Actor, w.As("102").Actor, w.As("105").Actor
		for _, c := range []struct {
			what string
			who  access.Actor
			q    string
			want []string
		}{
			{"the office", office, "孙", []string{"103"}},
			{"the office", office, "小", nil},
			{"the office", office, "芳", []string{"102"}},
			{"the office", office, "ZHA", []string{"004", "101"}},
			{"the office", office, "zw", []string{"101"}},
			{"the office", office, "４０", []string{"401", "402", "403"}},
			{"the office", office, " 钱 芳 ", []string{"102"}},
			{"the office", office, "钱芳芳", nil},
			{"the office", office, "孙%", nil},
			{"the office", office, "孙_", nil},
			{"the office", office, `\䶮`, nil},
			{"the office", office, "%%", nil},
			{"who leads the general branch", general, "孙", []string{"103"}},
			{"who leads the general branch", general, "娜", []string{"104"}},
			{"who leads the general branch", general, "冯", nil},
			{"who leads the branch", branch, "孙", []string{"103"}},
			{"who leads the branch", branch, "娜", nil},
			{"a member", member, "吴", nil},
		} {
			found, err := w.App.FindPersons(t.Context(), c.who, c.q)
			ok(t, err)
			var numbers []string
			for _, f := range found {
				numbers = append(numbers, f.Number)
			}

			slices.Sort(numbers)
			if !slices.Equal(numbers, c.want) {
				t.Errorf("%s looks for %q and finds %v, want %v", c.what, c.q, numbers, c.want)
			}
		}

		for _, short := range []string{"", " ", "　", "z", "%", "\u200b\u200b"} {
			if _, err := w.App.FindPersons(t.Context(), office, short); !errs.Is(err, errs.Invalid) {
				t.Errorf("looking for %q gives %v", short, err)
			}
		}
	})
}

// A house from before there were words is made ready when it is opened, once, and then nobody is missing.
func TestAHouseWithoutWordsIsMadeReady(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`DELETE FROM person_word`)
			return err
		}))
		if wrong := must(w.App.Examine(t.Context(), operator))(t).Wrong; len(wrong) != 1 {
			t.Errorf("the doctor says of a house without words: %v", wrong)
		}

		ok(t, w.App.Prepare(t.Context()))
		healthy(t, w)
		if found := must(w.App.FindPersons(t.Context(), operator, "孙䶮"))(t); len(found) != 1 {
			t.Errorf("found %v", found)
		}

		var tally store.Tally
		ok(t, w.App.Prepare(tally.On(t.Context())))
		if work := tally.Work(); work.Transactions != 1 {
			t.Errorf("the second time it takes %+v", work)
		}
	})
}

// One word too few, too many or of another branch is found by the doctor.
func TestTheDoctorFindsWordsThatAreNotThoseOfThePersons(t *testing.T) {
	for what, harm := range map[string]string{
		"too few":           `DELETE FROM person_word WHERE word = '孙䶮'`,
		"too many":          `INSERT INTO person_word (inside, word, person_id, branch_id) SELECT inside, 'X', person_id, branch_id FROM person_word WHERE word = '孙䶮'`,
		"changed":           `UPDATE person_word SET word = '孙X' WHERE word = '孙䶮'`,
		"of another branch": `UPDATE person_word SET branch_id = (SELECT branch_id FROM person WHERE number = '401') WHERE word = '孙䶮'`,
	} {
		t.Run(what, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *testkit.World) {
				healthy(t, w)
				ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
					_, err := tx.Exec(harm)
					return err
				}))
				if wrong := must(w.App.Examine(t.Context(), operator))(t).Wrong; len(wrong) != 1 {
					t.Errorf("the doctor says: %v", wrong)
				}
			})
		})
	}
}

// What every version left is made ready too: somebody of it is found.
func TestPersonsOfEveryReleaseAreFound(t *testing.T) {
	for _, version := range testkit.ReleasedVersions() {
		testkit.Released(t, version, func(t *testing.T, s *store.Store) {
			a := app.New(s)
			a.OpenKeys(filepath.Join(t.TempDir(), "keys"))
			ok(t, a.Prepare(t.Context()))
			if found := must(a.FindPersons(t.Context(), operator, "张"))(t); len(found) == 0 {
				t.Errorf("%s: nobody is found", version)
			}
		})
	}
}
