package rectify_test

import (
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/errs"
)

// taken wants what was done to be taken.
func taken(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// refused wants what was done to be refused as the kind.
func refused(t testing.TB, what string, err error, kind errs.Kind) {
	t.Helper()
	if !errs.Is(err, kind) {
		t.Errorf("%s: %v, want it refused as %s", what, err, kind)
	}
}

// in is an action of 103 in the state, due on the fourth of February.
func in(s rectify.State) rectify.Action {
	return rectify.Action{ID: 1, State: s, Responsible: 103, Person: 103, Measure: "走访", Deadline: "2011-02-04", Clock: "2011-02-04",
		ReportedDay: "2011-01-06", Outcome: "走访了", Reply: 7}
}

// event drops the line of the history.
func event(_ rectify.Event, err error) error { return err }

var asker, owner = hand(102, false), hand(103, true)

func TestNobodyVerifiesWhatHeWasToPutRight(t *testing.T) {
	onPaper := func(h rectify.Hand) rectify.Hand { h.Paper, h.Ref = true, "文1号"; return h }
	nobody := hand(0, false)
	nobody.Name = ""
	for what, c := range map[string]struct {
		hand  rectify.Hand
		kind  errs.Kind
		taken bool
	}{
		"the responsible person, though he is not of the owner's side": {hand(103, false), errs.Conflict, false},
		"somebody of the owner's side":                                 {hand(104, true), errs.Conflict, false},
		"the responsible person's signature":                           {onPaper(hand(103, false)), errs.Conflict, false},
		"nobody by name":                                               {nobody, errs.Invalid, false},
		"who asked":                                                    {asker, 0, true},
		"who asked, on paper that the owner enters":                    {onPaper(hand(102, true)), 0, true},
		"an office that is nobody of the roster":                       {hand(0, false), 0, true},
	} {
		a, b := in(rectify.Awaiting), in(rectify.Awaiting)
		closing, sending := event(a.Close("已改好", true, true, c.hand)), event(b.Return("没改好", c.hand))
		if c.taken {
			taken(t, what+" closing", closing)
			taken(t, what+" sending back", sending)
			continue
		}

		refused(t, what+" closing", closing, c.kind)
		refused(t, what+" sending back", sending, c.kind)
		if a.State != rectify.Awaiting || b.State != rectify.Awaiting {
			t.Errorf("%s was refused and still moved it", what)
		}
	}

	a := in(rectify.Awaiting)
	a.Responsible = 0
	taken(t, "an office closing what nobody is responsible for", event(a.Close("已改好", true, true, hand(0, false))))
}

func TestNothingIsClosedBeforeItsReplyWasAccepted(t *testing.T) {
	for what, c := range map[string]struct {
		state             rectify.State
		replied, accepted bool
		closes            bool
	}{
		"no reply sent":            {rectify.Reported, true, false, false},
		"a reply not yet accepted": {rectify.Awaiting, true, false, false},
		"a reply accepted":         {rectify.Awaiting, true, true, true},
		"no reply asked for":       {rectify.Awaiting, false, false, true},
		"only reported":            {rectify.Reported, false, false, false},
	} {
		a := in(c.state)
		if err := event(a.Close("已改好", c.replied, c.accepted, asker)); c.closes {
			taken(t, what, err)
			if a.State != rectify.Closed || a.Verdict != "已改好" || a.Verifier != "某人" || a.ClosedDay != "2011-01-06" || a.Clock != "" {
				t.Errorf("%s: closed it is %+v", what, a)
			}
		} else {
			refused(t, what, err, errs.Conflict)
		}
	}

	for ref, closes := range map[string]bool{"": false, "文1号": true} {
		a, h := in(rectify.Awaiting), asker
		h.Paper, h.Ref = true, ref
		if err := event(a.Close("已改好", true, true, h)); (err == nil) != closes {
			t.Errorf("on paper “%s”: %v", ref, err)
		}
	}

	a := in(rectify.Awaiting)
	refused(t, "closing without a sentence", event(a.Close(" ", true, true, asker)), errs.Invalid)
}

func TestTheOwnerBringsHisDayForwardAndNeverBack(t *testing.T) {
	for day, c := range map[org.Date]struct {
		taken bool
		to    org.Date
	}{
		"":           {true, "2011-02-04"},
		"2011-02-04": {true, "2011-02-04"}, // as it is
		"2011-02-05": {false, ""},          // a later one is for others to grant
		"2011-02-03": {true, "2011-02-03"},
		"2011-01-06": {true, "2011-01-06"}, // today
		"2011-01-05": {false, ""},          // yesterday
		"2011-01-32": {false, ""},
	} {
		a := in(rectify.Working)
		err := event(a.Change(rectify.Plan{Measure: "多走访", Deadline: day}, owner))
		if !c.taken {
			refused(t, "the day "+string(day), err, errs.Invalid)
			continue
		}

		taken(t, "the day "+string(day), err)
		if a.Deadline != c.to || a.Clock != c.to || a.Measure != "多走访" {
			t.Errorf("by %q it is due on %s, clock %s", day, a.Deadline, a.Clock)
		}
	}

	late := in(rectify.Working)
	late.Deadline = "2011-01-01"
	taken(t, "an overdue action whose day stays", event(late.Change(rectify.Plan{Measure: "补", Deadline: "2011-01-01"}, owner)))
}

func TestAPlanNamesWhoIsResponsibleAndIsNotWrittenOverAnother(t *testing.T) {
	a := in(rectify.Unclaimed)
	a.Responsible = 0
	refused(t, "claiming without anybody responsible", event(a.Claim(rectify.Plan{}, owner)), errs.Invalid)
	a = in(rectify.Unclaimed)
	taken(t, "claiming with somebody else", event(a.Claim(rectify.Plan{Responsible: 104, Goal: " 目标 ", Measure: " 措施 "}, owner)))
	if a.Responsible != 104 || a.Goal != "目标" || a.Measure != "措施" || a.State != rectify.Working {
		t.Errorf("claimed it is %+v", a)
	}

	taken(t, "changing what one has read", event(a.Change(rectify.Plan{Revision: a.Revision, Measure: "又一措施"}, owner)))
	if a.Responsible != 104 {
		t.Errorf("who was responsible is now %d", a.Responsible)
	}

	refused(t, "changing what another has changed since", event(a.Change(rectify.Plan{Revision: a.Revision - 1}, owner)), errs.Conflict)
	refused(t, "changing what nobody has written yet", event(a.Change(rectify.Plan{Revision: a.Revision + 1}, owner)), errs.Conflict)
	long := strings.Repeat("字", 2000)
	taken(t, "2000 characters", event(a.Change(rectify.Plan{Revision: a.Revision, Measure: long, Goal: long}, owner)))
	refused(t, "2001 in the measure", event(a.Change(rectify.Plan{Revision: a.Revision, Measure: long + "字"}, owner)), errs.Invalid)
	refused(t, "2001 in the goal", event(a.Change(rectify.Plan{Revision: a.Revision, Goal: long + "字"}, owner)), errs.Invalid)
}

func TestMoreTimeIsAskedForALaterDayAndDecidedByOthers(t *testing.T) {
	for until, later := range map[org.Date]bool{"2011-02-03": false, "2011-02-04": false, "2011-02-05": true, "": false, "2011-02-30": false} {
		a := in(rectify.Working)
		if err := event(a.Ask(until, "放假", owner)); later {
			taken(t, "asking for "+string(until), err)
			if a.ExtendTo != until || a.ExtendWhy != "放假" || a.Deadline != "2011-02-04" {
				t.Errorf("asked for it is %+v", a)
			}
		} else {
			refused(t, "asking for "+string(until), err, errs.Invalid)
		}
	}

	a := in(rectify.Working)
	refused(t, "asking without a reason", event(a.Ask("2011-02-05", " ", owner)), errs.Invalid)
	asked := func() rectify.Action {
		a := in(rectify.Working)
		a.ExtendTo, a.ExtendWhy = "2011-02-20", "放假"
		return a
	}

	for what, h := range map[string]rectify.Hand{"the owner's side": hand(104, true), "the responsible person": hand(103, false)} {
		a := asked()
		refused(t, what+" deciding", event(a.Decide(true, "", h)), errs.Conflict)
		if a.Deadline != "2011-02-04" {
			t.Errorf("%s was refused and the day is %s", what, a.Deadline)
		}
	}

	a = asked()
	line, err := a.Decide(true, "同意", asker)
	taken(t, "granting", err)
	if a.Deadline != "2011-02-20" || a.Clock != "2011-02-20" || a.ExtendTo != "" || a.ExtendWhy != "" || line.Act != rectify.GrantAct || line.Text != "2011-02-20 同意" {
		t.Errorf("granted it is %+v, %+v", a, line)
	}

	refused(t, "deciding what nobody asks for", event(a.Decide(true, "", asker)), errs.Conflict)
	a = asked()
	refused(t, "refusing without a reason", event(a.Decide(false, " ", asker)), errs.Invalid)
	line, err = a.Decide(false, "来得及", asker)
	taken(t, "refusing", err)
	if a.Deadline != "2011-02-04" || a.ExtendTo != "" || line.Act != rectify.RefuseAct || line.Text != "来得及" {
		t.Errorf("refused it is %+v, %+v", a, line)
	}

	a = asked()
	a.Responsible = 0
	taken(t, "an office that is nobody deciding where nobody is responsible", event(a.Decide(true, "", hand(0, false))))
}

func TestAReportNeedsAMeasureAndSaysWhatWasDone(t *testing.T) {
	a := in(rectify.Working)
	a.Measure, a.Outcome = "", ""
	refused(t, "reporting without a measure", event(a.Report(" ", "走访了", true, owner)), errs.Invalid)
	refused(t, "reporting without an outcome", event(a.Report("走访", " ", true, owner)), errs.Invalid)
	a = in(rectify.Working)
	a.Returned, a.ExtendTo, a.ExtendWhy = "没改好", "2011-03-01", "放假"
	line, err := a.Report("", "走访了六次", true, owner)
	taken(t, "reporting with the measure that stands", err)
	if a.State != rectify.Reported || line.State != rectify.Reported || a.Measure != "走访" || a.Outcome != "走访了六次" ||
		a.Returned+string(a.ExtendTo)+a.ExtendWhy != "" || a.Clock != "2011-01-20" {
		t.Errorf("reported it is %+v", a)
	}

	a = in(rectify.Working)
	line, err = a.Report("新措施", "走访了", false, owner)
	taken(t, "reporting where no reply is asked for", err)
	if a.State != rectify.Awaiting || line.State != rectify.Awaiting || a.Measure != "新措施" {
		t.Errorf("without a reply it is %s", a.State)
	}
}

func TestWhatComesBackIsDueAnewAndAnswersAnew(t *testing.T) {
	a := in(rectify.Closed)
	a.Verdict, a.Verifier, a.ClosedDay = "已改好", "某人", "2011-01-06"
	refused(t, "reopening without a reason", event(a.Reopen(" ", "", asker)), errs.Invalid)
	refused(t, "reopening for a day that is none", event(a.Reopen("反弹", "2011-02-30", asker)), errs.Invalid)
	taken(t, "reopening", event(a.Reopen("反弹", "", asker)))
	if a.State != rectify.Working || a.Deadline != "2011-02-05" || a.Clock != "2011-02-05" || a.Reopened != 1 || a.Returned != "反弹" ||
		a.Reply != 0 || a.Verdict+a.Verifier+string(a.ClosedDay) != "" {
		t.Errorf("reopened it is %+v", a)
	}

	a = in(rectify.Closed)
	taken(t, "reopening for a day", event(a.Reopen("反弹", "2011-01-20", asker)))
	if a.Deadline != "2011-01-20" {
		t.Errorf("it is due on %s", a.Deadline)
	}

	b := in(rectify.Awaiting)
	taken(t, "sending back", event(b.Return("没改好", asker)))
	if b.State != rectify.Working || b.Returned != "没改好" || b.Reply != 0 || b.Clock != b.Deadline {
		t.Errorf("sent back it is %+v", b)
	}

	refused(t, "sending back without a reason", event(b.Return(" ", asker)), errs.Invalid)
}

func TestItsOwnSideCancelsNothing(t *testing.T) {
	a := in(rectify.Working)
	refused(t, "its own side cancelling", event(a.Cancel("重复", owner)), errs.Conflict)
	refused(t, "cancelling without a reason", event(a.Cancel(" ", asker)), errs.Invalid)
	paper := owner
	paper.Paper = true
	taken(t, "its own side entering a signed paper", event(a.Cancel("重复", paper)))
	a = in(rectify.Working)
	taken(t, "who asked cancelling", event(a.Cancel("重复", asker)))
	if a.State != rectify.Cancelled || a.Clock != "" {
		t.Errorf("cancelled it is %+v", a)
	}
}

func TestAProblemThatIsNamedNoLongerEndsOnlyWhatNobodyHasBegun(t *testing.T) {
	for _, s := range rectify.States() {
		a := in(s)
		line, err := a.Vanish(asker)
		taken(t, "vanishing", err)
		if ended := s == rectify.Unclaimed; !a.Gone || ended != (a.State == rectify.Cancelled && s != rectify.Cancelled) || line.State != a.State {
			t.Errorf("what was %s is %s, gone %v", s, a.State, a.Gone)
		}

		taken(t, "coming back", event(a.Renew(asker)))
		if a.Gone {
			t.Errorf("named again it is still gone")
		}
	}
}

func TestAdviceIsATextOrADay(t *testing.T) {
	a := in(rectify.Unclaimed)
	a.Clock = "2011-01-12"
	refused(t, "neither", event(a.Suggest(" ", "", asker)), errs.Invalid)
	refused(t, "a day that is none", event(a.Suggest("", "2011-02-30", asker)), errs.Invalid)
	taken(t, "a text alone", event(a.Suggest(" 走访 ", "", asker)))
	if a.Suggestion != "走访" || a.Deadline != "2011-02-04" || a.Clock != "2011-01-12" {
		t.Errorf("advised it is %+v", a)
	}

	taken(t, "a day alone", event(a.Suggest("", "2011-01-10", asker)))
	if a.Suggestion != "走访" || a.Deadline != "2011-01-10" || a.Clock != "2011-01-10" {
		t.Errorf("with an earlier day it is %+v", a)
	}

	refused(t, "too long a text", event(a.Suggest(strings.Repeat("字", 2001), "", asker)), errs.Invalid)
}

func TestOnlyWhatIsStillToBePutRightIsSplit(t *testing.T) {
	for _, s := range rectify.States() {
		a := in(s)
		b, err := a.Split("2011-01-06")
		if open := s == rectify.Unclaimed || s == rectify.Working; !open {
			refused(t, "splitting what is "+string(s), err, errs.Conflict)
			continue
		}

		taken(t, "splitting", err)
		if b.State != rectify.Unclaimed || b.Deadline != a.Deadline || b.Clock != "2011-01-13" || b.Responsible != 103 || b.Measure != "" {
			t.Errorf("split off is %+v", b)
		}
	}

	near := in(rectify.Working)
	near.Deadline = "2011-01-08"
	if b, _ := near.Split("2011-01-06"); b.Clock != "2011-01-08" {
		t.Errorf("a part due in two days is to be claimed by %s", b.Clock)
	}
}

func TestAnActionGoesOnlyTheWaysOfTheTable(t *testing.T) {
	for act, from := range map[rectify.Act][]rectify.State{
		rectify.ClaimAct: {rectify.Unclaimed}, rectify.PlanAct: {rectify.Working}, rectify.ReportAct: {rectify.Working},
		rectify.AnswerAct: {rectify.Reported}, rectify.RedraftAct: {rectify.Awaiting}, rectify.CloseAct: {rectify.Awaiting},
		rectify.ReopenAct: {rectify.Closed}, rectify.NoteAct: {rectify.Working},
		rectify.ReturnAct: {rectify.Reported, rectify.Awaiting}, rectify.CancelAct: {rectify.Unclaimed, rectify.Working},
		rectify.AskAct: {rectify.Unclaimed, rectify.Working}, rectify.GrantAct: {rectify.Unclaimed, rectify.Working},
		rectify.RefuseAct: {rectify.Unclaimed, rectify.Working}, rectify.SuggestAct: {rectify.Unclaimed, rectify.Working},
	} {
		for _, s := range rectify.States() {
			if rectify.Can(act, s) != slices.Contains(from, s) {
				t.Errorf("%s of what is %s: %v", act, s, rectify.Can(act, s))
			}
		}
	}
}
