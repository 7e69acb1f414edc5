package app_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

// promise is a promise of the person with the 工号, or of the unit when number is empty.
func promise(w *testkit.World, unit, number, text string) dossier.Commitment {
	c := dossier.Commitment{Round: w.Round, Kind: dossier.Pledge, Text: text}
	if c.Key.Unit = w.Unit(unit); number != "" {
		c.Key.Person = w.Person(number)
	}
	return c
}

func TestAMemberPromisesPublishesAndReportsAndItIsCounted(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		sun := w.As("103").Actor
		first, err := w.App.AddCommitment(t.Context(), sun, promise(w, "B11", "103", "每周到实验室答疑一次"))
		ok(t, err)
		_, err = w.App.AddCommitment(t.Context(), sun, promise(w, "B11", "103", "帮扶两名学业困难学生"))
		ok(t, err)
		if n := w.Tally("B11")[round.Pledges]; n != 0 {
			t.Errorf("%d promises count before they are public", n)
		}

		n, err := w.App.PublishCommitments(t.Context(), sun, w.Round, w.Unit("B11"), w.Person("103"), "2011-01-05")
		ok(t, err)
		_, err = w.App.ReportCommitment(t.Context(), sun, first, dossier.Kept, "答疑十六次", "2011-01-10")
		ok(t, err)
		for _, unit := range []string{"B11", "Z1", "W0"} {
			got := w.Tally(unit)
			if n != 2 || got[round.Pledges] != 2 || got[round.PledgesKept] != 1 || got[round.PledgedMembers] != 1 || got[round.PledgedUnits] != 0 {
				t.Errorf("%s counts %v", unit, got)
			}
		}

		sound(t, w, "publishing and reporting")
		list := must(w.App.Unit(t.Context(), w.As("401").Actor, w.Unit("B11")))(t).Pledges
		if len(list) != 2 || list[0].Name != "孙䶮" || list[0].Outcome != dossier.Kept {
			t.Errorf("everybody reads %+v", list)
		}

		_, err = w.App.ReportCommitment(t.Context(), sun, first, dossier.PartlyKept, "期末停了两周", "2011-01-11")
		ok(t, err)
		if got := w.Tally("W0")[round.PledgesKept]; got != 0 {
			t.Errorf("%d count as kept after that was taken back", got)
		}

		sound(t, w, "reporting anew")
	})
}

func TestWhatIsPublicStaysAsItWasSaid(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		sun := w.As("103").Actor
		id, err := w.App.AddCommitment(t.Context(), sun, promise(w, "B11", "103", "每周答疑"))
		ok(t, err)
		_, err = w.App.ChangeCommitment(t.Context(), sun, id, promise(w, "B11", "103", "每周答疑一次"))
		ok(t, err)
		_, err = w.App.PublishCommitments(t.Context(), sun, w.Round, 0, w.Person("103"), "2011-01-05")
		ok(t, err)
		_, err = w.App.ChangeCommitment(t.Context(), sun, id, promise(w, "B11", "103", "每月答疑一次"))
		conflict(t, "rewriting a public promise", err)
		_, err = w.App.DropCommitment(t.Context(), sun, id)
		conflict(t, "taking back a public promise", err)
		_, err = w.App.PublishCommitments(t.Context(), sun, w.Round, 0, w.Person("103"), "2011-01-06")
		conflict(t, "publishing when all is public", err)
		if _, err = w.App.ReportCommitment(t.Context(), sun, id, dossier.Unkept, "", ""); !errs.Is(err, errs.Invalid) {
			t.Errorf("a promise not kept without a word: %v", err)
		}

		task := promise(w, "B11", "103", "完成评估")
		task.Kind = dossier.Task
		if _, err = w.App.AddCommitment(t.Context(), sun, task); !errs.Is(err, errs.Invalid) {
			t.Errorf("a unit's task for a member: %v, want it refused", err)
		}
	})
}

func TestABranchSecretaryEntersForHisMembersInOneGo(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102").Actor
		in := []dossier.Entered{
			{Person: w.Person("101"), Kind: dossier.Pledge, Lines: "1. 联系两个教研室\n2、带头上公开课\n\n"},
			{Person: w.Person("103"), Kind: dossier.Duty, Lines: "实验室安全员"},
		}

		n, err := w.App.EnterCommitments(t.Context(), qian, w.Round, w.Unit("B11"), "2011-01-04", in)
		ok(t, err)
		again, err := w.App.EnterCommitments(t.Context(), qian, w.Round, w.Unit("B11"), "2011-01-04", in)
		ok(t, err)
		if n != 3 || again != 0 {
			t.Errorf("%d were entered, then %d; want 3 and nothing twice", n, again)
		}

		b, err := w.App.BranchCommitments(t.Context(), qian, w.Round, w.Unit("B11"))
		ok(t, err)
		zhao := b.Rows[0]
		if zhao.Name != "赵伟" || len(zhao.List) != 2 || zhao.List[0].Text != "联系两个教研室" || !zhao.List[0].Paper || zhao.List[0].Published != "2011-01-04" {
			t.Errorf("the first row is %+v", zhao)
		}

		if got := w.Tally("Z1"); got[round.PledgedMembers] != 1 || got[round.Pledges] != 2 {
			t.Errorf("Z1 counts %v", got)
		}

		sound(t, w, "entering from paper")
		_, err = w.App.EnterCommitments(t.Context(), qian, w.Round, w.Unit("B11"), "", []dossier.Entered{{Person: w.Person("105"), Kind: dossier.Pledge, Lines: "别的支部"}})
		refused(t, "entering for a member of another branch", err)
	})
}

func TestWhoMayWriteCommitments(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for number, may := range map[string]bool{"103": true, "102": true, "101": false, "001": false, "202": false, "105": false} {
			_, err := w.App.AddCommitment(t.Context(), w.As(number).Actor, promise(w, "B11", "103", "由"+number+"写"))
			if (err == nil) != may {
				t.Errorf("%s writing for 103: %v, want %v", number, err, may)
			}
		}

		_, err := w.App.AddCommitment(t.Context(), w.AsOffice().Actor, promise(w, "B11", "103", "活动办写"))
		refused(t, "the office writing a member's promise", err)
		for number, may := range map[string]bool{"102": true, "103": false, "101": false} {
			_, err := w.App.AddCommitment(t.Context(), w.As(number).Actor, promise(w, "B11", "", "支部由"+number+"写"))
			if (err == nil) != may {
				t.Errorf("%s writing for the branch: %v, want %v", number, err, may)
			}
		}

		for number, may := range map[string]bool{"103": true, "102": true, "101": true, "001": true, "202": false, "105": false} {
			_, err := w.App.Commitments(t.Context(), w.As(number).Actor, w.Round, 0, w.Person("103"))
			if (err == nil) != may {
				t.Errorf("%s reading those of 103: %v, want %v", number, err, may)
			}
		}
	})
}

func TestASheetShowsWhatItsSubjectHasTakenUponHimself(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := w.App.AddCommitment(t.Context(), w.As("103").Actor, promise(w, "B11", "103", "每周答疑一次"))
		ok(t, err)
		v, err := w.As("102").Sheet("member 103")
		ok(t, err)
		if got := v.Parts[0].Known.Commitments; len(got) != 1 || got[0].Text != "每周答疑一次" {
			t.Errorf("beside the sheet stand %+v", got)
		}
	})
}

func TestStatisticsHaveTheColumnsOfPromisesOnceThereIsOne(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := w.App.EnterCommitments(t.Context(), access.LocalOperator(), w.Round, w.Unit("B11"), "2011-01-04",
			[]dossier.Entered{{Person: w.Person("103"), Kind: dossier.Pledge, Lines: "每周答疑一次"}})
		ok(t, err)
		st, err := w.App.Stats(t.Context(), access.LocalOperator(), w.Round, "")
		ok(t, err)
		cells := statsCells(t, st)
		for _, want := range []string{"公开承诺", "承诺党员数", "兑现率"} {
			if !cells[want] {
				t.Errorf("annex 1 has no cell %q", want)
			}
		}

		w2 := testkit.NewWorld(t, testkit.SQLite(t))
		st, err = w2.App.Stats(t.Context(), access.LocalOperator(), w2.Round, "")
		ok(t, err)
		if statsCells(t, st)["公开承诺"] {
			t.Error("annex 1 has the group of promises where nobody gave one")
		}
	})
}

// statsCells are the texts of annex 1.
func statsCells(t *testing.T, st app.Stats) map[string]bool {
	t.Helper()
	var book bytes.Buffer
	ok(t, app.WriteStats(&book, st))
	f, err := excelize.OpenReader(&book)
	ok(t, err)
	rows, err := f.GetRows(f.GetSheetName(0))
	ok(t, err)
	cells := map[string]bool{}
	for _, row := range rows {
		for _, cell := range row {
			cells[cell] = true
		}
	}

	return cells
}
