package rectify_test

import (
	"maps"
	"slices"
	"testing"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

func TestAnActionIsDueAfterTheDaysOfItsReviewAndToBeClaimedInAWeek(t *testing.T) {
	for days, want := range map[int][2]org.Date{0: {"2011-02-04", "2011-01-12"}, 1: {"2011-01-06", "2011-01-06"}, 7: {"2011-01-12", "2011-01-12"},
		8: {"2011-01-13", "2011-01-12"}, 60: {"2011-03-06", "2011-01-12"}} {
		fresh, _, _ := rectify.Born(rectify.Birth{Day: "2011-01-05", Days: days, Problems: []string{"走访少"}}, nil)
		if a := fresh[0]; a.Deadline != want[0] || a.Clock != want[1] || a.Number != 1 || a.State != rectify.Unclaimed {
			t.Errorf("with %d days it is due on %s, to be claimed by %s", days, a.Deadline, a.Clock)
		}
	}
}

// known is an action of an earlier text of the review.
func known(id rectify.ID, number int, problem string, s rectify.State, gone bool) rectify.Action {
	return rectify.Action{ID: id, Number: number, Problem: problem, State: s, Gone: gone}
}

func TestACorrectedReviewKeepsWhatItStillNames(t *testing.T) {
	had := []rectify.Action{
		known(1, 1, "走访少", rectify.Working, false), known(2, 1, "走访少", rectify.Unclaimed, true), // one problem, split
		known(3, 2, "记录不全", rectify.Working, false),
		known(4, 3, "学习少", rectify.Cancelled, false),
		known(5, 4, "开会迟", rectify.Working, true),
		known(6, 5, "旧问题", rectify.Cancelled, false),
	}

	fresh, gone, back := rectify.Born(rectify.Birth{Day: "2011-01-05", Problems: []string{"学习少", "走访少", "新问题"}}, had)
	var problems []string
	for _, a := range fresh {
		problems = append(problems, a.Problem)
	}

	if !slices.Equal(problems, []string{"学习少", "新问题"}) || fresh[1].Number != 3 {
		t.Errorf("born are %v; what was cancelled is asked for anew", problems)
	}

	if !slices.Equal(gone, []rectify.ID{3}) {
		t.Errorf("gone are %v, want the one that is named no longer and was not gone yet", gone)
	}

	if !slices.Equal(back, []rectify.ID{2}) {
		t.Errorf("back are %v, want the part that was marked", back)
	}
}

func TestTwoProblemsInTheSameWordsAreTwoActions(t *testing.T) {
	had := []rectify.Action{known(1, 1, "走访少", rectify.Working, false), known(2, 2, "走访少", rectify.Working, false)}
	fresh, gone, back := rectify.Born(rectify.Birth{Problems: []string{"走访少", "走访少"}}, had)
	if len(fresh)+len(gone)+len(back) != 0 {
		t.Errorf("named as before: born %v, gone %v, back %v", fresh, gone, back)
	}

	if _, gone, _ = rectify.Born(rectify.Birth{Problems: []string{"走访少"}}, had); !slices.Equal(gone, []rectify.ID{2}) {
		t.Errorf("named once: gone are %v, want the second", gone)
	}
}

func TestAProblemIsPutRightWhenAllItsActionsAreClosed(t *testing.T) {
	action := func(number int, s rectify.State, measure string, gone bool) rectify.Action {
		return rectify.Action{Number: number, State: s, Measure: measure, Gone: gone}
	}
	got := rectify.Counted([]rectify.Action{
		action(1, rectify.Closed, "走访", false), action(1, rectify.Awaiting, "谈话", false), // split, one part open
		action(2, rectify.Closed, "记录", false), action(2, rectify.Closed, "检查", false), // split, both closed
		action(3, rectify.Unclaimed, "", false),
		action(6, rectify.Closed, "登记", false),
		action(7, rectify.Working, "", false),
		action(4, rectify.Closed, "学习", true),
		action(5, rectify.Cancelled, "作废", false),
		action(2, rectify.Cancelled, "作废", false),
	})

	if want := (round.Tally{round.Measures: 6, round.ActionsClosed: 2, round.ActionsCourse: 2}); !maps.Equal(got, want) {
		t.Errorf("counted are %v, want %v", got, want)
	}
}

func TestTheCellShowsTheOpenActionThatIsDueFirstElseTheLastClosed(t *testing.T) {
	open := func(id rectify.ID, deadline org.Date) rectify.Action {
		return rectify.Action{ID: id, State: rectify.Working, Deadline: deadline}
	}
	closed := func(id rectify.ID, day org.Date) rectify.Action {
		return rectify.Action{ID: id, State: rectify.Closed, ClosedDay: day, Deadline: "2001-01-01"}
	}
	gone := rectify.Action{ID: 9, State: rectify.Cancelled, Deadline: "2001-01-01"}
	for what, c := range map[string]struct {
		actions   []rectify.Action
		confirmed bool
		state     dossier.State
		day       org.Date
		ref       int64
	}{
		"open ones":                      {[]rectify.Action{open(1, "2011-02-05"), open(2, "2011-02-04"), open(3, "2011-02-06")}, true, dossier.InCourse, "2011-02-04", 2},
		"two due on one day":             {[]rectify.Action{open(1, "2011-02-04"), open(2, "2011-02-04")}, true, dossier.InCourse, "2011-02-04", 1},
		"an open one after a closed one": {[]rectify.Action{closed(1, "2011-01-20"), open(2, "2011-02-04")}, true, dossier.InCourse, "2011-02-04", 2},
		"a closed one after an open one": {[]rectify.Action{open(2, "2011-02-04"), closed(1, "2011-03-20")}, true, dossier.InCourse, "2011-02-04", 2},
		"closed ones":                    {[]rectify.Action{closed(1, "2011-01-20"), closed(2, "2011-01-22"), closed(3, "2011-01-21")}, true, dossier.Done, "2011-01-22", 2},
		"two closed on one day":          {[]rectify.Action{closed(1, "2011-01-20"), closed(2, "2011-01-20")}, true, dossier.Done, "2011-01-20", 2},
		"cancelled ones":                 {[]rectify.Action{gone}, true, dossier.NotNeeded, "", 0},
		"none, and all reviews count":    {nil, true, dossier.NotNeeded, "", 0},
		"none, and more may come":        {nil, false, dossier.Empty, "", 0},
	} {

		if s := rectify.Step(c.actions, c.confirmed); s.State != c.state || s.Day != c.day || s.Ref != c.ref {
			t.Errorf("%s: the cell is %+v", what, s)
		}
	}
}

func TestALaterReviewCitesWhatBecameOfAnAction(t *testing.T) {
	for want, a := range map[string]rectify.Action{
		"走访少：已销号，走访了六次。": {Problem: "走访少。", State: rectify.Closed, Measure: "走访", Outcome: "走访了六次。"},
		"走访少：整改中，走访。":    {Problem: "走访少；", State: rectify.Working, Measure: "走访。"},
		"走访少：待认领。":       {Problem: "走访少", State: rectify.Unclaimed},
	} {
		if got := a.LookBack(); got != want {
			t.Errorf("it is cited as %q, want %q", got, want)
		}
	}
}

func TestALetterAnswersItsActionUntilItComesBack(t *testing.T) {
	a := in(rectify.Reported)
	a.Reply = 0
	taken(t, "sending the letter", event(a.Answered(9, owner)))
	if a.Reply != 9 || a.State != rectify.Awaiting {
		t.Errorf("answered it is %+v", a)
	}

	refused(t, "sending another", event(a.Answered(10, owner)), errs.Conflict)
	taken(t, "the letter coming back", event(a.Redraft("请写实", asker)))
	if a.Reply != 0 || a.State != rectify.Reported {
		t.Errorf("with its letter back it is %+v", a)
	}

	b := in(rectify.Working)
	refused(t, "a letter about what is not reported", event(b.Answered(9, owner)), errs.Conflict)
	refused(t, "a letter coming back that never went", event(b.Redraft("x", asker)), errs.Conflict)
	if b.Reply != 7 {
		t.Errorf("refused it answers with %d", b.Reply)
	}
}
