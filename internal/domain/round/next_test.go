package round_test

import (
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

func TestTheNextRoundBeginsTheDayAfterAndEndsWithAHalfYear(t *testing.T) {
	for _, c := range []struct{ to, from, next org.Date }{
		{"2011-01-12", "2011-01-13", "2011-06-30"},
		{"2010-12-31", "2011-01-01", "2011-06-30"},
		{"2011-06-30", "2011-07-01", "2011-12-31"},
		{"2011-06-15", "2011-06-16", "2011-12-31"}, // a fortnight is no round of its own
		{"2011-05-31", "2011-06-01", "2011-06-30"},
		{"2011-12-20", "2011-12-21", "2012-06-30"},
	} {
		r := round.Next(round.Round{ID: 4, To: c.to, Scheme: "chuangxian-2010", SchemeText: "x", Unit: 9}, "2010-01-01")
		if r.From != c.from || r.To != c.next {
			t.Errorf("after %s comes %s–%s, want %s–%s", c.to, r.From, r.To, c.from, c.next)
		}

		if late := round.Next(round.Round{To: c.to}, "2012-08-01"); late.From != "2012-08-01" || late.To != "2012-12-31" {
			t.Errorf("prepared long after %s it is given %s–%s, want it to begin today", c.to, late.From, late.To)
		}

		if r.Previous != 4 || r.Unit != 9 || r.SchemeText != "x" {
			t.Errorf("the next round is %+v", r)
		}
	}
}
