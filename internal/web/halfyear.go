package web

import (
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/web/ui"
)

// halfYear is the window that a new round is given unless the office says otherwise: the half of the year that now lies
// in 〔每半年至少进行一次〕.
func halfYear(now time.Time) (from, to string) {
	first, last := time.January, time.June
	if now.Month() > time.June {
		first, last = time.July, time.December
	}

	begin := time.Date(now.Year(), first, 1, 0, 0, 0, 0, time.UTC)
	end := time.Date(now.Year(), last+1, 0, 0, 0, 0, 0, time.UTC)
	return string(org.DateOf(begin)), string(org.DateOf(end))
}

// halfYearName is the usual name of a round that begins on the day.
func halfYearName(p ui.Page, from org.Date) string {
	day := from.Time()
	if day.Month() <= time.June {
		return p.T("%d年上半年领导点评", day.Year())
	}
	return p.T("%d年下半年领导点评", day.Year())
}
