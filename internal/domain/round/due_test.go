package round_test

import (
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

func TestWhatIsOpenIsBehindAfterThePlannedDayAndLateOnlyAfterTheDeadline(t *testing.T) {
	const before, day, after = org.Date("2011-01-07"), org.Date("2011-01-08"), org.Date("2011-01-09")
	for _, c := range []struct {
		name  string
		due   round.Due
		today org.Date
		by    org.Date
		want  round.Pace
	}{
		{"nothing is due", round.Due{}, after, "", round.InTime},
		{"on the deadline", round.Due{Deadline: day}, day, day, round.InTime},
		{"the day after the deadline", round.Due{Deadline: day}, after, day, round.Late},
		{"on the planned day", round.Due{Planned: before, Deadline: day}, before, before, round.InTime},
		{"after the planned day, on the deadline", round.Due{Planned: before, Deadline: day}, day, before, round.Behind},
		{"after both", round.Due{Planned: before, Deadline: day}, after, before, round.Late},
		{"planned beyond the deadline, which has passed", round.Due{Planned: after, Deadline: before}, day, before, round.Late},
		{"planned without a deadline", round.Due{Planned: before}, day, before, round.Behind},
	} {
		if c.due.Day() != c.by || c.due.Pace(c.today) != c.want {
			t.Errorf("%s: by %q and %d, want %q and %d", c.name, c.due.Day(), c.due.Pace(c.today), c.by, c.want)
		}
	}
}
