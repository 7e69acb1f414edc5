package web

import (
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/web/ui"
)

// halfYearName is the usual name of a round that ends on the day.
func halfYearName(p ui.Page, to org.Date) string {
	day := to.Time()
	if day.Month() <= time.June {
		return p.T("%d年上半年领导点评", day.Year())
	}
	return p.T("%d年下半年领导点评", day.Year())
}
