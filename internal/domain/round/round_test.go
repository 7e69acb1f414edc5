package round_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
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

var states = []round.State{round.Draft, round.Launched, round.Closed, round.Archived}

// fresh is what an office says of a round that it opens.
func fresh() round.Round {
	return round.Round{Name: " 2010年下半年领导点评 ", Unit: 1, From: "2010-12-27", To: "2011-01-12", State: round.Closed}
}

func TestANewRoundIsPreparedOnTheRosterOfItsFirstDay(t *testing.T) {
	r, err := round.Open(fresh())
	taken(t, "opening", err)
	if r.State != round.Draft || r.SnapshotDay != "2010-12-27" || r.Name != "2010年下半年领导点评" {
		t.Errorf("opened it is %+v", r)
	}

	in := fresh()
	in.SnapshotDay = "2011-01-01"
	r, err = round.Open(in)
	taken(t, "opening", err)
	if r.SnapshotDay != "2011-01-01" {
		t.Errorf("the roster is read on %s, want the day that was said", r.SnapshotDay)
	}
}

func TestARoundHasANameAWindowAndAUnit(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*round.Round)
		taken  bool
	}{
		"no name":                     {func(r *round.Round) { r.Name = " " }, false},
		"a name of 100 characters":    {func(r *round.Round) { r.Name = strings.Repeat("轮", 100) }, true},
		"a name of 101 characters":    {func(r *round.Round) { r.Name = strings.Repeat("轮", 101) }, false},
		"no first day":                {func(r *round.Round) { r.From = "" }, false},
		"no last day":                 {func(r *round.Round) { r.To = "" }, false},
		"an end before the start":     {func(r *round.Round) { r.To = "2010-12-26" }, false},
		"a window of one day":         {func(r *round.Round) { r.To = "2010-12-27" }, true},
		"a window in the past":        {func(r *round.Round) { r.From, r.To = "1999-01-01", "1999-06-30" }, true},
		"no unit":                     {func(r *round.Round) { r.Unit = 0 }, false},
		"a first day that is none":    {func(r *round.Round) { r.From = "2010-02-30" }, false},
		"a last day that is none":     {func(r *round.Round) { r.To = "2011-1-12" }, false},
		"a snapshot day that is none": {func(r *round.Round) { r.SnapshotDay = "2011-01" }, false},
	} {
		in := fresh()
		c.change(&in)
		if _, err := round.Open(in); c.taken {
			taken(t, what, err)
		} else {
			refused(t, what, err, errs.Invalid)
		}
	}
}

func TestARoundIsLaunchedOnceAndWithoutFaults(t *testing.T) {
	for _, s := range states {
		r := round.Round{State: s}
		if err := r.Launch(0, 5); s == round.Draft {
			taken(t, "launching", err)
		} else {
			refused(t, "launching what is "+string(s), err, errs.Conflict)
		}

		if launched := s == round.Draft; launched != (r.LaunchedAt == 5) || launched && r.State != round.Launched || !launched && r.State != s {
			t.Errorf("after launching what was %s it is %+v", s, r)
		}
	}

	r := round.Round{State: round.Draft}
	refused(t, "launching with one fault", r.Launch(1, 5), errs.Conflict)
	if r.State != round.Draft || r.LaunchedAt != 0 {
		t.Errorf("refused it is %+v", r)
	}
}

func TestARoundDoesNotCloseWhileASingleReviewIsOwed(t *testing.T) {
	for _, owed := range []int64{1, 2, 44} {
		r := round.Round{State: round.Launched}
		refused(t, "closing with reviews owed", r.Close(owed, 9), errs.Conflict)
		if r.State != round.Launched || r.ClosedAt != 0 {
			t.Errorf("with %d owed it is %+v", owed, r)
		}
	}
	for _, s := range states {
		r := round.Round{State: s}
		err := r.Close(0, 9)
		if s != round.Launched {
			refused(t, "closing what is "+string(s), err, errs.Conflict)
			if r.State != s {
				t.Errorf("refused it moved from %s to %s", s, r.State)
			}
			continue
		}

		taken(t, "closing with nothing owed", err)
		if r.State != round.Closed || r.ClosedAt != 9 {
			t.Errorf("closed it is %+v", r)
		}
	}
}

func TestOnlyALaunchedRoundRuns(t *testing.T) {
	for _, s := range states {
		if err := (&round.Round{State: s}).Running(); s == round.Launched {
			taken(t, "working in a round", err)
		} else {
			refused(t, "working in a round that is "+string(s), err, errs.Conflict)
		}
	}
}

func TestEveryStateOfARoundHasANameOfItsOwn(t *testing.T) {
	said := map[string]bool{}
	for _, s := range states {
		if said[string(s.Name())] || string(s.Name()) == string(s) {
			t.Errorf("%s is called %s", s, s.Name())
		}
		said[string(s.Name())] = true
	}
}

func TestAnExemptionSaysWhyAndWhoAllowedIt(t *testing.T) {
	e := round.Exemption{Kind: scheme.Member, Reason: " 住院 ", Approver: " 陈建国 "}
	taken(t, "an exemption", e.Check())
	if e.Reason != "住院" || e.Approver != "陈建国" {
		t.Errorf("kept is %+v", e)
	}

	refused(t, "without a reason", (&round.Exemption{Reason: " ", Approver: "陈建国"}).Check(), errs.Invalid)
	refused(t, "without an approver", (&round.Exemption{Reason: "住院", Approver: " "}).Check(), errs.Invalid)
}

func TestAHandOverGoesFromOnePersonToAnotherForAReason(t *testing.T) {
	h := round.HandOver{Extent: round.Everything, From: 1, To: 2, Reason: " 书记调整 "}
	taken(t, "a hand-over", h.Check())
	if h.Reason != "书记调整" {
		t.Errorf("kept is %q", h.Reason)
	}

	for what, bad := range map[string]round.HandOver{
		"from nobody": {Extent: round.Charges, To: 2, Reason: "调整"}, "to nobody": {Extent: round.Charges, From: 1, Reason: "调整"},
		"to oneself": {Extent: round.Charges, From: 1, To: 1, Reason: "调整"}, "without a reason": {Extent: round.Charges, From: 1, To: 2, Reason: " "},
		"of nothing": {From: 1, To: 2, Reason: "调整"}, "of something unknown": {Extent: "half", From: 1, To: 2, Reason: "调整"},
		"of a seat that is not named": {Extent: round.OneSeat, From: 1, To: 2, Reason: "调整"},
		"of everything, and a seat":   {Extent: round.Everything, Seat: 7, From: 1, To: 2, Reason: "调整"},
		"of the charges, and a seat":  {Extent: round.Charges, Seat: 7, From: 1, To: 2, Reason: "调整"},
	} {
		refused(t, what, bad.Check(), errs.Invalid)
	}

	taken(t, "one seat", (&round.HandOver{Extent: round.OneSeat, Seat: 7, From: 1, To: 2, Reason: "调整"}).Check())
}

func TestWhatIsArchivedIsKeptToTheLastDayOfItsLastYear(t *testing.T) {
	for class, until := range map[round.RetentionClass]org.Date{round.Kept10Years: "2021-12-31", round.Kept30Years: "2041-12-31", round.KeptForever: ""} {
		r := round.Round{State: round.Closed}
		kept, err := r.Archive(class, " 保管期限表 ", "2011-03-01")
		taken(t, "archiving", err)
		if kept.Until != until || kept.From != "2011-03-01" || kept.Class != class || kept.Reason != "保管期限表" || r.State != round.Archived {
			t.Errorf("kept for %s is %+v, the round %s", class, kept, r.State)
		}

		if until == "" {
			if kept.Due("2999-01-01") {
				t.Error("what is kept for ever waits for appraisal")
			}
			continue
		}

		if kept.Due(until) || !kept.Due(until.AddDays(1)) {
			t.Errorf("kept until %s it waits for appraisal on that day: %v, on the next: %v", until, kept.Due(until), kept.Due(until.AddDays(1)))
		}
	}
}

func TestOnlyWhatHasEndedIsArchivedForAClassAndAReason(t *testing.T) {
	for _, s := range states {
		r := round.Round{State: s}
		if _, err := r.Archive(round.Kept10Years, "表", "2011-03-01"); s == round.Closed || s == round.Archived {
			taken(t, "archiving what is "+string(s), err)
		} else {
			refused(t, "archiving what is "+string(s), err, errs.Conflict)
		}
	}

	for what, c := range map[string]struct {
		class  round.RetentionClass
		reason string
	}{"no class": {"", "表"}, "a class that is none": {"5", "表"}, "no reason": {"10", " "}, "a reason of 201 characters": {"10", strings.Repeat("表", 201)}} {
		r := round.Round{State: round.Closed}
		_, err := r.Archive(c.class, c.reason, "2011-03-01")
		refused(t, what, err, errs.Invalid)
		if r.State != round.Closed {
			t.Errorf("%s was refused and the round is %s", what, r.State)
		}
	}

	r := round.Round{State: round.Closed}
	_, err := r.Archive("10", strings.Repeat("表", 200), "2011-03-01")
	taken(t, "a reason of 200 characters", err)
}

func TestEveryClassHasAWordOfItsOwn(t *testing.T) {
	said := map[string]bool{}
	for _, c := range round.RetentionClasses() {
		word := string(c.Word())
		if said[word] || word == string(c) {
			t.Errorf("%s is called %s", c, word)
		}
		said[word] = true
	}
}
