package app_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
	"lingping/internal/testkit"
)

func TestALeadersPromiseIsClosedByWhoIsHelped(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao, qian := w.As("101"), w.As("102")
		sheet := w.Of("unit B11")
		_, err := w.App.BeginHelp(t.Context(), zhao.Actor, sheet, "协调一间活动室", "")
		invalid(t, "a promise without a day", err)
		id := must(w.App.BeginHelp(t.Context(), zhao.Actor, sheet, "协调一间活动室", "2011-03-01"))(t)
		refused(t, "closing one's own promise", w.App.FinishHelp(t.Context(), zhao.Actor, id, "办好了"))
		invalid(t, "closing one's own promise on a paper that nobody can find", w.App.FinishHelpOnPaper(t.Context(), zhao.Actor, id, "办好了", ""))
		ok(t, w.App.ReportHelp(t.Context(), zhao.Actor, id, "已与后勤处谈妥"))
		refused(t, "a stranger's word", w.App.FinishHelp(t.Context(), w.As("203").Actor, id, "好"))
		if tasks := must(tasksFor(t.Context(), w.App, qian.Actor))(t); len(tasks) == 0 || tasks[len(tasks)-1].Name != "赵伟" {
			t.Errorf("the branch is not asked whether it is solved: %+v", tasks)
		}

		ok(t, w.App.FinishHelp(t.Context(), qian.Actor, id, "二月底交了钥匙"))
		conflict(t, "closing twice", w.App.FinishHelp(t.Context(), qian.Actor, id, "再办"))
		if v := must(w.App.Help(t.Context(), qian.Actor, id))(t); v.State != rectify.HelpDone || v.Light != rectify.Put || v.Outcome != "二月底交了钥匙" {
			t.Errorf("closed it is %+v", v.HelpRow)
		}
	})
}

func TestAWishForHelpIsAnsweredByTheLeader(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun := w.As("102"), w.As("103")
		id := must(w.App.BeginHelp(t.Context(), sun.Actor, w.Of("member 103"), "想参加骨干培训", ""))(t)
		refused(t, "answering one's own wish", w.App.PromiseHelp(t.Context(), sun.Actor, id, "2011-03-01", ""))
		invalid(t, "declining without a reason", w.App.DeclineHelp(t.Context(), qian.Actor, id, ""))
		_, err := w.App.HandOverSeat(t.Context(), access.LocalOperator(), w.Round, round.HandOver{Extent: round.OneSeat, Seat: w.Unit("B11"), From: w.Person("102"), To: w.Person("105"), Reason: "调任"})
		ok(t, err)
		refused(t, "answering from a seat that passed on", w.App.PromiseHelp(t.Context(), qian.Actor, id, "2011-03-01", ""))
		ok(t, w.App.PromiseHelp(t.Context(), w.As("105").Actor, id, "2011-03-01", "已报名"))
		list := must(w.App.Helps(t.Context(), w.As("101").Actor, w.Round, w.Unit("Z1")))(t)
		if len(list.Rows) != 1 || list.Rows[0].LeaderName != "吴浩" || list.Rows[0].Helped() != "孙䶮" {
			t.Errorf("the line above sees %+v", list.Rows)
		}

		_, err = w.App.Helps(t.Context(), w.As("201").Actor, w.Round, w.Unit("Z1"))
		refused(t, "reading the promises of another general branch", err)
	})
}
