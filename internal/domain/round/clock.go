package round

import "lingping/internal/domain/org"

// ClockState is how a subject stands to the rolling half year.
type ClockState string

// The states of a clock.
const (
	ClockFine  ClockState = "fine"  // reviewed lately
	ClockSoon  ClockState = "soon"  // newly due: the half year is over within clockWarning days
	ClockOver  ClockState = "over"  // the half year is over
	ClockNever ClockState = "never" // no review of it is known
)

// clockWarning is how many days before the end of the half year a subject is newly due.
const clockWarning = 30

// Calls reports whether somebody has to see to it now.
func (s ClockState) Calls() bool { return s != ClockFine }

// Late reports whether it should have been done already.
func (s ClockState) Late() bool { return s == ClockOver || s == ClockNever }

// Clock is the rolling time of one subject 〔二(一) 对基层党组织及其书记的点评每半年至少进行一次〕.
type Clock struct {
	Last  org.Date // of the last review that counts, in a round or outside; empty: none is known
	Due   org.Date // the last day on which the next one is in time; empty when that can't be told
	State ClockState
}

// Tick reads the clock of a subject today: last is the day of its last review, since the day from which it can be
// reviewed at all (a secretary's first day; empty: always), months how long the time is.
func Tick(last, since org.Date, months int, today org.Date) Clock {
	c := Clock{Last: last}
	from := max(last, since)
	if from == "" {
		c.State = ClockNever
		return c
	}

	c.Due = from.AddMonths(months)
	switch {
	case today > c.Due && last == "":
		c.State = ClockNever
	case today > c.Due:
		c.State = ClockOver
	case today.AddDays(clockWarning) >= c.Due:
		c.State = ClockSoon
	default:
		c.State = ClockFine
	}

	return c
}
