package publish_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/publish"
	"lingping/internal/errs"
)

// by is a step of the edition that somebody took.
func by(h publish.Hand, kind publish.ActKind, edition int) publish.Act {
	return publish.Act{Hand: h, Kind: kind, Edition: edition}
}

// checking is a notice that waits to be looked through, and approving one that waits to be approved.
func checking() publish.Notice {
	return publish.Notice{Way: publish.Way{State: publish.Proposed, Edition: 2}}
}
func approving() publish.Notice {
	return publish.Notice{Way: publish.Way{State: publish.Checked, Edition: 2}}
}

func TestWhoProposedNeitherLooksThroughNorApproves(t *testing.T) {
	before := []publish.Act{by(secretary, publish.ActPropose, 2)}
	n := checking()
	refused(t, "looking through what one has proposed", n.Check(secretary, before, nil), errs.Conflict)
	if n.State != publish.Proposed {
		t.Errorf("refused it is %s", n.State)
	}

	n = approving()
	refused(t, "approving what one has proposed", n.Approve(secretary, append(before, by(office, publish.ActCheck, 2)), nil), errs.Conflict)
	if n.State != publish.Checked {
		t.Errorf("refused it is %s", n.State)
	}
}

func TestWhoLookedThroughDoesNotApprove(t *testing.T) {
	before := []publish.Act{by(secretary, publish.ActPropose, 2), by(office, publish.ActCheck, 2)}
	n := approving()
	refused(t, "approving what one has looked through", n.Approve(office, before, nil), errs.Conflict)
	ok(t, "a third person approving", n.Approve(leader, before, nil))
}

func TestStepsOfAnEarlierTextBindNobodyInTheNext(t *testing.T) {
	before := []publish.Act{by(office, publish.ActPropose, 1), by(office, publish.ActCheck, 1), by(secretary, publish.ActPropose, 2)}
	n := checking()
	ok(t, "looking through a text after one that he proposed", n.Check(office, before, nil))
}

func TestToReturnOrPublishIsNoStepThatBinds(t *testing.T) {
	before := []publish.Act{by(office, publish.ActReturn, 2), by(office, publish.ActPublish, 2), by(office, publish.ActWithdraw, 2),
		by(office, publish.ActApprove, 2)}
	n := checking()
	ok(t, "looking through after sending back", n.Check(office, before, nil))
}

func TestNobodyDecidesAboutANoticeThatSpeaksOfHim(t *testing.T) {
	about := []publish.Party{{Person: 103, Name: "孙䶮"}, {Person: 101, Name: "赵伟"}}
	his := publish.Hand{Account: 7, Person: 101, Name: "赵伟"}
	n := checking()
	refused(t, "looking through one's own review", n.Check(his, nil, about), errs.Conflict)
	n = approving()
	refused(t, "approving one's own review", n.Approve(his, nil, about), errs.Conflict)
	other := publish.Hand{Account: 8, Person: 201, Name: "赵伟"}
	n = approving()
	ok(t, "somebody else of the same name at his account", n.Approve(other, nil, about))
}

func TestAnAccountThatIsNobodyOfTheRosterIsNoPartyToANotice(t *testing.T) {
	clerk := publish.Hand{Account: 9, Name: "干事"}
	unit := []publish.Party{{Person: 0, Name: "机械学院教工党支部"}}
	n := checking()
	ok(t, "an office that is nobody of the roster", n.Check(clerk, nil, unit))
	other := publish.Hand{Account: 10, Name: "干事"}
	n = approving()
	ok(t, "another such account approving", n.Approve(other, []publish.Act{by(clerk, publish.ActCheck, 2)}, unit))
	n = approving()
	refused(t, "the same account approving", n.Approve(clerk, []publish.Act{by(clerk, publish.ActCheck, 2)}, unit), errs.Conflict)
}

func TestOnePersonWithTwoAccountsIsOneHand(t *testing.T) {
	second := office
	second.Account = 22
	n := approving()
	refused(t, "approving at another account", n.Approve(second, []publish.Act{by(office, publish.ActCheck, 2)}, nil), errs.Conflict)
}

func TestASignatureOnPaperIsHeldAgainstNames(t *testing.T) {
	sign := func(name string) publish.Hand {
		h, err := publish.OnPaper(name, "文〔2011〕1号", "钱芳")
		ok(t, "a signature", err)
		return h
	}

	before := []publish.Act{by(secretary, publish.ActPropose, 2), by(sign("周平"), publish.ActCheck, 2)}
	about := []publish.Party{{Person: 103, Name: "孙䶮"}}
	for name, why := range map[string]string{"钱芳": "who proposed at his account", "周平": "who looked through on paper", "孙䶮": "of whom it speaks"} {
		n := approving()
		refused(t, "a paper signed by the one "+why, n.Approve(sign(name), before, about), errs.Conflict)
	}

	n := approving()
	refused(t, "approving at one's account what one has signed on paper", n.Approve(office, before, about), errs.Conflict)
	n = approving()
	ok(t, "a paper signed by a third", n.Approve(sign("陈建国"), before, about))
}

func TestWhoEntersAPaperIsNotWhoSignedIt(t *testing.T) {
	h, err := publish.OnPaper(" 周平 ", " 文〔2011〕1号 ", "钱芳")
	ok(t, "entering a paper", err)
	if h.Name != "周平" || h.Paper != "文〔2011〕1号" || h.EnteredBy != "钱芳" || h.Account != 0 || h.Person != 0 {
		t.Errorf("the signature is %+v", h)
	}
}

func TestAPaperNamesItsSignerAndItsFile(t *testing.T) {
	long := strings.Repeat("名", 100)
	for what, c := range map[string]struct {
		name, ref string
		taken     bool
	}{
		"no signer":            {" ", "文1号", false},
		"no file number":       {"周平", " ", false},
		"a name that fits":     {long, "文1号", true},
		"a name too long":      {long + "名", "文1号", false},
		"a number that fits":   {"周平", long, true},
		"a number that is not": {"周平", long + "号", false},
	} {
		_, err := publish.OnPaper(c.name, c.ref, "钱芳")
		if c.taken {
			ok(t, what, err)
		} else {
			refused(t, what, err, errs.Invalid)
		}
	}
}

func TestEveryStepHasAWordOfItsOwn(t *testing.T) {
	said := map[string]bool{}
	for _, k := range []publish.ActKind{publish.ActPropose, publish.ActCheck, publish.ActApprove, publish.ActReturn, publish.ActPublish,
		publish.ActWithdraw} {
		if word := string(k.Word()); said[word] || word == string(k) {
			t.Errorf("%s is called %q", k, word)
		} else {
			said[word] = true
		}
	}
}
