package web_test

import (
	"fmt"
	"testing"
	"time"

	"lingping/internal/clock"
	"lingping/internal/web"
)

// What a form offers as the day is the day of the house: from midnight there, and also in the round that is proposed
// at New Year.
func TestFormsProposeTheDayOfTheHouse(t *testing.T) {
	shanghai := must(clock.Zone("Asia/Shanghai"))(t)
	for wall, want := range map[string]struct{ day, from string }{
		"2010-12-31 23:59:59": {"2010-12-31", "2010-12-31"}, "2011-01-01 00:00:00": {"2011-01-01", "2011-01-01"},
		"2011-01-01 07:59:59": {"2011-01-01", "2011-01-01"}, "2011-01-01 08:00:00": {"2011-01-01", "2011-01-01"},
	} {
		now := must(time.ParseInLocation("2006-01-02 15:04:05", wall, shanghai))(t)
		h := open(t, web.Options{Clock: func() time.Time { return now }})
		secretary := h.as(t, "101")
		for _, page := range []string{
			"/everyday/new?subject=" + fmt.Sprintf("unit.%d.0", h.Unit("B11")),
			fmt.Sprintf("/rounds/%d/fieldwork/new", h.Round), "/occasions/new", "/on-site",
		} {
			p := secretary.visit(page)
			p.wants(t, page, 200)
			p.says(t, "&#34;day&#34;:[&#34;"+want.day+"&#34;]") // what the button puts in
		}

		h.office(t).visit("/rounds/new").says(t, `value="`+want.from+`"`)
	}
}
