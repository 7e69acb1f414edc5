package web

import (
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// halfYear is the window that a new round is given unless the office says otherwise.
func halfYear(now time.Time) (from, to string) {
	begin, end := round.HalfYear(org.DateOf(now))
	return string(begin), string(end)
}

// halfYearName is the usual name of a round that begins on the day.
func halfYearName(p ui.Page, from org.Date) string {
	day := from.Time()
	if day.Month() <= time.June {
		return p.T("%d年上半年领导点评", day.Year())
	}
	return p.T("%d年下半年领导点评", day.Year())
}
