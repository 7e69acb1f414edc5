package publish

import (
	"strings"
	"unicode/utf8"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// State is where a text for the public stands, or the newest of it where an earlier one is public already.
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

// Way is how a text comes before the public: one proposes it, another looks it through for what must stay secret, a third
// approves it. Whatever is made public goes this way, a notice as well as a promotion.
type Way struct {
	State   State
	Edition int    // of the newest text, grows with every proposal
	Shown   int    // the edition that was made public last, 0: none
	Reason  string // why it was returned or withdrawn
}

// Ready refuses a new proposal while one is under way: what others are looking at does not change under their eyes.
func (w *Way) Ready() error {
	switch w.State {
	case Proposed, Checked, Approved:
		return errs.NewConflict("这份公开稿现在“%s”，不能另提一份；要改内容，请先收回。", w.State.Word())
	}
	return nil
}

// propose puts a new text on its way.
func (w *Way) propose() {
	w.State, w.Reason = Proposed, ""
	w.Edition++
}

// Check records that the text holds nothing that must stay secret 保密审查.
func (w *Way) Check(h Hand, before []Act, about []Party) error {
	if w.State != Proposed {
		return w.not("保密审查")
	}

	if err := h.may(w.Edition, before, about); err != nil {
		return err
	}

	w.State = Checked
	return nil
}

// Approve allows the text to be made public.
func (w *Way) Approve(h Hand, before []Act, about []Party) error {
	if w.State != Checked {
		return w.not("批准")
	}

	if err := h.may(w.Edition, before, about); err != nil {
		return err
	}

	w.State = Approved
	return nil
}

// Return sends the text back to be bettered, or takes it back.
func (w *Way) Return(reason string) error {
	if w.State != Proposed && w.State != Checked && w.State != Approved {
		return w.not("送回修改")
	}

	reason, err := checkReason(reason)
	if err != nil {
		return err
	}

	w.State, w.Reason = Returned, reason
	return nil
}

// Withdraw ends the display before its day, also while a newer text is on its way.
func (w *Way) Withdraw(reason string) error {
	if w.Shown == 0 {
		return w.not("撤下")
	}

	reason, err := checkReason(reason)
	if err != nil {
		return err
	}

	w.State, w.Reason, w.Shown = Withdrawn, reason, 0
	return nil
}

// not is the refusal of an act that the state does not allow.
func (w *Way) not(act i18n.Word) error {
	return errs.NewConflict("这份公开稿现在“%s”，不能%s。请刷新页面看最新情况。", w.State.Word(), act)
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
