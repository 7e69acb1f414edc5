package round

import (
	"maps"
	"slices"
	"strings"

	"lingping/internal/domain/org"
)

// Figures of single days stand apart from the others (Count.Daily): of units, committee members and members, whose secretary is
// reviewed together with his unit.
const (
	dayDone    = "day.done."
	dayPlanned = "day.planned."
)

// DayDone names how many reviews that count were given on a day.
func DayDone(day org.Date) Count { return Count(dayDone + string(day)) }

// DayPlanned names how many reviews the plans that were handed in have on a day.
func DayPlanned(day org.Date) Count { return Count(dayPlanned + string(day)) }

// Daily reports whether the figure is of one day.
func (c Count) Daily() bool { return strings.HasPrefix(string(c), "day.") }

// DayFigures are those of one day.
type DayFigures struct {
	Day           org.Date
	Done, Planned int64 // on that day
	AllDone       int64 // up to it, itself included; so is the other
	AllPlanned    int64
}

// Course is how a unit went through a round, day by day; days on which nothing was planned or given are not in it.
type Course []DayFigures

// CourseOf is the course that the daily figures of a tally tell.
func CourseOf(t Tally) Course {
	days := map[org.Date]*DayFigures{}
	of := func(day string) *DayFigures {
		d := days[org.Date(day)]
		if d == nil {
			d = &DayFigures{Day: org.Date(day)}
			days[d.Day] = d
		}
		return d
	}

	for name, n := range t {
		if day, ok := strings.CutPrefix(string(name), dayDone); ok {
			of(day).Done += n
		}
		if day, ok := strings.CutPrefix(string(name), dayPlanned); ok {
			of(day).Planned += n
		}
	}

	var course Course
	var done, planned int64
	for _, day := range slices.Sorted(maps.Keys(days)) {
		d := *days[day]
		if d.Done == 0 && d.Planned == 0 {
			continue
		}

		done, planned = done+d.Done, planned+d.Planned
		d.AllDone, d.AllPlanned = done, planned
		course = append(course, d)
	}

	return course
}

// On are the figures up to a day, itself included.
func (c Course) On(day org.Date) (done, planned int64) {
	for _, d := range c {
		if d.Day > day {
			break
		}
		done, planned = d.AllDone, d.AllPlanned
	}

	return done, planned
}

// Planned reports whether anything was planned.
func (c Course) Planned() bool { return len(c) > 0 && c[len(c)-1].AllPlanned > 0 }

// Behind is a day that was planned and has passed while less was given by today than planned by then; empty: there is none.
func (c Course) Behind(today org.Date) org.Date {
	done, _ := c.On(today)
	for _, d := range c {
		if d.Planned > 0 && d.Day < today && d.AllPlanned > done {
			return d.Day
		}
	}

	return ""
}
