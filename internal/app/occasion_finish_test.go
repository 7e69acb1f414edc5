package app_test

import (
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// strict opens a round of a scheme that demands a quorum of four fifths and a representative.
func strict(t *testing.T, w *testkit.World) {
	t.Helper()
	text := "name: strict\nextends: chuangxian-2010\ntitle: 严格\nattendance: {quorum: 0.8, min-representatives: 1}\n"
	id, err := w.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{Scheme: "方案.yaml", Text: []byte(text), Name: "严格的一轮", From: "2011-01-01", To: "2011-01-31"})
	ok(t, err)
	_, err = w.App.LaunchRound(t.Context(), access.LocalOperator(), id)
	ok(t, err)
	w.Round = id
}

func TestAMissedQuorumIsSaidAndKeepsAMeetingFromBeingFinished(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		strict(t, w)
		qian := w.As("102")
		o := meeting(w, "B11")
		o.Expected, o.Members, o.Representatives, o.Minutes = 5, 3, 1, "会上宣读了点评意见"
		o.Setting.Day = "2011-01-04"
		id, err := w.App.OpenOccasion(t.Context(), qian.Actor, o)
		ok(t, err)
		v, err := w.App.Occasion(t.Context(), qian.Actor, id)
		ok(t, err)
		if len(v.Short) != 1 || !strings.Contains(v.Short[0].In(""), "至少 4 人，实到 3 人") {
			t.Errorf("the page warns %v", v.Short)
		}

		if err := w.App.FinishOccasion(t.Context(), qian.Actor, id); !errs.Is(err, errs.Invalid) {
			t.Errorf("finishing without the quorum: %v, want it refused", err)
		}

		o.ID, o.Revision, o.Members = id, 1, 4
		_, err = w.App.SaveOccasion(t.Context(), qian.Actor, o)
		ok(t, err)
		refused(t, "a stranger finishing it", w.App.FinishOccasion(t.Context(), w.As("104").Actor, id))
		ok(t, w.App.FinishOccasion(t.Context(), qian.Actor, id))
		conflict(t, "finishing twice", w.App.FinishOccasion(t.Context(), qian.Actor, id))
		if v, err = w.App.Occasion(t.Context(), qian.Actor, id); err != nil || v.FinishedAt == 0 || v.Minutes != "会上宣读了点评意见" {
			t.Errorf("finished it reads %+v (%v)", v.Occasion, err)
		}
	})
}

func TestWhatTheSchemeDoesNotDemandIsNotAsked(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		o := meeting(w, "B11")
		o.Members, o.Setting.Day = 1, "2011-01-04"
		id, err := w.App.OpenOccasion(t.Context(), w.As("102").Actor, o)
		ok(t, err)
		ok(t, w.App.FinishOccasion(t.Context(), w.As("102").Actor, id))
		later := meeting(w, "B11")
		later.Setting.Day = "2011-02-06"
		id, err = w.App.OpenOccasion(t.Context(), w.As("102").Actor, later)
		ok(t, err)
		if err := w.App.FinishOccasion(t.Context(), w.As("102").Actor, id); !errs.Is(err, errs.Invalid) {
			t.Errorf("finishing before it was held: %v, want it refused", err)
		}
	})
}

func TestAttendanceIsKeptByClass(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		o := meeting(w, "B11")
		o.Expected, o.Members, o.Committee, o.Representatives = 5, 3, 1, 2
		o.Turnout = review.Turnout{Leave: 2, CommitteeExpected: 2, CommitteeLeave: 1, RepresentativesExpected: 3, RepresentativesLeave: 1}
		o.Absent, o.Invited = "孙䶮", "王师傅、李师傅"
		id, err := w.App.OpenOccasion(t.Context(), w.As("102").Actor, o)
		ok(t, err)
		v, err := w.App.Occasion(t.Context(), w.As("102").Actor, id)
		ok(t, err)
		if v.Turnout != o.Turnout || v.Invited != o.Invited || v.Ordinary() != 2 {
			t.Errorf("kept is %+v, invited %q, %d ordinary members", v.Turnout, v.Invited, v.Ordinary())
		}

		if tally := w.Tally("Z1"); tally[round.Attended] != 3 || tally[round.Representatives] != 2 {
			t.Errorf("counted are %v", tally)
		}

		for what, change := range map[string]func(*review.Occasion){
			"more on leave than missing":      func(o *review.Occasion) { o.Turnout.Leave = 3 },
			"more of the committee than come": func(o *review.Occasion) { o.Turnout.CommitteeExpected = 6 },
			"more representatives than asked": func(o *review.Occasion) { o.Representatives = 3 },
			"less than nobody":                func(o *review.Occasion) { o.Turnout.CommitteeLeave = -1 },
		} {
			wrong := o
			change(&wrong)
			if _, err := w.App.OpenOccasion(t.Context(), w.As("102").Actor, wrong); !errs.Is(err, errs.Invalid) {
				t.Errorf("%s: %v, want it refused", what, err)
			}
		}
	})
}

// talk is a special talk with a branch.
func talk(w *testkit.World, unit string) review.Occasion {
	return review.Occasion{Round: w.Round, Unit: w.Unit(unit), Kind: review.SpecialTalk,
		Setting: review.Setting{Modes: "individual", Selection: "all", Day: "2011-01-04"},
		Talk:    review.Talk{With: "钱芳", Reason: "三会一课记录不全", Demand: "补齐并建立检查制度", FollowUp: "2011-01-20"}}
}

func TestASpecialTalkIsFollowedUp(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		for what, change := range map[string]func(*review.Occasion){
			"with nobody":                func(o *review.Occasion) { o.Talk.With = " " },
			"without a reason":           func(o *review.Occasion) { o.Talk.Reason = " " },
			"without a demand":           func(o *review.Occasion) { o.Talk.Demand = "" },
			"without a follow-up":        func(o *review.Occasion) { o.Talk.FollowUp = "" },
			"followed up before it was":  func(o *review.Occasion) { o.Talk.FollowUp = "2011-01-03" },
			"followed up on no such day": func(o *review.Occasion) { o.Talk.FollowUp = "2011-01-40" },
		} {
			o := talk(w, "B11")
			change(&o)
			if _, err := w.App.OpenOccasion(t.Context(), zhao.Actor, o); !errs.Is(err, errs.Invalid) {
				t.Errorf("a talk %s: %v, want it refused", what, err)
			}
		}

		id, err := w.App.OpenOccasion(t.Context(), zhao.Actor, talk(w, "B11"))
		ok(t, err)
		if tasks := tasksOf(t, w, zhao.Actor); tasks[app.TaskFollow] != 1 {
			t.Errorf("the leader has the tasks %v, want the follow-up", tasks)
		}

		l, err := w.App.Meetings(t.Context(), w.AsOffice().Actor, w.Round, w.Unit("Z1"))
		ok(t, err)
		if len(l.Talks) != 1 || l.Talks[0].Talk.Reason != "三会一课记录不全" {
			t.Errorf("the office lists the talks %+v", l.Talks)
		}

		refused(t, "the branch noting the follow-up", w.App.FollowTalk(t.Context(), w.As("102").Actor, id, "改了"))
		if err := w.App.FollowTalk(t.Context(), zhao.Actor, id, " "); !errs.Is(err, errs.Invalid) {
			t.Errorf("an empty follow-up: %v, want it refused", err)
		}

		ok(t, w.App.FollowTalk(t.Context(), zhao.Actor, id, "记录已补齐"))
		conflict(t, "following up twice", w.App.FollowTalk(t.Context(), zhao.Actor, id, "再看一次"))
		if tasks := tasksOf(t, w, zhao.Actor); tasks[app.TaskFollow] != 0 {
			t.Errorf("after the follow-up the leader has the tasks %v", tasks)
		}
	})
}

func TestWhatIsSeenOnTheSpotIsFiledOnceAndStandsInTheDraft(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		in := app.OnSpot{Round: w.Round, Unit: w.Unit("B11"), Key: "a-random-key", Strengths: []string{"实验室整洁"}, Problems: []string{"公示栏没有更新"},
			Setting: review.Setting{Selection: "all", Carrier: "走访慰问", Day: "2011-01-04", Place: "实验楼"}}
		out, err := w.App.NoteOnSpot(t.Context(), zhao.Actor, in)
		ok(t, err)
		again, err := w.App.NoteOnSpot(t.Context(), zhao.Actor, in)
		ok(t, err)
		if !again.Again || again.Occasion != out.Occasion {
			t.Errorf("sent again it made %+v, want the first, %+v", again, out)
		}

		v, err := w.App.Sheet(t.Context(), zhao.Actor, out.Sheet)
		ok(t, err)
		text := v.Parts[0].Review.Text
		if v.State != review.Draft || text.Parts[scheme.PartAchievements] != "实验室整洁" || len(text.Problems) != 1 || v.Setting.Modes != "on-site" || v.Occasion != out.Occasion {
			t.Errorf("the draft reads %+v in %+v, %s", text, v.Setting, v.State)
		}

		in.Key, in.Problems = "another-key", []string{"党员活动室被占用"}
		_, err = w.App.NoteOnSpot(t.Context(), zhao.Actor, in)
		ok(t, err)
		if v, err = w.App.Sheet(t.Context(), zhao.Actor, out.Sheet); err != nil || len(v.Parts[0].Review.Text.Problems) != 2 {
			t.Errorf("a second visit left %+v (%v)", v.Parts[0].Review.Text, err)
		}

		in.Key, in.Strengths, in.Problems = "third", nil, nil
		if _, err := w.App.NoteOnSpot(t.Context(), zhao.Actor, in); !errs.Is(err, errs.Invalid) {
			t.Errorf("an entry without a word: %v, want it refused", err)
		}

		in.Key, in.Problems = "fourth", []string{"门厅杂乱"}
		if _, err := w.App.NoteOnSpot(t.Context(), w.As("201").Actor, in); !errs.Is(err, errs.Invalid) {
			t.Errorf("on a unit that one does not review: %v, want it refused", err)
		}

		in.Leader = w.Person("101")
		_, err = w.App.NoteOnSpot(t.Context(), w.As("201").Actor, in)
		refused(t, "a stranger noting for the secretary", err)
	})
}

func TestAfterTheSheetIsHandedInWhatIsSeenStaysInTheRecord(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		ok(t, zhao.Submit("unit B11"))
		out, err := w.App.NoteOnSpot(t.Context(), zhao.Actor, app.OnSpot{Round: w.Round, Unit: w.Unit("B11"), Key: "k",
			Problems: []string{"公示栏没有更新"}, Setting: review.Setting{Selection: "all", Day: "2011-01-05"}})
		ok(t, err)
		v, err := w.App.Occasion(t.Context(), zhao.Actor, out.Occasion)
		ok(t, err)
		if out.Sheet != 0 || v.Minutes != "公示栏没有更新" {
			t.Errorf("it was put on sheet %d and the record reads %q", out.Sheet, v.Minutes)
		}
	})
}

func TestAMeetingWithoutItsSheetsIsATaskAndStandsInTheOfficesList(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		o := meeting(w, "B11")
		o.Setting.Day = "2011-01-02"
		id, err := w.App.OpenOccasion(t.Context(), qian.Actor, o)
		ok(t, err)
		open := func() (n int) {
			l, err := w.App.Meetings(t.Context(), w.AsOffice().Actor, w.Round, 0)
			ok(t, err)
			for _, u := range l.Unfilled {
				n += u.Open
			}
			return n
		}

		if n := open(); n != 2 {
			t.Errorf("%d sheets of the meeting are to be filled in, want 2", n)
		}

		if tasks := tasksOf(t, w, qian.Actor); tasks[app.TaskFill] != 1 {
			t.Errorf("the secretary has the tasks %v, want the meeting", tasks)
		}

		for i, of := range []string{"member 101", "member 103"} {
			d, err := qian.Draft(of)
			ok(t, err)
			d.Occasion = id
			ok(t, qian.SubmitAs(of, d))
			if n := open(); n != 1-i {
				t.Errorf("after %d sheets %d are to be filled in", i+1, n)
			}
		}

		if tasks := tasksOf(t, w, qian.Actor); tasks[app.TaskFill] != 0 {
			t.Errorf("all are written and the tasks are %v", tasks)
		}

		_, err = w.App.Meetings(t.Context(), w.As("103").Actor, w.Round, 0)
		refused(t, "a member reading the office's list", err)
	})
}

func TestTheFiguresOfEntriesOnTheSpotAreThoseOfARecount(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := w.App.NoteOnSpot(t.Context(), w.As("101").Actor, app.OnSpot{Round: w.Round, Unit: w.Unit("B11"), Key: "k",
			Problems: []string{"公示栏没有更新"}, Setting: review.Setting{Selection: "all", Day: "2011-01-05"}})
		ok(t, err)
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			all, err := tx.Recount(w.Round)
			if err == nil && all[w.Unit("W0")][round.Attended] != w.Tally("W0")[round.Attended] {
				t.Errorf("the recount says %v", all[w.Unit("W0")])
			}
			return err
		}))
	})
}
