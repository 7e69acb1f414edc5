package publish_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func TestAPassageHasSomeWordsAndAModelAFew(t *testing.T) {
	for what, c := range map[string]struct {
		kind  publish.ExperienceKind
		of    scheme.SubjectKind
		words int
		taken bool
	}{
		"an empty passage":         {publish.Fresh, scheme.Unit, 0, false},
		"one character":            {publish.Fresh, scheme.Unit, 1, true},
		"500 characters":           {publish.Fresh, scheme.Unit, 500, true},
		"501 characters":           {publish.Fresh, scheme.Unit, 501, false},
		"experience of a member":   {publish.Fresh, scheme.Member, 5, false},
		"a member as a model":      {publish.Model, scheme.Member, 30, true},
		"a model in 31 characters": {publish.Model, scheme.Member, 31, false},
		"a unit as a model":        {publish.Model, scheme.Unit, 5, true},
		"something else":           {"best", scheme.Unit, 5, false},
	} {
		e := publish.Experience{Kind: c.kind, Text: strings.Repeat("好", c.words)}
		if err := e.Mark(c.of); c.taken {
			ok(t, what, err)
		} else {
			refused(t, what, err, errs.Invalid)
		}
	}
}

func TestOnlyConsentCarriesExperienceOn(t *testing.T) {
	e := publish.Experience{State: publish.Marked}
	refused(t, "recommending before consent", e.Recommend("好", "赵伟"), errs.Conflict)
	refused(t, "taking it up before", e.Take(), errs.Conflict)
	ok(t, "consent", e.Say(publish.Consent{Wish: publish.Agrees}))
	refused(t, "a sentence of 201 characters", e.Recommend(strings.Repeat("好", 201), "赵伟"), errs.Invalid)
	ok(t, "a sentence of 200 characters", e.Recommend(strings.Repeat("好", 200), "赵伟"))
	ok(t, "taking it up", e.Take())
	ok(t, "declining after all", e.Say(publish.Consent{Wish: publish.Objects}))
	refused(t, "sending back what is declined", e.SendBack("好"), errs.Conflict)
	if e.State != publish.Declined {
		t.Errorf("declined it is %s", e.State)
	}

	ok(t, "agreeing again", e.Say(publish.Consent{Wish: publish.Agrees}))
	if e.State != publish.Agreed {
		t.Errorf("agreed to again it is %s", e.State)
	}
}

func TestAnIssueIsPublicFromItsDayForAYear(t *testing.T) {
	p := publish.Promotion{Way: publish.Way{State: publish.Checked, Edition: 1}, Text: publish.PromotionText{Day: "2011-01-05"}}
	ok(t, "approving", p.Approve(leader, nil, nil))
	for day, shown := range map[string]bool{"2011-01-04": false, "2011-01-05": true, "2012-01-05": true, "2012-01-06": false} {
		if got := p.OnDisplay(org.Date(day)); got != shown {
			t.Errorf("on %s it is on display: %v", day, got)
		}
		if from, to := publish.PromotionDays(org.Date(day)); (from <= p.Text.Day && p.Text.Day <= to) != shown {
			t.Errorf("on %s issues of %s to %s are looked for", day, from, to)
		}
	}

	ok(t, "withdrawing", p.Withdraw("内容有误"))
	if p.OnDisplay("2011-01-05") {
		t.Error("withdrawn it is on display")
	}

	refused(t, "proposing anew what was public", p.Propose(p.Text), errs.Conflict)
}
