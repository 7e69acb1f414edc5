package rectify

import (
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// HelpID names a promise of help.
type HelpID int64

// HelpState is where a promise stands.
type HelpState string

// The states of a promise.
const (
	HelpAsked    HelpState = "asked"    // 待答复: the subordinate has asked for it
	HelpPromised HelpState = "promised" // 帮助中
	HelpDeclined HelpState = "declined" // 未能答应
	HelpDone     HelpState = "done"     // 已解决: the subordinate says so
)

// Word is the state's Chinese word.
func (s HelpState) Word() i18n.Word {
	switch s {
	case HelpAsked:
		return "待答复"
	case HelpPromised:
		return "帮助中"
	case HelpDeclined:
		return "未能答应"
	case HelpDone:
		return "已解决"
	}
	return i18n.Word(s)
}

// Help is what a leader promised to whom he reviews 〔四(三) 帮助解决存在的困难和问题〕. The ledger runs the other way
// round: only the subordinate can say that it is done.
type Help struct {
	ID       HelpID
	Round    round.ID
	Sheet    review.ID      // of the review beside which it was promised
	Subject  assign.Subject // who is helped
	Leader   org.PersonID   // who promised, then who took his seat over
	Seat     org.UnitID     // from which he speaks
	State    HelpState
	Text     string // what the difficulty is and what is promised
	Deadline org.Date
	Answer   string // why it was declined, or how far the leader has come
	Outcome  string // what the subordinate says
	DoneDay  org.Date
	PaperRef string // file number of the paper on which he said it
	By       string // who entered it
	At       int64  // unix ms
	Revision int
}

// Begin checks a new promise, or with asked a wish that the leader is to answer.
func (h *Help) Begin(asked bool) (err error) {
	var f errs.Faults
	h.Text, err = needed(h.Text, "请写明有什么困难、要帮助解决什么。")
	f.Add("text", err)
	if h.Deadline != "" {
		f.Add("deadline", checkDay(h.Deadline))
	}

	h.State = HelpPromised
	if asked {
		h.State = HelpAsked
	}

	f.If(!asked && h.Deadline == "", "deadline", "答应帮助的事项要有期限：请写在哪一天以前解决。")
	return f.Err()
}

// Promise says that the leader helps, by a day.
func (h *Help) Promise(deadline org.Date, answer string) (err error) {
	if h.State != HelpAsked {
		return errs.NewConflict("这件帮助事项现在是“%s”，不需要答复。", h.State.Word())
	}

	if err := checkDay(deadline); err != nil {
		return err
	}

	if h.Answer, err = clean(answer); err != nil {
		return err
	}

	h.State, h.Deadline = HelpPromised, deadline
	return nil
}

// Decline says why he can't.
func (h *Help) Decline(reason string) (err error) {
	if h.State != HelpAsked {
		return errs.NewConflict("这件帮助事项现在是“%s”，不需要答复。", h.State.Word())
	}

	if h.Answer, err = needed(reason, "不能答应时，请写明原因。"); err != nil {
		return err
	}

	h.State = HelpDeclined
	return nil
}

// Report is how far the leader has come; it does not end the promise.
func (h *Help) Report(text string) (err error) {
	if h.State != HelpPromised {
		return errs.NewConflict("这件帮助事项现在是“%s”，不用再记办理情况。", h.State.Word())
	}
	h.Answer, err = needed(text, "请写办理情况：做了什么，还差什么。")
	return err
}

// Finish is the subordinate's word that it is solved. Whoever promised can't say so for him, unless the subordinate
// signed it on paper, whose file number is ref.
func (h *Help) Finish(outcome, ref string, bySubordinate bool, day org.Date) (err error) {
	if h.State != HelpPromised {
		return errs.NewConflict("这件帮助事项现在是“%s”，不能办结。", h.State.Word())
	}

	var f errs.Faults
	h.Outcome, err = needed(outcome, "请写一句：困难是怎样解决的。")
	f.Add("outcome", err)
	f.If(!bySubordinate && ref == "", "ref", "帮助事项由受帮助的一方办结；他在纸上签了字的，请写明存档编号。")
	if err := f.Err(); err != nil {
		return err
	}

	h.State, h.DoneDay, h.PaperRef = HelpDone, day, ref
	return nil
}

// Light is what a promise looks like on the day: red when the leader is late, blue when its day is near.
func (h Help) Light(today org.Date) Light {
	switch {
	case h.State == HelpDone:
		return Put
	case h.State == HelpDeclined:
		return Off
	case h.State == HelpAsked || h.Deadline == "":
		return Calm
	case h.Deadline < today:
		return Overdue
	case h.Deadline <= today.AddDays(soonDays):
		return Soon
	}
	return Calm
}
