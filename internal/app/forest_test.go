package app_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// forest are the texts of the forest farm in docs/scheme.md: its roster by file and its scheme.
type forest struct {
	roster [][2]string // name of the file, text
	scheme string
}

func readForest(t *testing.T) (f forest) {
	t.Helper()
	text, err := os.ReadFile("../../docs/scheme.md")
	ok(t, err)
	_, farm, found := strings.Cut(string(text), "## 一份通知从头做到尾")
	if !found {
		t.Fatal("docs/scheme.md has no example from notice to file")
	}

	for _, m := range regexp.MustCompile("(?s)`([^`\n]+\\.csv)`：\n\n```csv\n(.*?)```").FindAllStringSubmatch(farm, -1) {
		f.roster = append(f.roster, [2]string{m[1], m[2]})
	}

	scheme := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindStringSubmatch(farm)
	if len(f.roster) != 4 || scheme == nil {
		t.Fatalf("the example has %d files of a roster, and a scheme: %v", len(f.roster), scheme != nil)
	}

	f.scheme = scheme[1]
	return f
}

// settle has the farm in an empty store, its round running.
func (f forest) settle(t *testing.T, s *store.Store) *testkit.World {
	t.Helper()
	s = s.At(testkit.Ticking(time.Date(2011, 1, 5, 9, 0, 0, 0, time.UTC)))
	a := app.New(s)
	for _, sheet := range f.roster {
		sheets, err := app.ReadRoster(t.Context(), sheet[0], strings.NewReader(sheet[1]), int64(len(sheet[1])), app.RosterAnswers{}, nil)
		ok(t, err)
		im, written, err := a.ImportRoster(t.Context(), operator, sheets, app.ImportOptions{})
		ok(t, err)
		if !written {
			t.Fatalf("%s is not taken: %v", sheet[0], im.Notes)
		}
	}

	_, faults := scheme.Parse("红松", []byte(f.scheme), scheme.Source)
	if len(faults) > 0 {
		t.Fatalf("the check says %v", faults)
	}

	id, err := a.OpenRound(t.Context(), operator, app.NewRound{Text: []byte(f.scheme), Name: "冬季防火期领导点评", From: "2010-12-20", To: "2011-01-20"})
	ok(t, err)
	before, err := a.PlanPage(t.Context(), operator, id, app.PlanFilter{})
	ok(t, err)
	var filers []string
	for _, line := range before.Files {
		for _, u := range line.Units {
			filers = append(filers, u.Label()+" "+line.To)
		}
	}

	if want := []string{"一工区 场部办公室", "检查站联合支部 场部办公室", "机关支部 场部办公室", "营林党总支 县林业局党委组织科", "机关支部 县林业局党委组织科"}; !slices.Equal(filers, want) {
		t.Errorf("before the round begins the plan says that %v hand in, want %v", filers, want)
	}

	_, err = a.LaunchRound(t.Context(), operator, id)
	ok(t, err)
	return testkit.WorldOf(t, a, s, id)
}

// demanded are what somebody has to do of a kind, with the last moment of each.
func demanded(t *testing.T, w *testkit.World, number string, kind app.TaskKind) (out []string) {
	t.Helper()
	home, err := w.App.Home(t.Context(), w.As(number).Actor, 0)
	ok(t, err)
	for _, task := range home.Tasks {
		if task.Kind == kind {
			out = append(out, strings.TrimSpace(strings.Join([]string{task.Name, task.To, string(task.Deadline), string(task.Hour)}, " ")))
		}
	}

	slices.Sort(out)
	return out
}

// Where branches of one general branch have different days, the reminder of a step tells each day with those who have it.
func TestAReminderTellsEachDayOfAStepWithThoseWhoHaveIt(t *testing.T) {
	farm := readForest(t)
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := farm.settle(t, s)
		lacks := func(unit string, by org.Date) (out []string) {
			t.Helper()
			r, err := w.App.Reminders(t.Context(), operator, w.Round, app.ReminderFilter{Unit: w.Unit(unit), By: by}, 0)
			ok(t, err)
			for _, part := range r.Parts {
				for _, l := range part.Lacks {
					out = append(out, fmt.Sprintf("%s %s %s %d+%d", part.Unit.Label(), l.Name, l.Day, l.Units.Left(), l.Persons.Left()))
				}
			}
			return out
		}

		for _, c := range []struct {
			unit string
			by   org.Date
			want []string
		}{
			{"L0", "2011-01-09", nil},
			{"L0", "2011-01-11", []string{"营林党总支 回看 2011-01-10 2+3", "机关支部 回看 2011-01-10 1+3"}},
			{"L0", "2011-01-15", []string{"营林党总支 回看 2011-01-10 2+3", "营林党总支 回看 2011-01-15 1+2", "营林党总支 走访 2011-01-12 3+0",
				"机关支部 回看 2011-01-10 1+3", "机关支部 走访 2011-01-12 1+0"}},
			{"L12", "2011-01-14", []string{"检查站联合支部 走访 2011-01-12 1+0"}},
		} {
			if got := lacks(c.unit, c.by); !slices.Equal(got, c.want) {
				t.Errorf("of %s by %s is told %q, want %q", c.unit, c.by, got, c.want)
			}
		}
	})
}

// TestTheForestFarmGoesFromItsNoticeToItsPapers works the example of docs/scheme.md as it stands there.
func TestTheForestFarmGoesFromItsNoticeToItsPapers(t *testing.T) {
	farm := readForest(t)
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := farm.settle(t, s)
		for number, want := range map[string][]string{
			"03": {"机关支部 县林业局党委组织科 2011-01-25 12:00", "机关支部 场部办公室 2011-01-22 17:00"},
			"11": {"营林党总支 县林业局党委组织科 2011-01-25 12:00"},
			"12": {"一工区 场部办公室 2011-01-22 17:00"},
			"21": {"检查站联合支部 场部办公室 2011-01-22 17:00"},
		} {
			if got := demanded(t, w, number, app.TaskFilingHandIn); !slices.Equal(got, want) {
				t.Errorf("%s has to hand in %q, want %q", number, got, want)
			}
		}

		for number, day := range map[string]org.Date{"12": "2011-01-10", "21": "2011-01-15"} {
			if got := demanded(t, w, number, app.TaskSummary); len(got) == 0 || slices.ContainsFunc(got, func(s string) bool { return !strings.HasSuffix(s, string(day)) }) {
				t.Errorf("%s looks back by %q, want %s", number, got, day)
			}
		}

		for number, day := range map[string]org.Date{"12": "2011-01-20", "21": "2011-01-25"} {
			home, err := w.App.Home(t.Context(), w.As(number).Actor, 0)
			ok(t, err)
			for _, g := range home.Groups {
				if g.Deadline != day {
					t.Errorf("%s reviews %v by %s, want %s", number, g.Kinds, g.Deadline, day)
				}
			}

			if len(home.Groups) == 0 {
				t.Errorf("%s reviews nobody", number)
			}
		}

		given(t, w)
		for _, want := range []struct {
			unit, by, to, hour string
			duty, form, sheets int
			title              string
		}{
			{"L2", "03", "场部办公室", "17:00", 1, 3, 3, "红松林场党员点评卡"},
			{"L2", "03", "县林业局党委组织科", "12:00", 2, 2, 1, "红松林场支部和书记点评卡"},
			{"L1", "11", "县林业局党委组织科", "12:00", 0, 2, 3, "红松林场支部和书记点评卡"},
			{"L12", "21", "场部办公室", "17:00", 0, 3, 2, "红松林场党员点评卡"},
		} {
			f, err := w.App.HandInFiling(t.Context(), w.As(want.by).Actor, w.Round, filing.Key{Unit: w.Unit(want.unit), Duty: want.duty}, "")
			ok(t, err)
			f = receive(t, w, f)
			body := packOf(t, w, f).Body
			c := testkit.CheckedPack(t, body)
			if len(c.Wrong) > 0 || c.Data.FiledTo != want.to || string(c.Data.Hour) != want.hour || len(c.Data.Sheets) != want.sheets {
				t.Errorf("the pack of %s goes to %s by %s with %d forms: %v", want.unit, c.Data.FiledTo, c.Data.Hour, len(c.Data.Sheets), c.Wrong)
			}

			files := unpacked(t, body)
			for _, sheet := range c.Data.Sheets {
				text := string(unpacked(t, files[sheet.File])["word/document.xml"])
				if sheet.Form != want.form || !strings.Contains(text, want.title) {
					t.Errorf("%s of %s is annex %d without its title", sheet.File, want.unit, sheet.Form)
				}
			}
		}

		if left := demanded(t, w, "03", app.TaskFilingHandIn); len(left) > 0 || w.Tally("L0")[round.Filed] != 9 {
			t.Errorf("left to hand in is %q, %d forms were received", left, w.Tally("L0")[round.Filed])
		}

		healthy(t, w)
	})
}

// owedSheet is a sheet that somebody has to write, by its name.
type owedSheet struct {
	name string
	kind scheme.SubjectKind
	unit org.UnitID
	of   string // 工号 of the subject, empty of a unit
	by   string
}

// owedSheets are the sheets of the round.
func owedSheets(t *testing.T, w *testkit.World) (sheets []owedSheet) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		top, err := tx.RootUnit()
		if err != nil {
			return err
		}

		for row, err := range tx.PlanRows(w.Round, top) {
			if err != nil {
				return err
			}

			subject := row.PersonNumber
			if row.Person == 0 {
				subject = row.UnitCode
			}

			sheets = append(sheets, owedSheet{string(row.Kind) + " " + subject + " by " + row.OwnerNumber, row.Kind, row.Unit, row.PersonNumber, row.OwnerNumber})
		}

		return nil
	}))
	return sheets
}

// given has everybody give every review of the round.
func given(t *testing.T, w *testkit.World) {
	t.Helper()
	sheets := owedSheets(t, w)
	for _, s := range sheets {
		if s.kind == scheme.Secretary && slices.ContainsFunc(sheets, func(o owedSheet) bool { return o.kind == scheme.Unit && o.unit == s.unit && o.by == s.by }) {
			continue // he stands on the sheet of his unit
		}
		ok(t, w.As(s.by).Submit(s.name))
	}
}
