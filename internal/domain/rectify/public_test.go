package rectify_test

import (
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
)

func shownProblems(problems ...string) []publish.Passage {
	return []publish.Passage{{Head: "主要成绩", Lines: []string{"带头上课"}}, {Head: "存在问题", Lines: problems}}
}

func TestThePublicReadsOfEachProblemAStateAndADay(t *testing.T) {
	action := func(problem string, s rectify.State) rectify.Action {
		return rectify.Action{Problem: problem, State: s, Deadline: "2011-02-04", ClosedDay: "2011-01-20", Measure: "每周走访", Outcome: "只有内部知道"}
	}

	for state, want := range map[rectify.State]rectify.ProblemNow{
		rectify.Unclaimed: {Problem: "走访少", Progress: rectify.Awaited, Day: "2011-02-04"},
		rectify.Working:   {Problem: "走访少", Progress: rectify.Mending, Day: "2011-02-04"},
		rectify.Reported:  {Problem: "走访少", Progress: rectify.Mending, Day: "2011-02-04"},
		rectify.Awaiting:  {Problem: "走访少", Progress: rectify.Mending, Day: "2011-02-04"},
		rectify.Closed:    {Problem: "走访少", Progress: rectify.Mended, Day: "2011-01-20"},
		rectify.Cancelled: {Problem: "走访少", Progress: rectify.GivenUp},
	} {
		got := rectify.ProblemsNow(shownProblems("走访少"), []rectify.Action{action("走访少", state)})
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s is shown as %+v, want %+v", state, got, want)
		}
	}

	twice := rectify.ProblemsNow(shownProblems("走访少", "走访少", "没有整改事项"),
		[]rectify.Action{numbered(1, action("走访少", rectify.Closed)), numbered(2, action("走访少", rectify.Working)), numbered(3, action("别的", rectify.Closed))})
	if twice[0].Progress != rectify.Mended || twice[1].Progress != rectify.Mending || twice[2].Progress != rectify.Untraced {
		t.Errorf("the same problem twice, and one without an action, are %+v", twice)
	}

	if got := rectify.ProblemsNow([]publish.Passage{{Head: "主要成绩", Lines: []string{"带头上课"}}}, []rectify.Action{action("走访少", rectify.Closed)}); len(got) != 0 {
		t.Errorf("of a notice that shows no problems stands %+v", got)
	}
}

func numbered(number int, a rectify.Action) rectify.Action {
	a.Number = number
	return a
}

// A problem that was split is put right when all its parts are, due when the last of them is, and every measure is said.
func TestASplitProblemIsPutRightWhenAllItsPartsAre(t *testing.T) {
	part := func(s rectify.State, measure string, closed, due string) rectify.Action {
		return rectify.Action{Number: 1, Problem: "走访少", State: s, Measure: measure, ClosedDay: org.Date(closed), Deadline: org.Date(due)}
	}
	done, later := part(rectify.Closed, "每周走访", "2011-01-20", "2011-02-04"), part(rectify.Closed, "建立台账", "2011-01-25", "2011-02-04")
	open := part(rectify.Working, "建立台账", "", "2011-03-01")
	waiting, gone := part(rectify.Unclaimed, "", "", "2011-02-20"), part(rectify.Cancelled, "不做了", "", "")
	for name, c := range map[string]struct {
		parts []rectify.Action
		want  rectify.ProblemNow
	}{
		"one part open":      {[]rectify.Action{done, open}, rectify.ProblemNow{Problem: "走访少", Progress: rectify.Mending, Day: "2011-03-01"}},
		"one not taken up":   {[]rectify.Action{done, waiting}, rectify.ProblemNow{Problem: "走访少", Progress: rectify.Mending, Day: "2011-02-20"}},
		"none taken up":      {[]rectify.Action{waiting, waiting}, rectify.ProblemNow{Problem: "走访少", Progress: rectify.Awaited, Day: "2011-02-20"}},
		"all closed":         {[]rectify.Action{later, done}, rectify.ProblemNow{Problem: "走访少", Progress: rectify.Mended, Day: "2011-01-25"}},
		"the other given up": {[]rectify.Action{gone, done}, rectify.ProblemNow{Problem: "走访少", Progress: rectify.Mended, Day: "2011-01-20"}},
		"all of it given up": {[]rectify.Action{gone, gone}, rectify.ProblemNow{Problem: "走访少", Progress: rectify.GivenUp}},
	} {
		if got := rectify.ProblemsNow(shownProblems("走访少"), c.parts); got[0] != c.want {
			t.Errorf("%s: %+v, want %+v", name, got[0], c.want)
		}
	}

	if said := rectify.PublicMeasures(shownProblems("走访少"), []rectify.Action{done, open}); len(said[0].Lines) != 2 {
		t.Errorf("of two parts is said %v", said)
	}
}

func TestMeasuresAreSaidOnlyOfProblemsThatAreShown(t *testing.T) {
	actions := []rectify.Action{{Number: 1, Problem: "走访少", Measure: "每周走访"}, {Number: 2, Problem: "笔记少", Measure: " "}, {Number: 3, Problem: "没有公开", Measure: "不许说"}}
	one := rectify.PublicMeasures(shownProblems("走访少"), actions)
	if len(one) != 1 || len(one[0].Lines) != 1 || one[0].Lines[0] != "每周走访" {
		t.Errorf("of one problem: %+v", one)
	}

	two := rectify.PublicMeasures(shownProblems("笔记少", "走访少"), actions)
	if len(two) != 1 || len(two[0].Lines) != 1 || two[0].Lines[0] != "针对第2个问题：每周走访" {
		t.Errorf("of two: %+v", two)
	}

	if none := rectify.PublicMeasures(nil, actions); len(none) != 0 {
		t.Errorf("without problems: %+v", none)
	}
}
