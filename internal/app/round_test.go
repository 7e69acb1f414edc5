package app_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

var operator = access.LocalOperator()

// anew opens a further round in preparation.
func anew(t *testing.T, w *testkit.World, unit string) round.ID {
	t.Helper()
	id, err := w.App.OpenRound(t.Context(), operator, app.NewRound{Scheme: "chuangxian-2010", Name: "又一轮",
		From: "2011-07-01", To: "2011-12-31", Unit: unit})
	ok(t, err)
	return id
}

func member(w *testkit.World, branch, number string) assign.Subject {
	return assign.Subject{Kind: scheme.Member, Unit: w.Unit(branch), Person: w.Person(number)}
}

func TestTheFrozenPlanIsThePlanOfTheDryRun(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := anew(t, w, "")
		dry, err := w.App.Plan(t.Context(), operator, id)
		ok(t, err)
		gaps, err := w.App.LaunchRound(t.Context(), operator, id)
		ok(t, err)
		frozen, err := w.App.Plan(t.Context(), operator, id)
		ok(t, err)
		if len(dry.Obligations) != 44 || len(dry.Gaps) != 2 || gaps != 2 || dry.Counts != frozen.Counts {
			t.Fatalf("dry run %+v, %d gaps at the launch, frozen %+v", dry.Counts, gaps, frozen.Counts)
		}

		said := map[string]bool{}
		line := func(o app.PlanLine) string {
			return strings.Join(o.Decision.Rules, "+") + " " + o.Reviewer.Number + " " + o.Reviewer.Post + " " +
				string(o.Subject.Kind) + " " + o.Subject.Number + " " + o.Decision.Why.String()
		}

		for _, o := range dry.Obligations {
			said[line(o)] = true
		}

		for _, o := range frozen.Obligations {
			if !said[line(o)] {
				t.Errorf("only the frozen plan says %s", line(o))
			}
		}
	})
}

func TestARoundOverASubtreeOwesOnlyItsSubjects(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := anew(t, w, "Z1")
		_, err := w.App.LaunchRound(t.Context(), operator, id)
		ok(t, err)
		c, err := w.App.Coverage(t.Context(), operator, id, "")
		ok(t, err)
		f := c.Figures
		if f.Units.Due != 3 || f.Secretaries.Due != 3 || f.CommitteeMembers.Due != 1 || f.Members.Due != 6 || len(c.Gaps) != 0 {
			t.Errorf("the round over Z1 counts %+v", f)
		}

		if _, err := w.App.Coverage(t.Context(), operator, id, "Z2"); !errs.Is(err, errs.NotFound) {
			t.Errorf("a unit outside the round: %v", err)
		}
	})
}

func TestARoundIsLaunchedOnceAndClosedOnlyWhenNothingIsOwed(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := w.App.LaunchRound(t.Context(), operator, w.Round)
		conflict(t, "launching twice", err)
		conflict(t, "closing while reviews are owed", w.App.CloseRound(t.Context(), operator, w.Round))
		plan, err := w.App.Plan(t.Context(), operator, w.Round)
		ok(t, err)
		var all []assign.Subject
		for _, o := range plan.Obligations {
			all = append(all, o.Subject.Subject)
		}

		for _, g := range plan.Gaps {
			all = append(all, g.Subject.Subject)
		}

		_, err = w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{Subjects: all, Reason: "试点结束", Approver: "陈建国"})
		ok(t, err)
		ok(t, w.App.CloseRound(t.Context(), operator, w.Round))
		conflict(t, "closing twice", w.App.CloseRound(t.Context(), operator, w.Round))
		healthy(t, w)
	})
}

func TestExemptionsNeedAReasonAndAnApproverAndAreGivenOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		in := app.Exempting{Class: org.GroupInfirm, Reason: "住院", Approver: "活动办主任"}
		for _, lacking := range []app.Exempting{{Class: in.Class, Reason: in.Reason}, {Class: in.Class, Approver: in.Approver},
			{Reason: "x", Approver: "y"}, {Class: "没有的群体", Reason: "x", Approver: "y"}} {
			if _, err := w.App.ExemptSubjects(t.Context(), operator, w.Round, lacking); !errs.Is(err, errs.Invalid) {
				t.Errorf("%+v: %v, want it refused", lacking, err)
			}
		}

		n, err := w.App.ExemptSubjects(t.Context(), operator, w.Round, in)
		ok(t, err)
		again, err := w.App.ExemptSubjects(t.Context(), operator, w.Round, in)
		ok(t, err)
		c, err := w.App.Coverage(t.Context(), operator, w.Round, "D2")
		ok(t, err)
		if n != 2 || again != 0 || c.Figures.Exempt != 2 || c.Figures.Members.Due != 3 {
			t.Errorf("exempted %d, then %d; figures %+v", n, again, c.Figures)
		}

		stranger := app.Exempting{Subjects: []assign.Subject{member(w, "D2", "103")}, Reason: "x", Approver: "y"}
		if _, err := w.App.ExemptSubjects(t.Context(), operator, w.Round, stranger); !errs.Is(err, errs.Invalid) {
			t.Errorf("somebody who is no subject: %v", err)
		}

		healthy(t, w)
	})
}

func TestTheDeputyOfAVacantBranchIsAppointedAndTheChangeAccepted(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		jiang := w.Person("204")
		conflictless := w.App.AppointActing(t.Context(), operator, w.Round, w.Unit("B22"), jiang)
		if !errs.Is(conflictless, errs.Invalid) {
			t.Errorf("appointing somebody who is no deputy: %v", conflictless)
		}

		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.SavePost(org.Post{ID: 900, Person: jiang, Unit: w.Unit("B22"), Kind: org.DeputySecretary})
		}))
		ok(t, w.App.AppointActing(t.Context(), operator, w.Round, w.Unit("B22"), jiang))
		conflict(t, "appointing where somebody leads", w.App.AppointActing(t.Context(), operator, w.Round, w.Unit("B22"), jiang))

		change, err := w.App.RosterChanges(t.Context(), operator, w.Round, "2011-01-05", app.ChangeFilter{})
		ok(t, err)

		// 沈凯 by 蒋霞, 蒋霞 one up by 冯军, and she as the one who leads the branch by 冯军.
		if len(change.Joined) != 3 || len(change.Left) != 0 || len(change.Passed) != 0 || len(change.Gaps) != 0 {
			t.Fatalf("the change is %+v", change)
		}

		if _, err := w.App.AcceptRosterChanges(t.Context(), operator, w.Round, "2011-01-05", " "); !errs.Is(err, errs.Invalid) {
			t.Errorf("accepting without a reason: %v", err)
		}

		n, err := w.App.AcceptRosterChanges(t.Context(), operator, w.Round, "2011-01-05", "指定主持工作")
		ok(t, err)
		c, err := w.App.Coverage(t.Context(), operator, w.Round, "B22")
		ok(t, err)
		if n != 3 || c.Figures.Gaps != 0 || c.Figures.Times.Due != 4 || c.Figures.Secretaries.Due != 1 {
			t.Errorf("%d accepted; B22 counts %+v", n, c.Figures)
		}

		healthy(t, w)
	})
}

func TestATransferIsPassedOnAndAMemberReviewedBeforeIsNotOwedAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		move := func(number, branch string) {
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
				p, err := tx.Person(w.Person(number))
				if err != nil {
					return err
				}
				p.Branch = w.Unit(branch)
				return tx.SavePersons([]org.Person{p})
			}))
		}

		move("103", "D2")
		move("005", "D2")
		change, err := w.App.RosterChanges(t.Context(), operator, w.Round, "", app.ChangeFilter{})
		ok(t, err)
		if len(change.Joined) != 1 || change.Joined[0].Subject.Number != "005" || change.Joined[0].Reviewer.Number != "403" ||
			len(change.Left) != 1 || change.Left[0].Subject.Number != "005" {
			t.Fatalf("joined %+v, left %+v", change.Joined, change.Left)
		}

		_, err = w.App.AcceptRosterChanges(t.Context(), operator, w.Round, "", "组织关系转接")
		ok(t, err)
		again, err := w.App.RosterChanges(t.Context(), operator, w.Round, "", app.ChangeFilter{})
		ok(t, err)
		if !again.Empty() {
			t.Errorf("after accepting there is still %+v", again)
		}

		healthy(t, w)
	})
}

func TestCoverageIsTwoSidedAndCountsPersonsAndTimesApart(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		c, err := w.App.Coverage(t.Context(), operator, w.Round, "")
		ok(t, err)
		f := c.Figures
		want := round.Coverage{
			Units: round.Part{Due: 10}, Secretaries: round.Part{Due: 8}, CommitteeMembers: round.Part{Due: 3},
			Members: round.Part{Due: 22}, Reviewers: round.Part{Due: 11}, Times: round.Part{Due: 44}, Seats: round.Part{Due: 9}, Gaps: 2,
		}
		if f != want {
			t.Errorf("at first %+v, want %+v", f, want)
		}

		for _, sheet := range []string{"unit B12 by 003", "unit B12 by 101", "member 402", "member 401"} {
			_, by, two := strings.Cut(sheet, " by ")
			if !two {
				by = "403"
			}
			ok(t, w.As(by).Submit(sheet))
		}

		c, err = w.App.Coverage(t.Context(), operator, w.Round, "")
		ok(t, err)
		f = c.Figures
		if f.Units.Done != 1 || f.Members.Done != 2 || f.Times.Done < 4 || f.Reviewers.Done != 1 {
			t.Errorf("after two reviews of one unit and two members: %+v", f)
		}

		healthy(t, w)
	})
}

func TestTheRowsOfStatisticsAddUpToTheTotal(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		for _, unit := range []string{"", "Z1", "B11"} {
			st, err := w.App.Stats(t.Context(), operator, w.Round, unit)
			ok(t, err)
			sum := round.Tally{}
			for _, r := range st.Rows {
				sum.Add(r.Tally)
			}

			for name, n := range st.Total.Tally {
				if sum[name] != n {
					t.Errorf("%q: the rows give %s %d, the total is %d", unit, name, sum[name], n)
				}
			}

			var book bytes.Buffer
			ok(t, app.WriteStats(&book, st))
			if book.Len() < 4000 {
				t.Errorf("the workbook of %q has %d bytes", unit, book.Len())
			}
		}

		seal, err := w.App.SealStats(t.Context(), operator, w.Round, 0)
		ok(t, err)
		st, err := w.App.StatsOf(t.Context(), operator, w.Round, 0)
		ok(t, err)
		if len(st.Copies) != 1 || st.Copies[0].Seal != seal {
			t.Fatalf("sealed %s, kept %+v", seal, st.Copies)
		}

		c, err := w.App.StatsCopy(t.Context(), operator, w.Round, 0, st.Copies[0].ID)
		if err != nil || c != st.Copies[0] {
			t.Errorf("given out is %+v, %v", c, err)
		}

		healthy(t, w)
	})
}

func TestFormsComeInRosterOrderWithBlankOnesForWhatIsNotReviewed(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		var out bytes.Buffer
		n, err := w.App.Forms(t.Context(), operator, w.Round, "", app.MemberForm, app.FormZip, &out, nil)
		ok(t, err)
		z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
		ok(t, err)
		var names []string
		for _, f := range z.File {
			names = append(names, f.Name)
		}

		if n != 23 || len(names) != 23 || !strings.Contains(strings.Join(names, "\n"), "机械学院教工党支部/") {
			t.Errorf("%d forms: %s", n, strings.Join(names, "\n"))
		}

		out.Reset()
		n, err = w.App.Forms(t.Context(), operator, w.Round, "Z1", app.UnitForm, app.FormDocx, &out, nil)
		ok(t, err)
		if n != 4 { // Z1 by its leader; B11 by 赵伟; B12 by 赵伟 and by its contact leader
			t.Errorf("%d forms of annex 2 under Z1, want 4", n)
		}

		if _, err := w.App.Forms(t.Context(), w.As("103").Actor, w.Round, "", app.MemberForm, app.FormZip, &out, nil); !errs.Is(err, errs.NotFound) {
			t.Errorf("a member asks for everybody's forms: %v", err)
		}
	})
}

func TestOnlyTheOfficePlansAndLaunches(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := anew(t, w, "")
		for _, number := range []string{"001", "101", "102", "103"} {
			who := w.As(number).Actor
			_, err := w.App.LaunchRound(t.Context(), who, id)
			refused(t, number+" launches", err)
			_, err = w.App.Plan(t.Context(), who, id)
			refused(t, number+" looks at the dry run", err)
			_, err = w.App.OpenRound(t.Context(), who, app.NewRound{Scheme: "chuangxian-2010", Name: "x", From: "2011-01-01", To: "2011-02-01"})
			refused(t, number+" opens a round", err)
			_, err = w.App.ExemptSubjects(t.Context(), who, w.Round, app.Exempting{Class: org.GroupInfirm, Reason: "x", Approver: "y"})
			refused(t, number+" exempts", err)
		}

		_, err := w.App.LaunchRound(t.Context(), w.AsOffice().Actor, id)
		ok(t, err)
	})
}

func TestManySaveAtOnceAndNothingIsLost(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		given := map[string][]string{
			"004": {"member 001", "member 002", "member 003", "member 005"}, "102": {"member 101", "member 103"},
			"104": {"member 105", "member 106"}, "202": {"member 201", "member 203"}, "301": {"member 302", "member 303"},
			"403": {"member 401", "member 402"}, "101": {"member 102", "member 104"}, "003": {"unit B12 by 003", "unit Z2"},
		}

		var all sync.WaitGroup
		failed := make(chan error, 64)
		for number, sheets := range given {
			seat := w.As(number)
			all.Go(func() {
				for _, sheet := range sheets {
					if err := seat.Submit(sheet); err != nil {
						failed <- fmt.Errorf("%s, %s: %w", number, sheet, err)
					}
				}
			})
		}

		all.Wait()
		close(failed)
		for err := range failed {
			t.Error(err)
		}

		healthy(t, w)
	})
}

func TestTheDoctorFindsWhatWasChangedBehindHisBack(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := w.App.SealStats(t.Context(), operator, w.Round, 0)
		ok(t, err)
		healthy(t, w)
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			for _, text := range []string{
				`UPDATE counter SET value = value + 1 WHERE name = 'members.due' AND unit_id = ` + fmt.Sprint(w.Unit("W0")),
				`UPDATE ledger SET actor = '别人' WHERE action = 'round.launch'`,
				`UPDATE stats_copy SET body = '{}'`,
			} {
				if _, err := tx.Exec(text); err != nil {
					return err
				}
			}
			return nil
		}))

		h, err := w.App.Examine(t.Context(), operator)
		ok(t, err)
		if len(h.Wrong) != 3 {
			t.Errorf("found %v, want the figure, the record and the sealed copy", h.Wrong)
		}
	})
}
