package rectify_test

import (
	"testing"

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
		[]rectify.Action{action("走访少", rectify.Closed), action("走访少", rectify.Working), action("别的", rectify.Closed)})
	if twice[0].Progress != rectify.Mended || twice[1].Progress != rectify.Mending || twice[2].Progress != rectify.Untraced {
		t.Errorf("the same problem twice, and one without an action, are %+v", twice)
	}

	if got := rectify.ProblemsNow([]publish.Passage{{Head: "主要成绩", Lines: []string{"带头上课"}}}, []rectify.Action{action("走访少", rectify.Closed)}); len(got) != 0 {
		t.Errorf("of a notice that shows no problems stands %+v", got)
	}
}

func TestMeasuresAreSaidOnlyOfProblemsThatAreShown(t *testing.T) {
	actions := []rectify.Action{{Problem: "走访少", Measure: "每周走访"}, {Problem: "笔记少", Measure: " "}, {Problem: "没有公开", Measure: "不许说"}}
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
