// Package publish is how what was said becomes public 〔四(四)〕: a notice gathers the reviews of one unit, is looked
// through for what must stay secret, approved and made public by different people, stands for some days, and takes what
// people answer to it. Nothing is public before it was approved, and nothing after its days.
package publish

import (
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// NoticeID names a notice.
type NoticeID int64

// Notice is the notice of one unit in a round; there is one, however often its text is proposed anew.
type Notice struct {
	ID    NoticeID
	Round round.ID
	Unit  org.UnitID
	Code  string // of the public page; can't be guessed
	Way
	From, To org.Date // the days on which the public page stands, both included; empty without one
	Ended    org.Date // the day on which its display was found to be over; empty: it is not
	Doubted  org.Date // since when something that it shows does not hold any more; empty: all of it does
}

// Propose puts a new text on its way. sheets is how many reviews it holds.
func (n *Notice) Propose(sheets int) error {
	if err := n.Ready(); err != nil {
		return err
	}

	if sheets == 0 {
		return errs.NewInvalid("没有可以通报的内容：请等点评得到确认，或者换选通报的范围。")
	}

	n.propose()
	return nil
}

// OnDisplay reports whether the public may read the notice on the day: it was approved and made public with a page, the
// day is one of its days, and its display has not ended before, by whatever clock.
func (n *Notice) OnDisplay(day org.Date) bool {
	return n.Shown > 0 && n.From != "" && n.Ended == "" && org.Covers(n.From, n.To, day)
}

// Fresh is for how long what was read of a notice on display may be shown again without asking: a minute at most, and not
// beyond its last day.
func (n *Notice) Fresh(now time.Time) time.Duration {
	if n.To == "" {
		return freshAtMost
	}
	next := n.To.AddDays(1).Time()
	over := time.Date(next.Year(), next.Month(), next.Day(), 0, 0, 0, 0, now.Location())
	return max(0, min(freshAtMost, over.Sub(now)))
}

// freshAtMost is how long somebody may still read at his own screen what was withdrawn.
const freshAtMost = time.Minute

// End ends the display when its days have passed, and reports whether it ends now. It ends once: only new days, or a new
// text, begin another.
func (n *Notice) End(today org.Date) bool {
	if n.Shown == 0 || n.To == "" || n.Ended != "" || today <= n.To {
		return false
	}
	n.Ended, n.Doubted = today, "" // nothing is left to be taken down
	return true
}

// Over reports whether its days have passed.
func (n *Notice) Over(day org.Date) bool {
	return n.State == Published && n.To != "" && (n.Ended != "" || n.To < day)
}
