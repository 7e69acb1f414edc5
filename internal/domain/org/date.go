package org

import (
	"fmt"
	"time"
)

// Date is a day, a month or a year as known: "1985-06-01", "1985-06", "1985", or empty when unknown. Dates of one
// precision compare as strings.
type Date string

// DateOf is the day of t in its own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// ParseDay reads a whole day as YYYY-MM-DD and refuses days that do not exist.
func ParseDay(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return "", fmt.Errorf("%q is not a day such as 2010-12-27", s)
	}
	return DateOf(t), nil
}

// Time is midnight UTC at the first day the date can mean; zero when it is empty or broken.
func (d Date) Time() time.Time {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, string(d)); err == nil {
			return t
		}
	}
	return time.Time{}
}

// AddDays is the day n days later; empty stays empty.
func (d Date) AddDays(n int) Date {
	if d == "" {
		return d
	}
	return DateOf(d.Time().AddDate(0, 0, n))
}

// AddMonths is the same day n months later, or the last day of that month where it has no such day: half a year after 31
// August is the end of February. Empty stays empty.
func (d Date) AddMonths(n int) Date {
	if d == "" {
		return d
	}

	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// Dotted is the date as forms write it: 1985.06 or 2010.12.27.
func (d Date) Dotted() string {
	b := []byte(d)
	for i, c := range b {
		if c == '-' {
			b[i] = '.'
		}
	}

	return string(b)
}

// Chinese is the date as sentences write it: 2010年12月27日.
func (d Date) Chinese() string {
	t := d.Time()
	switch {
	case t.IsZero():
		return ""
	case len(d) == 4:
		return fmt.Sprintf("%d年", t.Year())
	case len(d) == 7:
		return fmt.Sprintf("%d年%d月", t.Year(), int(t.Month()))
	}

	return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day())
}

// Covers reports whether day lies in from–to, both ends included; an empty end is open. An end known only to the month
// or year counts whole.
func Covers(from, to, day Date) bool {
	if from != "" && day[:min(len(day), len(from))] < from[:min(len(day), len(from))] {
		return false
	}
	if to != "" && day[:min(len(day), len(to))] > to[:min(len(day), len(to))] {
		return false
	}

	return true
}
