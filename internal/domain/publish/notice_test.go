package publish_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/errs"
)

// ok wants what was done to be taken.
func ok(t testing.TB, what string, err error) {
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

var states = []publish.State{"", publish.Proposed, publish.Checked, publish.Approved, publish.Published, publish.Returned, publish.Withdrawn}

// secretary, office and leader are three persons at their accounts.
var (
	secretary = publish.Hand{Account: 1, Person: 102, Name: "钱芳"}
	office    = publish.Hand{Account: 2, Person: 901, Name: "周平"}
	leader    = publish.Hand{Account: 3, Person: 1, Name: "陈建国"}
)

var boards = []string{"会议", "公开栏", "网上"}

// online is one channel, the public page.
func online() []publish.Channel { return []publish.Channel{{Name: "网上"}} }

// onDisplay is a notice that stands from the fifth to the twelfth.
func onDisplay() publish.Notice {
	return publish.Notice{Way: publish.Way{State: publish.Published, Edition: 1, Shown: 1}, From: "2011-01-05", To: "2011-01-12"}
}

func TestANoticeStandsFromItsFirstDayToItsLastBothIncluded(t *testing.T) {
	for day, stands := range map[org.Date]bool{
		"2011-01-04": false, "2011-01-05": true, "2011-01-08": true, "2011-01-12": true, "2011-01-13": false,
	} {
		n := onDisplay()
		if n.OnDisplay(day) != stands {
			t.Errorf("on %s it stands: %v", day, !stands)
		}

		if over := day > n.To; n.Over(day) != over {
			t.Errorf("on %s its days are over: %v", day, !over)
		}
	}

	one := publish.Notice{Way: publish.Way{State: publish.Published, Shown: 1}, From: "2011-01-05", To: "2011-01-05"}
	if !one.OnDisplay("2011-01-05") || one.Over("2011-01-05") {
		t.Error("a notice of one day does not stand on it")
	}
}

func TestWhatHasNoPageOrWasWithdrawnStandsOnNoDay(t *testing.T) {
	for what, change := range map[string]func(*publish.Notice){
		"only approved":  func(n *publish.Notice) { n.State, n.Shown = publish.Approved, 0 },
		"without a page": func(n *publish.Notice) { n.From, n.To = "", "" },
		"withdrawn":      func(n *publish.Notice) { ok(t, "withdrawing", n.Withdraw("有一处不宜公开")) },
	} {
		n := onDisplay()
		change(&n)
		if n.OnDisplay("2011-01-08") {
			t.Errorf("a notice %s stands", what)
		}

		if n.Over("2011-02-01") {
			t.Errorf("the days of a notice %s are over", what)
		}
	}
}

func TestWhatIsOnDisplayStaysWhileANewerTextIsOnItsWay(t *testing.T) {
	n := onDisplay()
	ok(t, "proposing anew", n.Propose(3))
	if n.Edition != 2 || n.Shown != 1 || !n.OnDisplay("2011-01-08") {
		t.Errorf("while edition %d is looked at edition %d is shown", n.Edition, n.Shown)
	}

	ok(t, "withdrawing what is on display", n.Withdraw("有一处不宜公开"))
	if n.OnDisplay("2011-01-08") || n.State != publish.Withdrawn || n.Reason != "有一处不宜公开" {
		t.Errorf("withdrawn it is %+v", n)
	}

	refused(t, "withdrawing again", n.Withdraw("再撤"), errs.Conflict)
}

func TestEveryStepIsTakenOnlyFromTheStateBeforeIt(t *testing.T) {
	for what, step := range map[string]struct {
		from []publish.State
		take func(*publish.Notice) error
		to   publish.State
	}{
		"proposing": {[]publish.State{"", publish.Published, publish.Returned, publish.Withdrawn},
			func(n *publish.Notice) error { return n.Propose(1) }, publish.Proposed},
		"looking through": {[]publish.State{publish.Proposed},
			func(n *publish.Notice) error { return n.Check(office, nil, nil) }, publish.Checked},
		"approving": {[]publish.State{publish.Checked},
			func(n *publish.Notice) error { return n.Approve(leader, nil, nil) }, publish.Approved},
		"sending back": {[]publish.State{publish.Proposed, publish.Checked, publish.Approved},
			func(n *publish.Notice) error { return n.Return("有误") }, publish.Returned},
		"publishing": {[]publish.State{publish.Approved, publish.Published}, func(n *publish.Notice) error {
			_, err := n.Publish(online(), "2011-01-05", "2011-01-12", boards, true, "2011-01-05")
			return err
		}, publish.Published},
	} {
		for _, from := range states {
			n := publish.Notice{Way: publish.Way{State: from, Edition: 1}}
			err := step.take(&n)
			if !slices.Contains(step.from, from) {
				refused(t, what+" what is “"+string(from)+"”", err, errs.Conflict)
				if n.State != from {
					t.Errorf("%s was refused and moved %q to %q", what, from, n.State)
				}
				continue
			}

			ok(t, what+" what is “"+string(from)+"”", err)
			if n.State != step.to {
				t.Errorf("%s leads from %q to %q, want %q", what, from, n.State, step.to)
			}
		}
	}
}

func TestANewTextTakesAwayWhyTheLastOneCameBack(t *testing.T) {
	n := publish.Notice{Way: publish.Way{State: publish.Checked, Edition: 1}}
	ok(t, "sending back", n.Return("  第二条有误 "))
	if n.Reason != "第二条有误" {
		t.Errorf("it came back because %q", n.Reason)
	}

	ok(t, "proposing anew", n.Propose(2))
	if n.Reason != "" || n.Edition != 2 {
		t.Errorf("edition %d still says %q", n.Edition, n.Reason)
	}
}

func TestNothingIsProposedWithoutAReviewAndOneIsEnough(t *testing.T) {
	n := publish.Notice{}
	refused(t, "a notice of no review", n.Propose(0), errs.Invalid)
	if n.State != "" || n.Edition != 0 {
		t.Errorf("refused it is %+v", n)
	}
	ok(t, "a notice of one review", n.Propose(1))
}

func TestAReasonIsGivenAndFits(t *testing.T) {
	for what, give := range map[string]func(n *publish.Notice, reason string) error{
		"sending back": (*publish.Notice).Return,
		"withdrawing":  (*publish.Notice).Withdraw,
	} {
		for reason, taken := range map[string]bool{
			"": false, " \n": false, "写": true, strings.Repeat("写", 500): true, strings.Repeat("写", 501): false,
		} {
			n := publish.Notice{Way: publish.Way{State: publish.Proposed, Shown: 1}}
			if err := give(&n, reason); taken {
				ok(t, what, err)
			} else {
				refused(t, what+" with a reason of "+reason, err, errs.Invalid)
				if n.State != publish.Proposed || n.Shown != 1 {
					t.Errorf("%s was refused and still took effect: %+v", what, n)
				}
			}
		}
	}
}

func TestEveryStateHasAWordOfItsOwn(t *testing.T) {
	said := map[string]publish.State{}
	for _, s := range states[1:] {
		word := string(s.Word())
		if other, twice := said[word]; twice || word == string(s) {
			t.Errorf("%s is called %q, as %q is", s, word, other)
		}
		said[word] = s
	}
}

// Whatever people try, in whatever order: what the public reads went through three different hands, none of which is
// spoken of in it, and it is always the newest text that was approved.
func TestNoOrderOfStepsShowsWhatThreePersonsDidNotAgreeOn(t *testing.T) {
	about := []publish.Party{{Person: 103, Name: "孙䶮"}}
	rapid.Check(t, func(t *rapid.T) {
		n, acts := publish.Notice{}, []publish.Act(nil)
		hands := []publish.Hand{secretary, office, leader, {Account: 4, Person: 103, Name: "孙䶮"}}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			before := n
			h := rapid.SampledFrom(hands).Draw(t, "hand")
			kind := rapid.SampledFrom([]publish.ActKind{publish.ActPropose, publish.ActCheck, publish.ActApprove, publish.ActReturn,
				publish.ActPublish, publish.ActWithdraw}).Draw(t, "step")
			var err error
			switch kind {
			case publish.ActPropose:
				err = n.Propose(1)
			case publish.ActCheck:
				err = n.Check(h, acts, about)
			case publish.ActApprove:
				err = n.Approve(h, acts, about)
			case publish.ActReturn:
				err = n.Return("改")
			case publish.ActPublish:
				_, err = n.Publish(online(), "2011-01-05", "2011-01-12", boards, true, "2011-01-05")
			case publish.ActWithdraw:
				err = n.Withdraw("撤")
			}

			if err != nil {
				if n != before {
					t.Fatalf("%s was refused and changed %+v to %+v", kind, before, n)
				}
				continue
			}

			acts = append(acts, publish.Act{Hand: h, Kind: kind, Edition: n.Edition})
			if n.Shown == 0 {
				continue
			}

			took := map[publish.ActKind]publish.Hand{}
			for _, a := range acts {
				if a.Edition == n.Shown {
					took[a.Kind] = a.Hand
				}
			}

			p, c, a := took[publish.ActPropose], took[publish.ActCheck], took[publish.ActApprove]
			if c.Account == 0 || a.Account == 0 || p == c || c == a || p == a || c.Person == 103 || a.Person == 103 {
				t.Fatalf("edition %d is shown, proposed by %s, looked through by %s, approved by %s", n.Shown, p.Name, c.Name, a.Name)
			}
		}
	})
}
