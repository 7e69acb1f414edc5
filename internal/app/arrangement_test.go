package app_test

import (
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

// planOf is the plan of a unit as the asker sees it.
func planOf(t *testing.T, w *testkit.World, seat testkit.Seat, unit string) app.ArrangementView {
	t.Helper()
	v, err := w.App.Arrangement(t.Context(), seat.Actor, w.Round, w.Unit(unit))
	ok(t, err)
	return v
}

// dated is the plan of a unit with one day in every line.
func dated(v app.ArrangementView, day org.Date) []review.Arranged {
	var rows []review.Arranged
	for _, l := range v.Lines {
		if l.Change == review.Gone {
			continue
		}
		row := l.Arranged
		row.Day, row.Mode, row.Carrier, row.Place = day, "collective", "组织生活会", "第一会议室"
		rows = append(rows, row)
	}

	return rows
}

// handInPlan dates the whole plan of a unit and gives it to the office.
func handInPlan(t *testing.T, w *testkit.World, seat testkit.Seat, unit string, day org.Date) {
	t.Helper()
	v := planOf(t, w, seat, unit)
	ok(t, w.App.SaveArrangement(t.Context(), seat.Actor, w.Round, w.Unit(unit), v.Plan.Revision, dated(v, day)))
	ok(t, w.App.HandInArrangement(t.Context(), seat.Actor, w.Round, w.Unit(unit)))
}

func TestAGeneralBranchPlansWhatIsOwedUnderIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		v := planOf(t, w, zhao, "Z1")
		got := map[string]int{}
		for _, l := range v.Lines {
			got[l.OwnerName+" "+l.UnitName+" "+string(l.Kind)] = l.Sheets
		}

		for line, sheets := range map[string]int{
			"王丽 中共临海学院机械学院总支部委员会 unit":             1, // the leader in charge, the secretary on the same sheet
			"赵伟 中共临海学院机械学院总支部委员会 committee-member": 1,
			"赵伟 机械学院教工党支部 unit":                    1,
			"钱芳 机械学院教工党支部 member":                  2,
			"赵伟 机械学院教工党支部 member":                  1, // its secretary as a member
			"刘强 机械学院学生党支部 unit":                    1,
		} {
			if got[line] != sheets {
				t.Errorf("%s: %d sheets, want %d in %v", line, got[line], sheets, got)
			}
		}

		handInPlan(t, w, zhao, "Z1", "2011-01-07")
		if v = planOf(t, w, w.As("104"), "Z1"); v.Plan.State != review.ArrangementHandedIn || v.Changed() != 0 {
			t.Errorf("handed in, the plan is %q with %d changes", v.Plan.State, v.Changed())
		}

		conflict(t, "changing a plan that the office has",
			w.App.SaveArrangement(t.Context(), zhao.Actor, w.Round, w.Unit("Z1"), v.Plan.Revision, dated(v, "2011-01-08")))
	})
}

func TestTheOfficeAcceptsAPlanOrReturnsItWithAReason(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao, office := w.As("101"), w.AsOffice()
		handInPlan(t, w, zhao, "Z1", "2011-01-07")
		decide := func(accept bool, reason string) error {
			return w.App.DecideArrangement(t.Context(), office.Actor, w.Round, w.Unit("Z1"), accept, reason)
		}
		if err := decide(false, " "); !errs.Is(err, errs.Invalid) {
			t.Errorf("returning without a reason: %v, want it refused", err)
		}

		ok(t, decide(false, "请把两个支部的会议分开"))
		v := planOf(t, w, zhao, "Z1")
		if v.Plan.State != review.ArrangementReturned || v.Plan.Reason != "请把两个支部的会议分开" {
			t.Errorf("the unit reads %+v", v.Plan)
		}

		if tasks := tasksOf(t, w, zhao.Actor); tasks[app.TaskRearrange] != 1 {
			t.Errorf("the secretary has the tasks %v, want the returned plan", tasks)
		}

		handInPlan(t, w, zhao, "Z1", "2011-01-08")
		ok(t, decide(true, ""))
		conflict(t, "deciding twice", decide(true, ""))
		l, err := w.App.Arrangements(t.Context(), office.Actor, w.Round, 0, 0)
		ok(t, err)
		if l.Count(review.ArrangementAccepted) != 1 || l.Count("") != 4 || len(l.Rows) != 5 {
			t.Errorf("%d units plan, %d accepted, %d without a plan; want three general branches and two direct branches", len(l.Rows),
				l.Count(review.ArrangementAccepted), l.Count(""))
		}
	})
}

func TestAPlanWithoutDaysIsNotHandedInAndKeepsItsText(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		v := planOf(t, w, zhao, "Z1")
		rows := dated(v, "2011-01-07")
		rows[0].Day, rows[0].Note = "", "等分管领导定"
		ok(t, w.App.SaveArrangement(t.Context(), zhao.Actor, w.Round, w.Unit("Z1"), 0, rows))
		err := w.App.HandInArrangement(t.Context(), zhao.Actor, w.Round, w.Unit("Z1"))
		if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "1") {
			t.Errorf("handing in with a line without a day: %v", err)
		}

		if v = planOf(t, w, zhao, "Z1"); v.Lines[0].Note != "等分管领导定" || v.Plan.State != review.ArrangementDrafting {
			t.Errorf("afterwards the plan is %q and its first line reads %+v", v.Plan.State, v.Lines[0])
		}

		conflict(t, "saving over an unseen save", w.App.SaveArrangement(t.Context(), zhao.Actor, w.Round, w.Unit("Z1"), 0, rows))
		rows[0].Day = "2011-02-30"
		if err := w.App.SaveArrangement(t.Context(), zhao.Actor, w.Round, w.Unit("Z1"), 1, rows); !errs.Is(err, errs.Invalid) {
			t.Errorf("a day that is none: %v, want it refused", err)
		}

		rows[0].Day, rows[0].Mode = "", "by-mail"
		if err := w.App.SaveArrangement(t.Context(), zhao.Actor, w.Round, w.Unit("Z1"), 1, rows); !errs.Is(err, errs.Invalid) {
			t.Errorf("an unknown mode: %v, want it refused", err)
		}
	})
}

func TestWhoMayPlanAndWhoMayDecide(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		z1 := w.Unit("Z1")
		for number, may := range map[string]bool{"101": true, "104": true, "002": true, "102": false, "201": false, "103": false} {
			_, err := w.App.Arrangement(t.Context(), w.As(number).Actor, w.Round, z1)
			if (err == nil) != may {
				t.Errorf("%s reading the plan: %v, want %v", number, err, may)
			}
		}

		refused(t, "a branch under a general branch planning by itself",
			w.App.SaveArrangement(t.Context(), w.As("102").Actor, w.Round, w.Unit("B11"), 0, nil))
		refused(t, "the office writing the plan", w.App.SaveArrangement(t.Context(), w.AsOffice().Actor, w.Round, z1, 0, nil))
		handInPlan(t, w, w.As("101"), "Z1", "2011-01-07")
		refused(t, "the unit accepting its own plan", w.App.DecideArrangement(t.Context(), w.As("101").Actor, w.Round, z1, true, ""))
		both := w.As("104").Actor // sits in the unit's committee and works in the office
		both.Roles = []access.Role{{Kind: access.RoleOffice}}
		refused(t, "whoever sits in the unit deciding for the office", w.App.DecideArrangement(t.Context(), both, w.Round, z1, true, ""))
	})
}

func TestChangedDutiesShowAsDifferencesInThePlan(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		handInPlan(t, w, zhao, "Z1", "2011-01-07")
		ok(t, w.App.DecideArrangement(t.Context(), w.AsOffice().Actor, w.Round, w.Unit("Z1"), true, ""))
		_, err := w.App.HandOverSeat(t.Context(), access.LocalOperator(), w.Round, round.HandOver{
			Extent: round.OneSeat, Seat: w.Unit("B11"), From: w.Person("102"), To: w.Person("303"), Reason: "书记调整"})
		ok(t, err)
		v := planOf(t, w, zhao, "Z1")
		var gone, added int
		for _, l := range v.Lines {
			if l.Change == review.Gone && l.OwnerName == "钱芳" {
				gone++
			}
			if l.Change == review.Added && l.OwnerName == "朱明" && l.Day == "2011-01-07" {
				added++
			}
		}

		if gone != 1 || added != 1 || v.Changed() != 2 {
			t.Errorf("%d lines gone, %d taken over with their day, %d changes in all", gone, added, v.Changed())
		}

		ok(t, w.App.SaveArrangement(t.Context(), zhao.Actor, w.Round, w.Unit("Z1"), v.Plan.Revision, nil))
		if v = planOf(t, w, zhao, "Z1"); v.Changed() != 0 || v.Plan.State != review.ArrangementDrafting {
			t.Errorf("saved once, the plan has %d changes and is %q", v.Changed(), v.Plan.State)
		}
	})
}

func TestPlannedDaysStandOnHomeAndInReminders(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		if tasks := tasksOf(t, w, w.As("101").Actor); tasks[app.TaskArrange] != 1 {
			t.Errorf("the secretary of a general branch has the tasks %v, want its plan", tasks)
		}

		if tasks := tasksOf(t, w, w.As("102").Actor); tasks[app.TaskArrange] != 0 {
			t.Errorf("the secretary of a branch below it has the tasks %v", tasks)
		}

		handInPlan(t, w, w.As("101"), "Z1", "2011-01-07")
		if tasks := tasksOf(t, w, w.AsOffice().Actor); tasks[app.TaskArranged] != 1 {
			t.Errorf("the office has the tasks %v, want the plan that waits", tasks)
		}

		home, err := w.App.Home(t.Context(), w.As("102").Actor, 0)
		ok(t, err)
		if g := home.Groups[0]; g.Planned != "2011-01-07" || g.Arranged == 0 || home.Sheets[0].Planned != "2011-01-07" {
			t.Errorf("on home stands %+v", g)
		}

		start, err := w.App.OccasionStart(t.Context(), w.As("102").Actor, home.Groups[0].Arranged)
		ok(t, err)
		if line := start.Planned; line.Setting().Place != "第一会议室" || line.Unit != w.Unit("B11") {
			t.Errorf("a meeting by the plan begins with %+v", line)
		}

		_, err = w.App.OccasionStart(t.Context(), w.As("104").Actor, home.Groups[0].Arranged)
		refused(t, "another reviewer taking the line for his meeting", err)
		r, err := w.App.Reminders(t.Context(), w.AsOffice().Actor, w.Round, app.ReminderFilter{Unit: w.Unit("B11")}, 0)
		ok(t, err)
		if got := r.Parts[0].Owners[0].Deadline; got != "2011-01-07" {
			t.Errorf("the reminder says %s, want the planned day, which is earlier than the scheme's", got)
		}
	})
}

// tasksOf counts by kind what somebody can do now.
func tasksOf(t *testing.T, w *testkit.World, who access.Actor) map[app.TaskKind]int {
	t.Helper()
	list, err := tasksFor(t.Context(), w.App, who)
	ok(t, err)
	counts := map[app.TaskKind]int{}
	for _, task := range list {
		counts[task.Kind]++
	}

	return counts
}

func TestTheBoardSaysWhenAPlannedDayHasPassed(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		board := func(unit string) round.Course {
			return must(w.App.Board(t.Context(), w.AsOffice().Actor, w.Round, w.Unit(unit)))(t).Course
		}

		zhao := w.As("101")
		if c := board("Z1"); c.Planned() {
			t.Errorf("before anything is planned the course is %v", c)
		}

		handInPlan(t, w, zhao, "Z1", "2011-01-04")
		want := int64(0)
		for _, l := range planOf(t, w, zhao, "Z1").Lines {
			want += int64(l.Sheets)
		}

		for _, unit := range []string{"Z1", "W0"} {
			if c := board(unit); len(c) != 1 || c[0].Planned != want || want < 7 || c[0].Done != 0 || c.Behind("2011-01-05") != "2011-01-04" || c.Behind("2011-01-04") != "" {
				t.Errorf("the course of %s is %+v", unit, c)
			}
		}

		ok(t, w.As("102").Submit("member 103"))
		if c := board("Z1"); len(c) != 2 || c[1].Day != "2011-01-05" || c[1].AllDone != 1 {
			t.Errorf("after one review the course is %+v", c)
		}

		sound(t, w, "planning")
		ok(t, w.App.DecideArrangement(t.Context(), w.AsOffice().Actor, w.Round, w.Unit("Z1"), false, "日期太密"))
		if c := board("Z1"); c.Planned() {
			t.Errorf("a plan that was sent back still counts: %+v", c)
		}

		sound(t, w, "sending the plan back")
	})
}
