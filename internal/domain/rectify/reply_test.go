package rectify_test

import (
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/errs"
)

var replyStates = []rectify.ReplyState{rectify.ReplyDraft, rectify.ReplySent, rectify.ReplyReturned, rectify.ReplyAccepted}

func letter() rectify.Reply {
	return rectify.Reply{Title: "报告", Salutation: "陈建国同志：", Body: "已整改。", Signature: "孙䶮", Day: "2011-02-01"}
}

func TestALetterGoesOnlyFromOneHandToTheOther(t *testing.T) {
	mine, theirs := []rectify.ReplyState{rectify.ReplyDraft, rectify.ReplyReturned}, []rectify.ReplyState{rectify.ReplySent}
	for what, c := range map[string]struct {
		from []rectify.ReplyState
		do   func(*rectify.Reply) error
		to   rectify.ReplyState
	}{
		"saving":    {mine, func(r *rectify.Reply) error { return r.Save(letter(), "孙䶮", 3) }, ""},
		"sending":   {mine, func(r *rectify.Reply) error { return r.Send(4) }, rectify.ReplySent},
		"accepting": {theirs, func(r *rectify.Reply) error { return r.Accept("陈建国", "", false, 5) }, rectify.ReplyAccepted},
		"returning": {theirs, func(r *rectify.Reply) error { return r.Return("请写实") }, rectify.ReplyReturned},
	} {
		for _, s := range replyStates {
			r := rectify.Reply{State: s, Reason: "旧"}
			err := c.do(&r)
			if !slices.Contains(c.from, s) {
				refused(t, what+" what is "+string(s), err, errs.Conflict)
				if r.State != s {
					t.Errorf("%s was refused and moved it to %s", what, r.State)
				}
				continue
			}

			taken(t, what+" what is "+string(s), err)
			if want := max(c.to, ""); want != "" && r.State != want {
				t.Errorf("%s leads to %s, want %s", what, r.State, want)
			}

			if what == "sending" && (r.Reason != "" || r.SentAt != 4) || what == "accepting" && (r.AcceptedBy != "陈建国" || r.AcceptedAt != 5) {
				t.Errorf("%s gives %+v", what, r)
			}
		}
	}
}

func TestALetterHasAllItsPartsAndFits(t *testing.T) {
	for part, set := range map[string]func(*rectify.Reply, string){
		"title":      func(r *rectify.Reply, s string) { r.Title = s },
		"salutation": func(r *rectify.Reply, s string) { r.Salutation = s },
		"body":       func(r *rectify.Reply, s string) { r.Body = s },
		"signature":  func(r *rectify.Reply, s string) { r.Signature = s },
	} {
		for text, fits := range map[string]bool{" ": false, "好": true, strings.Repeat("好", 20000): true, strings.Repeat("好", 20001): false} {
			r, new := rectify.Reply{State: rectify.ReplyDraft}, letter()
			set(&new, text)
			if err := r.Save(new, "孙䶮", 3); (err == nil) != fits {
				t.Errorf("a %s of %d bytes: %v", part, len(text), err)
			}
		}
	}

	r, new := rectify.Reply{State: rectify.ReplyDraft, Revision: 2}, letter()
	refused(t, "a letter over another's", r.Save(new, "孙䶮", 3), errs.Conflict)
	new.Revision, new.Title = 2, " 报告 "
	taken(t, "a letter", r.Save(new, "孙䶮", 3))
	if r.Title != "报告" || r.Revision != 3 || r.Day != "2011-02-01" || r.By != "孙䶮" || r.At != 3 {
		t.Errorf("saved it is %+v", r)
	}

	for _, day := range []org.Date{"", "2011-02-30"} {
		new.Revision, new.Day = r.Revision, day
		refused(t, "a letter of no day", r.Save(new, "孙䶮", 3), errs.Invalid)
	}
}

func TestAPaperAcceptanceNamesItsFileAndAReturnItsReason(t *testing.T) {
	for ref, fits := range map[string]bool{" ": false, " 文1号 ": true} {
		r := rectify.Reply{State: rectify.ReplySent}
		if err := r.Accept("陈建国", ref, true, 5); (err == nil) != fits || fits && r.PaperRef != "文1号" {
			t.Errorf("on paper “%s”: %v, kept %q", ref, err, r.PaperRef)
		}
	}

	r := rectify.Reply{State: rectify.ReplySent}
	refused(t, "returning without a reason", r.Return(" "), errs.Invalid)
	taken(t, "returning", r.Return(" 请写实 "))
	if r.Reason != "请写实" {
		t.Errorf("it came back because %q", r.Reason)
	}
}

func TestALetterCountsOnceItHasGoneOutAndHasNotComeBack(t *testing.T) {
	for s, counts := range map[rectify.ReplyState]bool{rectify.ReplyDraft: false, rectify.ReplySent: true, rectify.ReplyReturned: false, rectify.ReplyAccepted: true} {
		if s.Counts() != counts {
			t.Errorf("%s counts: %v", s, !counts)
		}
	}
}

func TestADraftedLetterAnswersProblemByProblem(t *testing.T) {
	items := make([]rectify.Item, 21)
	for i := range items {
		items[i] = rectify.Item{Problem: "走访少。", Measure: "走访", Outcome: "走访了"}
	}

	items[1].Files = 1
	r := rectify.DraftReply("陈建国", "孙䶮", true, "2010年下半年", items, "2011-02-01")
	for _, line := range []string{"在“2010年下半年”中，您对我指出的问题，我已经整改", "\n一、关于“走访少”\n整改措施：走访\n落实情况：走访了\n", "\n二、关于“走访少”\n整改措施：走访\n落实情况：走访了（附佐证材料 1 份）",
		"\n九、", "\n十、", "\n十一、", "\n十九、", "\n二十、", "\n二十一、", "\n以上情况，请审阅。"} {
		if !strings.Contains(r.Body, line) {
			t.Errorf("the letter lacks %q: %s", line, r.Body)
		}
	}

	if strings.Count(r.Body, "佐证") != 1 || r.State != rectify.ReplyDraft || r.Salutation != "陈建国同志：" || r.Signature != "孙䶮" {
		t.Errorf("drafted is %+v", r)
	}
}

func TestAUnitSpeaksOfItselfInItsLetter(t *testing.T) {
	r := rectify.DraftReply("陈建国", "机械总支", false, "2010年下半年", nil, "2011-02-01")
	if !strings.Contains(r.Body, "您对我单位指出的问题，我们已经整改") || r.Signature != "机械总支" {
		t.Errorf("it says %s, %s", r.Body, r.Signature)
	}
}

func TestHelpIsPromisedByADayAndFinishedByWhomItHelps(t *testing.T) {
	h := rectify.Help{Text: " "}
	refused(t, "help with nothing", h.Begin(false), errs.Invalid)
	h = rectify.Help{Text: "暖气"}
	refused(t, "a promise without a day", h.Begin(false), errs.Invalid)
	h.Deadline = "2011-02-30"
	refused(t, "a promise by a day that is none", h.Begin(false), errs.Invalid)
	h = rectify.Help{Text: "暖气", Deadline: "2011-02-01"}
	taken(t, "a promise", h.Begin(false))
	if h.State != rectify.HelpPromised {
		t.Errorf("promised it is %s", h.State)
	}

	h = rectify.Help{Text: "暖气"}
	taken(t, "a wish without a day", h.Begin(true))
	if h.State != rectify.HelpAsked {
		t.Errorf("asked for it is %s", h.State)
	}

	refused(t, "finishing what nobody has promised", h.Finish("好了", "", true, "2011-01-20"), errs.Conflict)
	refused(t, "reporting on it", h.Report("在办"), errs.Conflict)
	refused(t, "promising by no day", h.Promise("", "好"), errs.Invalid)
	refused(t, "declining without a reason", h.Decline(" "), errs.Invalid)
	taken(t, "promising", h.Promise("2011-02-01", "好"))
	refused(t, "promising again", h.Promise("2011-02-01", "好"), errs.Conflict)
	refused(t, "declining what is promised", h.Decline("没钱"), errs.Conflict)
	refused(t, "reporting nothing", h.Report(" "), errs.Invalid)
	taken(t, "reporting", h.Report(" 在办 "))
	if h.Answer != "在办" || h.State != rectify.HelpPromised || h.Deadline != "2011-02-01" {
		t.Errorf("reported it is %+v", h)
	}

	refused(t, "finishing by who promised", h.Finish("好了", "", false, "2011-01-20"), errs.Invalid)
	refused(t, "finishing without a word", h.Finish(" ", "", true, "2011-01-20"), errs.Invalid)
	signed := h
	taken(t, "finishing by a paper", signed.Finish("好了", "文1号", false, "2011-01-20"))
	taken(t, "finishing by who is helped", h.Finish("好了", "", true, "2011-01-20"))
	if h.State != rectify.HelpDone || h.DoneDay != "2011-01-20" || signed.PaperRef != "文1号" {
		t.Errorf("finished it is %+v", h)
	}

	no := rectify.Help{State: rectify.HelpAsked}
	taken(t, "declining", no.Decline("没钱"))
	if no.State != rectify.HelpDeclined || no.Answer != "没钱" {
		t.Errorf("declined it is %+v", no)
	}
}

func TestAPromiseIsSoonForAWeekAndLateFromTheNextDay(t *testing.T) {
	for today, light := range map[org.Date]rectify.Light{
		"2011-01-24": rectify.Calm, "2011-01-25": rectify.Soon, "2011-02-01": rectify.Soon, "2011-02-02": rectify.Overdue,
	} {
		if got := (rectify.Help{State: rectify.HelpPromised, Deadline: "2011-02-01"}).Light(today); got != light {
			t.Errorf("on %s it is %q, want %q", today, got, light)
		}
	}

	for s, light := range map[rectify.HelpState]rectify.Light{rectify.HelpDone: rectify.Put, rectify.HelpDeclined: rectify.Off, rectify.HelpAsked: rectify.Calm} {
		if got := (rectify.Help{State: s, Deadline: "2001-01-01"}).Light("2011-02-01"); got != light {
			t.Errorf("what is %s is %q", s, got)
		}
	}

	if got := (rectify.Help{State: rectify.HelpPromised}).Light("2011-02-01"); got != rectify.Calm {
		t.Errorf("what has no day is %q", got)
	}
}
