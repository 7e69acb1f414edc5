// Package publish is how what was said becomes public 〔四(四)〕: a notice gathers the reviews of one unit, is looked
// through for what must stay secret, approved and made public by different people, stands for some days, and takes what
// people answer to it. Nothing is public before it was approved, and nothing after its days.
package publish

import (
	"strings"
	"time"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// NoticeID names a notice.
type NoticeID int64

// State is where a notice stands, or the newest text of it where an earlier one is public already.
type State string

// The states.
const (
	Proposed  State = "proposed"  // 待保密审查
	Checked   State = "checked"   // 待批准
	Approved  State = "approved"  // 待公布
	Published State = "published" // 已公布
	Returned  State = "returned"  // 已退回
	Withdrawn State = "withdrawn" // 已撤下
)

// Word is the state's Chinese word.
func (s State) Word() i18n.Word {
	switch s {
	case Proposed:
		return "待保密审查"
	case Checked:
		return "待批准"
	case Approved:
		return "待公布"
	case Published:
		return "已公布"
	case Returned:
		return "已退回修改"
	case Withdrawn:
		return "已撤下"
	}
	return i18n.Word(s)
}

// Notice is the notice of one unit in a round; there is one, however often its text is proposed anew.
type Notice struct {
	ID       NoticeID
	Round    round.ID
	Unit     org.UnitID
	Code     string // of the public page; can't be guessed
	State    State
	Edition  int      // of the newest text, grows with every proposal
	Shown    int      // the edition that was made public last, 0: none
	From, To org.Date // the days on which the public page stands, both included; empty without one
	Ended    org.Date // the day on which its display was found to be over; empty: it is not
	Reason   string   // why it was returned or withdrawn
}

// Ready refuses a new proposal while one is under way: what others are looking at does not change under their eyes.
func (n *Notice) Ready() error {
	switch n.State {
	case Proposed, Checked, Approved:
		return errs.NewConflict("这份通报现在“%s”，不能另提一份；要改内容，请先收回。", n.State.Word())
	}
	return nil
}

// Propose puts a new text on its way. sheets is how many reviews it holds.
func (n *Notice) Propose(sheets int) error {
	if err := n.Ready(); err != nil {
		return err
	}

	if sheets == 0 {
		return errs.NewInvalid("没有可以通报的内容：请等点评得到确认，或者换选通报的范围。")
	}

	n.State, n.Reason = Proposed, ""
	n.Edition++
	return nil
}

// Check records that the text holds nothing that must stay secret 保密审查.
func (n *Notice) Check(h Hand, before []Act, about []Party) error {
	if n.State != Proposed {
		return n.not("保密审查")
	}

	if err := h.may(n.Edition, before, about); err != nil {
		return err
	}

	n.State = Checked
	return nil
}

// Approve allows the text to be made public.
func (n *Notice) Approve(h Hand, before []Act, about []Party) error {
	if n.State != Checked {
		return n.not("批准")
	}

	if err := h.may(n.Edition, before, about); err != nil {
		return err
	}

	n.State = Approved
	return nil
}

// Return sends the text back to be bettered, or takes it back.
func (n *Notice) Return(reason string) error {
	if n.State != Proposed && n.State != Checked && n.State != Approved {
		return n.not("送回修改")
	}

	reason, err := checkReason(reason)
	if err != nil {
		return err
	}

	n.State, n.Reason = Returned, reason
	return nil
}

// Withdraw ends the display before its day, also while a newer text is on its way.
func (n *Notice) Withdraw(reason string) error {
	if n.Shown == 0 {
		return n.not("撤下")
	}

	reason, err := checkReason(reason)
	if err != nil {
		return err
	}

	n.State, n.Reason, n.Shown = Withdrawn, reason, 0
	return nil
}

// not is the refusal of an act that the state does not allow.
func (n *Notice) not(act i18n.Word) error {
	return errs.NewConflict("这份通报现在“%s”，不能%s。请刷新页面看最新情况。", n.State.Word(), act)
}

// maxReason is the longest reason or answer.
const maxReason = 500

func checkReason(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	switch n := utf8.RuneCountInString(reason); {
	case n == 0:
		return "", errs.NewInvalid("请写明原因，让别人知道为什么、怎样改。")
	case n > maxReason:
		return "", errs.NewInvalid("原因最多 %d 个字，请写短一些。", maxReason)
	}

	return reason, nil
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
	n.Ended = today
	return true
}

// Over reports whether its days have passed.
func (n *Notice) Over(day org.Date) bool {
	return n.State == Published && n.To != "" && (n.Ended != "" || n.To < day)
}
