package round

import (
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// shortest is how many days a round that follows another has at least: what is left of a half-year and is shorter is
// added to the next one.
const shortest = 30

// Next is what a round that comes after r is given unless the office says otherwise: the same scheme over the same unit,
// from the day after, or from today where that has passed, to the end of that half-year 〔二(一) 每半年至少进行一次〕.
func Next(r Round, today org.Date) Round {
	from, to := Window(max(r.To.AddDays(1), today))
	return Round{Previous: r.ID, Scheme: r.Scheme, SchemeText: r.SchemeText, Unit: r.Unit, From: from, To: to}
}

// Loose refuses to take r back while another of the rounds follows it: what that one is compared with and takes over
// would be gone.
func (r Round) Loose(rounds []Round) error {
	for _, next := range rounds {
		switch {
		case next.Previous != r.ID:
		case next.State == Draft:
			return errs.NewConflict("“%s”接着这一轮筹备，这一轮不能收回：请先撤销“%s”。", next.Name, next.Name)
		default:
			return errs.NewConflict("“%s”接着这一轮，已经启动，这一轮不能收回。", next.Name)
		}
	}

	return nil
}

// Window is what a round that begins on a day is given unless the office says otherwise: to the end of the half-year, or of
// the next where little is left of this one.
func Window(from org.Date) (_, to org.Date) {
	to = halfYearEnd(from)
	if to.AddDays(1-shortest) < from {
		to = halfYearEnd(to.AddDays(1))
	}
	return from, to
}

// halfYearEnd is the last day of June or December on or after the day.
func halfYearEnd(day org.Date) org.Date {
	t := day.Time()
	last := time.June
	if t.Month() > time.June {
		last = time.December
	}
	return org.DateOf(time.Date(t.Year(), last+1, 0, 0, 0, 0, 0, time.UTC))
}

// HalfYear is the half of the year in which a day lies: the window that a round is given unless the office says otherwise
// 〔二(一) 每半年至少进行一次〕.
func HalfYear(day org.Date) (from, to org.Date) {
	to = halfYearEnd(day)
	last := to.Time()
	return org.DateOf(time.Date(last.Year(), last.Month()-5, 1, 0, 0, 0, 0, time.UTC)), to
}
