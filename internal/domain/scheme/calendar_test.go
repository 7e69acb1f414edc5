package scheme_test

import (
	"slices"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

func TestTheCalendarHasEveryDayOfTheScheme(t *testing.T) {
	s := mustRead(t, `
extends: tongyong
title: 林场
steps: {notice: {due: 5, due-actor: {joint-branch: 9}}, review: {due: -2}}
filing:
  - {who: 各党总支, to: 场部办, forms: [2], due: 2011-07-02}
  - {who: 各党支部, to: 场部办, forms: [3], due-in: 0}
`)
	var said []string
	days := s.Calendar("2011-01-01", "2011-06-30")
	for _, task := range days {
		said = append(said, string(task.Day)+" "+string(task.Step)+task.Who+string(task.For))
	}

	for _, want := range []string{"2011-06-28 review", "2011-06-30 各党支部", "2011-07-02 各党总支", "2011-07-05 notice", "2011-07-09 notice基层党组织和党员联合党支部"} {
		if !slices.ContainsFunc(said, func(s string) bool { return s == want || len(s) > len(want) && s[:len(want)] == want }) {
			t.Errorf("the calendar does not have %s: %q", want, said)
		}
	}

	if !slices.IsSortedFunc(days, func(a, b scheme.Task) int { return compare(a.Day, b.Day) }) {
		t.Errorf("it is out of order: %q", said)
	}
}

func compare[T ~string](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestADayOfTheNoticeHoldsForItsRoundOnly(t *testing.T) {
	s := mustRead(t, "extends: tongyong\ntitle: 林场\nsteps: {notice: {on: 2011-06-25, due: 4, due-actor: {branch: 9}}}\n")
	for actor, want := range map[scheme.Actor]string{{Kind: scheme.Member}: "2011-06-25", {Kind: scheme.Member, Unit: "branch"}: "2011-07-09"} {
		if got := s.Deadline(scheme.StepNotice, actor, "2011-06-30"); string(got) != want {
			t.Errorf("%v is due on %s, want %s", actor, got, want)
		}
	}

	for window, fits := range map[[2]string]bool{{"2011-01-01", "2011-06-30"}: true, {"2011-06-25", "2011-06-30"}: true,
		{"2011-06-26", "2011-12-31"}: false, {"2010-07-01", "2010-12-24"}: false, {"2010-07-01", "2010-12-25"}: true} {
		if err := s.Fits(org.Date(window[0]), org.Date(window[1])); (err == nil) != fits {
			t.Errorf("%v: %v", window, err)
		}
	}

	again := s.Again("2011-07-01", "2011-12-31")
	if got := again.Deadline(scheme.StepNotice, scheme.Actor{Kind: scheme.Member}, "2011-12-31"); got != "2012-01-04" || again.Fits("2011-07-01", "2011-12-31") != nil {
		t.Errorf("in the next round it is due on %s", got)
	}
}
