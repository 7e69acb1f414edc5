package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// actionsOf are the actions that came from the review named so.
func actionsOf(t *testing.T, w *testkit.World, of string) []rectify.Action {
	t.Helper()
	var list []rectify.Action
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		list, err = tx.ActionsOfReview(w.Of(of))
		return err
	}))
	return list
}

// wellKept fails when the figures do not say what the rows say.
func wellKept(t *testing.T, w *testkit.World, after string) {
	t.Helper()
	sound(t, w, after)
}

// putRight brings an action to be reported by its owner.
func putRight(t *testing.T, w *testkit.World, owner testkit.Seat, id rectify.ID) {
	t.Helper()
	ok(t, w.App.ClaimAction(t.Context(), owner.Actor, id, rectify.Plan{Responsible: owner.Person, Measure: "每周三下午到宿舍走访。"}))
	ok(t, w.App.ReportAction(t.Context(), owner.Actor, id, "", "三月起走访了六次，解决热水问题两件。"))
}

// answer sends the letter of the sheet as the ledger words it.
func answer(t *testing.T, w *testkit.World, owner testkit.Seat, of string) rectify.ReplyID {
	t.Helper()
	v, err := w.App.ReplyOf(t.Context(), owner.Actor, w.Of(of))
	ok(t, err)
	id, err := w.App.SaveReply(t.Context(), owner.Actor, w.Of(of), v.Reply, true)
	ok(t, err)
	return id
}

func TestEveryProblemOfAReviewThatCountsIsSomethingToPutRight(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		ok(t, qian.Save("member 103", must(qian.Draft("member 103"))(t)))
		if n := len(actionsOf(t, w, "member 103")); n != 0 {
			t.Errorf("a draft has %d actions already", n)
		}
		ok(t, qian.Submit("member 103"))
		list := actionsOf(t, w, "member 103")
		if len(list) != 2 || list[0].Problem != "孙䶮深入学生宿舍的次数偏少。" || list[0].State != rectify.Unclaimed ||
			list[0].Deadline != "2011-02-04" || list[0].Clock != "2011-01-12" || list[0].Responsible != w.Person("103") {
			t.Fatalf("the actions are %+v", list)
		}
		wellKept(t, w, "actions are born")
	})
}

func TestFromTheProblemToTheClosedReply(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun := w.As("102"), w.As("103")
		ok(t, qian.Submit("member 103"))
		list := actionsOf(t, w, "member 103")
		for _, a := range list {
			ok(t, w.App.SuggestMeasure(t.Context(), qian.Actor, a.ID, "可以与班主任一起走访。", ""))
			putRight(t, w, sun, a.ID)
		}
		conflict(t, "closing without a written reply", w.App.CloseAction(t.Context(), qian.Actor, list[0].ID, "看过记录，已改好。"))
		reply := answer(t, w, sun, "member 103")
		conflict(t, "closing before the reply was accepted", w.App.CloseAction(t.Context(), qian.Actor, list[0].ID, "看过记录，已改好。"))
		refused(t, "accepting one's own reply", w.App.AcceptReply(t.Context(), sun.Actor, reply))
		refused(t, "accepting another seat's reply", w.App.AcceptReply(t.Context(), w.As("101").Actor, reply))
		ok(t, w.App.AcceptReply(t.Context(), qian.Actor, reply))
		refused(t, "verifying one's own action", w.App.CloseAction(t.Context(), sun.Actor, list[0].ID, "改好了。"))
		invalid(t, "closing without a sentence", w.App.CloseAction(t.Context(), qian.Actor, list[0].ID, " "))
		for _, a := range list {
			ok(t, w.App.CloseAction(t.Context(), qian.Actor, a.ID, "看过走访记录，学生反映好转。"))
		}
		v, err := w.App.Action(t.Context(), sun.Actor, list[0].ID)
		ok(t, err)
		if v.State != rectify.Closed || v.Light != rectify.Put || v.Verifier != "钱芳" || len(v.Events) != 6 {
			t.Errorf("closed it is %s %s by %q with %d events", v.State, v.Light, v.Verifier, len(v.Events))
		}
		tally := w.Tally("Z1")
		if tally[round.Measures] != 2 || tally[round.ActionsClosed] != 2 || tally[round.ActionsCourse] != 0 || tally[round.Replies] != 1 {
			t.Errorf("the general branch counts %v", tally)
		}
		wellKept(t, w, "closing")
		ok(t, w.App.ReopenAction(t.Context(), qian.Actor, list[0].ID, "四月又停了。", ""))
		if a := actionsOf(t, w, "member 103")[0]; a.State != rectify.Working || a.Reopened != 1 || a.Reply != 0 {
			t.Errorf("reopened it is %+v", a)
		}
		wellKept(t, w, "reopening")
	})
}

func TestWhoAskedAcceptsNoReplyToAnActionForWhichHeAnswersHimself(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("101").Submit("unit B11"))
		qian, zhao := w.As("102"), w.As("101") // 赵伟 reviews the branch, and is a member of it
		a := actionsOf(t, w, "unit B11")[0]
		ok(t, w.App.ClaimAction(t.Context(), qian.Actor, a.ID, rectify.Plan{Responsible: zhao.Person, Measure: "每周三下午到宿舍走访。"}))
		ok(t, w.App.ReportAction(t.Context(), qian.Actor, a.ID, "", "走访了六次。"))
		conflict(t, "accepting the letter of his own side", w.App.AcceptReply(t.Context(), zhao.Actor, answer(t, w, zhao, "unit B11")))
	})
}

func TestAReturnedReplyWaitsForABetterOne(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun := w.As("102"), w.As("103")
		ok(t, qian.Submit("member 103"))
		a := actionsOf(t, w, "member 103")[0]
		v, err := w.App.ReplyOf(t.Context(), sun.Actor, w.Of("member 103"))
		ok(t, err)
		_, err = w.App.SaveReply(t.Context(), sun.Actor, w.Of("member 103"), v.Reply, true)
		conflict(t, "sending a letter about nothing", err)
		putRight(t, w, sun, a.ID)
		reply := answer(t, w, sun, "member 103")
		invalid(t, "returning without a reason", w.App.ReturnReply(t.Context(), qian.Actor, reply, ""))
		ok(t, w.App.ReturnReply(t.Context(), qian.Actor, reply, "请写明走访的日期。"))
		if a := actionsOf(t, w, "member 103")[0]; a.State != rectify.Reported {
			t.Errorf("after its letter came back the action is %s", a.State)
		}
		wellKept(t, w, "returning a letter")
		if again := answer(t, w, sun, "member 103"); again != reply {
			t.Errorf("the bettered letter is another one")
		}
		ok(t, w.App.AcceptReply(t.Context(), qian.Actor, reply))
		conflict(t, "returning a letter that was accepted", w.App.ReturnReply(t.Context(), qian.Actor, reply, "再改"))
	})
}

func TestTheSuccessorOfWhoAskedInheritsTheReply(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun := w.As("102"), w.As("103")
		ok(t, qian.Submit("member 103"))
		a := actionsOf(t, w, "member 103")[0]
		putRight(t, w, sun, a.ID)
		reply := answer(t, w, sun, "member 103")
		_, err := w.App.HandOverSeat(t.Context(), access.LocalOperator(), w.Round, round.HandOver{Extent: round.OneSeat, Seat: w.Unit("B11"), From: w.Person("102"), To: w.Person("105"), Reason: "调任"})
		ok(t, err)
		refused(t, "accepting after the seat passed on", w.App.AcceptReply(t.Context(), qian.Actor, reply))
		ok(t, w.App.AcceptReply(t.Context(), w.As("105").Actor, reply))
		ok(t, w.App.CloseAction(t.Context(), w.As("105").Actor, a.ID, "接任后看过，已改好。"))
	})
}

func TestMoreTimeIsGrantedByOthers(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun := w.As("102"), w.As("103")
		ok(t, qian.Submit("member 103"))
		id := actionsOf(t, w, "member 103")[0].ID
		ok(t, w.App.ClaimAction(t.Context(), sun.Actor, id, rectify.Plan{Measure: "走访。"}))
		later := rectify.Plan{Measure: "走访。", Deadline: "2011-03-01", Revision: 1}
		invalid(t, "taking more time oneself", w.App.PlanAction(t.Context(), sun.Actor, id, later))
		ok(t, w.App.AskExtension(t.Context(), sun.Actor, id, "2011-03-01", "寒假学生离校。"))
		refused(t, "granting oneself more time", w.App.DecideExtension(t.Context(), sun.Actor, id, true, ""))
		invalid(t, "refusing more time without saying why", w.App.DecideExtension(t.Context(), qian.Actor, id, false, ""))
		ok(t, w.App.DecideExtension(t.Context(), qian.Actor, id, true, ""))
		if a := actionsOf(t, w, "member 103")[0]; a.Deadline != "2011-03-01" || a.ExtendTo != "" {
			t.Errorf("granted, it is due on %s and asks for %q", a.Deadline, a.ExtendTo)
		}
		conflict(t, "deciding twice", w.App.DecideExtension(t.Context(), qian.Actor, id, true, ""))
	})
}

func TestACorrectedReviewChangesWhatIsToBePutRight(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun := w.As("102"), w.As("103")
		ok(t, qian.Submit("member 103"))
		begun := actionsOf(t, w, "member 103")[0]
		ok(t, w.App.ClaimAction(t.Context(), sun.Actor, begun.ID, rectify.Plan{Measure: "走访。"}))
		d := must(qian.Draft("member 103"))(t)
		d.Parts[0].Text.Problems = []string{"学习记录不全。"}
		ok(t, w.App.Correct(t.Context(), qian.Actor, w.Of("member 103"), d, "核实后更正"))
		list := actionsOf(t, w, "member 103")
		got := map[string]rectify.Action{}
		for _, a := range list {
			got[a.Problem] = a
		}
		if a := got[begun.Problem]; a.State != rectify.Working || !a.Gone {
			t.Errorf("what somebody works on is %s, marked %v; want it kept and marked", a.State, a.Gone)
		}
		if a := got["新进教师的传帮带还没有排出计划。"]; a.State != rectify.Cancelled {
			t.Errorf("what nobody had begun is %s, want it cancelled", a.State)
		}
		if a := got["学习记录不全。"]; a.State != rectify.Unclaimed || len(list) != 3 {
			t.Errorf("the new problem is %q among %d", a.State, len(list))
		}
		wellKept(t, w, "correcting a review")
	})
}

func TestABranchIsFinishedWithItsSecretarysAccountAndPaper(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		ok(t, qian.Submit("member 103"))
		list := actionsOf(t, w, "member 103")
		var records []app.ActionRecord
		for _, a := range list {
			records = append(records, app.ActionRecord{ID: a.ID, Measure: "走访。", Outcome: "走访了六次。"})
		}
		for _, o := range w.App.RecordActions(t.Context(), qian.Actor, records) {
			ok(t, o.Err)
		}
		reply := answer(t, w, qian, "member 103")
		ok(t, w.App.AcceptReply(t.Context(), qian.Actor, reply))
		ok(t, w.App.CloseAction(t.Context(), qian.Actor, list[0].ID, "已改好。"))
		v, err := w.App.Action(t.Context(), qian.Actor, list[0].ID)
		ok(t, err)
		if !v.Events[1].Paper || !v.Events[2].Paper || v.Events[2].By != "钱芳" {
			t.Errorf("what was entered from paper reads %+v", v.Events)
		}
		// What is asked of the branch itself by somebody above who has no account is signed on paper.
		zhao := w.As("101")
		ok(t, zhao.Submit("unit B11"))
		own := actionsOf(t, w, "unit B11")[0]
		putRight(t, w, qian, own.ID)
		letter := answer(t, w, qian, "unit B11")
		invalid(t, "a signature that nobody can find", w.App.AcceptReplyOnPaper(t.Context(), qian.Actor, letter, ""))
		ok(t, w.App.AcceptReplyOnPaper(t.Context(), qian.Actor, letter, "2011-整-3"))
		refused(t, "verifying one's own action on screen", w.App.CloseAction(t.Context(), qian.Actor, own.ID, "好。"))
		invalid(t, "a verification without its paper", w.App.CloseOnPaper(t.Context(), qian.Actor, own.ID, "已核实。", ""))
		ok(t, w.App.CloseOnPaper(t.Context(), qian.Actor, own.ID, "已核实。", "2011-整-4"))
		if a := actionsOf(t, w, "unit B11")[0]; a.Verifier != "赵伟" || a.State != rectify.Closed {
			t.Errorf("closed on paper it is %s by %s", a.State, a.Verifier)
		}
		wellKept(t, w, "the paper route")
	})
}

func TestOnePersonMayNotTouchAnothersActions(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		ok(t, qian.Submit("member 103"))
		id := actionsOf(t, w, "member 103")[0].ID
		stranger := w.As("203")
		_, err := w.App.Action(t.Context(), stranger.Actor, id)
		refused(t, "reading another's action", err)
		refused(t, "claiming another's action", w.App.ClaimAction(t.Context(), stranger.Actor, id, rectify.Plan{}))
		refused(t, "advising on another's action", w.App.SuggestMeasure(t.Context(), w.As("103").Actor, id, "x", ""))
		file, err := blob.Attachment("走访.pdf", []byte("%PDF-1.4\n%%EOF\n"))
		ok(t, err)
		refused(t, "adding to another's evidence", w.App.AddEvidence(t.Context(), stranger.Actor, id, []blob.File{file}))
		ok(t, w.App.AddEvidence(t.Context(), w.As("103").Actor, id, []blob.File{file}))
		v, err := w.App.Action(t.Context(), qian.Actor, id)
		ok(t, err)
		got, err := w.App.Evidence(t.Context(), qian.Actor, id, v.Evidence[0].ID)
		ok(t, err)
		if got.Hash != file.Hash {
			t.Errorf("the evidence came back as %s, want %s", got.Hash, file.Hash)
		}
		_, err = w.App.Evidence(t.Context(), stranger.Actor, id, v.Evidence[0].ID)
		refused(t, "reading another's evidence", err)
		own, err := w.App.OwnActions(t.Context(), w.As("103").Actor, app.ActionFilter{}, 0)
		ok(t, err)
		none, err := w.App.OwnActions(t.Context(), stranger.Actor, app.ActionFilter{}, 0)
		ok(t, err)
		if own.Total != 2 || none.Total != 0 {
			t.Errorf("the owner has %d actions and a stranger %d, want 2 and 0", own.Total, none.Total)
		}
	})
}

func TestAnActionMayBeSplitAndTheProblemIsDoneWhenAllPartsAre(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun := w.As("102"), w.As("103")
		ok(t, qian.Submit("member 103"))
		first := actionsOf(t, w, "member 103")[0].ID
		second, err := w.App.SplitAction(t.Context(), sun.Actor, first)
		ok(t, err)
		putRight(t, w, sun, first)
		ok(t, w.App.AcceptReply(t.Context(), qian.Actor, answer(t, w, sun, "member 103")))
		ok(t, w.App.CloseAction(t.Context(), qian.Actor, first, "好。"))
		if n := w.Tally("B11")[round.ActionsClosed]; n != 0 {
			t.Errorf("%d problems are put right while a part is open", n)
		}
		ok(t, w.App.CancelAction(t.Context(), qian.Actor, second, "与另一项重复。"))
		if n := w.Tally("B11")[round.ActionsClosed]; n != 1 {
			t.Errorf("%d problems are put right, want 1", n)
		}
		conflict(t, "cancelling twice", w.App.CancelAction(t.Context(), qian.Actor, second, "再来。"))
		wellKept(t, w, "splitting")
	})
}

func TestTheLedgerOfAUnitShowsItsSubtreeAndItsColours(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		ok(t, w.As("202").Submit("member 203"))
		list, err := w.App.Actions(t.Context(), w.As("101").Actor, w.Round, app.ActionFilter{Unit: w.Unit("Z1")}, 0)
		ok(t, err)
		if list.Total != 2 || len(list.Rows) != 2 || list.Rows[0].AskerName != "钱芳" || list.Rows[0].PersonName != "孙䶮" {
			t.Errorf("the ledger of the general branch has %d rows: %+v", list.Total, list.Rows)
		}
		for light, want := range map[rectify.Light]int{rectify.Soon: 4, rectify.Overdue: 0, rectify.Behind: 0, rectify.Put: 0} {
			l, err := w.App.Actions(t.Context(), w.AsOffice().Actor, w.Round, app.ActionFilter{Light: light}, 0)
			ok(t, err)
			if l.Total != want {
				t.Errorf("%d actions are %q, want %d", l.Total, light, want)
			}
		}
		_, err = w.App.Actions(t.Context(), w.As("101").Actor, w.Round, app.ActionFilter{Unit: w.Unit("Z2")}, 0)
		if !errs.Is(err, errs.NotFound) {
			t.Errorf("another general branch's ledger: %v", err)
		}
	})
}

// must is the value of a call that must not fail.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		ok(t, err)
		return v
	}
}

func TestFormsAndStatisticsSayWhatWasPutRight(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun := w.As("102"), w.As("103")
		ok(t, qian.Submit("member 103"))
		for _, a := range actionsOf(t, w, "member 103") {
			putRight(t, w, sun, a.ID)
		}
		ok(t, w.App.AcceptReply(t.Context(), qian.Actor, answer(t, w, sun, "member 103")))
		ok(t, w.App.CloseAction(t.Context(), qian.Actor, actionsOf(t, w, "member 103")[0].ID, "已改好"))
		var form bytes.Buffer
		_, err := w.App.Form(t.Context(), qian.Actor, w.Of("member 103"), app.Word, &form)
		ok(t, err)
		text := wordText(t, form.Bytes())
		for _, want := range []string{"每周三下午到宿舍走访；责任人：孙䶮", "责任人：孙䶮", "落实情况：", "2011.01.05验收销号"} {
			if !strings.Contains(text, want) {
				t.Errorf("annex 3 does not say %q:\n%s", want, text)
			}
		}
		tally := w.Tally("W0")
		if tally[round.Measures] != 2 || tally[round.ActionsClosed] != 1 || tally[round.ActionsCourse] != 1 || tally[round.Replies] != 1 {
			t.Errorf("the statistics count %v", tally)
		}
	})
}

func TestWhatWasPutRightLastTimeStandsBesideTheNextReview(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun := w.As("102"), w.As("103")
		ok(t, qian.Submit("member 103"))
		a := actionsOf(t, w, "member 103")[0]
		putRight(t, w, sun, a.ID)
		ok(t, w.App.AcceptReply(t.Context(), qian.Actor, answer(t, w, sun, "member 103")))
		ok(t, w.App.CloseAction(t.Context(), qian.Actor, a.ID, "已改好"))
		w.Round = w.Launch("2011年上半年", "2011-03-01", "2011-06-30")
		if r := must(qian.Sheet("member 103"))(t).Right; len(r.Before) != 1 || len(r.Back) != 0 || r.Before[0].Problem != a.Problem {
			t.Errorf("before writing: %d closed, %d back", len(r.Before), len(r.Back))
		}
		ok(t, qian.Submit("member 103"))
		if r := must(qian.Sheet("member 103"))(t).Right; len(r.Back) != 1 || r.Back[0].ID != a.ID || len(r.Now) != 2 {
			t.Errorf("the same problem named again is not found: %+v", r)
		}
	})
}

// wordText is the text of a Word document without its marks.
func wordText(t *testing.T, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	ok(t, err)
	f, err := z.Open("word/document.xml")
	ok(t, err)
	defer f.Close()
	body, err := io.ReadAll(f)
	ok(t, err)
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(body), "")
}
