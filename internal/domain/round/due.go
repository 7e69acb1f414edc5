package round

import "lingping/internal/domain/org"

// Due is by when something open is to be done.
type Due struct {
	Planned  org.Date // what a unit planned for itself; empty without
	Deadline org.Date // of the scheme; empty without
}

// Day is the day by which it is to be done: the planned one where that is earlier.
func (d Due) Day() org.Date {
	if d.Planned != "" && (d.Deadline == "" || d.Planned < d.Deadline) {
		return d.Planned
	}
	return d.Deadline
}

// With is what is due when a draw wants it by a day of its own, empty without: that counts as a planned day.
func (d Due) With(drawn org.Date) Due {
	if drawn != "" && (d.Planned == "" || drawn < d.Planned) {
		d.Planned = drawn
	}
	return d
}

// Pace says how something that is open stands to its days.
type Pace uint8

// The paces, each worse than the one before. The last day itself is in time.
const (
	InTime Pace = iota
	Behind      // a day that was planned has passed
	Late        // the deadline has passed
)

// Pace is how it stands on a day, as long as it is not done.
func (d Due) Pace(today org.Date) Pace {
	switch {
	case d.Deadline != "" && d.Deadline < today:
		return Late
	case d.Planned != "" && d.Planned < today:
		return Behind
	}
	return InTime
}
