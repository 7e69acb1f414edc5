package review_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

var reviewStates = []review.State{review.Owed, review.Draft, review.Submitted, review.Returned, review.Confirmed, review.Exempt, review.Dropped}

// written is a review with a text, in the state.
func written(s review.State) review.Review {
	return review.Review{State: s, Revision: 3, Version: 1, Text: review.Text{Parts: review.Parts{scheme.PartOverall: "好"}}}
}

func TestEveryActOnAReviewIsTakenOnlyInItsStates(t *testing.T) {
	text := review.Text{Parts: review.Parts{scheme.PartOverall: "更好"}}
	writable := []review.State{review.Owed, review.Draft, review.Returned}
	for what, c := range map[string]struct {
		from []review.State
		do   func(*review.Review) error
		to   review.State // empty: as it is
	}{
		"saving":        {writable, func(r *review.Review) error { return r.Save(3, review.Setting{}, text, review.Writer{}, 5) }, ""},
		"handing in":    {writable, func(r *review.Review) error { return r.Submit(false, nil, 5) }, review.Submitted},
		"giving":        {writable, func(r *review.Review) error { return r.Submit(true, nil, 5) }, review.Confirmed},
		"sending back":  {[]review.State{review.Submitted}, func(r *review.Review) error { return r.Return("请写实") }, review.Returned},
		"confirming":    {[]review.State{review.Submitted}, func(r *review.Review) error { return r.Confirm(5) }, review.Confirmed},
		"a paper":       {[]review.State{review.Submitted}, func(r *review.Review) error { return r.ConfirmOnPaper("文1号", 0, 5) }, review.Confirmed},
		"acknowledging": {[]review.State{review.Confirmed}, func(r *review.Review) error { return r.Acknowledge(review.OnScreen, "", 5) }, ""},
		"correcting": {[]review.State{review.Confirmed}, func(r *review.Review) error {
			return r.Correct(3, review.Setting{}, text, "笔误", review.Writer{}, nil, 5)
		}, ""},
		"taking back": {[]review.State{review.Confirmed}, func(r *review.Review) error { return r.Recall("写错了", false) }, review.Draft},
	} {
		for _, s := range reviewStates {
			r := written(s)
			err := c.do(&r)
			if !slices.Contains(c.from, s) {
				refused(t, what+" what is "+string(s), err, errs.Conflict)
				if r.State != s || r.Version != 1 || r.Text.Parts[scheme.PartOverall] != "好" {
					t.Errorf("%s was refused and changed it to %+v", what, r)
				}
				continue
			}

			taken(t, what+" what is "+string(s), err)
			want := c.to
			if want == "" {
				want = s
			}

			if what == "saving" && s == review.Owed {
				want = review.Draft
			}

			if r.State != want {
				t.Errorf("%s leads from %s to %s, want %s", what, s, r.State, want)
			}
		}
	}
}

func TestWhatIsAcknowledgedOrFiledIsCorrectedAndNotTakenBack(t *testing.T) {
	r := written(review.Confirmed)
	refused(t, "taking back what is filed", r.Recall("写错了", true), errs.Conflict)
	refused(t, "taking back without a reason", r.Recall(" ", false), errs.Invalid)
	taken(t, "acknowledging", r.Acknowledge(review.OnPaper, " 不同意 ", 5))
	if r.Dissent != "不同意" || r.AcknowledgedAt != 5 || r.AcknowledgedHow != review.OnPaper {
		t.Errorf("acknowledged it is %+v", r)
	}

	refused(t, "acknowledging again", r.Acknowledge(review.OnScreen, "", 6), errs.Conflict)
	refused(t, "taking back what is acknowledged", r.Recall("写错了", false), errs.Conflict)
	taken(t, "correcting it", r.Correct(3, review.Setting{}, review.Text{Parts: review.Parts{scheme.PartOverall: "更好"}}, "笔误", review.Writer{}, nil, 7))
	if r.AcknowledgedAt != 0 || r.AcknowledgedHow != "" || r.Dissent != "" || r.Version != 2 || r.Revision != 4 || r.ConfirmedAt != 7 {
		t.Errorf("corrected it is %+v", r)
	}

	for n, fits := range map[int]bool{review.MaxPart: true, review.MaxPart + 1: false} {
		r := written(review.Confirmed)
		if err := r.Acknowledge(review.OnScreen, strings.Repeat("异", n), 5); (err == nil) != fits {
			t.Errorf("a dissent of %d characters: %v", n, err)
		}
	}
}

func TestWhatLacksOneThingIsNeitherHandedInNorCorrected(t *testing.T) {
	lacking := i18n.Words{"总体评价"}
	r := written(review.Draft)
	refused(t, "handing in", r.Submit(true, lacking, 5), errs.Invalid)
	r.Text = review.Text{Parts: review.Parts{scheme.PartOverall: " "}}
	refused(t, "handing in nothing", r.Submit(true, nil, 5), errs.Invalid)
	r = written(review.Confirmed)
	refused(t, "correcting", r.Correct(3, review.Setting{}, r.Text, "笔误", review.Writer{}, lacking, 5), errs.Invalid)
	refused(t, "correcting to nothing", r.Correct(3, review.Setting{}, review.Text{}, "笔误", review.Writer{}, nil, 5), errs.Invalid)
	refused(t, "correcting without a reason", r.Correct(3, review.Setting{}, r.Text, " ", review.Writer{}, nil, 5), errs.Invalid)
	refused(t, "correcting what another has corrected", r.Correct(2, review.Setting{}, r.Text, "笔误", review.Writer{}, nil, 5), errs.Conflict)
	r = written(review.Submitted)
	refused(t, "a paper without number or scan", r.ConfirmOnPaper(" ", 0, 5), errs.Invalid)
	refused(t, "sending back without a reason", r.Return(" "), errs.Invalid)
	taken(t, "a scan alone", r.ConfirmOnPaper("", 9, 5))
	if r.ConfirmedHow != review.OnPaper || r.PaperBlob != 9 || r.ConfirmedAt != 5 {
		t.Errorf("confirmed on paper it is %+v", r)
	}
}

func TestASubjectWithTwoReviewersIsCoveredOnce(t *testing.T) {
	r := review.Review{Setting: review.Setting{Modes: "spot"}, Text: review.Text{Problems: []string{"一", "二"}}}
	facts := round.SubjectFacts{Kind: scheme.Secretary}
	first := round.Tally{round.TimesDone: 1, round.TimesDone.OfKind(scheme.Secretary): 1, round.SecretariesDone: 1, round.ModeCount("spot"): 1, round.Problems: 2}
	if got := r.Counted(facts, true, false); !maps.Equal(got, first) {
		t.Errorf("the first counts %v, want %v", got, first)
	}

	delete(first, round.SecretariesDone)
	if got := r.Counted(facts, false, false); !maps.Equal(got, first) {
		t.Errorf("the second counts %v, want %v", got, first)
	}

	now := review.Review{Setting: review.Setting{Modes: "spot"}, Text: review.Text{Problems: []string{"一"}}}
	if got := now.Corrected(&r, scheme.Member, false); !maps.Equal(got, round.Tally{round.Problems: -1}) {
		t.Errorf("a problem less changes %v", got)
	}

	if got := (&review.Review{}).Counted(facts, false, false); !maps.Equal(got, round.Tally{round.TimesDone: 1, round.TimesDone.OfKind(scheme.Secretary): 1}) {
		t.Errorf("without mode and problems it counts %v", got)
	}
}

func TestOnlyVersionsThatCountedAreShown(t *testing.T) {
	// the newest first: 4 corrected 3, which was handed in after 2 came back; 1 never counted either
	got := review.CountedVersions([]review.Version{{Number: 4, Reason: "笔误"}, {Number: 3}, {Number: 2}, {Number: 1}})
	if len(got) != 2 || got[0].Number != 4 || got[1].Number != 3 {
		t.Errorf("shown are %+v", got)
	}

	if got := review.CountedVersions(nil); len(got) != 0 {
		t.Errorf("shown are %+v", got)
	}
}
