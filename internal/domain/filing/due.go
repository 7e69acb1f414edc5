package filing

import (
	"cmp"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// Due is the last day, and the last hour of it, on which a pack is in time.
type Due struct {
	Day  org.Date
	Hour scheme.Hour // empty: until the end of the day
}

// Compare orders the moments in time.
func (d Due) Compare(other Due) int {
	return cmp.Or(cmp.Compare(d.Day, other.Day), d.Hour.Compare(other.Hour))
}

// Late is how many days lie between the due day and a later one.
func (d Due) Late(day org.Date) int {
	if d.Day == "" || day <= d.Day {
		return 0
	}
	return int(day.Time().Sub(d.Day.Time()).Hours() / 24)
}

// Chinese is the moment as papers write it: 2011年1月12日 17:00.
func (d Due) Chinese() string {
	if d.Hour == "" {
		return d.Day.Chinese()
	}
	return d.Day.Chinese() + " " + string(d.Hour)
}
