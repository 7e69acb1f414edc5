package rectify

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// Light is what an action looks like on a day. It is always derived, never set by hand.
type Light string

// The lights.
const (
	Calm    Light = ""        // in course, its day is far
	Soon    Light = "soon"    // blue: the running clock ends within a week
	Behind  Light = "behind"  // amber: nobody has claimed it in time, or its verification is late
	Overdue Light = "overdue" // red: its deadline has passed and it is not reported
	Put     Light = "done"    // green: closed
	Off     Light = "off"     // cancelled
)

// Lights are the lights that a list may be asked for.
func Lights() []Light { return []Light{Overdue, Behind, Soon, Put} }

// Word is the light in words, for those who do not see colours.
func (l Light) Word() i18n.Word {
	switch l {
	case Soon:
		return "快到期"
	case Behind:
		return "进度滞后"
	case Overdue:
		return "已逾期"
	case Put:
		return "已改好"
	case Off:
		return "已中止"
	}
	return "进行中"
}

// soonDays is how near a clock's end is for being soon.
const soonDays = 7

// Span is a set of actions by state and days, both ends included; empty ends are open. A light is a few spans, so that a
// list can be asked for it without another rule.
type Span struct {
	States               []State
	ClockFrom, ClockTo   org.Date
	DeadlineFrom, DeadTo org.Date
}

// Spans are the sets of actions that show the light on the day.
func (l Light) Spans(today org.Date) []Span {
	begun, waiting := []State{Unclaimed, Working}, []State{Reported, Awaiting}
	yesterday := today.AddDays(-1)
	switch l {
	case Put:
		return []Span{{States: []State{Closed}}}
	case Off:
		return []Span{{States: []State{Cancelled}}}
	case Overdue:
		return []Span{{States: begun, DeadTo: yesterday}}
	case Behind:
		return []Span{{States: begun, ClockTo: yesterday, DeadlineFrom: today}, {States: waiting, ClockTo: yesterday}}
	case Soon:
		near := today.AddDays(soonDays)
		return []Span{{States: begun, ClockFrom: today, ClockTo: near, DeadlineFrom: today}, {States: waiting, ClockFrom: today, ClockTo: near}}
	}

	far := today.AddDays(soonDays + 1)
	return []Span{{States: begun, ClockFrom: far, DeadlineFrom: today}, {States: waiting, ClockFrom: far}}
}

// holds reports whether the action lies in the span.
func (s Span) holds(a Action) bool {
	within := func(d, from, to org.Date) bool { return (from == "" || d >= from) && (to == "" || d <= to) }
	return slices.Contains(s.States, a.State) && within(a.Clock, s.ClockFrom, s.ClockTo) && within(a.Deadline, s.DeadlineFrom, s.DeadTo)
}

// Light is what the action looks like on the day.
func (a Action) Light(today org.Date) Light {
	for _, l := range []Light{Put, Off, Overdue, Behind, Soon} {
		if slices.ContainsFunc(l.Spans(today), func(s Span) bool { return s.holds(a) }) {
			return l
		}
	}
	return Calm
}
