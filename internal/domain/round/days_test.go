package round_test

import (
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

func TestACourseIsBehindOnlyWhenAPlannedDayHasPassed(t *testing.T) {
	course := round.CourseOf(round.Tally{
		round.DayPlanned("2011-01-05"): 3, round.DayPlanned("2011-01-08"): 2, round.DayDone("2011-01-05"): 2, round.DayDone("2011-01-07"): 1,
		round.DayDone("2011-01-09"): 0, round.TimesDone: 9,
	})
	if len(course) != 3 || course[2].AllPlanned != 5 || course[2].AllDone != 3 {
		t.Fatalf("the course is %+v", course)
	}

	for today, want := range map[org.Date]org.Date{
		"2011-01-04": "", "2011-01-05": "", // the planned day itself is in time
		"2011-01-06": "2011-01-05", "2011-01-07": "", // what lacked was given two days later
		"2011-01-08": "", "2011-01-09": "2011-01-08",
	} {
		if got := course.Behind(today); got != want {
			t.Errorf("on %s it is behind since %q, want %q", today, got, want)
		}
	}

	for day, want := range map[org.Date][2]int64{"2011-01-04": {0, 0}, "2011-01-05": {2, 3}, "2011-01-06": {2, 3}, "2011-02-01": {3, 5}} {
		if done, planned := course.On(day); done != want[0] || planned != want[1] {
			t.Errorf("by %s there are %d given and %d planned, want %v", day, done, planned, want)
		}
	}

	if c := round.CourseOf(round.Tally{round.TimesDone: 1}); len(c) != 0 || c.Planned() || c.Behind("2011-01-01") != "" {
		t.Errorf("without days there is the course %v", c)
	}
}
