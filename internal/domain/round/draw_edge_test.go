package round_test

import (
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

func TestAPoolIsFrozenWithASourceForAtLeastOneAndAtMostAll(t *testing.T) {
	long := strings.Repeat("号", 200)
	for what, c := range map[string]struct {
		draw  round.Draw
		pool  []round.Lot
		taken bool
	}{
		"one of two":                 {round.Draw{Source: "双色球", Want: 1}, lots("1", "2"), true},
		"all of two":                 {round.Draw{Source: "双色球", Want: 2}, lots("1", "2"), true},
		"none of two":                {round.Draw{Source: "双色球", Want: 0}, lots("1", "2"), false},
		"three of two":               {round.Draw{Source: "双色球", Want: 3}, lots("1", "2"), false},
		"no source":                  {round.Draw{Source: " ", Want: 1}, lots("1"), false},
		"a source that fits":         {round.Draw{Source: long, Want: 1}, lots("1"), true},
		"a source too long":          {round.Draw{Source: long + "码", Want: 1}, lots("1"), false},
		"a reason that fits":         {round.Draw{Source: "双色球", Want: 1, Again: 3, Reason: long}, lots("1"), true},
		"a reason too long":          {round.Draw{Source: "双色球", Want: 1, Again: 3, Reason: long + "码"}, lots("1"), false},
		"drawn again without reason": {round.Draw{Source: "双色球", Want: 1, Again: 3, Reason: " "}, lots("1"), false},
		"drawn first without reason": {round.Draw{Source: "双色球", Want: 1}, lots("1"), true},
		"a line twice":               {round.Draw{Source: "双色球", Want: 1}, lots("1", "1"), false},
		"a line of two":              {round.Draw{Source: "双色球", Want: 1}, lots("1", "2\n3"), false},
		"an empty line":              {round.Draw{Source: "双色球", Want: 1}, lots("1", ""), false},
	} {
		if err := c.draw.Freeze(c.pool, "活动办", "2011-01-01", 4); c.taken {
			taken(t, what, err)
		} else {
			refused(t, what, err, errs.Invalid)
		}
	}

	empty := lots("1")
	empty[0].Excluded = "住院"
	err := (&round.Draw{Source: "双色球", Want: 1}).Freeze(empty, "活动办", "2011-01-01", 4)
	refused(t, "a pool without anybody in it", err, errs.Invalid)
	if err == nil || !strings.Contains(err.Error(), "没有符合条件的对象") {
		t.Errorf("of an empty pool it says %v", err)
	}
}

func TestThePublicTextIsOneLineWithoutQuotes(t *testing.T) {
	long := strings.Repeat("1", 200)
	for text, fits := range map[string]bool{"08 12 17": true, " 08 12 17\n": true, " ": false, "it's": false, "1\n2": false, long: true, long + "1": false} {
		in := lots("1", "2")
		d := frozen(t, in, 1)
		if err := d.Cast(in, round.Casting{Public: text}, "活动办", 5); fits {
			taken(t, "drawing by “"+text+"”", err)
			if d.Public != strings.TrimSpace(text) || d.DrawnAt != 5 || d.DrawnBy != "活动办" {
				t.Errorf("drawn is %+v", d)
			}
		} else {
			refused(t, "drawing by “"+text+"”", err, errs.Invalid)
			if d.DrawnAt != 0 || len(drawn(in)) != 0 {
				t.Errorf("refused it drew %v", drawn(in))
			}
		}
	}
}

// cast is a pool of five, of which 5 is left out, and a draw of two.
func cast(t *testing.T) ([]round.Lot, *round.Draw) {
	t.Helper()
	in := lots("1", "2", "3", "4", "5")
	in[4].Excluded = "住院"
	d := frozen(t, in, 2)
	taken(t, "drawing", d.Cast(in, round.Casting{Public: "08 12 17"}, "活动办", 5))
	return in, d
}

func TestWhoIsLeftOutIsNeverDrawn(t *testing.T) {
	in, d := cast(t)
	if in[4].Ticket != "" || in[4].Place != 0 {
		t.Errorf("who is left out has the ticket %q", in[4].Ticket)
	}

	taken(t, "drawing all who are left", d.Raise(in, 4))
	if got := drawn(in); len(got) != 4 || slices.Contains(got, "5") {
		t.Errorf("drawn are %v", got)
	}

	in, d = cast(t)
	refused(t, "drawing one more than are in the pool", d.Raise(in, 5), errs.Invalid)
	refused(t, "drawing as many as before", d.Raise(in, 2), errs.Invalid)
}

func TestWhoWasReplacedIsNotDrawnAgain(t *testing.T) {
	in, d := cast(t)
	first := drawn(in)
	taken(t, "replacing", d.Replace(in, first[0], strings.Repeat("病", 200)))
	if got := drawn(in); len(got) != 2 || slices.Contains(got, first[0]) || got[0] != first[1] {
		t.Errorf("after replacing %s drawn are %v", first[0], got)
	}

	refused(t, "raising to more than can still take part", d.Raise(in, 4), errs.Invalid)
	taken(t, "raising to all who can still take part", d.Raise(in, 3))
	refused(t, "replacing when nobody is left", d.Replace(in, drawn(in)[0], "出差"), errs.Conflict)
	if got := drawn(in); len(got) != 3 {
		t.Errorf("refused it left %v", got)
	}
}

func TestOnlyWhoWasDrawnIsReplacedForAReason(t *testing.T) {
	in, d := cast(t)
	var not string
	for _, l := range in[:4] {
		if l.Place == 0 {
			not = l.Ref
		}
	}

	refused(t, "replacing who was not drawn", d.Replace(in, not, "出差"), errs.Invalid)
	refused(t, "replacing who is not in the pool", d.Replace(in, "9", "出差"), errs.Invalid)
	refused(t, "without a reason", d.Replace(in, drawn(in)[0], " "), errs.Invalid)
	refused(t, "a reason of 201 characters", d.Replace(in, drawn(in)[0], strings.Repeat("病", 201)), errs.Invalid)
	first := in[slices.IndexFunc(in, func(l round.Lot) bool { return l.Place > 0 })].Ref
	taken(t, "replacing the one who stands first in the pool", d.Replace(in, first, "出差"))
	if in[0].Ref == first && in[0].Absent != "出差" {
		t.Errorf("kept is %+v", in[0])
	}
}
