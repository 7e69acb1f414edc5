package filing_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
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

var states = []filing.State{filing.Building, filing.Handed, filing.Received, filing.Returned}

// handed is a pack that waits for the office, handed in by the person 101 at the account 11.
func handed() filing.Filing {
	return filing.Filing{State: filing.Handed, Version: 1, Sheets: 4, By: filing.Hand{Account: 11, Person: 101, Name: "赵伟"}}
}

func TestAPackIsLateFromTheDayAfterItsLastDay(t *testing.T) {
	for _, c := range []struct {
		due, day org.Date
		late     int
	}{
		{"2011-01-12", "2011-01-11", 0}, {"2011-01-12", "2011-01-12", 0}, {"2011-01-12", "2011-01-13", 1},
		{"2011-01-12", "2011-02-12", 31}, {"2011-02-28", "2011-03-01", 1}, {"2012-02-28", "2012-03-01", 2}, {"", "2011-01-12", 0},
	} {
		if got := (filing.Filing{Due: filing.Due{Day: c.due}, Day: c.day}).Late(); got != c.late {
			t.Errorf("due by %s and handed in on %s it is %d days late, want %d", c.due, c.day, got, c.late)
		}
	}
}

func TestTheAccountThatHandedAPackInNeitherReceivesNorReturnsIt(t *testing.T) {
	for what, who := range map[string]access.Actor{
		"the same account, which is nobody of the roster": {Account: 11, Name: "赵伟"},
		"the same person at another account":              {Account: 12, Person: 101, Name: "赵伟"},
	} {
		f := handed()
		refused(t, what+" receiving", f.Receive(who, 2011, 1, 5), errs.Conflict)
		refused(t, what+" returning", f.Return(who, "不全", 5), errs.Conflict)
		if f.State != filing.Handed || f.Number != 0 || f.DecidedAt != 0 {
			t.Errorf("%s was refused and the pack is %+v", what, f)
		}
	}

	f := handed()
	f.By.Person = 0
	ok(t, "another account, both nobody of the roster", f.Receive(access.Actor{Account: 12, Name: "干事"}, 2011, 1, 5))
	f = handed()
	f.By.Account = 0
	refused(t, "the operator receiving what he handed in", f.Receive(access.LocalOperator(), 2011, 1, 5), errs.Conflict)
}

func TestAPackIsReceivedOrReturnedOnceAndOnlyWhileItWaits(t *testing.T) {
	office := access.Actor{Account: 90, Name: "活动办"}
	for _, s := range states {
		for what, decide := range map[string]func(*filing.Filing) error{
			"receiving": func(f *filing.Filing) error { return f.Receive(office, 2011, 3, 7) },
			"returning": func(f *filing.Filing) error { return f.Return(office, " 请补齐 ", 7) },
		} {
			f := handed()
			f.State = s
			err := decide(&f)
			if s != filing.Handed {
				refused(t, what+" what is “"+string(s)+"”", err, errs.Conflict)
				continue
			}

			ok(t, what, err)
			if f.DecidedBy != "活动办" || f.DecidedAt != 7 {
				t.Errorf("%s was done by %s at %d", what, f.DecidedBy, f.DecidedAt)
			}

			if what == "receiving" && (f.State != filing.Received || f.Receipt() != "备〔2011〕3号" || f.Returned != "") ||
				what == "returning" && (f.State != filing.Returned || f.Receipt() != "" || f.Returned != "请补齐") {
				t.Errorf("%s gives %+v", what, f)
			}
		}
	}
}

func TestTheFirstReceiptOfAYearIsNumberOne(t *testing.T) {
	f := handed()
	ok(t, "receiving", f.Receive(access.Actor{Account: 90}, 2012, 1, 7))
	if f.Receipt() != "备〔2012〕1号" || (filing.Filing{}).Receipt() != "" {
		t.Errorf("its receipt is %s", f.Receipt())
	}
}

func TestAReturnSaysWhyAndFits(t *testing.T) {
	for reason, taken := range map[string]bool{"": false, " ": false, "缺": true, strings.Repeat("缺", 500): true, strings.Repeat("缺", 501): false} {
		f := handed()
		if err := f.Return(access.Actor{Account: 90}, reason, 7); taken {
			ok(t, "returning", err)
		} else {
			refused(t, "returning because of "+reason, err, errs.Invalid)
			if f.State != filing.Handed {
				t.Errorf("refused it is %s", f.State)
			}
		}
	}
}

func TestWhatLacksOneFormNeedsAReason(t *testing.T) {
	for _, c := range []struct {
		lacking int
		reason  string
		taken   bool
	}{
		{0, "", true}, {1, "", false}, {1, " ", false}, {1, "书记住院", true}, {0, strings.Repeat("缺", 500), true}, {0, strings.Repeat("缺", 501), false},
	} {
		f, err := filing.HandIn(filing.Filing{}, filing.Filing{Lacking: c.lacking, Reason: c.reason}, 0)
		if !c.taken {
			refused(t, "handing in", err, errs.Invalid)
			continue
		}

		ok(t, "handing in", err)
		if f.Version != 1 || f.State != filing.Handed {
			t.Errorf("the first pack is version %d, %s", f.Version, f.State)
		}
	}
}

func TestAPackFollowsOnlyOneThatCameBackOrWasReceivedAndChanged(t *testing.T) {
	last := func(s filing.State) filing.Filing {
		return filing.Filing{State: s, Version: 2, Sheets: 4, Year: 2011, Number: 7}
	}
	for what, c := range map[string]struct {
		last      filing.Filing
		sheets    int
		corrected int
		taken     bool
	}{
		"while one waits for the office":     {last(filing.Handed), 9, 9, false},
		"after a return":                     {last(filing.Returned), 4, 0, true},
		"after the receipt, unchanged":       {last(filing.Received), 4, 0, false},
		"after the receipt, with fewer":      {last(filing.Received), 3, 0, false},
		"after the receipt, one more":        {last(filing.Received), 5, 0, true},
		"after the receipt, one corrected":   {last(filing.Received), 4, 1, true},
		"where nothing was handed in before": {filing.Filing{}, 4, 0, true},
	} {
		f, err := filing.HandIn(c.last, filing.Filing{Sheets: c.sheets}, c.corrected)
		if !c.taken {
			refused(t, "handing in "+what, err, errs.Conflict)
			continue
		}

		ok(t, "handing in "+what, err)
		if f.Version != c.last.Version+1 || f.State != filing.Handed {
			t.Errorf("%s it is version %d, %s", what, f.Version, f.State)
		}
	}
}

func TestAReasonIsKeptWithoutTheBlanksAroundIt(t *testing.T) {
	f, err := filing.HandIn(filing.Filing{}, filing.Filing{Lacking: 1, Reason: " 出差\n"}, 0)
	ok(t, "handing in", err)
	if f.Reason != "出差" {
		t.Errorf("kept is %q", f.Reason)
	}
}

func TestEveryStateHasAWordOfItsOwn(t *testing.T) {
	said := map[string]bool{}
	for _, s := range states {
		word := string(s.Word())
		if said[word] || word == "" || word == string(s) {
			t.Errorf("%q is called %q", s, word)
		}
		said[word] = true
	}
}
