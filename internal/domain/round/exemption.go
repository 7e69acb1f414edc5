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
