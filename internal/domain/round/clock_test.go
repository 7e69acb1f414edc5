package round_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

func TestTheClockOfHalfAYearTellsFineSoonOverAndNever(t *testing.T) {
	for _, c := range []struct {
		what        string
		last, since org.Date
		today       org.Date
		due         org.Date
		state       round.ClockState
	}{
		{"reviewed this month", "2011-01-05", "", "2011-01-20", "2011-07-05", round.ClockFine},
		{"31 days are left", "2011-01-05", "", "2011-06-04", "2011-07-05", round.ClockFine},
		{"30 days are left", "2011-01-05", "", "2011-06-05", "2011-07-05", round.ClockSoon},
		{"the last day", "2011-01-05", "", "2011-07-05", "2011-07-05", round.ClockSoon},
		{"the day after", "2011-01-05", "", "2011-07-06", "2011-07-05", round.ClockOver},
		{"half a year after the end of August is the end of February", "2010-08-31", "", "2011-02-28", "2011-02-28", round.ClockSoon},
		{"and in a leap year its 29th", "2011-08-31", "", "2012-03-01", "2012-02-29", round.ClockOver},
		{"nothing is known", "", "", "2011-01-20", "", round.ClockNever},
		{"a new secretary has half a year from his first day", "", "2010-12-01", "2011-01-20", "2011-06-01", round.ClockFine},
		{"and is never reviewed after it", "", "2010-07-01", "2011-01-20", "2011-01-01", round.ClockNever},
		{"what was said of him before his post does not count against it", "2010-02-01", "2010-12-01", "2011-01-20", "2011-06-01", round.ClockFine},
	} {
		got := round.Tick(c.last, c.since, 6, c.today)
		if got.State != c.state || got.Due != c.due || got.Last != c.last {
			t.Errorf("%s: %+v, want %s due %s", c.what, got, c.state, c.due)
		}
	}
}

func TestTheClockRunsOneWayAndKeepsTheDayOfTheMonth(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2011))
	for range 5000 {
		last := org.DateOf(time.Date(2009, 1, 1+r.IntN(2000), 0, 0, 0, 0, time.UTC))
		months := 1 + r.IntN(24)
		due := last.AddMonths(months)
		if from, to := last.Time(), due.Time(); (to.Year()-from.Year())*12+int(to.Month()-from.Month()) != months {
			t.Fatalf("%d months after %s is %s, in another month", months, last, due)
		} else if to.Day() != from.Day() && to.AddDate(0, 0, 1).Day() != 1 {
			t.Fatalf("%d months after %s is %s: neither the same day nor the last of the month", months, last, due)
		}

		if later := last.AddDays(1).AddMonths(months); later < due {
			t.Fatalf("reviewed a day after %s, the next is due earlier: %s before %s", last, later, due)
		}

		rank := map[round.ClockState]int{round.ClockFine: 0, round.ClockSoon: 1, round.ClockOver: 2}
		before := 0
		for day := last; day <= due.AddDays(2); day = day.AddDays(1 + r.IntN(9)) {
			now := rank[round.Tick(last, "", months, day).State]
			if now < before {
				t.Fatalf("the clock of %s goes back on %s", last, day)
			}
			before = now
		}

		if s := round.Tick(last, "", months, due.AddDays(1)).State; s != round.ClockOver {
			t.Fatalf("the day after %s it is %s", due, s)
		}
	}
}

func TestOnlyAFineClockCallsNobodyAndOnlyAPassedOneIsLate(t *testing.T) {
	for state, c := range map[round.ClockState]struct{ calls, late bool }{
		round.ClockFine: {false, false}, round.ClockSoon: {true, false}, round.ClockOver: {true, true}, round.ClockNever: {true, true},
	} {
		if state.Calls() != c.calls || state.Late() != c.late {
			t.Errorf("%s calls %v, is late %v", state, state.Calls(), state.Late())
		}
	}
}

func TestANewSecretaryIsInTimeOnTheLastDayOfHisFirstHalfYear(t *testing.T) {
	for today, state := range map[org.Date]round.ClockState{"2011-01-01": round.ClockSoon, "2011-01-02": round.ClockNever} {
		if got := round.Tick("", "2010-07-01", 6, today); got.State != state || got.Due != "2011-01-01" {
			t.Errorf("on %s it is %s, due %s", today, got.State, got.Due)
		}
	}
}
