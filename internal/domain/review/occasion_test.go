package review_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
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

// meeting is a meeting of the fifth of January to which all of ten members and two of three committee members came.
func meeting() review.Occasion {
	return review.Occasion{Title: "支部党员大会", Setting: review.Setting{Day: "2011-01-05"}, Expected: 10, Members: 8, Committee: 2, Representatives: 2,
		Turnout: review.Turnout{Leave: 2, CommitteeExpected: 3, CommitteeLeave: 1, RepresentativesExpected: 3, RepresentativesLeave: 1}}
}

// Whatever share a scheme demands: with exactly so many members a meeting counts, with one fewer it does not.
func TestAQuorumThatIsJustReachedIsReached(t *testing.T) {
	for percent := 1; percent <= 100; percent++ {
		demanded := scheme.Attendance{Quorum: float64(percent) / 100}
		for expected := 1; expected <= 200; expected++ {
			least := (percent*expected + 99) / 100
			o := review.Occasion{Expected: expected, Members: least}
			if short := o.Short(demanded); len(short) != 0 {
				t.Fatalf("%d of %d came and %d%% are demanded: %s", least, expected, percent, short)
			}

			o.Members = least - 1
			if short := o.Short(demanded); len(short) != 1 || !strings.Contains(short[0].String(), fmt.Sprintf("应到的 %d%%，", percent)) {
				t.Fatalf("%d of %d came and %d%% are demanded: %s", least-1, expected, percent, short)
			}
		}
	}
}

func TestAMeetingIsShortOfWhatTheSchemeDemandsAndOfNothingElse(t *testing.T) {
	for what, c := range map[string]struct {
		kind     review.OccasionKind
		demanded scheme.Attendance
		short    int
	}{
		"nothing":                      {review.Meeting, scheme.Attendance{}, 0},
		"as many ordinary members":     {review.Meeting, scheme.Attendance{MinMembers: 6}, 0},
		"one ordinary member more":     {review.Meeting, scheme.Attendance{MinMembers: 7}, 1},
		"as many representatives":      {review.Meeting, scheme.Attendance{MinRepresentatives: 2}, 0},
		"one representative more":      {review.Meeting, scheme.Attendance{MinRepresentatives: 3}, 1},
		"all three":                    {review.Meeting, scheme.Attendance{Quorum: 0.9, MinMembers: 7, MinRepresentatives: 3}, 3},
		"all three, of a special talk": {review.SpecialTalk, scheme.Attendance{Quorum: 0.9, MinMembers: 7, MinRepresentatives: 3}, 0},
		"all three, of a visit":        {review.Visit, scheme.Attendance{Quorum: 0.9, MinMembers: 7, MinRepresentatives: 3}, 0},
	} {
		o := meeting()
		o.Kind = c.kind
		if got := o.Short(c.demanded); len(got) != c.short {
			t.Errorf("demanded is %s: short are %v", what, got)
		}

		if c.kind == review.SpecialTalk {
			continue // its follow-up closes it
		}

		err := o.Finish(c.demanded, 7, "2011-01-05")
		if c.short == 0 {
			taken(t, "finishing, demanded "+what, err)
			refused(t, "finishing again", o.Finish(c.demanded, 8, "2011-01-05"), errs.Conflict)
		} else {
			refused(t, "finishing, demanded "+what, err, errs.Invalid)
		}

		if finished := c.short == 0; finished != (o.FinishedAt == 7) {
			t.Errorf("demanded %s: finished at %d", what, o.FinishedAt)
		}
	}
}

func TestAnOccasionIsFinishedFromItsDayOn(t *testing.T) {
	for today, finishes := range map[org.Date]bool{"2011-01-04": false, "2011-01-05": true, "2011-01-06": true} {
		o := meeting()
		if err := o.Finish(scheme.Attendance{}, 7, today); (err == nil) != finishes {
			t.Errorf("on %s: %v", today, err)
		}
	}

	o := meeting()
	o.Expected, o.Members = 0, 8
	refused(t, "finishing without who should have come", o.Finish(scheme.Attendance{Quorum: 0.5}, 7, "2011-01-05"), errs.Invalid)
	o.Kind = review.Visit
	taken(t, "finishing a visit without it", o.Finish(scheme.Attendance{Quorum: 0.5}, 7, "2011-01-05"))
}

func TestFiguresOfAnOccasionAreOnesThatCanHaveBeen(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*review.Occasion)
		taken  bool
	}{
		"all who should":                     {func(o *review.Occasion) {}, true},
		"one more than should":               {func(o *review.Occasion) { o.Members = 11; o.Turnout.Leave = 0 }, false},
		"as many as should, nobody on leave": {func(o *review.Occasion) { o.Members = 10; o.Turnout.Leave = 0 }, true},
		"one on leave too many":              {func(o *review.Occasion) { o.Turnout.Leave = 3 }, false},
		"one of the committee too many":      {func(o *review.Occasion) { o.Turnout.CommitteeLeave = 2 }, false},
		"one representative too many":        {func(o *review.Occasion) { o.Turnout.RepresentativesLeave = 2 }, false},
		"who should is not known":            {func(o *review.Occasion) { o.Expected, o.Turnout.CommitteeExpected = 0, 0 }, true},
		"all who came of the committee":      {func(o *review.Occasion) { o.Committee, o.Members, o.Turnout.CommitteeExpected = 8, 8, 9 }, true},
		"more of the committee than came":    {func(o *review.Occasion) { o.Committee, o.Turnout = 9, review.Turnout{} }, false},
		"a committee as large as the unit":   {func(o *review.Occasion) { o.Turnout.CommitteeExpected = 10 }, true},
		"a committee larger than the unit":   {func(o *review.Occasion) { o.Turnout.CommitteeExpected = 11 }, false},
		"fewer than nobody":                  {func(o *review.Occasion) { o.Representatives = -1 }, false},
		"fewer than nobody on leave":         {func(o *review.Occasion) { o.Turnout.Leave = -1 }, false},
		"no title":                           {func(o *review.Occasion) { o.Title = " " }, false},
		"a title of 100 characters":          {func(o *review.Occasion) { o.Title = strings.Repeat("会", 100) }, true},
		"a title of 101 characters":          {func(o *review.Occasion) { o.Title = strings.Repeat("会", 101) }, false},
		"no day":                             {func(o *review.Occasion) { o.Setting.Day = "" }, false},
		"minutes that fit":                   {func(o *review.Occasion) { o.Minutes = strings.Repeat("记", review.MaxPart) }, true},
		"minutes that do not":                {func(o *review.Occasion) { o.Minutes = strings.Repeat("记", review.MaxPart+1) }, false},
	} {
		in, o := meeting(), review.Occasion{FinishedAt: 5}
		c.change(&in)
		if err := o.Save(0, in, "钱芳", 3); c.taken {
			taken(t, what, err)
			if o.Revision != 1 || o.FinishedAt != 0 {
				t.Errorf("%s: saved it is revision %d, finished at %d", what, o.Revision, o.FinishedAt)
			}
			refused(t, "saving over another's", o.Save(0, in, "钱芳", 4), errs.Conflict)
		} else {
			refused(t, what, err, errs.Invalid)
		}
	}
}

func TestASpecialTalkIsFollowedUpNotBeforeItsDay(t *testing.T) {
	talk := review.Talk{With: "钱芳", Reason: "差距", Demand: "整改", FollowUp: "2011-01-05"}
	for what, c := range map[string]struct {
		change func(*review.Talk)
		taken  bool
	}{
		"on its day":                 {func(x *review.Talk) {}, true},
		"on the day before":          {func(x *review.Talk) { x.FollowUp = "2011-01-04" }, false},
		"on no day":                  {func(x *review.Talk) { x.FollowUp = "" }, false},
		"on a day that is none":      {func(x *review.Talk) { x.FollowUp = "2011-02-30" }, false},
		"with nobody":                {func(x *review.Talk) { x.With = " " }, false},
		"without a reason":           {func(x *review.Talk) { x.Reason = " " }, false},
		"without a demand":           {func(x *review.Talk) { x.Demand = " " }, false},
		"with a reason that is long": {func(x *review.Talk) { x.Reason = strings.Repeat("因", review.MaxPart+1) }, false},
		"with a demand that fits":    {func(x *review.Talk) { x.Demand = strings.Repeat("因", review.MaxPart) }, true},
	} {
		in, o := meeting(), review.Occasion{Kind: review.SpecialTalk}
		in.Talk = talk
		c.change(&in.Talk)
		if err := o.Save(0, in, "钱芳", 3); !c.taken {
			refused(t, what, err, errs.Invalid)
			continue
		} else {
			taken(t, what, err)
		}

		refused(t, "a follow-up that saw nothing", o.Follow(" ", "钱芳", 4), errs.Invalid)
		taken(t, "a follow-up", o.Follow(" 改了 ", "钱芳", 4))
		if o.Talk.Result != "改了" || o.Talk.ResultAt != 4 || o.Talk.Open() {
			t.Errorf("followed up it is %+v", o.Talk)
		}

		if o.FinishedAt != 4 || o.Title != "专门约谈：钱芳" {
			t.Errorf("followed up, %q was closed at %d: it has no other end, and is called by whom it was with", o.Title, o.FinishedAt)
		}

		refused(t, "closing it by a second button", o.Finish(scheme.Attendance{}, 5, "2011-02-01"), errs.Conflict)
		taken(t, "correcting its record", o.Save(1, in, "钱芳", 6))
		if o.FinishedAt != 4 {
			t.Error("a talk that was followed up is open again, and nothing closes it")
		}

		refused(t, "a second follow-up", o.Follow("又改了", "钱芳", 5), errs.Conflict)
	}

	o := meeting()
	refused(t, "a follow-up of a meeting", o.Follow("改了", "钱芳", 4), errs.Invalid)
}

func TestNobodyAnswersThePlanThatHeHandedIn(t *testing.T) {
	handedIn := func(account int64) review.Arrangement {
		return review.Arrangement{State: review.ArrangementHandedIn, HandedAccount: account}
	}
	a := handedIn(11)
	refused(t, "accepting one's own plan", a.Decide(true, "", "钱芳", 11, 5), errs.Invalid)
	refused(t, "returning one's own plan", a.Decide(false, "改", "钱芳", 11, 5), errs.Invalid)
	taken(t, "another account accepting it", a.Decide(true, "", "周平", 12, 5))
	if a.State != review.ArrangementAccepted || a.DecidedBy != "周平" || a.DecidedAt != 5 {
		t.Errorf("accepted it is %+v", a)
	}

	refused(t, "deciding again", a.Decide(false, "改", "周平", 12, 6), errs.Conflict)
	a = handedIn(0)
	taken(t, "the operator accepting what the operator entered", a.Decide(true, "", "本机操作员", 0, 5))
	for reason, fits := range map[string]bool{" ": false, "改": true, strings.Repeat("改", review.MaxPart): true, strings.Repeat("改", review.MaxPart+1): false} {
		a = handedIn(11)
		if err := a.Decide(false, reason, "周平", 12, 5); (err == nil) != fits || fits != (a.State == review.ArrangementReturned) {
			t.Errorf("returned with a reason of %d bytes: %v, %s", len(reason), err, a.State)
		}
	}
}

func TestAPlanIsHandedInWithADayForAllThatIsOpen(t *testing.T) {
	owed := func(open int) []review.Owing {
		return []review.Owing{{Share: review.Share{Owner: 1, Unit: 2, Kind: scheme.Member}, Sheets: 3, Open: open}}
	}
	line := review.Arranged{Share: review.Share{Owner: 1, Unit: 2, Kind: scheme.Member}, Sheets: 3}
	for what, c := range map[string]struct {
		day    org.Date
		open   int
		sheets int
		other  bool
		kind   errs.Kind
		taken  bool
	}{
		"a day for what is open":        {"2011-01-05", 1, 3, false, 0, true},
		"no day for one that is open":   {"", 1, 3, false, errs.Invalid, false},
		"no day where nothing is open":  {"", 0, 3, false, 0, true},
		"more sheets than were planned": {"2011-01-05", 4, 4, false, 0, true},
		"a share that is not planned":   {"2011-01-05", 1, 3, true, errs.Conflict, false},
	} {
		a := review.Arrangement{State: review.ArrangementDrafting, Rows: []review.Arranged{line}, DecidedAt: 9, Reason: "旧"}
		a.Rows[0].Day = c.day
		list := owed(c.open)
		list[0].Sheets = c.sheets
		if c.other {
			list[0].Unit = 77
		}

		if err := a.HandIn(list, "钱芳", 11, 5); !c.taken {
			refused(t, what, err, c.kind)
			continue
		} else {
			taken(t, what, err)
		}

		if a.State != review.ArrangementHandedIn || a.HandedAccount != 11 || a.DecidedAt != 0 || a.Reason != "" {
			t.Errorf("%s: handed in it is %+v", what, a)
		}

		refused(t, "handing in again", a.HandIn(list, "钱芳", 11, 6), errs.Conflict)
	}
}

func TestAnEverydayReviewIsEnteredFromItsDayOn(t *testing.T) {
	for day, fits := range map[org.Date]bool{"2011-01-04": true, "2011-01-05": true, "2011-01-06": false, "": false, "2011-02-30": false} {
		var e review.Everyday
		if err := e.Note(review.EverydayText{Day: day, Good: "好"}, "2011-01-05", "刘强", 3); (err == nil) != fits {
			t.Errorf("of %q: %v", day, err)
		}
	}

	var e review.Everyday
	refused(t, "one that says nothing", e.Note(review.EverydayText{Day: "2011-01-05", Good: " "}, "2011-01-05", "刘强", 3), errs.Invalid)
	for what, said := range map[string]review.EverydayText{"good": {Good: "好"}, "problems": {Problems: "少"}, "advice": {Advice: "多"}} {
		said.Day = "2011-01-05"
		taken(t, "one with "+what+" alone", e.Note(said, "2011-01-05", "刘强", 3))
	}

	taken(t, "acknowledging", e.Acknowledge(review.OnScreen, 4))
	refused(t, "acknowledging again", e.Acknowledge(review.OnPaper, 5), errs.Conflict)
	said := e.Said
	refused(t, "correcting nothing", e.Correct(1, said, "改", "2011-01-05", "刘强", 6), errs.Invalid)
	said.Advice = "更多"
	refused(t, "correcting without a reason", e.Correct(1, said, " ", "2011-01-05", "刘强", 6), errs.Invalid)
	refused(t, "correcting what another has corrected", e.Correct(2, said, "改", "2011-01-05", "刘强", 6), errs.Conflict)
	taken(t, "correcting", e.Correct(1, said, "改", "2011-01-05", "刘强", 6))
	if e.Version != 2 || e.AcknowledgedAt != 0 || e.AcknowledgedHow != "" || e.Said.Advice != "更多" {
		t.Errorf("corrected it is %+v", e)
	}
}

func TestADissentIsAnsweredOnce(t *testing.T) {
	d := review.Dissent{}
	refused(t, "answering nothing", d.Reply("好", "钱芳", 3), errs.Conflict)
	d.Text = "不同意"
	refused(t, "an empty answer", d.Reply(" ", "钱芳", 3), errs.Invalid)
	refused(t, "an answer too long", d.Reply(strings.Repeat("答", review.MaxAnswer+1), "钱芳", 3), errs.Invalid)
	taken(t, "an answer that fits", d.Reply(strings.Repeat("答", review.MaxAnswer), "钱芳", 3))
	refused(t, "a second answer", d.Reply("又", "钱芳", 4), errs.Conflict)
}

func TestNobodyWritesForHimself(t *testing.T) {
	taken(t, "a clerk", review.Clerk{Reviewer: 1, Person: 2}.Check())
	for what, c := range map[string]review.Clerk{"himself": {Reviewer: 1, Person: 1}, "for nobody": {Person: 2}, "by nobody": {Reviewer: 1}} {
		refused(t, what, c.Check(), errs.Invalid)
	}
}
