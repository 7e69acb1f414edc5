package round

import (
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// Exemption leaves a subject out of what is owed. It stays in the denominator and is always shown with its reason.
type Exemption struct {
	Kind     scheme.SubjectKind
	Unit     org.UnitID
	Person   org.PersonID
	Class    string // the group it was given to in bulk (失联, 出国（境）…), empty for a single one
	Reason   string
	Approver string
	By       string // who entered it
	At       int64  // unix ms
}

// Check refuses an exemption without a reason or an approver.
func (e *Exemption) Check() error {
	e.Reason, e.Approver = strings.TrimSpace(e.Reason), strings.TrimSpace(e.Approver)
	switch {
	case e.Reason == "":
		return errs.NewInvalid("免评必须写明原因。")
	case e.Approver == "":
		return errs.NewInvalid("免评必须写明批准人。")
	}
	return nil
}

// HandOver passes what a seat owes to its new holder.
type HandOver struct {
	Seat     org.UnitID // 0: everything the person owes, whatever the seat
	From, To org.PersonID
	Reason   string
}

// Check refuses a hand-over without a reason or to oneself.
func (h *HandOver) Check() error {
	h.Reason = strings.TrimSpace(h.Reason)
	switch {
	case h.From == 0 || h.To == 0:
		return errs.NewInvalid("请选择移交人和接手人。")
	case h.From == h.To:
		return errs.NewInvalid("移交人和接手人是同一个人，请重新选择。")
	case h.Reason == "":
		return errs.NewInvalid("请写明移交的原因，如“书记调整”。")
	}
	return nil
}
